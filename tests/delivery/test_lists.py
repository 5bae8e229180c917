"""Lists of orders, as people and Amazon write them."""

import io
import json

import pytest

from spmsg.delivery.recipients import read, read_compared
from spmsg.errors import UsageError
from spmsg.message.recipient import BadRow, Recipient, Unusable

A, B, C = "902-6786204-8179805", "111-4820193-7746201", "302-1164827-9930516"
US, DE, JP = "ATVPDKIKX0DER", "A1PA6795UKMFR9", "A1VC38T7YXB528"


def rows(text: str | bytes) -> list[Recipient | BadRow]:
    return list(read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def orders(text: str | bytes) -> list[str]:
    """The orders of the list; one that gets no message has a "!" before it."""
    return [f"!{row.order}" if isinstance(row, BadRow) else row.order for row in rows(text)]


def columns(text: str | bytes) -> dict[str, object]:
    (row,) = rows(text)
    assert isinstance(row, Recipient), row
    return dict(row.columns)


def test_bare_ids_are_one_a_line() -> None:
    assert rows(f"\n{A}\n\n {B} \n") == [
        Recipient(A, None, {"order": A}, 2),
        Recipient(B, None, {"order": B}, 4),
    ]


@pytest.mark.parametrize(
    "text", [f"{A},{B}", f"{A} {B}", f"{A};{B}", f"{A}\t{B}", f'"{A}","{B}"', f"{A}\n\n{B}"]
)
def test_ids_are_separated_as_one_likes(text: str) -> None:
    assert orders(text) == [A, B]


def test_what_spmsg_orders_pipes_has_the_marketplace_behind_the_order() -> None:
    (row,) = rows(f"{A}\t{DE}\tSHIPPED\t{B}\n")
    assert isinstance(row, Recipient)
    assert (row.order, row.marketplace) == (A, DE)


@pytest.mark.parametrize(
    "name",
    [
        "order", "Order", "ORDER ID", "order-id", "order_id", "Order Id", "orderId", "amazonOrderId",
        "Amazon Order ID", "AMAZON_ORDER_ID", " order id ",
    ],
)  # fmt: skip
def test_the_orders_column_is_spelled_freely(name: str) -> None:
    assert orders(f"x,{name}\n1,{A}\n") == orders(f"x\t{name}\n1\t{A}\n") == [A]
    assert orders(json.dumps({"x": 1, name: A})) == [A]


@pytest.mark.parametrize("name", ["marketplace", "Marketplace ID", "marketplaceId", "sales-channel"])
@pytest.mark.parametrize(
    ("value", "id_"),
    [
        ("DE", DE), ("de", DE), (DE, DE), ("Germany", DE), ("Amazon.de", DE), ("www.amazon.de", DE),
        ("Amazon.com", US), ("USA", US), ("Amazon.co.jp", JP), ("Amazon.co.uk", "A1F83G8C2ARO7P"),
        ("GB", "A1F83G8C2ARO7P"), ("A1NEWPLACE1234", "A1NEWPLACE1234"), ("", None),
    ],
)  # fmt: skip
def test_the_rows_marketplace_is_spelled_freely(name: str, value: str, id_: str | None) -> None:
    (row,) = rows(f"order,{name}\n{A},{value}\n")
    assert isinstance(row, Recipient), row
    assert row.marketplace == id_


@pytest.mark.parametrize("value", ["Non-Amazon", "XX", "ATVPDKIKX0DEX", "Amazon.xx"])
def test_a_marketplace_that_there_is_not_is_told_with_its_row(value: str) -> None:
    (row,) = rows(f"order,sales-channel\n{A},{value}\n")
    assert isinstance(row, BadRow)
    assert (row.order, row.line, row.code) == (A, 2, "unknown-marketplace")
    assert value in row.reason


# Tab-separated text


def test_amazons_reports_have_no_quotes() -> None:
    report = f'order-id\tbuyer\ttitle\n{A}\tAnn\t"Vintage lamp\n{B}\tBob\tShelf 12"\n'
    assert rows(report) == [
        Recipient(A, None, {"order-id": A, "buyer": "Ann", "title": '"Vintage lamp'}, 2),
        Recipient(B, None, {"order-id": B, "buyer": "Bob", "title": 'Shelf 12"'}, 3),
    ]


def test_a_tab_separated_file_of_excels_is_told_by_the_quotes_in_its_header() -> None:
    assert columns(f'order-id\t"Title, long"\n{A}\t"A\t""b"""\n') == {"order-id": A, "Title, long": 'A\t"b"'}


def test_a_quoted_line_break_that_the_header_does_not_announce_is_refused() -> None:
    found = rows(f'order-id\ttitle\tbuyer\n{A}\t"a\nb"\tAnn\n{B}\tc\tBob\n')
    assert [(type(row), row.order, row.line) for row in found] == [
        (BadRow, A, 2), (BadRow, 'b"', 3), (Recipient, B, 4),
    ]  # fmt: skip


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_a_row_that_lacks_the_orders_column_is_told_and_the_others_go_on(separator: str) -> None:
    text = f"buyer\ttitle\torder-id\nAnn\nBob\tLamp\t{B}\n".replace("\t", separator)
    found = rows(text)
    assert [(row.order, row.line) for row in found] == [("", 2), (B, 3)]
    assert isinstance(found[0], BadRow)
    assert "this row has no Amazon order ID" in found[0].reason


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(f"order,replaces\n{A},\n,{B}\n", [A, f"!{B}"], id="the order in another column"),
        pytest.param(f"{A},order,x\n{B}\n", [A, B], id="an order in what looks like a header"),
        pytest.param(f"see {A}\norder,a\n{B},1\n", [f"!{A}", B], id="an order before the header"),
        pytest.param(f"order,a\n{A},1\norder,a\n{B},2\n", [A, "!order", B], id="a second header"),
        pytest.param(f"order,x\n{A},Lamp, grey\n{B},Lamp,,\n", [f"!{A}", B], id="more cells than the header"),
        pytest.param(f'order\tx\n{A}\t"a\tb"\n{B}\tc\n', [f"!{A}", B], id="a tab in quotes"),
        pytest.param(f'order,x\n{A},"Ann" B\n{B},Bob\n', [f"!{A}", B], id="broken quotes"),
        pytest.param(f"order,order-id\n{A},{A}\n{A},{B}\n,{B}\n", [A, f"!{A}", B], id="two orders"),
        pytest.param(f"Order,Amazon Order ID\n1001,{A}\n", [A], id="a shop's own number"),
        pytest.param(f"order,sales-channel,marketplace\n{A},Amazon.de,US\n", [f"!{A}"], id="two shops"),
        pytest.param(f"order;a;b\n;;\n{A};1;2\n\n ; ;\n", [A], id="a spreadsheet's blank rows"),
    ],
)
def test_each_row_is_sent_or_told(text: str, told: list[str]) -> None:
    assert orders(text) == told


def test_a_row_that_ends_early_lacks_its_last_columns() -> None:
    assert columns(f"order,a,b\n{A},1\n") == {"order": A, "a": "1"}


# CSV


def test_csv_has_quotes_as_rfc_4180_says() -> None:
    assert columns(f'order,title\r\n{A},"a ""b"", c\r\nd"\r\n') == {"order": A, "title": 'a "b", c\nd'}


def test_an_inch_mark_within_a_cell_is_one() -> None:
    assert columns(f'order;title\n{A};Shelf 12" wide\n') == {"order": A, "title": 'Shelf 12" wide'}


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    found = rows(f'order,name\n{A},"Ann\n{B},Bob\n{C},"Cy"\n')
    assert [(type(row), row.order, row.line) for row in found] == [
        (BadRow, A, 2), (Recipient, B, 3), (Recipient, C, 4),
    ]  # fmt: skip
    assert isinstance(found[0], BadRow) and found[0].code == "unreadable-row"


def test_an_order_within_a_quoted_cell_is_told_and_gets_no_message() -> None:
    found = rows(f'order,name\n{A},"Shelf\n{B},Bob\n{C},12"\n{A},Ann\n')
    assert [(type(row), row.order, row.line) for row in found] == [
        (BadRow, A, 2), (BadRow, B, 3), (BadRow, C, 4), (Recipient, A, 5),
    ]  # fmt: skip


def test_an_unclosed_quote_at_the_end_of_a_long_list_is_no_burden() -> None:
    text = "order,name\n" + "".join(f'111-1111111-{n:07},"x\n' for n in range(3000)) + f"{A},Ann\n"
    assert orders(text) == [*(f"!111-1111111-{n:07}" for n in range(3000)), A]


def test_a_quote_in_a_tab_separated_header_is_a_letter() -> None:
    assert columns(f'order-id\tsize (")\n{A}\t12\n') == {"order-id": A, 'size (")': "12"}


def test_columns_of_one_name_are_unusable_where_they_differ() -> None:
    found = columns(f"order,a,b,a,b\n{A},1,2,1,3\n")
    assert found["a"] == "1"
    assert isinstance(found["b"], Unusable)


def test_excels_first_line_says_what_separates() -> None:
    assert columns(f"sep=;\norder;a,b\n{A};1,5\n") == {"order": A, "a,b": "1,5"}
    assert orders(f"sep=,\r\norder,a\r\n{A},1\r\n") == [A]


def test_a_preamble_is_passed_over() -> None:
    preamble = '"Includes Amazon Marketplace, and others"\n"All amounts in USD"\nDefinitions:\n\n'
    header = '"date/time","type","order id","marketplace"\n'
    found = rows(f'{preamble}{header}"Mar 1","Order","{A}","amazon.com"\n"Mar 2","Transfer","",""\n')
    assert [(row.order, row.line) for row in found] == [(A, 6), ("", 7)]
    assert isinstance(found[0], Recipient)
    assert found[0].marketplace == US


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ufeff", "order,name\n", "order-id\ttitle\r\n", "[]", '{"orders": []}']
)
def test_a_list_without_rows_is_empty(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "name,title\nAnn,Lamp\n", "Bestellung;Name\n902;Ann\n", f"x\ty\nz\t{A}\n",
        f'order,"name\n{A},Ann\n', f'"order,name\n{A},Ann\n',
    ],
)  # fmt: skip
def test_a_table_without_a_readable_order_column_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no column `order`"):
        rows(text)


def test_a_nonsense_line_among_ids_is_told() -> None:
    found = rows(f"hello\n{A}\n902-678620-8179805\n")
    assert [(row.order, row.line) for row in found] == [("hello", 1), (A, 2), ("902-678620-8179805", 3)]
    assert [row.code for row in found if isinstance(row, BadRow)] == ["order-id", "order-id"]


# Encodings

TITLE = "Größe für Müller, “neu” – 5 €"
JAPANESE = "電気ケトル 1.2L 白い、新品"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lists_are_read_in_the_encodings_that_people_save(encoding: str, end: str) -> None:
    text = f"order-id\ttitle\n{A}\tplain\n{B}\t{TITLE}\n".replace("\n", end)
    found = rows(text.encode(encoding))
    assert [row.columns["title"] for row in found if isinstance(row, Recipient)] == ["plain", TITLE]
    assert [row.line for row in found] == [2, 3]


def test_amazons_japanese_reports_are_shift_jis() -> None:
    text = f"order-id\tproduct-name\tsales-channel\n{A}\t{JAPANESE}\tAmazon.co.jp\n{B}\t電池\tAmazon.co.jp\n"
    found = rows(text.encode("cp932"))
    assert [row.columns["product-name"] for row in found if isinstance(row, Recipient)] == [JAPANESE, "電池"]


def test_what_may_be_japanese_or_not_spoils_only_its_own_cell() -> None:
    found = columns(f"order,title,name\n{A},電池,Ann\n".encode("cp932"))
    assert isinstance(found["title"], Unusable)
    assert found["name"] == "Ann"


def test_utf_8_with_a_cut_character_is_not_taken_for_another_encoding() -> None:
    found = columns(f"order,title,name\n{A},Größe,".encode() + "Müller".encode()[:2] + b"\n")
    assert found["title"] == "Größe"
    assert isinstance(found["name"], Unusable)


def test_two_characters_of_windows_1252_that_look_like_one_of_utf_8_are_not_guessed() -> None:
    found = columns(f"order,title\n{A},CAFÉ™\n".encode("cp1252"))
    assert isinstance(found["title"], Unusable)


def test_rare_characters_are_read_right_once_the_list_is_sure_to_be_windows_1252() -> None:
    found = rows(f"order\ttitle\n{A}\t{TITLE}\n{B}\tCAFÉ™\n{C}\tÀÉÈÊ\n".encode("cp1252"))
    assert [row.columns["title"] for row in found if isinstance(row, Recipient)] == [TITLE, "CAFÉ™", "ÀÉÈÊ"]


def test_a_line_that_is_broken_utf_8_says_nothing_of_the_lines_behind_it() -> None:
    text = f"order\ttitle\n{A}\tÄ° und ß\n{B}\t{TITLE}\n"  # Ä° is İ in UTF-8
    found = rows(text.encode("cp1252"))
    assert isinstance(found[0], Recipient) and isinstance(found[1], Recipient)
    assert isinstance(found[0].columns["title"], Unusable)
    assert found[1].columns["title"] == TITLE


def test_a_byte_order_mark_between_two_lists_is_no_letter() -> None:
    assert orders(f"{A}\n".encode() + f"{B}\n".encode("utf-8-sig")) == [A, B]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"PK\x03\x04", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document, binary"),
        (b"%PDF-1.4\n", "a document"),
        (b"<!DOCTYPE html>", "a document"),
        (f"order\n{A}\n".encode("utf-16-le"), "UTF-16 without"),
    ],
)
def test_what_is_no_text_is_told_for_what_it_is_with_a_remedy(start: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words) as error:
        rows(start + b"\0" * 50)
    assert error.value.hint


def test_a_nul_byte_does_not_end_the_list() -> None:
    assert orders(f"order,a\n{A},x\0y\n{B}\0,z\n{C},w\n") == [A, f"!{B}\0", C]


# JSON


def test_json_lines_are_read_one_by_one() -> None:
    found = rows(f'{{"order": "{A}", "marketplace": "DE", "x": null}}\n\nnonsense {B}\n"{C}"\n')
    assert [(type(row), row.order, row.line) for row in found] == [
        (Recipient, A, 1), (BadRow, B, 3), (Recipient, C, 4),
    ]  # fmt: skip
    assert isinstance(found[0], Recipient)
    assert (found[0].marketplace, found[0].columns["x"]) == (DE, None)


@pytest.mark.parametrize(
    "document",
    [
        [A, B],
        [{"order": A}, {"order": B}],
        [{"orders": [{"orderId": A}]}, {"orders": [{"orderId": B}]}],
        {"orders": [{"orderId": A, "salesChannel": {"marketplaceId": DE}}, {"orderId": B}], "pagination": {}},
        {"payload": {"Orders": [{"AmazonOrderId": A, "MarketplaceId": DE}, {"AmazonOrderId": B}]}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_arrays_and_answers_of_the_orders_api_are_lists(document: object, indent: int | None) -> None:
    assert orders(json.dumps(document, indent=indent)) == [A, B]
    assert orders(json.dumps(document, indent=indent) + "\n" + json.dumps([C], indent=indent)) == [A, B, C]


def test_one_order_of_the_orders_api_is_a_list() -> None:
    (row,) = rows(json.dumps({"order": {"orderId": A, "salesChannel": {"marketplaceId": DE}}}, indent=1))
    assert isinstance(row, Recipient)
    assert (row.order, row.marketplace) == (A, DE)


@pytest.mark.parametrize("row", [{"order": None}, {"order": 5}, {"x": A}, 5, None, [5], {"errors": []}])
def test_json_that_names_no_order_is_told(row: object) -> None:
    (found,) = rows(json.dumps([row]))
    assert isinstance(found, BadRow)


def test_a_name_that_stands_twice_in_an_object_is_told() -> None:
    assert orders(f'{{"order": "{A}", "order": "{B}"}}\n{{"order": "{C}"}}\n') == [f"!{A}", C]


def test_a_first_line_of_json_that_is_broken_is_told_and_the_others_go_on() -> None:
    assert orders(f'{{"order": "{A}\n{{"order": "{B}"}}\n') == [f"!{A}", B]


def test_an_array_that_breaks_off_is_refused() -> None:
    with pytest.raises(UsageError, match="not valid JSON"):
        rows(f'[\n  "{A}",\n  "{B}"\n')


@pytest.mark.parametrize(
    "nested", ["[" * 100_000, "[" * 900 + "]" * 900, '{"orders":' * 900 + "5" + "}" * 900]
)
def test_json_that_is_nested_without_end_is_told(nested: str) -> None:
    assert orders(f'{{"order": "{A}"}}\n{nested}\n{{"order": "{B}"}}\n') in ([A, "!", B], [A, B])


# As a stream, and compared


class Pipe(io.BytesIO):
    """A pipe that counts what was read of it."""

    def __init__(self, *lines: str) -> None:
        super().__init__()
        self.left = [line.encode() for line in lines]

    def readline(self, size: int | None = -1, /) -> bytes:
        return self.left.pop(0) if self.left else b""


@pytest.mark.parametrize("header", ["", "order,name\n", "order\tname\n"])
def test_the_first_rows_are_there_before_the_last_is_read(header: str) -> None:
    pipe = Pipe(*filter(None, [header]), f"{A}\n", f"{B}\n", f"{C}\n")
    found = read(pipe)
    assert next(found).order == A
    assert len(pipe.left) == 2


def test_rows_of_one_order_that_differ_are_errors_and_others_are_not() -> None:
    text = f"order-id,title,buyer\n{A},Lamp,Ann\n{B},Bulb,Bob\n{A},Shade,Ann\n{B},Bulb,B.\n{C},x,y\n"
    found = list(read_compared(io.BytesIO(text.encode()), lambda row: row.columns["title"]))
    assert [(row.order, row.line, type(row)) for row in found] == [
        (A, 2, BadRow), (B, 3, Recipient), (A, 4, BadRow), (B, 5, Recipient), (C, 6, Recipient),
    ]  # fmt: skip
    assert {row.code for row in found if isinstance(row, BadRow)} == {"rows-differ"}

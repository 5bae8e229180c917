"""Whatever the titles, format and encoding: the rows that go in come out, and no order is lost."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Literal

from hypothesis import assume, given
from hypothesis import strategies as st

from spmsg.delivery.recipients import read
from spmsg.errors import UsageError
from spmsg.message.recipient import BadRow, Recipient
from spmsg.order_id import find_order_id

Row = tuple[str, str, str]

order_ids = st.builds(
    "{}-{:07}-{:07}".format, st.sampled_from(["902", "111", "D01"]), *[st.integers(0, 9999999)] * 2
)
pieces = st.sampled_from(
    ["Lamp", ' 12"', '"', '"Vintage', ",", ";", " ", "ß", "Größe", "é", " – ", "Men’s", " ½", "{{ x }}", "\\"]
)
titles = st.lists(pieces, min_size=1, max_size=8).map(lambda found: f"x{''.join(found).strip()}")
starts = st.sampled_from(["", '"', "5,", "Š"])
rows = st.lists(
    st.tuples(order_ids, st.builds("{}{}".format, starts, titles), titles), min_size=1, max_size=8
)
HEADER = ("order-id", "title", "buyer")


def tab_separated(table: Sequence[Row]) -> str:
    return "".join("\t".join(row) + "\r\n" for row in [HEADER, *table])


def comma_separated(
    table: Sequence[Row], delimiter: str = ",", quoting: Literal[0, 1] = csv.QUOTE_MINIMAL
) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([HEADER, *table])
    return text.getvalue()


def json_lines(table: Sequence[Row]) -> str:
    return "".join(
        json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n" for row in table
    )


def json_array(table: Sequence[Row]) -> str:
    return json.dumps([dict(zip(HEADER, row, strict=True)) for row in table], ensure_ascii=False, indent=1)


FORMATS: list[Callable[[Sequence[Row]], str]] = [
    tab_separated,
    comma_separated,
    lambda table: comma_separated(table, ";"),
    lambda table: comma_separated(table, ",", csv.QUOTE_ALL),
    json_lines,
    json_array,
]


@given(rows, st.sampled_from(FORMATS), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_the_rows_that_go_in_come_out(
    table: list[Row], write: Callable[[Sequence[Row]], str], encoding: str
) -> None:
    found = list(read(io.BytesIO(write(table).encode(encoding))))
    assert [dict(row.columns) for row in found if isinstance(row, Recipient)] == [
        dict(zip(HEADER, row, strict=True)) for row in table
    ]
    assert [row.order for row in found] == [row[0] for row in table]


@given(rows, st.sampled_from(["\t", ",", ";"]), st.sampled_from(["utf-8", "cp1252", "cp932"]))
def test_no_order_is_lost_though_the_quotes_are_broken(
    table: list[Row], separator: str, encoding: str
) -> None:
    lines = [HEADER, *table]
    content = "\n".join(separator.join(row) for row in lines).encode(encoding, "replace")
    given_orders = {row[0] for row in table}
    assume(all(find_order_id(row[1] + row[2]) is None for row in table))
    told = {row.order for row in read(io.BytesIO(content))}
    assert given_orders <= told


@given(rows, st.sampled_from([",", ";"]))
def test_no_order_gets_the_columns_of_another(table: list[Row], separator: str) -> None:
    content = "\n".join(separator.join(row) for row in [HEADER, *table]).encode()
    for row in read(io.BytesIO(content)):
        if isinstance(row, BadRow):
            continue
        assert row.line is not None
        own = separator.join(table[row.line - 2])
        assert all(
            str(value).replace('"', "").strip() in own.replace('"', "") for value in row.columns.values()
        )


snippets = st.sampled_from(
    [
        "order", "order-id", "title", ",", ";", "\t", '"', "\n", "\r\n", "\r", "\0", "{", "}", "[", "]", ":",
        "902-0000001-0000001", "902-0000002-0000002", '{"order":"', '"}', "sep=;", "é", "ケトル", "null",
    ]
)  # fmt: skip


@given(st.lists(snippets, max_size=25).map("".join), st.sampled_from(["utf-8", "utf-16", "cp1252", "cp932"]))
def test_whatever_a_list_holds_it_is_read_or_refused(text: str, encoding: str) -> None:
    content = text.encode(encoding, "replace")
    with suppress(UsageError):
        told = str(list(read(io.BytesIO(content))))
        if "\0" not in text and encoding != "utf-16":
            first = content.decode("ascii", "replace").split("\n")[-1].split("\r")[-1]
            assert first not in ("902-0000001-0000001", "902-0000002-0000002") or first in told

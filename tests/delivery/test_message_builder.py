"""From options and a row to the message of one order."""

import os
import sys
from pathlib import Path

import pytest

from spmsg.delivery.message_builder import MessageBuilder
from spmsg.delivery.order_details import OrderDetails
from spmsg.errors import InvalidInputError, UsageError
from spmsg.message.attachment import Attachment
from spmsg.message.recipient import Recipient, Unusable
from spmsg.spapi.orders import Order

ORDER = "902-6786204-8179805"


class Amazon:
    """Tells a locale; nothing needs the order."""

    def __init__(self, locale: str | None) -> None:
        self._locale = locale

    def locale(self, order: str, marketplace: str) -> str | None:
        return self._locale

    def order(self, order: str) -> Order:
        raise AssertionError("nothing needs the order")

    kept_order = order


def details(locale: str | None = "de-DE") -> OrderDetails:
    return OrderDetails(ORDER, "DE", Amazon(locale))


def text(builder: MessageBuilder, locale: str | None = "de-DE", **columns: object) -> str | None:
    return builder.build(Recipient(ORDER, None, columns), details(locale)).text


def files_of(folder: Path, *options: str, **columns: object) -> list[tuple[str, bytes]]:
    builder = MessageBuilder(attachments=tuple(f"{folder}/{each}" for each in options))
    message = builder.build(Recipient(ORDER, None, columns), details())
    return [(each.file_name, each.content) for each in message.attachments if isinstance(each, Attachment)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.pdf", "b=c.pdf", "902.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_an_attachment_is_called_as_the_buyer_should_see_it(folder: Path) -> None:
    assert files_of(folder, "a.pdf", "a.pdf=Invoice 2026.pdf", "b=c.pdf", "b=c.pdf=d.pdf") == [
        ("a.pdf", b"a.pdf"), ("Invoice 2026.pdf", b"a.pdf"), ("b=c.pdf", b"b=c.pdf"), ("d.pdf", b"b=c.pdf"),
    ]  # fmt: skip


def test_columns_stand_in_paths_and_names(folder: Path) -> None:
    columns = {"file": "a", "invoice-number": "7", "n": 902}
    assert files_of(folder, "{file}.pdf=Invoice {invoice-number} {order}.pdf", "{n}.pdf", **columns) == [
        (f"Invoice 7 {ORDER}.pdf", b"a.pdf"), ("902.pdf", b"902.pdf"),
    ]  # fmt: skip
    assert files_of(folder, "a.pdf={invoice_number}.pdf", **columns) == [("7.pdf", b"a.pdf")]


@pytest.mark.parametrize("value", ["/etc/passwd", "../a", "a/../../b", "~/a", "a\nb"])
def test_a_column_that_leads_elsewhere_is_refused(folder: Path, value: str) -> None:
    with pytest.raises(InvalidInputError, match="leads elsewhere"):
        files_of(folder, "{file}.pdf", file=value)


@pytest.mark.parametrize("value", ["", " ", None, Unusable("no text"), [1]])
def test_a_column_without_a_value_names_no_file(folder: Path, value: object) -> None:
    with pytest.raises(InvalidInputError, match=r"no value for|cannot be filled"):
        files_of(folder, "{file}.pdf", file=value)


@pytest.mark.parametrize("option", ["", "a.pdf=", "=b.pdf", " ", "{file}=", "a.pdf= "])
def test_an_empty_variable_in_attach_is_wrong_usage(option: str) -> None:
    with pytest.raises(UsageError, match="PATH=NAME"):
        MessageBuilder(attachments=(option,))


def test_an_attachment_that_is_not_there_has_a_code_of_its_own(folder: Path) -> None:
    with pytest.raises(InvalidInputError) as error:
        files_of(folder, "{order}.pdf")
    assert error.value.code == "file-missing"


@pytest.mark.parametrize("make", ["mkdir", "symlink", "mkfifo"])
def test_only_a_regular_file_is_attached(folder: Path, make: str) -> None:
    other = folder / "other.pdf"
    if make == "mkdir":
        other.mkdir()
    elif make == "symlink":
        other.symlink_to("a.pdf")
    elif sys.platform != "win32":
        os.mkfifo(other)
    else:
        pytest.skip("Windows has no FIFOs in folders")
    with pytest.raises(InvalidInputError, match=r"regular file|symbolic link"):
        files_of(folder, "other.pdf")


@pytest.mark.parametrize(
    "options",
    [
        {"fields": ("a",)}, {"fields": ("=1",)}, {"fields": ("a=1", "a=2")}, {"uploaded": ("0a1b",)},
        {"uploaded": ("0a1b=a.pdf", "0a1b=b.pdf")},
    ],
)  # fmt: skip
def test_a_pair_that_is_none_or_is_given_twice_is_wrong_usage(options: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(UsageError, match=r"=|twice"):
        MessageBuilder(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("locale", "told"),
    [("de-DE", "Grüß Gott"), ("de-AT", "Hallo"), ("xx-YY", "Hello"), (None, "Hello"), ("../de", "Hello")],
)
def test_the_text_is_in_the_buyers_language(tmp_path: Path, locale: str | None, told: str) -> None:
    for name, content in {"de_DE": "Grüß Gott", "de": "Hallo", "default": "Hello"}.items():
        (tmp_path / f"text.{name}.txt").write_text(content, encoding="utf-8")
    assert text(MessageBuilder(text_file=f"{tmp_path}/text.{{locale}}.txt"), locale) == told
    assert text(MessageBuilder(template=f"{tmp_path}/text.{{locale}}.txt"), locale) == told


def test_without_a_text_in_the_buyers_language_there_is_no_message(tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_text("Bonjour")
    with pytest.raises(InvalidInputError, match="no text in the buyer's language"):
        text(MessageBuilder(text_file=f"{tmp_path}/{{locale}}.txt"))


@pytest.mark.parametrize(
    ("template", "attachment", "used"),
    [
        ("Hello {{ order.id }} {{ locale }}", "a.pdf", []),
        ("Hello {{ name }}", "a.pdf", ["name"]),
        ("Hello {{ row['name'] }}", "a.pdf", ["name", "order-id", "order_id"]),
        ("Hello {{ order_id }}", "a.pdf", ["order_id"]),
        ("Hello", "{order}.pdf", []),
        ("Hello", "a.pdf={name}.pdf", ["name"]),
    ],
)
def test_rows_are_compared_by_the_columns_that_the_message_uses(
    tmp_path: Path, template: str, attachment: str, used: list[str]
) -> None:
    (tmp_path / "de.j2").write_text(template)
    (tmp_path / "default.j2").write_text("Hello")  # what any language's file uses counts
    builder = MessageBuilder(template=f"{tmp_path}/{{locale}}.j2", attachments=(attachment,))
    assert bool(builder.columns_used) is bool(used)
    content = builder.row_content(Recipient(ORDER, None, {"name": "Jo", "order-id": ORDER}))
    assert [name for name, _ in content] == used


def test_a_message_is_known_beforehand_if_amazon_need_not_be_asked(tmp_path: Path) -> None:
    (tmp_path / "a.j2").write_text("{{ order.id }}")
    (tmp_path / "b.j2").write_text("{{ order.status }}")
    (tmp_path / "c.j2").write_text("{{ 5|number }}")
    (tmp_path / "de.txt").write_text("Hallo")
    (tmp_path / "fr.txt").write_text("Salut")

    builders = [MessageBuilder(text="x")]
    builders += [MessageBuilder(template=str(tmp_path / f"{name}.j2")) for name in "abc"]
    assert [each.asks_amazon for each in builders] == [False, False, True, True]
    of_languages = MessageBuilder(text_file=f"{tmp_path}/{{locale}}.txt")
    assert of_languages.asks_amazon
    assert {each.text for each in of_languages.candidates(Recipient(ORDER))} == {"Hallo", "Salut"}


@pytest.mark.parametrize(
    ("content", "words"), [(b"Gr\xfc\xdfe", "line 1 holds the byte 0xfc"), (b"x" * 1_000_001, "no message")]
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(InvalidInputError, match=words):
        MessageBuilder(text_file=str(tmp_path / "a.txt"))


def test_a_texts_line_ends_and_byte_order_mark_are_not_sent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\r\n")
    assert text(MessageBuilder(text_file=str(tmp_path / "a.txt"))) == "a\nb\nc"

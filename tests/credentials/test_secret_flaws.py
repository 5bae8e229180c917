"""What copy and paste adds to a secret is found, named and located, and the secret is not repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.credentials.secrets import DocumentError, flaw, read_document

GOOD = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=2, max_size=400).filter(
    lambda s: s[0] not in "'\"`"
)
BAD = st.characters(blacklist_categories=()).filter(lambda c: not "!" <= c <= "~")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("", "is empty"),
        ("Atzr|abc\n", "has a line break at its end"),
        ("Atzr|abc\r\n", "has a line break at its end"),
        (" Atzr|abc", "has a space at character 1 of 9"),
        ("Atzr|\tabc", "has a tab at character 6 of 9"),
        ("Atzr|ab c", "has a space at character 8 of 9"),
        ("Atzr|\u200babc", "has the character U+200B at character 6 of 9"),
        ("Atzr|abc\x1b", "has the character U+001B at character 9 of 9"),
        ("Atzr|abc\u00a0", "has the character U+00A0 at its end"),
        ("Atzr|abç", "has the character U+00E7 at character 8 of 8"),
        ('"Atzr|abc"', "has quotation marks around it"),
    ],
)
def test_each_flaw_is_named_with_its_place(value: str, told: str) -> None:
    assert flaw(value) == told


@given(GOOD)
def test_what_amazon_gives_out_has_no_flaw(value: str) -> None:
    assert flaw(value) is None


@given(GOOD, BAD, GOOD)
def test_whatever_does_not_belong_is_found_anywhere_and_nothing_is_repeated(
    before: str, bad: str, after: str
) -> None:
    for value in (bad + after, before + bad, before + bad + after):
        told = flaw(value)
        assert told is not None
        assert len(before) < 8 or before not in told
        assert told.isprintable()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_a_named_error(content: bytes) -> None:
    try:
        assert isinstance(read_document(content), dict)
    except DocumentError as error:
        assert str(error)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"[" * 30_000, b"1" * 30_000, b'{"a": "' + b" " * 70_000 + b'"}', b"\xff"]
)
def test_a_document_that_cannot_be_used_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match="not a JSON object"):
        read_document(content)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_document('\ufeff{"client_id": "a"}'.encode()) == {"client_id": "a"}

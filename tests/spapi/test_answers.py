"""Bodies within bounds: JSON is read as it is, and refused where it could hurt."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.spapi.answers import MAX_DEPTH, Answer, BodyError, parse_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_json_comes_back_as_it_was(document: object) -> None:
    assert parse_json(json.dumps(document).encode()) == document


@given(st.binary())
def test_any_bytes_are_json_or_refused(content: bytes) -> None:
    try:
        parse_json(content)
    except BodyError as error:
        assert str(error).startswith(("is ", "nests "))


def test_an_empty_body_is_an_empty_document_and_a_byte_order_mark_is_passed_over() -> None:
    assert Answer(200, {}, b" \r\n").document == {}
    assert parse_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_a_body_that_is_no_object_or_could_not_be_read_is_refused() -> None:
    with pytest.raises(BodyError, match="no object"):
        _ = Answer(200, {}, b"[]").document
    with pytest.raises(BodyError, match="broke off"):
        _ = Answer(500, {}, b"", "broke off").document


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html>", "web page"),
        (b"{", "not JSON"),
        (b'{"a": NaN}', "not JSON"),
        (b"[1e999]", "not JSON"),
        (b"-Infinity", "not JSON"),
        (b"9" * 5000, "not JSON"),
        ('{"a": "ü"}'.encode("utf-16"), "not UTF-8"),
        (b"[" * 1_000_000, "deep"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "deep"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "deep"),
    ],
)
def test_what_is_refused_is_named(content: bytes, why: str) -> None:
    with pytest.raises(BodyError, match=why):
        parse_json(content)


def test_half_a_surrogate_pair_becomes_a_question_mark_and_a_whole_one_stays() -> None:
    document = parse_json(rb'{"a\ud800": ["\udc00x", "\ud83d\ude00"]}')
    assert document == {"a?": ["?x", "😀"]}


def test_the_deepest_document_allowed_is_read() -> None:
    assert parse_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)

"""A draft: its text against its action, the request that it becomes, and what makes two the same."""

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.message.action import DOCUMENTED, Action, read_action
from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft, content_digest, request_body
from spmsg.message.schema import check_draft


def action(longest: int = 2000, **text: object) -> Action:
    schema = {
        "properties": {"rawMessageBody": {"type": "string", "minLength": 1, "maxLength": longest, **text}},
        "required": ["rawMessageBody"],
    }
    return read_action("confirmOrderDetails", "/x", None, schema)


ORDER_DETAILS = action()


def rules(text: str | None, within: Action = ORDER_DETAILS) -> list[str]:
    return [violation.rule for violation in check_draft(Draft(text), within)]


def test_a_text_one_character_too_long_says_how_long_it_may_be() -> None:
    (violation,) = check_draft(Draft("ab\ncdé"), action(5))
    assert violation.message == "The text is too long: 6 of 5 characters."
    assert (violation.line, violation.column, violation.offending) == (2, 3, "é")


def test_a_text_too_short_says_how_long_it_must_be() -> None:
    (violation,) = check_draft(Draft("Hello"), action(minLength=10))
    assert violation.message == "The text is too short: 5 of at least 10 characters."


def test_characters_beyond_the_basic_plane_count_once() -> None:
    assert rules("🎁" * 6, action(6)) == []
    assert rules("🎁" * 7, action(6)) == ["text-too-long"]


@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0\u3000", "\u200b\u200d", "\ufeff\n"])
def test_a_text_of_nothing_visible_is_empty(text: str) -> None:
    assert rules(text)[0] == "text-empty"


def test_a_missing_text_is_told_once() -> None:
    assert rules(None) == ["text-required"]


@pytest.mark.parametrize("name", ["legalDisclosure", "updateFeedback"])
def test_a_text_for_an_action_without_text_is_refused(name: str) -> None:
    assert "text-not-allowed" in rules("Hello", read_action(name, "/x", None, None))


# The request


def documented_action(name: str) -> Action:
    return read_action(name, "/x", None, None)


def test_the_schemas_text_is_the_requests_text() -> None:
    assert request_body(Draft("Hello\nÉ"), documented_action("confirmOrderDetails"), []) == {
        "text": "Hello\nÉ"
    }


def test_an_attachments_id_is_its_upload_destination_id() -> None:
    files = (Attachment("a.pdf", b"1"), UploadedAttachment("b.pdf", "B"), Attachment("c.pdf", b"3"))
    assert request_body(Draft(None, files), documented_action("sendInvoice"), ["A", "C"]) == {
        "attachments": [
            {"uploadDestinationId": "A", "fileName": "a.pdf"},
            {"uploadDestinationId": "B", "fileName": "b.pdf"},
            {"uploadDestinationId": "C", "fileName": "c.pdf"},
        ]
    }


def test_warranty_takes_its_dates_by_name() -> None:
    fields = {"coverageStartDate": "2026-01-01T00:00:00Z", "coverageEndDate": "2027-01-01T00:00:00Z"}
    body = request_body(
        Draft(None, (UploadedAttachment("w.pdf", "W"),), fields), documented_action("warranty"), []
    )
    assert body == {"attachments": [{"uploadDestinationId": "W", "fileName": "w.pdf"}], **fields}


def test_an_action_that_takes_nothing_gets_an_empty_object() -> None:
    assert request_body(Draft(None), documented_action("updateFeedback"), []) == {}


@pytest.mark.parametrize("ids", [[], ["A", "B"]])
def test_ids_that_do_not_fit_the_files_are_an_error(ids: list[str]) -> None:
    with pytest.raises(ValueError, match="upload destination ID"):
        request_body(Draft(None, (Attachment("a.pdf", b"1"),)), documented_action("sendInvoice"), ids)


NAMES = {
    "rawMessageBody": "text",
    "attachments": "attachments",
    "coverageStartDate": "coverageStartDate",
    "coverageEndDate": "coverageEndDate",
}


@given(
    st.sampled_from(sorted(DOCUMENTED)),
    st.none() | st.text("abc"),
    st.lists(st.just(UploadedAttachment("a.pdf", "A")), max_size=2),
    st.dictionaries(st.sampled_from([*NAMES, "text", "colour"]), st.integers()),
)
def test_a_request_holds_nothing_that_the_action_does_not_take(
    name: str, text: str | None, files: list[UploadedAttachment], fields: dict[str, object]
) -> None:
    properties = DOCUMENTED[name]["properties"]
    assert isinstance(properties, dict)
    body = request_body(Draft(text, tuple(files), fields), documented_action(name), [])
    assert set(body) <= {NAMES[each] for each in properties}


# The digest: its known answers must hold for as long as there are ledgers


HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


@pytest.mark.parametrize(
    ("draft", "hashed", "digest"),
    [
        (
            Draft(None),
            b'{"attachments":[],"fields":{},"text":null}',
            "ec53a6376416ce4b219db127bb9b7c6356f78350d8abf890ab6c02d4a9181c8b",
        ),
        (
            Draft("Grüße 🎁\n"),
            rb'{"attachments":[],"fields":{},"text":"Gr\u00fc\u00dfe \ud83c\udf81\n"}',
            "4c302b767d3328c52915c6dd64f3c8c677acb9d566b84e91d49ef49c9b6d86e0",
        ),
        (
            Draft(
                None,
                (Attachment("a.txt", b"hello"), UploadedAttachment("b.pdf", "sc/1")),
                {"b": True, "a": [1, 1.5, None], "é": {"z": 1, "y": "2026-01-01T00:00:00Z"}},
            ),
            b'{"attachments":[["a.txt","sha256:' + HELLO.encode() + b'"],["b.pdf","upload:sc/1"]],'
            rb'"fields":{"a":[1,1.5,null],"b":true,"\u00e9":{"y":"2026-01-01T00:00:00Z","z":1}},"text":null}',
            "e4bbefdea8e9d65f82a9e6290fc1c484c568d26a3012d3ba1a20699774e46bae",
        ),
    ],
)
def test_the_digest_of_a_draft_is_what_it_always_was(draft: Draft, hashed: bytes, digest: str) -> None:
    assert content_digest(draft) == hashlib.sha256(hashed).hexdigest() == digest


def test_the_order_of_attachments_counts_and_that_of_fields_does_not() -> None:
    one, two = Attachment("1.txt", b"1"), Attachment("2.txt", b"2")
    assert content_digest(Draft(None, (one, two))) != content_digest(Draft(None, (two, one)))
    assert content_digest(Draft(None, (), {"a": 1, "b": 2})) == content_digest(
        Draft(None, (), {"b": 2, "a": 1})
    )


def test_a_text_is_hashed_as_it_would_be_sent() -> None:
    spellings = ("é", "e\u0301", "é ", "é\n", "é\u2028")
    assert len({content_digest(Draft(text)) for text in spellings}) == len(spellings)
    assert content_digest(Draft("é\u200b")) == content_digest(Draft("é"))
    assert content_digest(Draft("é\r\n")) == content_digest(Draft("é\n"))


def test_a_value_that_json_cannot_say_is_an_error() -> None:
    with pytest.raises(ValueError, match="JSON"):
        content_digest(Draft(None, (), {"a": float("nan")}))


DRAFTS = st.builds(
    Draft,
    st.none() | st.text('a",:[]é', max_size=3),
    st.lists(
        st.builds(Attachment, st.text("a,", max_size=2), st.binary(max_size=1))
        | st.builds(UploadedAttachment, st.text("a,", max_size=2), st.text("a:", max_size=2)),
        max_size=2,
    ).map(tuple),
    st.dictionaries(st.text("ab", max_size=1), st.booleans() | st.text("a1", max_size=1), max_size=2),
)


@given(DRAFTS, DRAFTS)
def test_two_drafts_share_a_digest_only_if_they_are_the_same(one: Draft, other: Draft) -> None:
    assert (content_digest(one) == content_digest(other)) == (one == other)


def test_reading_an_action_and_naming_a_message_load_nothing_heavy() -> None:
    heavy = ("jsonschema", "puremagic", "requests", "rich", "jinja2", "unittest", "asyncio")
    program = (
        "import sys, spmsg.message.action, spmsg.message.draft;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

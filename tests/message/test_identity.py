"""What makes two messages the same one. The known answers must hold for as long as there are ledgers."""

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft, content_digest

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

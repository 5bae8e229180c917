"""A draft against its action: presence and length of the text, and what the schema says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.message.action import Action, read_action
from spmsg.message.draft import Draft, check
from spmsg.message.violation import Violation


def action(longest: int = 2000, **text: object) -> Action:
    schema = {
        "properties": {"rawMessageBody": {"type": "string", "minLength": 1, "maxLength": longest, **text}},
        "required": ["rawMessageBody"],
    }
    return read_action("confirmOrderDetails", "/x", None, schema)


ORDER_DETAILS = action()


def found(text: str | None, within: Action = ORDER_DETAILS) -> list[Violation]:
    return list(check(Draft(text), within))


def rules(text: str | None, within: Action = ORDER_DETAILS) -> list[str]:
    return [violation.rule for violation in found(text, within)]


def test_a_plain_text_passes() -> None:
    assert found("Hello,\n\n\twhich colour do you want? 青か赤か 🎁\n") == []


def test_a_text_one_character_too_long_says_how_long_it_may_be() -> None:
    (violation,) = found("ab\ncdé", action(5))
    assert violation.message == "The text is too long: 6 of 5 characters."
    assert (violation.line, violation.column, violation.offending) == (2, 3, "é")


def test_a_text_too_short_says_how_long_it_must_be() -> None:
    (violation,) = found("Hello", action(minLength=10))
    assert violation.message == "The text is too short: 5 of at least 10 characters."


@given(st.text(st.characters(min_codepoint=0x1F300, max_codepoint=0x1F6FF), min_size=1, max_size=12))
def test_characters_beyond_the_basic_plane_count_once(text: str) -> None:
    assert ("text-too-long" in rules(text, action(6))) == (len(text) > 6)


@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0\u3000", "\u200b\u200d", "\ufeff\n"])
def test_a_text_of_nothing_visible_is_empty(text: str) -> None:
    assert rules(text)[0] == "text-empty"


def test_a_missing_text_is_told_once() -> None:
    assert rules(None) == ["text-required"]


@pytest.mark.parametrize("name", ["legalDisclosure", "updateFeedback"])
def test_a_text_for_an_action_without_text_is_refused(name: str) -> None:
    assert "text-not-allowed" in rules("Hello", read_action(name, "/x", None, None))

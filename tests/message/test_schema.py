"""An action's own JSON Schema, whatever state it is in."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.message.action import read_action
from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft, schema_instance
from spmsg.message.schema import check_draft
from spmsg.message.violation import Severity, Violation


def found(schema: dict[str, Any], text: str | None = "Hello", **fields: object) -> list[Violation]:
    return list(check_draft(Draft(text, (), fields), read_action("new", "/x", None, schema)))


def with_field(rules: Any, value: object) -> list[str]:
    return [each.message for each in found({"properties": {"extra": rules}}, None, extra=value)]


def test_amazons_empty_list_of_required_names_is_no_reason_for_a_warning() -> None:
    items = {"type": "object", "required": [], "properties": {"fileName": {"type": "string"}}}
    schema = {"required": [], "properties": {"attachments": {"items": items}, "rawMessageBody": {}}}
    draft = Draft("Hello", (Attachment("a.txt", b"a"),))
    assert check_draft(draft, read_action("new", "/x", None, schema)) == ()


@pytest.mark.parametrize("required", [None, True, "rawMessageBody", [7, None], {}])
def test_a_required_that_makes_no_sense_is_no_error(required: object) -> None:
    schema = {"properties": {"rawMessageBody": {"type": "string"}}, "required": required}
    assert [each for each in found(schema) if each.severity is Severity.ERROR] == []


def test_keywords_of_amazon_s_own_are_ignored() -> None:
    text = {"type": "string", "title": None, "description": None, "x-ui-field-type": "textarea"}
    own = {"x-ui-hidden": None, "disabledReason": None, "name": "new"}
    assert found({**own, "properties": {"rawMessageBody": text}}) == []


def test_a_missing_field_is_told_with_the_option_that_gives_it() -> None:
    (violation,) = found(
        {"properties": {"rawMessageBody": {}, "coverageStartDate": {}}, "required": ["coverageStartDate"]}
    )
    assert violation.message == "The field coverageStartDate is missing."
    assert violation.remedy == "Give it with --field coverageStartDate=VALUE."


@pytest.mark.parametrize(
    ("rules", "value", "message"),
    [
        ({"type": ["integer", "null"]}, "x", "The field extra must be a whole number or null."),
        ({"enum": ["a", 1]}, "b", "The field extra must be one of: a, 1."),
        ({"format": "date-time"}, "x", "The field extra must be a date, or a date and time with its"),
        ({"format": "date"}, "2026-02-30", "The field extra must be a date such as 2026-01-31."),
        ({"format": "email"}, "x", None),
        ({"minLength": 3}, "é", "The field extra breaks Amazon's rule: minLength 3."),
        ({"maxLength": 1}, "🎁🎁", "The field extra breaks Amazon's rule: maxLength 1."),
        ({"items": {"type": "string"}}, ["a", 1], "The field extra.1 must be text."),
        ({"properties": {"city": {"type": "string"}}}, {"city": 1}, "The field extra.city must be text."),
        ({"required": ["city"]}, {}, "The field extra.city is missing."),
        ({"pattern": "^[A-Z]+$"}, "x", "The field extra breaks Amazon's rule: pattern ^[A-Z]+$."),
        ({"maximum": 5, "exclusiveMaximum": True}, 5, "The field extra breaks Amazon's rule: maximum 5."),
        ({"uniqueItems": True}, [1, 1], "The field extra breaks Amazon's rule: uniqueItems true."),
        ({"not": {"type": "string"}}, "x", "The field extra breaks Amazon's rule: not {"),
    ],
)
def test_a_broken_keyword_is_told_in_plain_words(rules: object, value: object, message: str | None) -> None:
    messages = with_field(rules, value)
    assert messages == [] if message is None else len(messages) == 1 and messages[0].startswith(message)


def test_a_broken_rule_for_the_text_and_for_an_attachment_is_told_by_their_names() -> None:
    items = {"properties": {"fileName": {"maxLength": 3}}}
    schema = {"properties": {"rawMessageBody": {"pattern": "^[a-z]+$"}, "attachments": {"items": items}}}
    draft = Draft("HELLO", (Attachment("a.txt", b"a"),))
    assert [each.message for each in check_draft(draft, read_action("new", "/x", None, schema))] == [
        "The text breaks Amazon's rule: pattern ^[a-z]+$.",
        "Attachment 1 breaks Amazon's rule: maxLength 3.",
    ]


def test_a_placeholder_stands_for_an_id_that_is_not_known_yet() -> None:
    items = {"type": "object", "properties": {"id": {"type": "string", "pattern": "^sc/"}}}
    schema = {"properties": {"attachments": {"type": "array", "items": items, "uniqueItems": True}}}
    action = read_action("new", "/x", None, schema)
    draft = Draft(
        None, (Attachment("a.txt", b"a"), Attachment("b.txt", b"a"), UploadedAttachment("c.txt", "x"))
    )
    attachments = schema_instance(draft, action)["attachments"]
    assert isinstance(attachments, list)
    assert [set(each) for each in attachments] == [{"id", "fileName"}] * 3
    (violation,) = check_draft(draft, action)
    assert violation.message.startswith("Attachment 3 breaks")


def test_a_message_of_nothing_is_refused_where_all_is_optional() -> None:
    schema: dict[str, Any] = {"properties": {"rawMessageBody": {}, "attachments": {}}}
    assert [each.rule for each in found(schema, None)] == ["message-empty"]


def test_an_action_that_takes_nothing_is_content_with_nothing() -> None:
    assert found({"properties": {}}, None) == []
    assert check_draft(Draft(None), read_action("updateFeedback", "/x", None, None)) == ()


@pytest.mark.parametrize(
    "broken",
    [
        {"minLength": "few"}, {"type": "text"}, {"type": {"a": 1}}, {"enum": "abc"}, {"pattern": "("},
        {"pattern": 7}, {"minimum": "1"}, {"multipleOf": 0}, {"items": 3}, {"properties": []},
        {"patternProperties": {"(": {}}}, {"dependencies": {"a": "b"}}, {"$ref": 5},
        {"$ref": "https://example.com/schema.json"}, {"$ref": "file:///etc/passwd"}, {"$ref": "#/nowhere"},
        {"$ref": "#/properties/extra"},
    ],
)  # fmt: skip
def test_what_cannot_be_applied_is_one_warning_and_the_rest_still_holds(broken: dict[str, Any]) -> None:
    schema = {"properties": {"extra": broken, "other": {"maxLength": 1}}, "required": ["third"]}
    violations = [
        each for value in ("xx", {"xx": 1}) for each in found(schema, None, extra=value, other="xx")
    ]
    assert {each.message for each in violations if each.severity is Severity.ERROR} == {
        "The field other breaks Amazon's rule: maxLength 1.",
        "The field third is missing.",
    }
    warnings = [each for each in violations if each.severity is Severity.WARNING]
    assert {(each.rule, each.offending) for each in warnings} == {("schema-unreadable", "properties/extra")}


def test_an_id_that_is_no_string_or_names_a_host_does_no_harm() -> None:
    for identifier in (7, {"type": "string"}, "https://example.com/x#", "::"):
        violations = found({"id": identifier, "$schema": 7, "properties": {"rawMessageBody": {}}})
        assert [each for each in violations if each.severity is Severity.ERROR] == []


def test_local_references_hold() -> None:
    definitions = {"short": {"maxLength": 1}}
    reference = {"$ref": "#/definitions/short"}
    schema = {"definitions": definitions, "properties": {"extra": reference, "rawMessageBody": reference}}
    assert [each.rule for each in found(schema, extra="xx")] == ["field-too-long", "text-too-long"]


def test_a_pattern_that_could_run_for_ever_is_given_up() -> None:
    started = time.monotonic()
    schema = {"properties": {"rawMessageBody": {"pattern": "(x+x+)+y"}}}
    assert [each.rule for each in found(schema, "x" * 1999)] == ["schema-unreadable"]
    assert time.monotonic() - started < 10


KEYWORDS = (
    "type enum format pattern required items properties minLength maxLength not $ref id allOf anyOf oneOf "
    "definitions dependencies multipleOf minimum exclusiveMinimum additionalProperties patternProperties"
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.floats()
    | st.sampled_from(["string", "array", "#", "#/properties", "http://x.invalid/a", "a+", "(", "date-time"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYWORDS.split()), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(VALUES, VALUES, st.none() | st.text(max_size=5))
def test_no_schema_makes_a_check_fail(rules: Any, extra: Any, text: str | None) -> None:
    for schema in (rules, {"properties": {"rawMessageBody": rules, "extra": extra, "attachments": rules}}):
        action = read_action("new", "/x", None, schema)
        draft = Draft(text, (Attachment("a.txt", b"a"),), {"extra": extra})
        assert all(violation.message for violation in check_draft(draft, action))

"""An action's own JSON Schema, whatever state it is in."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spmsg.message import patterns
from spmsg.message.action import read_action
from spmsg.message.breaches import violations
from spmsg.message.draft import Attachment, Draft, Severity, UploadedAttachment, Violation, check, described
from spmsg.message.schema import Breach


def found(schema: dict[str, Any], text: str | None = "Hello", **fields: object) -> list[Violation]:
    return list(check(Draft(text, (), fields), read_action("new", "/x", None, schema)))


def with_field(rules: Any, value: object) -> list[str]:
    return [each.message for each in found({"properties": {"extra": rules}}, None, extra=value)]


@pytest.mark.parametrize("required", [[], None, True, "rawMessageBody", [7, None], {}])
def test_a_required_that_draft_04_forbids_is_read_leniently(required: object) -> None:
    schema = {"properties": {"rawMessageBody": {"type": "string"}}, "required": required}
    assert [each for each in found(schema) if each.severity is Severity.ERROR] == []


def test_amazons_empty_list_of_required_names_is_no_reason_for_a_warning() -> None:
    assert found({"properties": {"rawMessageBody": {"type": "string"}}, "required": []}) == []


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
        (
            {"format": "date-time"},
            "x",
            "The field extra must be a date, or a date and time with its time zone,",
        ),
        ({"format": "email"}, "x", None),
        ({"pattern": "^[A-Z]+$"}, "x", "The field extra does not have the form that Amazon asks for"),
        ({"minLength": 3}, "é", "The field extra is too short: 1 of at least 3 characters."),
        ({"maxLength": 1}, "🎁🎁", "The field extra is too long: 2 of 1 characters."),
        ({"minItems": 1}, [], "The field extra has too few entries: 0 of at least 1."),
        ({"maximum": 5, "exclusiveMaximum": True}, 5, "The field extra is too large"),
        ({"multipleOf": 5}, 7, "The field extra must be a multiple of 5."),
        ({"uniqueItems": True}, [1, 1], "The field extra holds the same entry twice."),
        ({"minProperties": 1}, {}, "The field extra has too few properties: 0 of at least 1."),
        ({"maxProperties": 0}, {"a": 1}, "The field extra has too many properties: 1 of 0."),
        ({"not": {"type": "string"}}, "x", "The field extra holds something that Amazon does not allow."),
        (False, "x", "The field extra holds something that Amazon does not allow."),
        ({"additionalProperties": False}, {"a": 1}, "The field extra holds something that Amazon does not"),
        ({"items": {"type": "string"}}, ["a", 1], "The field extra[1] must be text."),
        ({"properties": {"city": {"type": "string"}}}, {"city": 1}, "The field extra.city must be text."),
        ({"required": ["city"]}, {}, "The field extra.city is missing."),
        ({"dependencies": {"a": ["b"]}}, {"a": 1}, "The field extra is not complete:"),
        ({"anyOf": [{"type": "null"}, {"type": "array"}]}, "x", "The field extra fits none of the forms"),
    ],
)
def test_a_broken_keyword_is_told_in_plain_words(rules: object, value: object, message: str | None) -> None:
    messages = with_field(rules, value)
    assert messages == [] if message is None else len(messages) == 1 and messages[0].startswith(message)


def test_properties_by_pattern_are_checked() -> None:
    rules = {"patternProperties": {"^[[a-z]+$": {"type": "integer"}}, "additionalProperties": False}
    assert with_field(rules, {"ab": 1}) == []
    assert with_field(rules, {"ab": "x"}) == ["The field extra.ab must be a whole number."]
    assert with_field(rules, {"A": 1}) == ["The field extra holds something that Amazon does not allow."]


def test_a_keyword_without_words_of_ours_keeps_those_of_jsonschema() -> None:
    breach = Breach("contains", {}, (), {}, "rawMessageBody does not contain items")
    assert [each.message for each in violations((breach,), ())] == [
        "The message breaks a rule of Amazon's: text does not contain items."
    ]


def test_an_attachment_that_the_schema_refuses_is_told_by_its_number() -> None:
    schema = {"properties": {"attachments": {"items": {"required": ["checksum"], "maxProperties": 1}}}}
    draft = Draft(None, (Attachment("a.txt", b"a"),))
    assert [each.message for each in check(draft, read_action("new", "/x", None, schema))] == [
        "The field attachments[0].checksum is missing.",
        "Attachment 1 has too many properties: 2 of 1.",
    ]


def test_a_thousand_wrong_entries_are_not_a_thousand_violations() -> None:
    assert len(with_field({"items": {"type": "string"}}, [1] * 1000)) == 200


def test_alternatives_are_named_as_a_seller_knows_them() -> None:
    either = [{"required": ["rawMessageBody"]}, {"required": ["attachments"]}]
    properties: dict[str, Any] = {"rawMessageBody": {}, "attachments": {}, "code": {}}
    messages = [each.message for each in found({"properties": properties, "anyOf": either}, None, code="x")]
    assert messages == ["The message needs one of these: text; attachments."]


def test_the_texts_own_pattern_is_applied() -> None:
    (violation,) = found({"properties": {"rawMessageBody": {"pattern": "^[a-z]+$"}}})
    assert violation.message == "The text does not have the form that Amazon asks for (^[a-z]+$)."


def test_a_placeholder_stands_for_an_id_that_is_not_known_yet() -> None:
    items = {"type": "object", "properties": {"id": {"type": "string", "pattern": "^sc/"}}}
    schema = {"properties": {"attachments": {"type": "array", "items": items, "uniqueItems": True}}}
    action = read_action("new", "/x", None, schema)
    draft = Draft(
        None, (Attachment("a.txt", b"a"), Attachment("b.txt", b"a"), UploadedAttachment("c.txt", "x"))
    )
    attachments = described(draft, action)["attachments"]
    assert isinstance(attachments, list)
    assert [set(each) for each in attachments] == [{"id", "fileName"}] * 3
    (violation,) = check(draft, action)
    assert violation.message.startswith("The upload destination ID of attachment 3 does not have the form")


def test_a_file_name_that_the_schema_refuses_is_told_by_its_number() -> None:
    items = {"properties": {"fileName": {"maxLength": 3}}}
    action = read_action("new", "/x", None, {"properties": {"attachments": {"items": items}}})
    (violation,) = check(Draft(None, (Attachment("a.txt", b"a"),)), action)
    assert violation.message == "The file name of attachment 1 is too long: 5 of 3 characters."


def test_a_message_of_nothing_is_refused_where_all_is_optional() -> None:
    schema: dict[str, Any] = {"properties": {"rawMessageBody": {}, "attachments": {}}}
    assert [each.rule for each in found(schema, None)] == ["message-empty"]


def test_an_action_that_takes_nothing_is_content_with_nothing() -> None:
    assert found({"properties": {}}, None) == []
    assert list(check(Draft(None), read_action("updateFeedback", "/x", None, None))) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"minLength": "few"},
        {"maxLength": [1]},
        {"type": "text"},
        {"type": []},
        {"type": {"a": 1}},
        {"enum": "abc"},
        {"pattern": "("},
        {"pattern": "\\p{L}"},
        {"pattern": 7},
        {"pattern": "a" * 2000},
        {"pattern": "a{99999999999}"},
        {"minimum": "1"},
        {"maximum": float("nan")},
        {"multipleOf": 0},
        {"multipleOf": -1},
        {"anyOf": []},
        {"allOf": {}},
        {"oneOf": ["x"]},
        {"items": 3},
        {"properties": []},
        {"patternProperties": {"(": {}}},
        {"patternProperties": {"(a+)+$": {}}},
        {"patternProperties": []},
        {"dependencies": {"a": "b"}},
        {"additionalProperties": "no"},
        {"uniqueItems": "yes"},
        {"exclusiveMinimum": 5},
        {"format": 5},
        {"$ref": 5},
        {"$ref": "https://example.com/schema.json"},
        {"$ref": "file:///etc/passwd"},
        {"$ref": "other.json#/a"},
        {"$ref": "#/nowhere"},
        {"$ref": "#/properties/extra"},
        {"$ref": "#unnamed"},
        {"not": 5},
    ],
)
@pytest.mark.parametrize("value", ["x", 1, [1], {"a": 1}])
def test_what_cannot_be_applied_is_one_warning(broken: dict[str, Any], value: object) -> None:
    violations = found({"properties": {"extra": {"maxProperties": 9, **broken}}}, None, extra=value)
    assert [(each.rule, each.severity) for each in violations] == [("schema-unreadable", Severity.WARNING)]
    assert violations[0].offending


def test_what_is_well_formed_beside_it_still_holds() -> None:
    schema = {
        "properties": {"extra": {"type": "text", "maxLength": 1}, "gone": {"$ref": "https://example.com"}}
    }
    assert [each.rule for each in found(schema, None, extra="xx", gone=1)] == [
        "field-too-long",
        "schema-unreadable",
    ]


def test_an_id_that_is_no_string_or_names_a_host_does_no_harm() -> None:
    for identifier in (7, {"type": "string"}, "https://example.com/x#", "::"):
        assert found({"id": identifier, "$schema": 7, "properties": {"rawMessageBody": {}}}) == []


def test_local_references_hold() -> None:
    schema = {
        "definitions": {"short": {"maxLength": 1}},
        "properties": {"extra": {"$ref": "#/definitions/short"}},
    }
    assert [each.rule for each in found(schema, None, extra="xx")] == ["field-too-long"]


def test_references_that_multiply_end_soon() -> None:
    definitions = {
        f"d{number}": {"allOf": [{"$ref": f"#/definitions/d{number + 1}"}] * 9} for number in range(20)
    }
    schema = {
        "definitions": {**definitions, "d20": {}},
        "properties": {"extra": {"$ref": "#/definitions/d0"}},
    }
    assert [each.rule for each in found(schema, None, extra="x")] == ["schema-unreadable"]


def test_deep_nesting_is_a_warning() -> None:
    rules: dict[str, Any] = {"type": "string"}
    for _ in range(300):
        rules = {"not": rules}
    assert [each.rule for each in found({"properties": {"extra": rules}}, None, extra="x")][-1] == (
        "schema-unreadable"
    )


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "^(a|a)*$",
        "(a?){99}b",
        "((a{1,9})x?){2,}",
        "^a*a*a*a*a*$",
        "([a-z]+)*!",
        "(?:a*)*",
        "a*a*a*b",
    ],
)
def test_a_pattern_that_could_run_for_ever_is_not_run(pattern: str) -> None:
    schema = {"properties": {"rawMessageBody": {"pattern": pattern}}}
    assert [each.rule for each in found(schema, "a" * 1999 + "!")] == ["schema-unreadable"]


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ("^[A-Z]{2}\\d+$", "AB12"),
        ("^[^@\\]]+\\.(txt|pdf)$", "a.txt"),
        ("^[]a]+?$", "]a"),
        ("^(\\d{4})-(\\d\\d)(Z)?$", "2026-01Z"),
        ("(?i)^(?:abc){3}$", "abcABCabc"),
        ("\\S", "x"),
        ("a{,", "a{,"),
    ],
)
def test_the_patterns_of_every_day_are_run(pattern: str, value: str) -> None:
    assert with_field({"pattern": pattern}, value) == []
    assert len(with_field({"pattern": pattern}, " ")) == 1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("(a|b)*+?{1,2}[]\\^$.", max_size=30), st.integers(0, 3000))
def test_no_pattern_confuses_the_judge(pattern: str, length: int) -> None:
    assert patterns.bearable(pattern, length) in (True, False)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.floats()
    | st.sampled_from(
        ["string", "array", "#", "#/properties", "http://x.invalid/a", "a+", "(", "date-time", ""]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "type",
                        "enum",
                        "format",
                        "pattern",
                        "required",
                        "items",
                        "properties",
                        "minLength",
                        "not",
                    ),
                    *("maxLength", "$ref", "id", "allOf", "anyOf", "oneOf", "definitions", "dependencies"),
                    *(
                        "multipleOf",
                        "minimum",
                        "exclusiveMinimum",
                        "additionalProperties",
                        "patternProperties",
                    ),
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES, VALUES, st.none() | st.text(max_size=5))
def test_no_schema_makes_a_check_fail(rules: Any, extra: Any, text: str | None) -> None:
    for schema in (rules, {"properties": {"rawMessageBody": rules, "extra": extra, "attachments": rules}}):
        action = read_action("new", "/x", None, schema)
        draft = Draft(text, (Attachment("a.txt", b"a"),), {"extra": extra})
        assert all(violation.message for violation in check(draft, action))

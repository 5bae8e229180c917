"""`--field NAME=VALUE`, typed by the action's schema."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spmsg.message.action import Action, read_action
from spmsg.message.draft import Draft
from spmsg.message.fields import read_field, read_fields
from spmsg.message.schema import check_draft
from spmsg.message.violation import Violation

SCHEMA = {
    "properties": {
        "name": {"type": "string", "maxLength": 5},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "price": {"type": "number"},
        "gift": {"type": "boolean"},
        "tags": {"type": "array", "maxItems": 2},
        "address": {"type": "object"},
        "nothing": {"type": "null"},
        "size": {"type": "string", "enum": ["S", "M"]},
        "coverageStartDate": {"type": "string", "format": "date-time"},
        "coverageEndDate": {"type": "string", "format": "date-time"},
        "grade": {"type": "integer", "enum": [1, 2]},
        "day": {"type": "string", "format": "date"},
    }
}
ACTION = read_action("new", "/x", None, SCHEMA)
WARRANTY = read_action("warranty", "/x", None, None)


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("name=a=b", "a=b"), ("name=", ""), ("count=3", 3), ("count=-3", -3), ("price=1.50", 1.5),
        ("price=2", 2), ("gift=true", True), ("gift=FALSE", False), ('tags=["a", 1]', ["a", 1]),
        ('address={"city": "Köln"}', {"city": "Köln"}), ("nothing=null", None), ("size=S", "S"),
        ("coverageStartDate=2026-01-01", "2026-01-01T00:00:00Z"),
        ("coverageStartDate=2026-01-01T10:00:00+09:00", "2026-01-01T10:00:00+09:00"),
        ("coverageStartDate=2026-01-01T10:00:00.5Z", "2026-01-01T10:00:00.5Z"),
    ],
)  # fmt: skip
def test_a_value_gets_the_type_of_its_field(assignment: str, value: object) -> None:
    name, _, given = assignment.partition("=")
    found = read_field(name, given, ACTION)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "assignment",
    [
        "count=1.0", "count=1e3", "count=", "count=" + "9" * 5000, "count=١", "grade=x", "price=NaN",
        "price=1e999", "price=true", "price=1,5", "gift=yes", "gift=1", "tags={}", "tags=a",
        "tags=" + "[" * 100_000, "address=[]", "nothing=0", "coverageStartDate=tomorrow",
        "coverageStartDate=2026-02-30", "coverageStartDate=2026-01-01T10:00:00",
        "coverageStartDate=2026-01-01 10:00:00Z", "coverageStartDate=2026-01-01T25:00:00Z",
        "coverageStartDate=２０２６-01-01",
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_a_violation_with_an_example(assignment: str) -> None:
    name, _, given = assignment.partition("=")
    found = read_field(name, given, ACTION)
    assert isinstance(found, Violation)
    assert found.rule == "field-type"
    assert (found.remedy or "").startswith(f"--field {name}=")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("coverageStartdate", "Did you mean coverageStartDate?"),
        ("coverageStart", "Did you mean coverageStartDate?"),
        ("text", "Use --text for it."),
        ("attachments", "Use --attach for it."),
        ("zzz", "Its fields: coverageStartDate, coverageEndDate."),
    ],
)
def test_an_unknown_field_suggests_what_was_meant(name: str, remedy: str) -> None:
    found = read_field(name, "1", WARRANTY)
    assert isinstance(found, Violation)
    assert (found.rule, found.remedy) == ("field-unknown", remedy)


def test_several_fields_give_values_and_everything_wrong_with_them() -> None:
    values, violations = read_fields({"count": "1", "gift": "x", "colour": "red", "name": "Jo"}, ACTION)
    assert values == {"count": 1, "name": "Jo"}
    assert [each.rule for each in violations] == ["field-type", "field-unknown"]


def checked(action: Action = ACTION, **fields: object) -> list[str]:
    return [violation.message for violation in check_draft(Draft(None, (), fields), action)]


def test_values_are_held_against_the_schema() -> None:
    assert checked(name="Joanna", count=0, price="1", size="L", tags=[1, 2, 3]) == [
        "The field name breaks Amazon's rule: maxLength 5.",
        "The field count breaks Amazon's rule: minimum 1.",
        "The field price must be a number.",
        "The field tags breaks Amazon's rule: maxItems 2.",
        "The field size must be one of: S, M.",
    ]
    assert checked(name="Jo", count=9, coverageStartDate="2026-01-01T00:00:00Z", day="2026-02-28") == []


@pytest.mark.parametrize("value", ["a\nb", "\x1b[2J", "\udcff"])
def test_control_characters_in_a_field_are_refused(value: str) -> None:
    assert checked(name=value) == ["The field name holds control characters, or bytes that are not UTF-8."]


def test_a_date_time_that_is_no_text_is_told() -> None:
    assert checked(coverageStartDate=1, coverageEndDate=2) == [
        "The field coverageStartDate must be text.",
        "The field coverageEndDate must be text.",
    ]


def test_dates_that_are_none_are_told() -> None:
    assert [each.split(" must")[0] for each in checked(coverageStartDate="soon", day="2026-02-29")] == [
        "The field coverageStartDate",
        "The field day",
    ]


def test_an_unknown_field_is_told_once_even_where_the_schema_forbids_others() -> None:
    action = read_action("new", "/x", None, {**SCHEMA, "additionalProperties": False})
    assert checked(action, colour="red") == ["The action new has no field colour."]


def test_coverage_that_ends_before_it_starts_is_refused_across_time_zones() -> None:
    start = "2026-01-01T00:00:00Z"
    assert checked(coverageStartDate=start, coverageEndDate=start) == []
    assert checked(coverageStartDate=start, coverageEndDate="2026-01-01T00:30:00+01:00") == [
        "The field coverageEndDate (2026-01-01T00:30:00+01:00) comes before coverageStartDate "
        "(2026-01-01T00:00:00Z)."
    ]


@given(st.text(max_size=30))
@example("0\x1f")
def test_no_assignment_fails_to_be_read(text: str) -> None:
    for name in ("name", "count", "price", "tags", "coverageStartDate", "day"):
        read_field(name, text, ACTION)

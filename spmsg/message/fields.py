"""Fields: the properties of an action besides its text and attachments, given as `NAME=VALUE`."""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from spmsg.message.action import ATTACHMENTS, TEXT, Action, Field
from spmsg.message.violation import Violation, quote


class _TypeMismatchError(ValueError):
    """A value that is not of its field's type; the message says what would be."""


def field(assignment: str, action: Action) -> tuple[str, object] | Violation:
    """Name and value of one `NAME=VALUE`, the value of the type that the action's schema says.

    A date where a date-time is due is midnight UTC of that day. Gives a violation where the assignment
    cannot be read, or the action has no such field.
    """
    name, equals, value = assignment.partition("=")
    name = name.strip()
    if not equals or not name:
        return Violation(
            "field-syntax",
            f"A field is given as NAME=VALUE, not as {quote(assignment)}.",
            offending=quote(assignment),
        )
    known = next((each for each in action.fields if each.name == name), None)
    if known is None:
        return unknown_field(name, action)
    try:
        return name, _read(value, known)
    except _TypeMismatchError as error:
        return Violation(
            "field-type",
            f"The field {name} must be {error}.",
            offending=quote(value),
            remedy=f"--field {name}={_example(known)}",
        )


def read_fields(
    assignments: Iterable[str], action: Action
) -> tuple[Mapping[str, object], tuple[Violation, ...]]:
    """The values of several `NAME=VALUE` by name, and everything that is wrong with them, at once."""
    values: dict[str, object] = {}
    violations = []
    for assignment in assignments:
        found = field(assignment, action)
        if isinstance(found, Violation):
            violations.append(found)
        elif found[0] in values:
            violations.append(
                Violation("field-twice", f"The field {found[0]} is given twice.", offending=quote(assignment))
            )
        else:
            values[found[0]] = found[1]
    return values, tuple(violations)


def check_fields(values: Mapping[str, object], action: Action) -> Iterator[Violation]:
    """What the schema cannot say of fields: unknown names, and ends that come before their starts."""
    known = {each.name for each in action.fields}
    for name in values:
        if name not in known:
            yield unknown_field(name, action)
    for name, value in values.items():
        if isinstance(value, str) and any(unicodedata.category(each) in ("Cc", "Cs") for each in value):
            yield Violation(
                "field-control",
                f"The field {quote(name)} holds control characters, or bytes that are not UTF-8.",
                offending=quote(value),
            )
        other = re.sub("End(?=[A-Z]|$)", "Start", name, count=1)
        if other == name or other not in values:
            continue
        start, end = moment(values[other]), moment(value)
        if start is not None and end is not None and end < start:
            yield Violation(
                "field-order",
                f"The field {name} ({value}) comes before {other} ({values[other]}).",
                offending=quote(str(value)),
                remedy="Exchange the two, or mend one.",
            )


def unknown_field(name: str, action: Action) -> Violation:
    """That the action has no field `name`, and which of its fields may have been meant."""
    from difflib import get_close_matches

    names = [each.name for each in action.fields]
    option = {TEXT: "--text", "text": "--text", ATTACHMENTS: "--attach", "attachment": "--attach"}.get(name)
    near = get_close_matches(name.lower(), [each.lower() for each in names], n=1)
    if option is not None:
        remedy = f"Use {option} for it."
    elif near:
        remedy = f"Did you mean {next(each for each in names if each.lower() == near[0])}?"
    else:
        remedy = f"Its fields: {', '.join(names)}." if names else "It takes no fields."
    return Violation(
        "field-unknown",
        f"The action {action.name} has no field {quote(name)}.",
        offending=quote(name),
        remedy=remedy,
    )


def moment(value: object) -> datetime | None:
    """The date-time that `value` says in Amazon's form (RFC 3339, which ISO 8601 contains), or None."""
    if not isinstance(value, str):
        return None
    form = r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)"
    if not re.fullmatch(form, value, re.ASCII):
        return None
    try:
        return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value.upper()))
    except ValueError:  # the 30th of February
        return None


def is_date(value: object) -> bool:
    """Whether `value` is a calendar date as JSON Schema's format `date` has it: "2026-01-31"."""
    return (
        isinstance(value, str)
        and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII))
        and moment(f"{value}T00:00:00Z") is not None
    )


def _read(value: str, known: Field) -> object:
    match known.type:
        case "boolean":
            if value.lower() not in ("true", "false"):
                raise _TypeMismatchError("true or false")
            return value.lower() == "true"
        case "integer":
            if not re.fullmatch(r"[+-]?\d{1,100}", value.strip(), re.ASCII):
                raise _TypeMismatchError("a whole number")
            return int(value.strip())  # which takes more for a blank than `int` does
        case "number":
            number = _json(value.strip())
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise _TypeMismatchError("a number")
            return number
        case "array" | "object":
            wanted: type = list if known.type == "array" else dict
            found = _json(value)
            if not isinstance(found, wanted):
                raise _TypeMismatchError(f"an {known.type}, written as JSON")
            return found
        case "null":
            if value not in ("", "null"):
                raise _TypeMismatchError("null")
            return None
    if known.format == "date-time":
        if is_date(value):
            return f"{value}T00:00:00Z"
        if moment(value) is None:
            raise _TypeMismatchError(DATE_TIME)
    return value


DATE_TIME = "a date, or a date and time with its time zone, as ISO 8601 writes it"


def _json(value: str) -> object:
    """`value` as JSON, or None where it is none, too deep to read, or not a finite number."""
    try:
        found: object = json.loads(value, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    return None if isinstance(found, float) and not math.isfinite(found) else found


def _example(known: Field) -> str:
    if known.enum:
        return str(known.enum[0])
    if known.format == "date-time":
        return "2026-01-31 or 2026-01-31T12:00:00+01:00"
    examples = {"boolean": "true", "integer": "3", "number": "1.5", "array": "'[…]'", "object": "'{…}'"}
    return examples.get(known.type, "VALUE")

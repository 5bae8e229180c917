"""Fields: the properties of an action besides its text and attachments."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from difflib import get_close_matches

from spmsg.message.action import ATTACHMENTS, TEXT, Action, Field
from spmsg.message.violation import Violation, quote

KINDS = {
    "string": ("text", "VALUE"),
    "boolean": ("true or false", "true"),
    "integer": ("a whole number", "3"),
    "number": ("a number", "1.5"),
    "array": ("a list", "'[…]'"),
    "object": ("an object", "'{…}'"),
    "null": ("null", "null"),
    "date": ("a date such as 2026-01-31", "2026-01-31"),
    "date-time": (
        "a date, or a date and time with its time zone, as ISO 8601 writes it",
        "2026-01-31 or 2026-01-31T12:00:00+01:00",
    ),
}
"""JSON Schema's types and the formats that are checked: what a value of each must be, and an example."""

_READ_AS_JSON: Mapping[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def read_field(name: str, value: str, action: Action) -> object | Violation:
    """Return the value of a field in the type that the action's schema says.

    A date for a date-time is midnight UTC of that day. Returns a violation if the value is of another type,
    or if the action has no such field.
    """
    known = next((each for each in action.fields if each.name == name), None)
    if known is None:
        return _unknown_field(name, action)
    try:
        return _parse(value, known)
    except (ValueError, RecursionError):
        wanted, example = KINDS["date-time" if known.type == "string" else known.type]
        remedy = f"--field {name}={known.enum[0] if known.enum else example}"
        return Violation(
            "field-type", f"The field {name} must be {wanted}.", offending=quote(value), remedy=remedy
        )


def _parse(value: str, known: Field) -> object:
    """Return `value` in the field's type; raises ValueError, or RecursionError for deeply nested JSON."""
    if known.type in _READ_AS_JSON:
        found: object = json.loads(value.lower() if known.type == "boolean" else value)
        json.dumps(found, allow_nan=False)  # infinity, which JSON cannot say, is a ValueError
        if type(found) not in _READ_AS_JSON[known.type]:
            raise ValueError
        return found
    if known.format == "date-time":
        with suppress(ValueError):  # a date alone
            value = f"{date.fromisoformat(value).isoformat()}T00:00:00Z"
        date_time(value)
    return value


def read_fields(
    given: Mapping[str, str], action: Action
) -> tuple[Mapping[str, object], tuple[Violation, ...]]:
    """Return the values of fields in their types, and everything that is wrong with them."""
    found = {name: read_field(name, value, action) for name, value in given.items()}
    violations = tuple(value for value in found.values() if isinstance(value, Violation))
    return {name: value for name, value in found.items() if not isinstance(value, Violation)}, violations


def check_fields(values: Mapping[str, object], action: Action) -> Iterator[Violation]:
    """Yield what the schema cannot say of fields: unknown names, and ends that come before their starts."""
    known = {each.name for each in action.fields}
    for name, value in values.items():
        if name not in known:
            yield _unknown_field(name, action)
        if isinstance(value, str) and not value.isprintable():
            message = f"The field {quote(name)} holds control characters, or bytes that are not UTF-8."
            yield Violation("field-control", message, offending=quote(value))
        start = name.replace("End", "Start")
        if start in values and _is_before(value, values[start]):
            message = f"The field {name} ({value}) comes before {start} ({values[start]})."
            yield Violation("field-order", message, remedy="Exchange the two, or correct one.")


def date_time(value: str) -> datetime:
    """Read a date-time in Amazon's form (RFC 3339, which needs a time zone); raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value, re.ASCII):
        raise ValueError(f"{value!r} is no date and time with its time zone")
    return datetime.fromisoformat(value)


def _is_before(end: object, start: object) -> bool:
    try:
        return date_time(str(end)) < date_time(str(start))
    except ValueError:
        return False


def _unknown_field(name: str, action: Action) -> Violation:
    names = {each.name.lower(): each.name for each in action.fields}
    near = get_close_matches(name.lower(), names, n=1)
    option = {TEXT: "--text", "text": "--text", ATTACHMENTS: "--attach", "attachment": "--attach"}.get(name)
    if option is not None:
        remedy = f"Use {option} for it."
    elif near:
        remedy = f"Did you mean {names[near[0]]}?"
    else:
        remedy = f"Its fields: {', '.join(names.values())}." if names else "It takes no fields."
    return Violation("field-unknown", f"The action {action.name} has no field {quote(name)}.", remedy=remedy)

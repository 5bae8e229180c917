"""Fields: the properties of an action besides its text and attachments."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from difflib import get_close_matches

from spmsg.message.action import ATTACHMENTS, TEXT, Action, Field
from spmsg.message.violation import Violation, quote

DATE_TIME = "a date, or a date and time with its time zone, as ISO 8601 writes it"

_JSON_TYPES: Mapping[str, tuple[str, tuple[type, ...], str]] = {
    "boolean": ("true or false", (bool,), "true"),
    "integer": ("a whole number", (int,), "3"),
    "number": ("a number", (int, float), "1.5"),
    "array": ("an array, written as JSON", (list,), "'[…]'"),
    "object": ("an object, written as JSON", (dict,), "'{…}'"),
    "null": ("null", (type(None),), "null"),
}
"""How a value of each type is called, what JSON makes of it, and an example."""

_DATES = {"date": "2026-01-31", "date-time": "2026-01-31 or 2026-01-31T12:00:00+01:00"}


def read_field(name: str, value: str, action: Action) -> object | Violation:
    """Return the value of a field in the type that the action's schema says.

    A date for a date-time is midnight UTC of that day. Returns a violation if the value is of another type,
    or if the action has no such field.
    """
    known = next((each for each in action.fields if each.name == name), None)
    if known is None:
        return _unknown(name, action)
    try:
        return _read(value, known)
    except ValueError as error:
        _, _, example = _JSON_TYPES.get(known.type, ("", (), _DATES.get(known.format or "", "VALUE")))
        return Violation(
            "field-type",
            f"The field {name} must be {error}.",
            offending=quote(value),
            remedy=f"--field {name}={known.enum[0] if known.enum else example}",
        )


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
            yield _unknown(name, action)
        if isinstance(value, str) and not value.isprintable():
            yield Violation(
                "field-control",
                f"The field {quote(name)} holds control characters, or bytes that are not UTF-8.",
                offending=quote(value),
            )
        start_name = name.replace("End", "Start")
        start, end = _date_time_or_none(values.get(start_name)), _date_time_or_none(value)
        if start is not None and end is not None and end < start:
            yield Violation(
                "field-order",
                f"The field {name} ({value}) comes before {start_name} ({values[start_name]}).",
                remedy="Exchange the two, or correct one.",
            )


def date_time(value: str) -> datetime:
    """Read a date-time in Amazon's form (RFC 3339, which needs a time zone); raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value, re.ASCII):
        raise ValueError(DATE_TIME)
    return datetime.fromisoformat(value)


def _date_time_or_none(value: object) -> datetime | None:
    try:
        return date_time(str(value))
    except ValueError:
        return None


def _read(value: str, known: Field) -> object:
    """Return `value` in the field's type; raises ValueError with what the value must be."""
    if known.type in _JSON_TYPES:
        return _json(value.lower() if known.type == "boolean" else value, *_JSON_TYPES[known.type][:2])
    if known.format != "date-time":
        return value
    with suppress(ValueError):  # a date alone
        value = f"{date.fromisoformat(value).isoformat()}T00:00:00Z"
    try:
        date_time(value)
    except ValueError:
        raise ValueError(DATE_TIME) from None
    return value


def _json(value: str, wanted: str, kinds: tuple[type, ...]) -> object:
    try:
        found: object = json.loads(value)
        json.dumps(found, allow_nan=False)  # infinity, which JSON cannot say
    except (ValueError, RecursionError):
        raise ValueError(wanted) from None
    if type(found) not in kinds:
        raise ValueError(wanted)
    return found


def _unknown(name: str, action: Action) -> Violation:
    """Return that the action has no field `name`, and which of its fields may have been meant."""
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

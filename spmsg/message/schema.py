"""Checks a message against its action's rules, and says in a seller's words what breaks them.

`jsonschema`'s Draft-04 validator does the most of it. Amazon's schemas name draft-04 and break it
(`"required": []`), which the validator does not mind. A part of a schema that cannot be applied (an unknown
type, a broken pattern, a reference to elsewhere) becomes a warning. Nothing is fetched. Import this module
only where a message is checked: jsonschema takes long to load.
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from itertools import islice
from typing import Any

import regex
from jsonschema import Draft4Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry

from spmsg.message.action import ATTACHMENTS, TEXT, Action
from spmsg.message.attachment import check_attachments
from spmsg.message.draft import PLACEHOLDER, Draft, described
from spmsg.message.fields import DATE_TIME, check_fields, date_time
from spmsg.message.violation import Severity, Violation, position, quote

PATTERN_TIMEOUT = 1.0
"""Seconds. A pattern such as "(a+)+$" could otherwise search for ever."""

MOST_VIOLATIONS = 100

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_FORMATS = {"date-time": DATE_TIME, "date": "a date such as 2026-01-31"}


_META_SCHEMA: dict[str, Any] = deepcopy(dict(Draft4Validator.META_SCHEMA))
"""Draft-04's own rules for schemas, but for Amazon's empty lists of required names and its null titles."""
_META_SCHEMA["definitions"]["stringArray"].pop("minItems")
_META_SCHEMA["properties"].update(title={}, description={}, id={})


def check(draft: Draft, action: Action) -> tuple[Violation, ...]:
    """Return everything that keeps `draft` from being sent with `action`.

    Amazon's communication guidelines are checked elsewhere (`spmsg.message.guidelines`), and so is
    whether the action is available now.
    """
    found = [
        *_check_text(draft.text, action),
        *check_attachments(draft.attachments, action),
        *check_fields(draft.fields, action),
        *_check_schema(described(draft, action), action.schema),
        *_check_emptiness(draft, action),
    ]
    return tuple(dict.fromkeys(found))  # the schema repeats some of what was said of the text


def _check_text(text: str | None, action: Action) -> Iterator[Violation]:
    limits = action.text
    if limits is None:
        if text is not None:
            yield Violation(
                "text-not-allowed",
                f"The action {action.name} takes no text.",
                offending=quote(text),
                remedy="Leave the text out, or choose an action that takes one.",
            )
    elif text is not None:
        violation = _length_violation(text, limits.min_length, limits.max_length)
        if violation is not None:
            yield violation
    elif limits.required:
        yield Violation(
            "text-required",
            "This action needs a text.",
            remedy="Give it with --text, --text-file, --template or --edit.",
        )


def _check_emptiness(draft: Draft, action: Action) -> Iterator[Violation]:
    """Yield a violation for a draft of nothing, where text and attachments are both optional."""
    takes_content = action.text is not None or action.attachments is not None or action.fields
    required = [limits for limits in (action.text, action.attachments) if limits and limits.required]
    given = draft.text is not None or draft.attachments or draft.fields
    if takes_content and not required and not given:
        yield Violation(
            "message-empty",
            "There is nothing to send: no text, no attachment, no field.",
            remedy=f"See what the action takes: spmsg actions ORDER {action.name}",
        )


def _check_schema(instance: Mapping[str, object], schema: Mapping[str, object]) -> Iterator[Violation]:
    """Yield what in `instance` breaks `schema`; one warning names all parts that could not be applied."""
    # A registry of its own, because jsonschema's default fetches remote references. The schema's `id` is
    # left out, because nothing is looked up by it.
    root = {name: value for name, value in schema.items() if name != "id"}
    validator = _Validator(root, registry=Registry(), format_checker=_formats())
    meta = Draft4Validator(_META_SCHEMA)
    skipped = []
    for name, part in _parts(root):
        try:
            meta.validate(part)
            errors = list(islice(validator.evolve(schema=part).iter_errors(instance), MOST_VIOLATIONS))
        except Exception:  # noqa: BLE001  # whatever a schema from outside makes the validator raise
            skipped.append(name)
            continue
        for error in errors:
            yield from _violations(error)
    if skipped:
        yield Violation(
            "schema-unreadable",
            "Part of Amazon's rules for this action cannot be read, and was not checked.",
            Severity.WARNING,
            offending=quote(", ".join(skipped)),
            remedy="Amazon checks it when the message is sent.",
        )


def _length_violation(text: str, least: int, most: int | None) -> Violation | None:
    """Return what is wrong with the length of the message's text (code points), or None."""
    if not any(each.isprintable() and not each.isspace() for each in text):
        return Violation("text-empty", "The text is empty.", remedy="Write what the buyer should read.")
    if len(text) < least:
        return Violation(
            "text-too-short", f"The text is too short: {len(text)} of at least {least} characters."
        )
    if most is not None and len(text) > most:
        line, column = position(text, most)
        return Violation(
            "text-too-long",
            f"The text is too long: {len(text)} of {most} characters.",
            line=line,
            column=column,
            offending=quote(text[most:]),
            remedy=f"Shorten it by {len(text) - most}: from here on it is past the limit.",
        )
    return None


def _parts(schema: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield each property's rules, and then the rest, so that what is broken in one spoils no other."""
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or "$ref" in schema:
        yield "the whole schema", schema
        return
    for name, rules in properties.items():
        yield f"properties/{name}", {"properties": {name: rules}}
    yield "the rules for all properties", {**schema, "properties": {name: {} for name in properties}}


def _violations(error: ValidationError) -> Iterator[Violation]:
    path, keyword = tuple(error.path), str(error.validator)
    limit: Any = error.validator_value
    found: Any = error.instance
    if isinstance(found, str) and found.startswith(PLACEHOLDER):
        return
    match keyword:
        case "required":
            for name in limit:
                if name not in found and (path or name not in (TEXT, ATTACHMENTS)):  # which `check` tells
                    remedy = None if path else f"Give it with --field {name}=VALUE."
                    yield Violation("field-required", f"{_subject((*path, name))} is missing.", remedy=remedy)
            return
        case "minLength" | "maxLength" if path == (TEXT,):
            most = limit if keyword == "maxLength" else None
            violation = _length_violation(found, limit if most is None else 0, most)
            if violation is not None:
                yield violation
            return
        case "minItems" | "maxItems" if path == (ATTACHMENTS,):
            return  # told by `check_attachments`
        case "minLength":
            rule, broken = "field-too-short", f"is too short: {len(found)} of at least {limit} characters"
        case "maxLength":
            rule, broken = "field-too-long", f"is too long: {len(found)} of {limit} characters"
        case "type":
            kinds = limit if isinstance(limit, list) else [limit]
            rule, broken = "field-type", f"must be {' or '.join(_TYPES[kind] for kind in kinds)}"
        case "enum":
            rule, broken = "field-value", f"must be one of: {', '.join(map(_plain, limit))}"
        case "format":
            rule, broken = "field-format", f"must be {_FORMATS[limit]}"
        case _:
            rule, broken = f"schema-{keyword}", f"breaks Amazon's rule: {quote(f'{keyword} {_plain(limit)}')}"
    offending = quote(_plain(found)) if path else None
    yield Violation(rule, f"{_subject(path)} {broken}.", offending=offending)


def _subject(path: tuple[str | int, ...]) -> str:
    match path:
        case ():
            return "The message"
        case ("rawMessageBody",):
            return "The text"
        case ("attachments",):
            return "The list of attachments"
        case ("attachments", int(number)):
            return f"Attachment {number + 1}"
        case ("attachments", int(number), "fileName"):
            return f"The file name of attachment {number + 1}"
        case ("attachments", int(number), "id"):
            return f"The upload destination ID of attachment {number + 1}"
    return f"The field {quote('.'.join(map(str, path)))}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())

    @checker.checks("date-time", ValueError)
    def _(value: object) -> bool:
        return not isinstance(value, str) or bool(date_time(value))

    @checker.checks("date", ValueError)
    def _(value: object) -> bool:
        return not isinstance(value, str) or bool(date.fromisoformat(value))

    return checker


def _pattern(_: Validator, pattern: str, found: Any, __: object) -> Iterator[ValidationError]:
    if isinstance(found, str) and not regex.search(pattern, found, timeout=PATTERN_TIMEOUT):
        yield ValidationError(f"{found!r} does not match {pattern!r}")


_Validator: type[Draft4Validator] = extend(Draft4Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]

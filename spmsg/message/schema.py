"""Check a message against its action's rules, and say in a seller's words what breaks them.

`jsonschema`'s Draft-04 validator does most of it. Amazon's schemas name draft-04 and break it
(`"required": []`), which the validator does not mind. A part of a schema that cannot be applied (an unknown
type, a broken pattern, a reference to elsewhere) becomes a warning. Nothing is fetched. Import this module
only where a message is checked: jsonschema takes long to load.
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import regex
from jsonschema import Draft4Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry

from spmsg.message.action import ATTACHMENTS, TEXT, Action
from spmsg.message.attachment import check_attachments
from spmsg.message.draft import PLACEHOLDER, Draft, schema_instance
from spmsg.message.fields import KINDS, check_fields, date_time
from spmsg.message.violation import Severity, Violation, position, quote

PATTERN_TIMEOUT = 1.0
"""Seconds. A pattern such as "(a+)+$" could otherwise search for ever."""

_META_SCHEMA: dict[str, Any] = deepcopy(dict(Draft4Validator.META_SCHEMA))
"""Draft-04's own rules for schemas, but for Amazon's empty lists of required names and its null titles."""
_META_SCHEMA["definitions"]["stringArray"].pop("minItems")
_META_SCHEMA["properties"].update(title={}, description={}, id={})

_RULES = {
    "type": "field-type",
    "enum": "field-value",
    "format": "field-format",
    "minLength": "field-too-short",
    "maxLength": "field-too-long",
}
"""The names of rules for keywords; those of others are such as `schema-pattern`."""


def check_draft(draft: Draft, action: Action) -> tuple[Violation, ...]:
    """Return everything that keeps `draft` from being sent with `action`.

    Amazon's communication guidelines are checked elsewhere (`spmsg.message.guidelines`), and so is
    whether the action is available now.
    """
    found = [
        *_check_text(draft, action),
        *check_attachments(draft.attachments, action),
        *check_fields(draft.fields, action),
        *_check_schema(schema_instance(draft, action), action.schema),
    ]
    return tuple(dict.fromkeys(found))  # the schema repeats some of what was said of the text


def _check_text(draft: Draft, action: Action) -> Iterator[Violation]:
    """Yield what is wrong with the text, or with a message that has nothing at all."""
    limits, text = action.text, draft.text
    given = draft.attachments or draft.fields
    needs_files = action.attachments is not None and action.attachments.required
    if text is not None and limits is not None:
        yield from _check_length(text, limits.min_length, limits.max_length)
    elif text is not None:
        message = f"The action {action.name} takes no text."
        remedy = "Leave the text out, or choose an action that takes one."
        yield Violation("text-not-allowed", message, offending=quote(text), remedy=remedy)
    elif limits is not None and limits.required:
        remedy = "Give it with --text, --text-file, --template or --edit."
        yield Violation("text-required", "This action needs a text.", remedy=remedy)
    elif (limits or action.attachments or action.fields) and not given and not needs_files:
        message = "There is nothing to send: no text, no attachment, no field."
        remedy = f"See what the action takes: spmsg actions ORDER {action.name}"
        yield Violation("message-empty", message, remedy=remedy)


def _check_length(text: str, least: int, most: int | None) -> Iterator[Violation]:
    length = len(text)
    if not any(each.isprintable() and not each.isspace() for each in text):
        yield Violation("text-empty", "The text is empty.", remedy="Write what the buyer should read.")
    elif length < least:
        message = f"The text is too short: {length} of at least {least} characters."
        yield Violation("text-too-short", message)
    elif most is not None and length > most:
        message = f"The text is too long: {length} of {most} characters."
        remedy = f"Shorten it by {length - most}: from here on it is past the limit."
        line, column = position(text, most)
        yield Violation("text-too-long", message, Severity.ERROR, line, column, quote(text[most:]), remedy)


def _check_schema(instance: Mapping[str, object], schema: Mapping[str, object]) -> Iterator[Violation]:
    """Yield what in `instance` breaks `schema`; one warning names all parts that could not be applied."""
    # A registry of its own, because jsonschema's default fetches remote references. The schema's `id` is
    # left out, because nothing is looked up by it.
    root = {name: value for name, value in schema.items() if name != "id"}
    validator = _Validator(root, registry=Registry(), format_checker=_FORMATS)
    meta = Draft4Validator(_META_SCHEMA)
    skipped = []
    for name, part in _parts(root):
        try:
            meta.validate(part)
            errors = list(validator.evolve(schema=part).iter_errors(instance))
        except Exception:  # noqa: BLE001  # whatever a schema from outside makes the validator raise
            skipped.append(name)
        else:
            for error in errors:
                yield from _violations(error)
    if skipped:
        message = "Part of Amazon's rules for this action cannot be read, and was not checked."
        remedy = "Amazon checks it when the message is sent."
        which = quote(", ".join(skipped))
        yield Violation("schema-unreadable", message, Severity.WARNING, offending=which, remedy=remedy)


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
    """Yield an error in a seller's words; nothing for what is no fault, or is told by other checks."""
    path, keyword = tuple(error.path), str(error.validator)
    limit: Any = error.validator_value
    found: Any = error.instance
    if isinstance(found, str) and found.startswith(PLACEHOLDER):
        return
    match keyword:
        case "required":
            for name in limit:
                if name not in found and (path or name not in (TEXT, ATTACHMENTS)):
                    remedy = None if path else f"Give it with --field {name}=VALUE."
                    yield Violation("field-required", f"{_subject((*path, name))} is missing.", remedy=remedy)
            return
        case "minLength" if path == (TEXT,):
            yield from _check_length(found, limit, None)
            return
        case "maxLength" if path == (TEXT,):
            yield from _check_length(found, 0, limit)
            return
        case "minItems" | "maxItems" if path == (ATTACHMENTS,):
            return  # told by `check_attachments`
        case "type":
            kinds = limit if isinstance(limit, list) else [limit]
            broken = f"must be {' or '.join(KINDS[kind][0] for kind in kinds)}"
        case "enum":
            broken = f"must be one of: {', '.join(map(_text_of, limit))}"
        case "format":
            broken = f"must be {KINDS[limit][0]}"
        case _:
            broken = f"breaks Amazon's rule: {quote(f'{keyword} {_text_of(limit)}')}"
    rule, offending = _RULES.get(keyword, f"schema-{keyword}"), quote(_text_of(found)) if path else None
    yield Violation(rule, f"{_subject(path)} {broken}.", offending=offending)


def _subject(path: tuple[str | int, ...]) -> str:
    match path:
        case ():
            return "The message"
        case ("rawMessageBody",):
            return "The text"
        case ("attachments", int(number), *_):
            return f"Attachment {number + 1}"
    return f"The field {quote('.'.join(map(str, path)))}"


def _text_of(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


_FORMATS = FormatChecker(formats=("date",))


@_FORMATS.checks("date-time", ValueError)
def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or bool(date_time(value))


def _pattern(_: Validator, pattern: str, found: Any, __: object) -> Iterator[ValidationError]:
    if isinstance(found, str) and not regex.search(pattern, found, timeout=PATTERN_TIMEOUT):
        yield ValidationError(f"{found!r} does not match {pattern!r}")


_Validator: type[Draft4Validator] = extend(Draft4Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]

"""What a broken schema keyword means, in words a seller understands."""

import json
from collections.abc import Iterable, Iterator, Mapping

from spmsg.message.action import ATTACHMENTS, TEXT
from spmsg.message.fields import DATE_TIME
from spmsg.message.schema import Breach
from spmsg.message.violation import Severity, Violation, quote

_SAID = frozenset(((TEXT,), keyword) for keyword in ("minLength", "maxLength")) | frozenset(
    ((ATTACHMENTS,), keyword) for keyword in ("minItems", "maxItems")
)
"""What `text` and `attachments` have told already, with line and column."""

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def violations(breaches: Iterable[Breach], unread: Iterable[str]) -> tuple[Violation, ...]:
    """The violations that `breaches` mean; what was `unread` of the schema becomes one warning."""
    found = [
        violation
        for breach in breaches
        if (breach.path, breach.keyword) not in _SAID
        for violation in _violations(breach)
    ]
    left_out = ", ".join(unread)
    if left_out:
        found.append(
            Violation(
                "schema-unreadable",
                "Part of Amazon's rules for this action cannot be read, and was not checked.",
                Severity.WARNING,
                offending=quote(left_out),
                remedy="Amazon checks it when the message is sent.",
            )
        )
    return tuple(found)


def _violations(breach: Breach) -> Iterator[Violation]:
    keyword, expected, who = breach.keyword, breach.expected, _subject(breach.path)
    if keyword == "required" and isinstance(expected, list) and isinstance(breach.found, Mapping):
        for name in expected:
            if name not in breach.found and not (not breach.path and name in (TEXT, ATTACHMENTS)):
                yield _missing((*breach.path, name))
        return
    if keyword in ("additionalProperties", "additionalItems", "not") or keyword == "None":
        yield _violation(breach, "field-not-allowed", f"{who} holds something that Amazon does not allow")
        return
    told = _told(keyword, expected, breach)
    if told is None:
        words = breach.message.replace(TEXT, "text")
        yield _violation(breach, f"schema-{keyword}", f"{who} breaks a rule of Amazon's: {quote(words)}")
    else:
        rule, what = told
        yield _violation(breach, rule, f"{who} {what}")


def _missing(path: tuple[str | int, ...]) -> Violation:
    name = _subject(path)
    top = len(path) == 1
    return Violation(
        "field-required",
        f"{name} is missing.",
        offending=str(path[-1]),
        remedy=f"Give it with --field {path[-1]}=VALUE." if top else None,
    )


def _told(keyword: str, expected: object, breach: Breach) -> tuple[str, str] | None:
    """The rule's name, and what follows the subject in the sentence; None where we have no better words."""
    found = breach.found
    length = len(found) if isinstance(found, str | list | dict) else 0
    match keyword:
        case "type":
            kinds = expected if isinstance(expected, list) else [expected]
            return "field-type", f"must be {' or '.join(_TYPES.get(str(kind), str(kind)) for kind in kinds)}"
        case "enum":
            allowed = ", ".join(map(_plain, expected)) if isinstance(expected, list) else _plain(expected)
            return "field-value", f"must be one of: {allowed}"
        case "format":
            what = {"date-time": DATE_TIME, "date": "a date such as 2026-01-31"}.get(str(expected))
            return "field-format", f"must be {what or expected}"
        case "pattern":
            return "field-pattern", f"does not have the form that Amazon asks for ({expected})"
        case "minLength":
            return "field-too-short", f"is too short: {length} of at least {expected} characters"
        case "maxLength":
            return "field-too-long", f"is too long: {length} of {expected} characters"
        case "minItems":
            return "field-too-few", f"has too few entries: {length} of at least {expected}"
        case "maxItems":
            return "field-too-many", f"has too many entries: {length} of {expected}"
        case "minimum":
            return "field-too-small", f"is too small: at least {_plain(expected)} is allowed"
        case "maximum":
            return "field-too-large", f"is too large: at most {_plain(expected)} is allowed"
        case "multipleOf":
            return "field-step", f"must be a multiple of {_plain(expected)}"
        case "uniqueItems":
            return "field-repeats", "holds the same entry twice"
        case "minProperties":
            return "field-too-few", f"has too few properties: {length} of at least {expected}"
        case "maxProperties":
            return "field-too-many", f"has too many properties: {length} of {expected}"
        case "dependencies":
            return "field-dependency", f"is not complete: {quote(breach.message.replace(TEXT, 'text'))}"
        case "anyOf" | "oneOf" | "allOf":
            return "field-combination", _combination(keyword, expected)
    return None


def _combination(keyword: str, expected: object) -> str:
    """Alternatives that each ask for other properties are what Amazon would mean by "text or attachments"."""
    wanted = []
    for each in expected if isinstance(expected, list) else []:
        names = (
            each.get("required") if isinstance(each, Mapping) and set(each) <= {"required", "type"} else None
        )
        if not isinstance(names, list) or not names:
            return "fits none of the forms that Amazon allows, or more than one of them"
        wanted.append(" and ".join(_plain_name(str(name)) for name in names))
    return f"needs {'exactly ' if keyword == 'oneOf' else ''}one of these: {'; '.join(wanted)}"


def _violation(breach: Breach, rule: str, message: str) -> Violation:
    shown = None if not breach.path else quote(_plain(breach.found))
    return Violation(rule, f"{message}.", offending=shown)


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
    name = str(path[0]) + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[1:])
    return f"The field {quote(name)}"


def _plain_name(name: str) -> str:
    return {TEXT: "text"}.get(name, name)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

"""An action that an order offers: what may be sent with it, and within which limits.

The limits come from the action's own JSON Schema, from that schema's English descriptions where its keywords
say nothing, and from Amazon's documentation (`documented.toml`) where neither does.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEXT = "rawMessageBody"
ATTACHMENTS = "attachments"
MAX_ATTACHMENTS = 5
MAX_TOTAL_BYTES = 10_000_000
"""Attachments must be "less than 10 MB" together. Should Amazon mean 10 * 1024 * 1024, what passes this
limit passes that one too."""
FILE_TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".gif", ".png")
""""Text files, PDFs, Word documents, and these image file types: .jpg, .gif, and .png"; not .jpeg. Every
attachment schema that Amazon has been seen to send says so."""

_TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
"""The types of JSON Schema."""

Schema = Mapping[str, object]


def _load_documented() -> Mapping[str, Schema]:
    schemas = tomllib.loads(Path(__file__).with_name("documented.toml").read_text("utf-8"))
    schemas["invoice"] = schemas["sendInvoice"]  # its path
    schemas["negativeFeedbackRemoval"] = schemas["updateFeedback"]  # its former name
    return schemas


DOCUMENTED = _load_documented()
"""The schemas of the messages that Amazon documents, by the names of their actions."""

_UNKNOWN: Schema = {
    "type": "object",
    "properties": {
        TEXT: {"type": "string", "minLength": 1, "maxLength": 2000},
        ATTACHMENTS: {"type": "array", "maxItems": MAX_ATTACHMENTS},
    },
}
"""An action that Amazon has added since, without its schema: the widest limits documented for any message."""


@dataclass(frozen=True)
class TextLimits:
    """Limits of the text, in code points, as JSON Schema counts. `max_length` is None if none is known."""

    required: bool
    min_length: int
    max_length: int | None


@dataclass(frozen=True)
class AttachmentLimits:
    """Limits of the attachments of one message.

    All of them together must be smaller than `max_total_bytes`; `types` are the extensions allowed,
    with their dot.
    """

    required: bool
    min_items: int
    max_items: int
    max_total_bytes: int
    types: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """A property of the schema besides the text and the attachments.

    `type` is one of JSON Schema's; if the schema allows several, the first that is not "null".
    `enum` holds the only values allowed, or is empty.
    """

    name: str
    type: str
    required: bool
    title: str | None
    description: str | None
    format: str | None
    enum: tuple[object, ...]


@dataclass(frozen=True)
class Action:
    """An action of an order: one can be listed and yet disabled.

    `text` and `attachments` are None if it takes none. `schema` is Amazon's as it came, or the documented one
    if none came that can be read. Titles and descriptions are Amazon's words: data, not to be trusted by a
    terminal.
    """

    name: str
    title: str | None
    description: str | None
    href: str
    disabled_reason: str | None
    disabled: bool
    hidden: bool
    once_per_order: bool
    text: TextLimits | None
    attachments: AttachmentLimits | None
    fields: tuple[Field, ...]
    schema: Schema


def read_action(name: str, href: str, title: str | None, schema: Schema | None) -> Action:
    """Return the action `name` as its `schema` describes it, or as Amazon documents it if that is None.

    Never raises: what the schema says in a type that JSON Schema does not know is ignored.
    """
    known = DOCUMENTED.get(name, {})
    rules = schema if isinstance(schema, Mapping) and _is_usable(schema, name) else known or _UNKNOWN
    properties = {field: _mapping(value) for field, value in _mapping(rules.get("properties")).items()}
    listed = rules.get("required")
    required = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    text, attachments = properties.get(TEXT), properties.get(ATTACHMENTS)
    description = _string(rules.get("description"))
    return Action(
        name=name,
        title=title or _string(rules.get("title")) or _string(known.get("title")),
        description=description,
        href=href,
        disabled_reason=_string(rules.get("disabledReason")),
        disabled=rules.get("disabled") is True,
        hidden=rules.get("x-ui-hidden") is True,
        once_per_order=_is_once_per_order(f"{description} {known.get('description')}"),
        text=None if text is None else _text_limits(text, TEXT in required, known),
        attachments=None if attachments is None else _attachment_limits(attachments, ATTACHMENTS in required),
        fields=tuple(
            _field(field, value, field in required)
            for field, value in properties.items()
            if field not in (TEXT, ATTACHMENTS)
        ),
        schema=rules,
    )


def _is_usable(schema: Schema, name: str) -> bool:
    """Return whether `schema` says which properties there are, or is all that is known of the action."""
    properties = schema.get("properties")
    return isinstance(properties, Mapping) or (properties is None and name not in DOCUMENTED and bool(schema))


def _text_limits(schema: Schema, required: bool, known: Schema) -> TextLimits:
    longest = _count(schema, "maxLength")
    if longest is None:
        told = f"{schema.get('title')} {schema.get('description')}"
        found = re.search(r"(\d[\d,]{0,8})[- ]characters?\b", told, re.IGNORECASE)  # "2000 character limit"
        documented = _mapping(_mapping(known.get("properties")).get(TEXT))
        longest = int(found[1].replace(",", "")) if found else _count(documented, "maxLength")
    return TextLimits(required, _count(schema, "minLength") or 0, longest)


def _attachment_limits(schema: Schema, required: bool) -> AttachmentLimits:
    description = _string(schema.get("description")) or ""
    most = _count(schema, "maxItems")
    return AttachmentLimits(
        required=required,
        min_items=_count(schema, "minItems") or 0,
        max_items=MAX_ATTACHMENTS if most is None else most,
        max_total_bytes=_total_bytes(description) or MAX_TOTAL_BYTES,
        types=_file_types(description) or FILE_TYPES,
    )


def _field(name: str, schema: Schema, required: bool) -> Field:
    kind, enum = schema.get("type"), schema.get("enum")
    kinds = [each for each in (kind if isinstance(kind, list) else [kind]) if each in _TYPES]
    return Field(
        name=name,
        type=next((each for each in kinds if each != "null"), "null" if kinds else "string"),
        required=required,
        title=_string(schema.get("title")),
        description=_string(schema.get("description")),
        format=_string(schema.get("format")),
        enum=tuple(enum) if isinstance(enum, list) else (),
    )


_UNITS = {"kb": 1000, "kib": 1024, "mb": 10**6, "mib": 1024**2, "gb": 10**9, "gib": 1024**3}
_TYPE_WORDS = {
    "text file": (".txt",),
    "pdf": (".pdf",),
    "word document": (".doc", ".docx"),
    "word file": (".doc", ".docx"),
    "excel": (".xls", ".xlsx"),
    "jpeg": (".jpg",),
    "jpg": (".jpg",),
    "gif": (".gif",),
    "png": (".png",),
}
_NOT = re.compile(r"\b(?:not?|never|cannot|can't|except|excluding)\b", re.IGNORECASE)
_TYPE = re.compile(rf"(?<![\w.])(?:(\.[a-z][a-z0-9]{{1,4}})|({'|'.join(_TYPE_WORDS)})s?)\b", re.IGNORECASE)


def _total_bytes(description: str) -> int | None:
    """Return the attachments' total size, or None; "less than 10 MB" is 10,000,000."""
    found = re.search(r"(\d{1,6}(?:\.\d{1,3})?)\s?([KMG]i?B|bytes?)\b", description, re.IGNORECASE)
    return int(float(found[1]) * _UNITS.get(found[2].lower(), 1)) if found else None


def _file_types(description: str) -> tuple[str, ...]:
    """Return the extensions that the description allows, with their dot; () if it names none."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.!])\s", description):
        allowed = _NOT.split(sentence)[0]  # what follows a "no" or "except" is what the sentence excludes
        for named in _TYPE.finditer(allowed):
            found += [named[1].lower()] if named[1] else _TYPE_WORDS[named[2].lower()]
    return tuple(dict.fromkeys(found))


def _is_once_per_order(description: str) -> bool:
    once = r"\bonce (?:per|for each|for every|an|for an) order\b|\bonly (?:be )?sen[dt] (?:this )?once\b"
    return re.search(once, description, re.IGNORECASE) is not None


def _count(schema: Schema, keyword: str) -> int | None:
    """Return a keyword that counts something (`maxLength`), or None if it is missing or no count."""
    value = schema.get(keyword)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _mapping(value: object) -> Schema:
    return value if isinstance(value, Mapping) else {}


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None

"""An action that an order offers: what may be sent with it, and within which limits.

The limits come from the action's own JSON Schema, from that schema's descriptions where its keywords say
nothing, and from Amazon's documentation where neither does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from spmsg.message import documented

TEXT = "rawMessageBody"
ATTACHMENTS = "attachments"
_TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
"""The types of JSON Schema."""


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

    `text` and `attachments` are None if it takes none.
    `schema` is Amazon's as it came, or None if none came that can be read: then the limits are those
    that Amazon documents. Titles and descriptions are Amazon's words: data, not to be trusted by a terminal.
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
    schema: Mapping[str, object] | None

    @property
    def rules(self) -> Mapping[str, object]:
        """The schema to check against: Amazon's, or the documented limits written as one."""
        return _rules(self.name, self.schema)


def read_action(name: str, href: str, title: str | None, schema: Mapping[str, object] | None) -> Action:
    """Return the action `name` as its `schema` describes it, or as Amazon documents it if that is None.

    Never raises: what the schema says in a type that JSON Schema does not know is ignored.
    """
    own = _usable(name, schema)
    known = documented.SCHEMAS.get(name, {})
    rules = _rules(name, own)
    properties = _mapping(rules.get("properties"))
    listed = rules.get("required")
    required = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    description = _string(rules.get("description"))
    return Action(
        name=name,
        title=title or _string(rules.get("title")) or _string(known.get("title")),
        description=description,
        href=href,
        disabled_reason=_string(rules.get("disabledReason")),
        disabled=rules.get("disabled") is True,
        hidden=rules.get("x-ui-hidden") is True,
        once_per_order=documented.once_per_order(f"{description} {known.get('description')}"),
        text=_text_limits(name, _mapping(properties[TEXT]), TEXT in required) if TEXT in properties else None,
        attachments=(
            _attachment_limits(_mapping(properties[ATTACHMENTS]), ATTACHMENTS in required)
            if ATTACHMENTS in properties
            else None
        ),
        fields=tuple(
            _field(field, _mapping(value), field in required)
            for field, value in properties.items()
            if field not in (TEXT, ATTACHMENTS)
        ),
        schema=own,
    )


def _rules(name: str, schema: Mapping[str, object] | None) -> Mapping[str, object]:
    return documented.SCHEMAS.get(name, documented.UNKNOWN) if schema is None else schema


def _usable(name: str, schema: Mapping[str, object] | None) -> Mapping[str, object] | None:
    """Return `schema`, or None if it does not say which properties there are although some are known."""
    if not isinstance(schema, Mapping):
        return None
    properties = schema.get("properties")
    if isinstance(properties, Mapping) or (properties is None and name not in documented.SCHEMAS and schema):
        return schema
    return None


def _text_limits(action: str, schema: Mapping[str, object], required: bool) -> TextLimits:
    longest = _count(schema, "maxLength")
    if longest is None:
        longest = documented.characters(f"{schema.get('title')} {schema.get('description')}")
    if longest is None:
        known = _mapping(documented.SCHEMAS.get(action, {}).get("properties"))
        longest = _count(_mapping(known.get(TEXT)), "maxLength")
    return TextLimits(required, _count(schema, "minLength") or 0, longest)


def _attachment_limits(schema: Mapping[str, object], required: bool) -> AttachmentLimits:
    description = _string(schema.get("description")) or ""
    most = _count(schema, "maxItems")
    return AttachmentLimits(
        required=required,
        min_items=_count(schema, "minItems") or 0,
        max_items=documented.MAX_ATTACHMENTS if most is None else most,
        max_total_bytes=documented.total_bytes(description) or documented.MAX_TOTAL_BYTES,
        types=documented.file_types(description) or documented.FILE_TYPES,
    )


def _field(name: str, schema: Mapping[str, object], required: bool) -> Field:
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


def _count(schema: Mapping[str, object], keyword: str) -> int | None:
    """Return a keyword that counts something (`maxLength`), or None if it is missing or no count."""
    value = schema.get(keyword)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None

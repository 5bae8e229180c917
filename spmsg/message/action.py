"""An action that an order offers: what may be said with it, and within which limits.

The limits come from the action's own JSON Schema, from that schema's prose where its keywords are silent,
and from Amazon's documentation where neither tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from spmsg.message import description_limits, documented

TEXT = "rawMessageBody"
ATTACHMENTS = "attachments"
TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
"""The types of JSON Schema."""
MAX_REFERENCES = 10


@dataclass(frozen=True)
class TextLimits:
    """Limits of the text, in code points, as JSON Schema counts. `max_length` is None where none is known."""

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
    max_items: int | None
    max_total_bytes: int | None
    types: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """A property of the schema besides the text and the attachments.

    `type` is one of JSON Schema's; where the schema allows several, the first that is not "null".
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
    """An action of an order. `text` and `attachments` are None where it takes none.

    `schema` is Amazon's as it came, or None where none came that can be read: then the limits are those
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
    def available(self) -> bool:
        """Whether Amazon lets it be used now: an action can be listed and yet disabled."""
        return not self.disabled

    @property
    def rules(self) -> Mapping[str, object]:
        """The schema to check against: Amazon's, or the documented limits written as one."""
        return documented.schema_of(self.name) if self.schema is None else self.schema


def read_action(name: str, href: str, title: str | None, schema: Mapping[str, object] | None) -> Action:
    """The action `name` as its `schema` describes it, or as Amazon documents it where `schema` is None.

    Never raises: what the schema says in a type that JSON Schema does not know is taken as not said.
    """
    own = _usable(name, schema)
    fallback = documented.SCHEMAS.get(name, {})
    rules = documented.schema_of(name) if own is None else own
    properties = _mapping(rules.get("properties"))
    known = _mapping(fallback.get("properties"))
    required = _required(rules)
    description = _string(rules.get("description"))
    documented_as = _string(fallback.get("description")) or ""
    return Action(
        name=name,
        title=title or _string(rules.get("title")) or _string(fallback.get("title")),
        description=description,
        href=href,
        disabled_reason=_string(rules.get("disabledReason")),
        disabled=rules.get("disabled") is True,
        hidden=rules.get("x-ui-hidden") is True,
        once_per_order=description_limits.once_per_order(description or "")
        or description_limits.once_per_order(documented_as),
        text=(
            _text_limits(node(rules, properties[TEXT]), _mapping(known.get(TEXT)), TEXT in required)
            if TEXT in properties
            else None
        ),
        attachments=(
            _attachment_limits(node(rules, properties[ATTACHMENTS]), ATTACHMENTS in required)
            if ATTACHMENTS in properties
            else None
        ),
        fields=tuple(
            _field(field, node(rules, value), field in required)
            for field, value in properties.items()
            if field not in (TEXT, ATTACHMENTS)
        ),
        schema=own,
    )


def text_prose(action: Action) -> str:
    """What the schema's prose says about the text, "" where it says nothing."""
    found = node(action.rules, _mapping(action.rules.get("properties")).get(TEXT))
    return " ".join(filter(None, (_string(found.get("title")), _string(found.get("description")))))


def node(root: Mapping[str, object], value: object) -> Mapping[str, object]:
    """The schema that `value` is or refers to within `root`; {} where it is none."""
    for _ in range(MAX_REFERENCES):
        found = _mapping(value)
        reference = found.get("$ref")
        if not isinstance(reference, str):
            return found
        value = root if reference.startswith("#") else None
        for step in reference.removeprefix("#").strip("/").split("/"):
            if step:
                value = _mapping(value).get(step.replace("~1", "/").replace("~0", "~"))
    return {}


def count(schema: Mapping[str, object], keyword: str) -> int | None:
    """A keyword that counts something (`maxLength`), or None where it is missing or no count.

    2000.0 and "2000" are read as 2000: to drop a limit for the sake of its spelling would let out what
    Amazon refuses.
    """
    value = schema.get(keyword)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _usable(name: str, schema: Mapping[str, object] | None) -> Mapping[str, object] | None:
    """`schema`, or None where it does not say which properties there are although we know of some."""
    if not isinstance(schema, Mapping):
        return None
    properties = schema.get("properties")
    if isinstance(properties, Mapping) or (properties is None and name not in documented.SCHEMAS and schema):
        return schema
    return None


def _text_limits(schema: Mapping[str, object], known: Mapping[str, object], required: bool) -> TextLimits:
    told = " ".join(filter(None, (_string(schema.get("title")), _string(schema.get("description")))))
    longest = count(schema, "maxLength")
    if longest is None:
        longest = description_limits.characters(told)
    if longest is None:
        longest = count(known, "maxLength")
    return TextLimits(required, count(schema, "minLength") or 0, longest)


def _attachment_limits(schema: Mapping[str, object], required: bool) -> AttachmentLimits:
    told = _string(schema.get("description")) or ""
    most = count(schema, "maxItems")
    if most is None:
        most = description_limits.file_count(told)
    return AttachmentLimits(
        required=required,
        min_items=count(schema, "minItems") or 0,
        max_items=documented.MAX_ATTACHMENTS if most is None else most,
        max_total_bytes=description_limits.total_bytes(told) or documented.MAX_TOTAL_BYTES,
        types=description_limits.file_types(told) or documented.FILE_TYPES,
    )


def _field(name: str, schema: Mapping[str, object], required: bool) -> Field:
    kind = schema.get("type")
    kinds = [each for each in (kind if isinstance(kind, list) else [kind]) if each in TYPES]
    enum = schema.get("enum")
    return Field(
        name=name,
        type=next((each for each in kinds if each != "null"), "null" if kinds else "string"),
        required=required,
        title=_string(schema.get("title")),
        description=_string(schema.get("description")),
        format=_string(schema.get("format")),
        enum=tuple(enum) if isinstance(enum, list) else (),
    )


def _required(schema: Mapping[str, object]) -> frozenset[str]:
    """Names of the properties that must be given; draft-03 says so in the property, draft-04 beside it."""
    required = schema.get("required")
    names = {name for name in required if isinstance(name, str)} if isinstance(required, list) else set()
    properties = _mapping(schema.get("properties"))
    inside = {name for name, value in properties.items() if node(schema, value).get("required") is True}
    return frozenset(names | inside)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None

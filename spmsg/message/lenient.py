"""A JSON Schema of any state made into one that draft-04's rules can be applied to.

What draft-04 defines and is well formed is kept; Amazon's own keywords are left out; what draft-04 defines
and is not well formed is left out and named, so that the seller is told what nobody could check.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isfinite

from spmsg.message import patterns
from spmsg.message.action import TYPES, count

MAX_DEPTH = 50


class _IllFormedError(ValueError):
    """A keyword's value is not what draft-04 defines for it."""


@dataclass(frozen=True)
class _Place:
    """Where in the schema the reader is, what it could not read, and how long the checked strings are."""

    unread: list[str]
    longest: int
    steps: tuple[str, ...] = ()

    def below(self, step: str) -> "_Place":
        return replace(self, steps=(*self.steps, step))

    def skip(self) -> None:
        self.unread.append("/".join(self.steps) or "the whole schema")


def readable(schema: object, longest: int) -> tuple[dict[str, object], tuple[str, ...]]:
    """`schema` without what cannot be applied, and the paths of what was left out ("properties/a/type").

    Draft-04 has no true and false for schemas and no null for keywords; they are read as in later drafts,
    and as "not given". An `id` is left out: nothing is ever looked up by it. A pattern that could take for
    ever to search in `longest` characters is left out and named.
    """
    place = _Place([], longest)
    return _schema(schema, place), tuple(place.unread)


def _schema(schema: object, place: _Place) -> dict[str, object]:
    if schema is None or schema is True:
        return {}
    if schema is False:
        return {"not": {}}
    if not isinstance(schema, Mapping) or len(place.steps) > MAX_DEPTH:
        place.skip()
        return {}
    kept: dict[str, object] = {}
    for keyword, value in schema.items():
        read = _KEYWORDS.get(keyword)
        if read is None or value is None:
            continue
        here = place.below(keyword)
        try:
            kept[keyword] = read(value, here)
        except _IllFormedError:
            if not (keyword == "required" and isinstance(value, bool)):  # draft-03's form, read by `actions`
                here.skip()
    return kept


def _count(value: object, place: _Place) -> object:
    found = count({"": value}, "")
    if found is None:
        raise _IllFormedError
    return found


def _number(value: object, place: _Place) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _IllFormedError
    return value


def _divisor(value: object, place: _Place) -> object:
    if not (isinstance(value, int | float) and value > 0):
        raise _IllFormedError
    return _number(value, place)


def _kind(*kinds: type) -> "_Reader":
    def read(value: object, place: _Place) -> object:
        if not isinstance(value, kinds):
            raise _IllFormedError
        return value

    return read


def _names(value: object, place: _Place) -> object:
    """Of `required`: draft-04 wants at least one name, Amazon writes [] for none."""
    if not isinstance(value, list):
        raise _IllFormedError
    return [each for each in value if isinstance(each, str)]


def _types(value: object, place: _Place) -> object:
    kinds = value if isinstance(value, list) else [value]
    if not kinds or any(kind not in TYPES for kind in kinds):
        raise _IllFormedError
    return value


def _pattern(value: object, place: _Place) -> object:
    if not isinstance(value, str):
        raise _IllFormedError
    try:
        patterns.compiled(value)
    except ValueError as error:
        raise _IllFormedError from error
    if not patterns.bearable(value, place.longest):
        raise _IllFormedError
    return value


def _reference(value: object, place: _Place) -> object:
    """Within the document only: nothing is fetched."""
    if not isinstance(value, str) or not value.startswith("#"):
        raise _IllFormedError
    return value


def _schemas(value: object, place: _Place) -> object:
    if not isinstance(value, list) or not value:
        raise _IllFormedError
    return [_schema(each, place.below(str(number))) for number, each in enumerate(value)]


def _schema_or(read: "_Reader") -> "_Reader":
    return lambda value, place: _schema(value, place) if isinstance(value, Mapping) else read(value, place)


def _whole(read: "_Reader") -> "_Reader":
    """For `not` and `oneOf`, which would refuse more, not less, with part of their schemas left out."""

    def whole(value: object, place: _Place) -> object:
        inside = replace(place, unread=[])
        found = read(value, inside)
        if inside.unread:
            raise _IllFormedError
        return found

    return whole


def _by_name(read: "_Reader") -> "_Reader":
    def by_name(value: object, place: _Place) -> object:
        if not isinstance(value, Mapping):
            raise _IllFormedError
        return {str(name): read(each, place.below(str(name))) for name, each in value.items()}

    return by_name


def _by_pattern(value: object, place: _Place) -> object:
    if not isinstance(value, Mapping):
        raise _IllFormedError
    for name in value:
        _pattern(name, place)
    return _by_name(_schema)(value, place)


_Reader = Callable[[object, _Place], object]

_KEYWORDS: Mapping[str, _Reader] = {
    "$ref": _reference,
    "type": _types,
    "enum": _kind(list),
    "format": _kind(str),
    "pattern": _pattern,
    "required": _names,
    "multipleOf": _divisor,
    "not": _whole(_schema),
    "oneOf": _whole(_schemas),
    "items": _schema_or(_schemas),
    "properties": _by_name(_schema),
    "definitions": _by_name(_schema),
    "patternProperties": _by_pattern,
    "dependencies": _by_name(_schema_or(_names)),
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _count
    ),
    **dict.fromkeys(("minimum", "maximum"), _number),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum", "uniqueItems"), _kind(bool)),
    **dict.fromkeys(("additionalProperties", "additionalItems"), _schema_or(_kind(bool))),
    **dict.fromkeys(("allOf", "anyOf"), _schemas),
}

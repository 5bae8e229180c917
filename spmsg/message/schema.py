"""Applying an action's JSON Schema with `jsonschema`. Imported only when something is checked.

Amazon's schemas name draft-04 and break it (`"required": []`), so they are never held against its
meta-schema: `lenient` reads them. Nothing is ever fetched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft4Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import Unresolvable

from spmsg.message import patterns
from spmsg.message.fields import is_date, moment
from spmsg.message.lenient import readable

MOST_REFERENCES = 1000
"""Followed in one check; a schema that refers to itself would have no end, or a very late one."""

MOST_BREACHES = 200


@dataclass(frozen=True)
class Breach:
    """A keyword that the checked object breaks, what it expects, and where (`path` into the object).

    `message` is in jsonschema's words.
    """

    keyword: str
    expected: object
    path: tuple[str | int, ...]
    found: object
    message: str


def apply(
    instance: Mapping[str, Any], schema: Mapping[str, object]
) -> tuple[tuple[Breach, ...], tuple[str, ...]]:
    """What in `instance` breaks `schema`, and which parts of the schema could not be applied.

    Never raises for a schema, however broken, and never opens a connection.
    """
    cleaned, skipped = readable(schema)
    unread = list(skipped)
    breaches = []
    try:
        for error in _validator(cleaned, unread).iter_errors(instance):
            path = tuple(error.absolute_path)
            breaches.append(
                Breach(str(error.validator), error.validator_value, path, error.instance, error.message)
            )
            if len(breaches) == MOST_BREACHES:
                break
    except Unresolvable:
        unread.append("a $ref that leads nowhere")
    except RecursionError:
        unread.append("a $ref without end")
    return tuple(breaches), tuple(dict.fromkeys(unread))


def _validator(schema: Mapping[str, object], unread: list[str]) -> Validator:
    followed = 0

    def pattern(validator: Validator, value: str, found: object, _: object) -> Iterator[ValidationError]:
        if not isinstance(found, str):
            return
        if not patterns.bearable(value, len(found)):
            unread.append(f"the pattern {value}")
        elif not patterns.compiled(value).search(found):
            yield ValidationError(f"{found!r} does not match {value!r}")

    def reference(
        validator: Validator, value: str, found: object, around: Mapping[str, object]
    ) -> Iterator[ValidationError]:
        nonlocal followed
        followed += 1
        if followed > MOST_REFERENCES:
            raise RecursionError
        yield from Draft4Validator.VALIDATORS["$ref"](validator, value, found, around)

    formats = FormatChecker(formats=())
    formats.checks("date-time")(lambda value: not isinstance(value, str) or moment(value) is not None)
    formats.checks("date")(lambda value: not isinstance(value, str) or is_date(value))
    keywords = {"pattern": pattern, "$ref": reference}
    # types-jsonschema has no types for `extend`
    lenient: type[Draft4Validator] = extend(Draft4Validator, keywords)  # type: ignore[no-untyped-call]
    # A registry that is empty and retrieves nothing: jsonschema's own default would fetch a remote reference.
    return lenient(schema, registry=Registry(), format_checker=formats)

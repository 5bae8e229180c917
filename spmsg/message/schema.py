"""Applying an action's JSON Schema with `jsonschema`. Imported only when something is checked.

Amazon's schemas name draft-04 and break it (`"required": []`), so they are never held against its
meta-schema: `lenient` reads them. Nothing is ever fetched.
"""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
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
    cleaned, skipped = readable(schema, _longest(instance))
    unread = list(skipped)
    breaches = []
    # A registry that is empty and retrieves nothing: jsonschema's own default would fetch a remote reference.
    validator = _Lenient(cleaned, registry=Registry(), format_checker=_Run())
    try:
        with warnings.catch_warnings():
            # jsonschema compiles the patterns of patternProperties itself; ECMA's sets make Python wonder.
            warnings.simplefilter("ignore", FutureWarning)
            for error in islice(validator.iter_errors(instance), MOST_BREACHES):
                path = tuple(error.absolute_path)
                breaches.append(
                    Breach(str(error.validator), error.validator_value, path, error.instance, error.message)
                )
    except Unresolvable:
        unread.append("a $ref that leads nowhere")
    except RecursionError:
        unread.append("a $ref without end")
    return tuple(breaches), tuple(unread)


class _Run(FormatChecker):
    """The formats that need no further packages, and how many references one check has `followed`.

    jsonschema hands its format checker to every keyword: that makes it the place for a check's own state.
    """

    def __init__(self) -> None:
        super().__init__(formats=())
        self.followed = 0
        self.checks("date-time")(lambda value: not isinstance(value, str) or moment(value) is not None)
        self.checks("date")(lambda value: not isinstance(value, str) or is_date(value))


def _pattern(_: Validator, value: str, found: object, __: object) -> Iterator[ValidationError]:
    if isinstance(found, str) and not patterns.compiled(value).search(found):
        yield ValidationError(f"{found!r} does not match {value!r}")


def _reference(
    validator: Draft4Validator, value: str, found: object, around: Mapping[str, object]
) -> Iterator[ValidationError]:
    run = validator.format_checker
    if isinstance(run, _Run):
        run.followed += 1
        if run.followed > MOST_REFERENCES:
            raise RecursionError
    yield from Draft4Validator.VALIDATORS["$ref"](validator, value, found, around)


def _longest(instance: object) -> int:
    """Length of the longest string in `instance`, names of properties among them."""
    if isinstance(instance, str):
        return len(instance)
    if isinstance(instance, Mapping):
        return max((max(_longest(name), _longest(value)) for name, value in instance.items()), default=0)
    if isinstance(instance, list | tuple):
        return max(map(_longest, instance), default=0)
    return 0


# Built once: attrs, which makes the class, keeps the source of each class for ever. `extend` has no types.
_Lenient: type[Draft4Validator] = extend(  # type: ignore[no-untyped-call]
    Draft4Validator, {"pattern": _pattern, "$ref": _reference}
)

"""An HTTP answer as a value. Its JSON is read within bounds: it can exhaust neither memory nor stack."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

MAX_DEPTH = 100  # of nesting: Amazon's deepest documents have about a dozen levels


class BodyError(ValueError):
    """A body that is not what it should be; the message completes "the body …"."""


@dataclass(frozen=True)
class ErrorEntry:
    """An entry of Amazon's `errors`; "" for what it does not say."""

    code: str
    message: str
    details: str


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whatever its status; `headers` are found in any case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(default=b"", repr=False)
    fault: str | None = None  # what is wrong with the body ("broke off"), as a BodyError says it

    @property
    def request_id(self) -> str | None:
        """Amazon's ID of the request, which its support asks for; None if it told none."""
        found = self.headers.get("x-amzn-RequestId") or self.headers.get("x-amz-request-id") or ""
        return found[:200] or None

    @cached_property
    def document(self) -> Mapping[str, object]:
        """The JSON object in the body, empty if the body is. Raises BodyError for anything else."""
        if self.fault is not None:
            raise BodyError(self.fault)
        document = parse_json(self.content) if self.content.strip() else {}
        if not isinstance(document, dict):
            raise BodyError("is JSON, but no object")
        return document

    @property
    def errors(self) -> tuple[ErrorEntry, ...] | None:
        """Amazon's `errors` in the body, or None if the body cannot be read."""
        try:
            entries = objects_at(self.document, "errors")
        except BodyError:
            return None
        members = ("code", "message", "details")
        return tuple(ErrorEntry(*(text_at(entry, member) or "" for member in members)) for entry in entries)


def parse_json(content: bytes) -> object:
    """Return the JSON in `content`.

    Raises BodyError for what is not UTF-8 or not JSON, NaN and infinite numbers, and more than MAX_DEPTH
    levels. Halves of surrogate pairs, which no output can encode, become "?".
    """
    try:
        text = content.decode("utf-8-sig")
        document: object = json.loads(text, parse_constant=_finite, parse_float=_finite)
    except UnicodeDecodeError:
        raise BodyError("is not UTF-8") from None
    except RecursionError:
        raise BodyError("nests too deeply") from None
    except ValueError:
        raise BodyError("is a web page" if content.lstrip().startswith(b"<") else "is not JSON") from None
    if _is_deeper(document, MAX_DEPTH):
        raise BodyError(f"nests more than {MAX_DEPTH} levels deep")
    if "\\ud" in text or "\\uD" in text:
        document = json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
    return document


def text_at(value: object, *members: str) -> str | None:
    """Return the text that `members` lead to in nested JSON objects, None if it is missing or blank."""
    for member in members:
        value = value.get(member) if isinstance(value, Mapping) else None
    return value.strip() or None if isinstance(value, str) else None


def objects_at(value: Mapping[str, object], member: str) -> list[Mapping[str, object]]:
    """Return the objects in an array, [] if it is none; what is no object is left out."""
    found = value.get(member)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _is_deeper(value: object, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)

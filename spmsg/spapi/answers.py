"""What came over the wire, as values, and JSON read within bounds: no server can hurt memory or stack."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from spmsg.errors import UnreadableAnswerError

MAX_DEPTH = 100
"""How deep JSON may nest: Amazon's deepest documents have about a dozen levels."""


@dataclass(frozen=True)
class RawAnswer:
    """An HTTP answer, whatever its status.

    `headers` are found in any case. `fault` says what is wrong with the body ("broke off"), or is None.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    fault: str | None = None

    @property
    def request_id(self) -> str | None:
        """Amazon's ID of the request, which its support asks for; None if there is none."""
        found = self.headers.get("x-amzn-RequestId") or self.headers.get("x-amz-request-id") or ""
        return found[:200] or None


@dataclass(frozen=True)
class Answer:
    """A successful answer: its JSON object in `document`, or None if the body is empty."""

    status: int
    headers: Mapping[str, str]
    document: object = field(repr=False)
    request_id: str | None


class BodyError(ValueError):
    """A body that is not what it should be; the message completes "the body …"."""


def parse_json(content: bytes) -> object:
    """Return the JSON in `content`, or None if there is nothing but white space.

    Raises BodyError for what is not UTF-8 or not JSON, NaN and infinite numbers, and more than MAX_DEPTH
    levels. Halves of surrogate pairs, which no output can encode, become "?".
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BodyError("is not UTF-8") from None
    if not text.strip():
        return None
    try:
        document: object = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise BodyError("nests too deeply") from None
    except ValueError:
        raise BodyError("is a web page" if text.lstrip().startswith("<") else "is not JSON") from None
    if _depth_exceeds(document, MAX_DEPTH):
        raise BodyError(f"nests more than {MAX_DEPTH} levels deep")
    if "\\ud" in text or "\\uD" in text:
        document = json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
    return document


def object_of(answer: Answer) -> Mapping[str, object]:
    """Return the JSON object that the answer holds. Raises UnreadableAnswerError if the body is empty."""
    if answer.document is None:
        raise UnreadableAnswerError(
            f"Amazon answered {answer.status} with an empty body where a document belongs.",
            request_id=answer.request_id,
        )
    return cast("Mapping[str, object]", answer.document)


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


def _depth_exceeds(document: object, limit: int) -> bool:
    """Whether `document` has more than `limit` levels of arrays and objects; counted without recursion."""
    level = [document]
    for _ in range(limit):
        containers = [node for node in level if isinstance(node, (dict, list))]
        level = [
            child for node in containers for child in (node.values() if isinstance(node, dict) else node)
        ]
    return any(isinstance(node, (dict, list)) for node in level)

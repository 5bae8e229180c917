"""An answer's headers and body, read within bounds: whatever a server sends, memory and stack are safe."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from spmsg.errors import UnreadableAnswerError

MAX_BODY = 8 * 1024 * 1024
"""Bytes of a body, unpacked, that we read at most: Amazon's largest answers are a hundredth of it."""
MAX_DEPTH = 100
"""How deep JSON may nest: Amazon's deepest documents have about a dozen levels."""


class Headers(Mapping[str, str]):
    """HTTP header fields; names are looked up in any case, and kept as they came."""

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields = {name.lower(): (name, value) for name, value in fields}

    def __getitem__(self, name: str) -> str:
        return self._fields[name.lower()][1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def __repr__(self) -> str:
        return f"Headers({len(self)} fields)"


@dataclass(frozen=True)
class RawAnswer:
    """What came over the wire; `fault` says what is wrong with the body's bytes, or None."""

    status: int
    reason: str
    headers: Headers
    content: bytes = field(repr=False)
    fault: str | None = None

    @property
    def request_id(self) -> str | None:
        """Amazon's ID of the request, which its support asks for; None where there is none."""
        ours = self.headers.get("x-amzn-RequestId") or self.headers.get("x-amz-request-id") or ""
        return ours[:200] or None


@dataclass(frozen=True)
class Answer:
    """A successful answer: its JSON object in `document`, or None where the body is empty."""

    status: int
    headers: Mapping[str, str]
    document: object = field(repr=False)
    request_id: str | None


class BodyError(ValueError):
    """A body that breaks a bound, or is not what its headers say."""


def unpacked(chunks: Iterable[bytes], encoding: str) -> bytes:
    """The body whose encoded bytes are `chunks`, at most MAX_BODY long.

    We ask for gzip alone and unpack it ourselves, because a bound on the packed size is no bound: a gzip
    of 8 KiB can hold 8 MiB. Raises BodyError for more, for another encoding and for a broken one.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        parts: Iterable[bytes] = chunks
    elif encoding in ("gzip", "x-gzip"):
        parts = _gunzipped(chunks)
    else:
        raise BodyError(f"is encoded as {encoding[:40]!r}, which was not asked for")
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > MAX_BODY:
            raise BodyError(f"is larger than {MAX_BODY // 1024 // 1024} MiB")
    return bytes(body)


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    gzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    fed = False
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting and not gzip.eof:
                fed = True
                yield gzip.decompress(waiting, 64 * 1024)
                waiting = gzip.unconsumed_tail
        while fed and not gzip.eof and (rest := gzip.decompress(b"", 64 * 1024)):
            yield rest
    except zlib.error:
        raise BodyError("is not the gzip that it says it is") from None
    if fed and not gzip.eof:
        raise BodyError("broke off inside its gzip")


def parse_json(content: bytes) -> object:
    """The JSON in `content`, or None where there is nothing but white space.

    Refused, with a BodyError that completes "the body …": what is not UTF-8 or not JSON, NaN and infinite
    numbers, more than MAX_DEPTH levels. Halves of surrogate pairs, which no output can encode, become "?".
    """
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        raise BodyError("is not UTF-8") from None
    if not text.strip():
        return None
    try:
        document: object = json.loads(text, parse_constant=_refused, parse_float=_finite)
    except RecursionError:
        raise BodyError("nests too deeply") from None
    except ValueError:
        raise BodyError("is a web page" if text.lstrip().startswith("<") else "is not JSON") from None
    if _depth_exceeds(document, MAX_DEPTH):
        raise BodyError(f"nests more than {MAX_DEPTH} levels deep")
    if "\\ud" in text or "\\uD" in text:
        document = json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
    return document


def _refused(constant: str) -> float:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


def _depth_exceeds(document: object, limit: int) -> bool:
    """Whether `document` has more than `limit` levels of arrays and objects; counted without recursion."""
    level = [document] if isinstance(document, (dict, list)) else []
    for _ in range(limit):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return bool(level)


def object_of(answer: Answer) -> Mapping[str, object]:
    """The JSON object that the answer holds; UnreadableAnswerError where the body is empty."""
    if answer.document is None:
        raise UnreadableAnswerError(
            f"Amazon answered {answer.status} with an empty body where a document belongs.",
            request_id=answer.request_id,
        )
    return cast("Mapping[str, object]", answer.document)

"""Turn the bytes of a list into lines of text, whatever the encoding.

UTF-8 is recognised by its form, UTF-16 by its byte order mark. What is neither is what Amazon's reports are
written in: Windows-1252, or Shift-JIS (cp932) in Japan. Bytes that are not sure to be read right become lone
surrogates (U+FFFD in UTF-16). The order ID is ASCII, so they spoil only the cell that they are in.
"""

import codecs
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import IO

from spmsg.errors import UsageError

_LONGEST_LINE = 64 * 2**20
_SAVE_AS_CSV = "Save the sheet as CSV, and give that file."
_AS_TEXT = "Give a list as text: one order ID a line, CSV, or Amazon's tab-separated report."
_KINDS = (
    (rb"\x1f\x8b", "a gzip file", "Unpack it first: gunzip -c FILE | spmsg send ACTION -"),
    (rb"PK\x03\x04.{26}(\[Content_Types|docProps|xl/|_rels)", "an Excel workbook (.xlsx)", _SAVE_AS_CSV),
    (rb"PK\x03\x04", "a ZIP archive", "Unpack it first: unzip -p FILE | spmsg send ACTION -"),
    (rb"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", _SAVE_AS_CSV),
    (rb"BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd", "a compressed file", "Unpack it first."),
    (rb"%PDF-", "a PDF document", _AS_TEXT),
    (rb"<", "HTML or XML", _AS_TEXT),
)
_BEYOND_ASCII = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
_RARE = re.compile(
    "[\u0180-\u019f\u01a2-\u01ae\u01b1-\u0217\u021c-\u02ff\u0500-\u058f\u0700-\u07ff\\x00-\\x7f]+"
)
"""Letters that hardly anybody writes: what reads as nothing else in UTF-8 may be É™ in Windows-1252."""
_KANA = re.compile("[\u3041-\u30fe]")
_KANJI = rb"[\x81-\x9f][\x40-\x7e\x80-\xfc]"
"""A Japanese character in cp932, but for the rarer kanji; “d in Windows-1252."""
_SURELY_KANJI = re.compile(rb"(?:%b){3}" % _KANJI)
_PERHAPS_JAPANESE = re.compile(rb"(?:%b){2}|[\xa6-\xdf]{4}" % _KANJI)
_JAPAN = re.compile(rb"amazon\.(?:co\.)?jp|A1VC38T7YXB528", re.IGNORECASE)


class Lines(Iterator[str]):
    """Lines of text without their ends; `number` is that of the line last read, from 1."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._given_back: deque[str] = deque()
        self.number = 0

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        self.number += 1
        return line

    def give_back(self, lines: list[str]) -> None:
        """Let `lines`, the ones last read, be read again."""
        self._given_back.extendleft(reversed(lines))
        self.number -= len(lines)


def read_lines(stream: IO[bytes]) -> Lines:
    """Read the lines of `stream` as they come; they end in LF, CRLF or CR.

    Raises UsageError, with the remedy, for what is no text: a workbook, an archive.
    """
    first = _read_line(stream)
    for magic, what, remedy in _KINDS:
        if re.match(magic, first.removeprefix(codecs.BOM_UTF8).lstrip(), re.DOTALL):
            raise UsageError(f"The list of orders is {what}, not a list as text.", hint=remedy)
    chunks = itertools.chain([first], iter(lambda: _read_line(stream), b""))
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Lines(_split(codecs.iterdecode(chunks, "utf-16", errors="replace")))
    if b"\0" in first:
        raise UsageError(
            "The list of orders is binary, or UTF-16 without a byte order mark.",
            hint="Save it as UTF-8 and run it again.",
        )
    return Lines(_split(map(_Decoder().decode, chunks)))


def _read_line(stream: IO[bytes]) -> bytes:
    line = stream.readline(_LONGEST_LINE + 1)
    if len(line) > _LONGEST_LINE:
        raise UsageError("The list of orders has a line without end.", hint="Is it a list as text?")
    return line


def _split(chunks: Iterable[str]) -> Iterator[str]:
    """Split `chunks` into lines, of which a CR alone ends one too."""
    pending = ""
    for chunk in chunks:
        *lines, pending = (pending + chunk).split("\n")
        for line in lines:
            yield from line.rstrip("\r").split("\r")
    if pending:
        yield from pending.rstrip("\r").split("\r")


class _Decoder:
    """Decodes lines one by one, remembering the encoding that the lines before had."""

    def __init__(self) -> None:
        self._known: str | None = None

    def decode(self, line: bytes) -> str:
        """Return `line` as text; bytes that are not sure to be read right become surrogates."""
        if line.isascii():
            return line.decode("ascii")
        marked = line.startswith(codecs.BOM_UTF8)
        try:
            text = line.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError:
            return self._decode_legacy(line.removeprefix(codecs.BOM_UTF8), marked)
        if self._known != "utf-8" and not marked and _RARE.fullmatch(text):
            return line.decode("cp1252" if self._known == "cp1252" else "ascii", "surrogateescape")
        self._known = self._known or "utf-8"
        return text

    def _decode_legacy(self, line: bytes, marked: bool) -> str:
        broken = line.decode("utf-8", "surrogateescape")
        if marked or self._known == "utf-8":
            return broken
        japanese = _decoded(line, "cp932")
        if japanese is not None and (
            self._known == "cp932"
            or _KANA.search(japanese)
            or _SURELY_KANJI.search(line)
            or _JAPAN.search(line)
        ):
            self._known = "cp932"
            return japanese
        if self._known is None and _BEYOND_ASCII.search(broken):
            return broken  # UTF-8 of which some characters were cut
        if self._known is None and japanese is not None and _PERHAPS_JAPANESE.search(line):
            return line.decode("ascii", "surrogateescape")
        if japanese is None:
            self._known = "cp1252"
        return line.decode("cp1252", "surrogateescape")


def _decoded(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None

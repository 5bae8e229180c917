"""Turn the bytes of a list into lines of text, whatever the encoding.

UTF-8 is recognised by its form, UTF-16 by its byte order mark. What is neither is what Amazon's reports are
written in: Windows-1252 (cp1252), or Shift-JIS (cp932) in Japan. Much can be read as either, so a line is
judged by what people write. Bytes that are not sure to be read right become lone surrogates (U+FFFD in
UTF-16). The order ID is ASCII, so they spoil only the cell that they are in.
"""

import codecs
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import IO

from spmsg.errors import UsageError

BROKEN = re.compile("[\ud800-\udfff\ufffd]")
"""What stands for bytes that are not sure to be read right."""
_LONGEST_LINE = 64 * 2**20
_AS_TEXT = "Give a list as UTF-8 text: one order ID a line, CSV, or Amazon's tab-separated report."
_NO_TEXT = (
    (rb"\x1f\x8b", "a gzip file", "Unpack it first: gunzip -c FILE | spmsg send ACTION -"),
    (rb"PK\x03\x04", "an Excel workbook or a ZIP archive", "Save the sheet as CSV, or unpack the archive."),
    (rb"%PDF-|\s*<|.*\0", "a document, binary, or UTF-16 without a byte order mark", _AS_TEXT),
)
_UNSURE = "ascii"  # in place of an encoding: what is not ASCII counts as broken
_COMMON = re.compile(
    "[\u0080-\u017f"  # the accents of Western and Central Europe
    "\u01a0\u01a1\u01af\u01b0\u0218-\u021b"  # those of Vietnamese and Romanian
    "\u0300-\u04ff\u0590-\u06ff"  # Greek, Cyrillic, Hebrew, Arabic
    "\u0780-\ud7ff\ue000-\U0010ffff]"  # the other scripts of today, signs, emoji
)
"""Characters that show a text in UTF-8. The rest are rare letters, of which each is also two characters of
Windows-1252 that people do write: ə has the bytes of É™."""
_KANA = re.compile("[\u3041-\u30fe]")
"""Japanese syllables, of which hardly a Japanese title has none. No other text has any when it is read as
Japanese: in Windows-1252 their first byte is ‚ or ƒ, which hardly anybody writes."""
_KANJI = rb"[\x81-\x9f][\x40-\x7e\x80-\xfc]"
"""The two bytes of a common Japanese character: 電 has those of “d in Windows-1252. In a row they tell more:
two may still be signs and letters of Windows-1252, three are not."""
_NARROW_KANA = rb"[\xa6-\xdf]"  # a syllable of one byte: in Windows-1252 a sign, or a capital with an accent
_OF_JAPAN = rb"(?i:amazon\.(?:co\.)?jp|A1VC38T7YXB528)"  # the sales channel or marketplace of an order
_SURELY_JAPANESE = re.compile(rb"(?:%b){3}|%b" % (_KANJI, _OF_JAPAN))
_PERHAPS_JAPANESE = re.compile(rb"(?:%b){2}|%b{4}" % (_KANJI, _NARROW_KANA))


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
    chunks = itertools.chain([first], iter(lambda: _read_line(stream), b""))
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Lines(_split(codecs.iterdecode(chunks, "utf-16", errors="replace")))
    for magic, what, remedy in _NO_TEXT:
        if re.match(magic, first.removeprefix(codecs.BOM_UTF8), re.DOTALL):
            raise UsageError(f"The list of orders is {what}, not a list as text.", hint=remedy)
    return Lines(_split(_decode(chunks)))


def _read_line(stream: IO[bytes]) -> bytes:
    line = stream.readline(_LONGEST_LINE + 1)
    if len(line) > _LONGEST_LINE:
        raise UsageError("The list of orders has a line without end.", hint=_AS_TEXT)
    return line


def _split(chunks: Iterable[str]) -> Iterator[str]:
    """Split `chunks` into lines, of which a CR alone ends one too."""
    pending = ""
    for chunk in itertools.chain(chunks, ["\n"]):
        *lines, pending = (pending + chunk).split("\n")
        for line in lines:
            yield from line.rstrip("\r").split("\r")


def _decode(lines: Iterable[bytes]) -> Iterator[str]:
    known = ""  # the list's encoding, once a line has shown it for sure
    for line in lines:
        if line.startswith(codecs.BOM_UTF8):
            known = "utf-8"
        encoding = _UNSURE if line.isascii() else _guess_encoding(line, known)
        text = line.removeprefix(codecs.BOM_UTF8).decode(encoding, "surrogateescape")
        could_be_another = line.isascii() or (encoding == "cp1252" and _as_japanese(line))
        if not (could_be_another or BROKEN.search(text)):
            known = known or encoding
        yield text


def _guess_encoding(line: bytes, known: str) -> str:
    """Return the encoding of a line that is not ASCII; `known` is that of earlier lines, "" if unknown."""
    if known == "utf-8":
        return "utf-8"
    text = line.decode("utf-8", "surrogateescape")
    is_utf8, looks_like_utf8 = not BROKEN.search(text), _COMMON.search(text)
    if is_utf8 and looks_like_utf8:
        return "utf-8"
    if is_utf8:
        return "cp1252" if known == "cp1252" else _UNSURE
    japanese = _as_japanese(line)
    if japanese and (known == "cp932" or _KANA.search(japanese) or _SURELY_JAPANESE.search(line)):
        return "cp932"
    if known == "cp1252":
        return "cp1252"
    if looks_like_utf8:
        return "utf-8"  # of which some characters were cut
    return _UNSURE if japanese and _PERHAPS_JAPANESE.search(line) else "cp1252"


def _as_japanese(line: bytes) -> str:
    """Return `line` as Shift-JIS (cp932), "" if it is none."""
    try:
        return line.decode("cp932")
    except UnicodeDecodeError:
        return ""

"""A file's type by its content, held against the type that its name promises.

`puremagic` knows the signatures. Where a signature is not enough we look further ourselves: it takes any
ZIP archive for a Word document and any OLE file for an old one, and plain text has no signature at all.
Imported only when there is content to look at.
"""

from collections.abc import Sequence

import puremagic

_TEXT_BOUND = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16."""

_SURE = 0.4
"""puremagic's confidence is a tenth for each byte of the signature: four bytes are no accident."""

_DOCUMENTS_IN_ASCII = {".pdf": "a PDF document", ".rtf": "an RTF document", ".ps": "a PostScript program"}
"""What can be made of printable characters alone and is a document of its own for all that."""

_NAMES = {
    ".pdf": "a PDF document",
    ".png": "a PNG image",
    ".jpg": "a JPEG image",
    ".gif": "a GIF image",
    ".webp": "a WebP image",
    ".rtf": "an RTF document",
    ".html": "an HTML page",
    ".exe": "a Windows program",
    ".doc": "an OLE file, as older Office programs write",
    ".docx": "a ZIP archive, or an Office document other than Word's",
}

_WORD = "WordDocument".encode("utf-16-le")
_OTHER_OLE = (
    *(
        name.encode("utf-16-le")
        for name in ("Workbook", "PowerPoint Document", "VisioDocument", "__substg1.0_")
    ),
    b"\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0F",
)
"""Main streams of Excel, PowerPoint, Visio and Outlook files, and the class of an installer (MSI).

A Word document can hold an Excel sheet, so these count only where there is no stream of Word's."""

_TEXTUAL = frozenset((".txt", ".csv", ".tsv", ".md", ".log", ".text"))


def mismatch(extension: str, content: bytes) -> str | None:
    """What `content` is instead of an `extension` file (".pdf"), in words; None where it may be one."""
    if extension in _TEXTUAL:
        return _not_text(content)
    # Some programs write a byte order mark or blank lines before a PDF's header; readers allow for it.
    start = content.lstrip(b"\xef\xbb\xbf\r\n\t ") if extension == ".pdf" else content
    matches = _matches(start)
    found = {match.extension for match in matches}
    if extension not in found:
        sure = [match for match in matches if match.confidence >= _SURE]
        if extension in _NAMES or sure:
            return _describe(content, [match.extension for match in matches])
        return None
    if (
        extension == ".docx" and b"word/document" not in content
    ):  # names in a ZIP archive are never compressed
        return "it is " + _NAMES[".docx"]
    if extension == ".doc" and _WORD not in content and any(each in content for each in _OTHER_OLE):
        return "it is " + _NAMES[".doc"] + ", but no Word document"
    return None


def _matches(content: bytes) -> "list[puremagic.main.PureMagicWithConfidence]":
    try:
        return puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):  # ValueError: nothing was left of it
        return []


def _describe(content: bytes, extensions: Sequence[str]) -> str:
    if content.startswith(b"MZ"):
        return "it is " + _NAMES[".exe"]
    known = next((_NAMES[each] for each in _NAMES if each in extensions), None)
    if known is not None:
        return "it is " + known
    named = next((each for each in extensions if each), None)
    if named is not None:
        return f"it looks like a {named} file"
    return "it is plain text" if _not_text(content) is None else "it is of an unknown type"


def _not_text(content: bytes) -> str | None:
    """Why `content` is no plain text: UTF-8, UTF-16 with its mark, or an older encoding such as Latin-1."""
    if content.startswith(_TEXT_BOUND):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return _describe_binary(content)
    else:
        text = content.decode("latin-1")  # control characters are the same in it and in UTF-8's ASCII part
    if any(each in text for each in _CONTROLS):
        return _describe_binary(content)
    found = {match.extension for match in _matches(content.lstrip(b"\xef\xbb\xbf\r\n\t "))}
    document = next((name for kind, name in _DOCUMENTS_IN_ASCII.items() if kind in found), None)
    return None if document is None else "it is " + document


def _describe_binary(content: bytes) -> str:
    matches = _matches(content)
    sure = [match.extension for match in matches if match.confidence >= 0.3]
    named = next((_NAMES[each] for each in _NAMES if each in sure), None)
    if content.startswith(b"MZ"):
        named = _NAMES[".exe"]
    return f"it is {named}" if named else "it is no text, but binary data"


_CONTROLS = frozenset(map(chr, range(0x20))) - frozenset("\t\n\r\f\x1b")
"""What no text holds. ESC is none of them: ISO-2022-JP switches its alphabets with it."""

"""A file's type by its content, held against the type that its name promises.

`puremagic` knows the signatures. Where a signature is not enough we look further ourselves: it takes any
ZIP archive for a Word document and any OLE file for an old one, and plain text has no signature at all.
"""

import puremagic

_SURE = 0.3
"""puremagic's confidence is a tenth for each byte of the signature: three bytes are no accident."""
_TEXTUAL = frozenset((".txt", ".csv", ".tsv", ".md", ".log", ".text"))
_DOCUMENTS_IN_ASCII = (b"%PDF-", b"{\\rtf", b"%!PS")
"""What can be made of printable characters alone and is a document of its own for all that."""
_CONTROLS = frozenset(map(chr, range(0x20))) - frozenset("\t\n\r\f\x1b")
"""What no text holds. ESC is none of them: ISO-2022-JP switches its alphabets with it."""
_WORD = "WordDocument".encode("utf-16-le")
_OTHER_OLE = (
    *(n.encode("utf-16-le") for n in ("Workbook", "PowerPoint Document", "VisioDocument", "__substg1.0_")),
    b"\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0F",
)
"""Main streams of Excel, PowerPoint, Visio and Outlook files, and the class of an installer (MSI).

A Word document can hold an Excel sheet, so these count only if there is no stream of Word's."""
_NAMES = {
    ".pdf": "a PDF document",
    ".png": "a PNG image",
    ".jpg": "a JPEG image",
    ".gif": "a GIF image",
    ".webp": "a WebP image",
    ".rtf": "an RTF document",
    ".ps": "a PostScript program",
    ".html": "an HTML page",
    ".doc": "an OLE file of an older program, and no Word document of this type",
    ".docx": "a ZIP archive, or an Office document other than Word's",
}


def mismatch(extension: str, content: bytes) -> str | None:
    """Return what `content` is instead of an `extension` file (".pdf"), in words; None if it may be one."""
    # Some programs write blank lines before a document's header; readers allow for it.
    found = _identified(content.lstrip(b"\xef\xbb\xbf\r\n\t "))
    if extension in _TEXTUAL:
        fits = _is_text(content)
    elif extension == ".pdf":
        fits = b"%PDF-" in content[: 1024 + 4]  # ISO 32000-1, Annex H.3.4.1
    elif extension == ".docx":
        fits = ".docx" in found and b"word/document" in content  # a ZIP archive's names are not compressed
    elif extension == ".doc":
        fits = ".doc" in found and (_WORD in content or not any(each in content for each in _OTHER_OLE))
    else:
        fits = extension in found or (extension not in _NAMES and not any(found))
    return None if fits else f"it is {_described(content, found)}"


def _identified(content: bytes) -> list[str]:
    """Return the extensions of the types that `content` can be of."""
    try:
        return [match.extension for match in puremagic.magic_string(content) if match.confidence >= _SURE]
    except (puremagic.PureError, ValueError):  # ValueError: no bytes
        return []


def _is_text(content: bytes) -> bool:
    """Return whether `content` is text: UTF-8, UTF-16 with its mark, or an older encoding."""
    if content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(_DOCUMENTS_IN_ASCII):
        return False
    # Control characters are the same in Latin-1 and in UTF-8's ASCII part.
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    try:
        return _CONTROLS.isdisjoint(content.decode(encoding))
    except UnicodeDecodeError:
        return False


def _described(content: bytes, found: list[str]) -> str:
    known = next((name for extension, name in _NAMES.items() if extension in found), None)
    if known is not None:
        return known
    if _is_text(content):
        return "plain text"
    if content.startswith(b"MZ"):
        return "a Windows program"
    return next((f"a {extension} file" for extension in found if extension), "binary data of an unknown type")

"""Compare a file's type by its content with the type that its name promises.

`puremagic` knows the signatures. Where a signature is not enough we look further ourselves: it takes any
ZIP archive for a Word document and any OLE file for an old one, and plain text has no signature at all.
"""

import puremagic

_SURE = 0.3
"""puremagic's confidence is a tenth for each byte of the signature: three bytes are no accident."""
_TEXTUAL = (".txt", ".csv", ".tsv", ".md", ".log", ".text")
_DOCUMENTS_IN_ASCII = (b"%PDF-", b"{\\rtf", b"%!PS")
"""How documents begin that can be of printable characters alone, and are no plain text."""
_CONTROLS = frozenset(map(chr, range(0x20))) - frozenset("\t\n\r\f\x1b")
"""What no text holds. ESC is none of them: ISO-2022-JP switches its alphabets with it."""
_BEFORE_HEADER = b"\xef\xbb\xbf\r\n\t "
"""Some programs write blank lines before a document's header; readers allow for it."""
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
    found = _types(content.lstrip(_BEFORE_HEADER))
    if extension in _TEXTUAL:
        fits = _is_text(content)
    elif extension == ".pdf":
        fits = b"%PDF-" in content[: 1024 + 4]  # ISO 32000-1, Annex H.3.4.1
    elif extension == ".docx":
        fits = ".docx" in found and b"word/document" in content  # a ZIP archive's names are not compressed
    elif extension == ".doc":
        fits = ".doc" in found and "WordDocument".encode("utf-16-le") in content  # its main stream
    else:
        fits = extension in found or (extension not in _NAMES and not any(found))
    if fits:
        return None
    names = [_NAMES[each] for each in _NAMES if each in found]
    names += ["plain text"] if _is_text(content) else []
    names += ["a Windows program"] if content.startswith(b"MZ") else []
    names += [f"a {each} file" for each in found if each]
    return f"it is {names[0] if names else 'binary data of an unknown type'}"


def _types(content: bytes) -> list[str]:
    """Return the extensions of the types that `content` can be of."""
    try:
        return [match.extension for match in puremagic.magic_string(content) if match.confidence >= _SURE]
    except (puremagic.PureError, ValueError):  # ValueError: no bytes
        return []


def _is_text(content: bytes) -> bool:
    """Return whether `content` is text: UTF-8, UTF-16 with its mark, or an older encoding."""
    if content.lstrip(_BEFORE_HEADER).startswith(_DOCUMENTS_IN_ASCII):
        return False
    # Control characters are the same in Latin-1 and in UTF-8's ASCII part.
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    try:
        return _CONTROLS.isdisjoint(content.decode(encoding))
    except UnicodeDecodeError:
        return False

"""Attachments: files that go along with a message, and what is wrong with them."""

import base64
import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from mimetypes import MimeTypes

from spmsg.message.action import Action, AttachmentLimits
from spmsg.message.violation import Violation, quote

LONGEST_NAME = 255
"""Bytes of UTF-8: what the common file systems allow, so that the buyer can save the file."""

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of writing: "invoice\u202efdp.exe" reads as "invoiceexe.pdf"."""
_SURE = 0.3
"""puremagic's confidence is a tenth for each byte of the signature: three bytes are no accident."""
_TEXTUAL = (".txt", ".csv", ".tsv", ".md", ".log", ".text")
_DOCUMENTS_IN_ASCII = (b"%PDF-", b"{\\rtf", b"%!PS")
"""How documents begin that can be of printable characters alone, and are no plain text."""
_CONTROLS = frozenset(map(chr, range(0x20))) - frozenset("\t\n\r\f\x1b")
"""What no text holds. ESC is none of them: ISO-2022-JP switches its alphabets with it."""
_BEFORE_HEADER = b"\xef\xbb\xbf\r\n\t "
"""Some programs write blank lines before a document's header; readers allow for it."""
_TYPE_NAMES = {
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


@dataclass(frozen=True)
class Attachment:
    """A file that is still to be uploaded: what the buyer sees as its name, and its bytes.

    The bytes are carried, not a path, so that what was checked and hashed is what is sent.
    """

    file_name: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @cached_property
    def content_md5(self) -> str:
        """Base64 of the binary MD5 digest, as the Uploads API and S3 want it (24 characters)."""
        return base64.b64encode(hashlib.md5(self.content, usedforsecurity=False).digest()).decode("ascii")

    @cached_property
    def identity(self) -> str:
        """What makes it the same file: a part of the ledger's keys, never to be changed."""
        return f"sha256:{hashlib.sha256(self.content).hexdigest()}"

    @property
    def content_type(self) -> str:
        """The media type by the name's extension, the same on every machine.

        The system's own tables (/etc/mime.types) are not asked: what Amazon signs should not hang on them.
        """
        kind = extension(self.file_name)
        if kind == ".docx":  # which older Pythons do not know
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return MimeTypes().guess_type(f"file{kind}")[0] or "application/octet-stream"


@dataclass(frozen=True)
class UploadedAttachment:
    """A file that was uploaded before: its name as the buyer sees it, and Amazon's ID of it."""

    file_name: str
    upload_destination_id: str

    @property
    def identity(self) -> str:
        """What makes it the same file: a part of the ledger's keys, never to be changed."""
        return f"upload:{self.upload_destination_id}"


def extension(file_name: str) -> str:
    """Return the extension in lower case with its dot, or "" if the name has none."""
    return posixpath.splitext(file_name)[1].lower()


def check_attachments(
    attachments: Sequence[Attachment | UploadedAttachment], action: Action
) -> Iterator[Violation]:
    """Yield what is wrong with the attachments of one message: number, sizes, types and names."""
    limits = action.attachments
    if limits is None:
        if attachments:
            names = quote(", ".join(each.file_name for each in attachments))
            message = f"The action {action.name} takes no attachments."
            remedy = "Leave the attachments out, or choose an action that takes them."
            yield Violation("attachments-not-allowed", message, offending=names, remedy=remedy)
        return
    yield from _check_number(len(attachments), limits)
    yield from _check_sizes([each for each in attachments if isinstance(each, Attachment)], limits)
    seen: set[str] = set()
    for each in attachments:
        yield from _check_file_name(each.file_name)
        yield from _check_type(each, limits.types)
        if isinstance(each, UploadedAttachment):
            yield from _check_id(each)
        same = unicodedata.normalize("NFC", each.file_name).casefold()
        if same in seen:
            message = "Two attachments have the same name: the buyer could not tell them apart."
            remedy = "Give one of them another name: --attach PATH=NAME."
            yield Violation("duplicate-file-name", message, offending=quote(each.file_name), remedy=remedy)
        seen.add(same)


def _check_number(number: int, limits: AttachmentLimits) -> Iterator[Violation]:
    if number == 0 and limits.required:
        remedy = f"Attach one with --attach PATH. Allowed: {', '.join(limits.types)}."
        yield Violation("attachments-required", "This action needs an attachment.", remedy=remedy)
    elif 0 < number < limits.min_items:
        message = f"There are too few attachments: {number} of at least {limits.min_items}."
        yield Violation("too-few-attachments", message)
    if number > limits.max_items:
        message = f"There are too many attachments: {number} of {limits.max_items}."
        yield Violation("too-many-attachments", message)


def _check_sizes(files: Sequence[Attachment], limits: AttachmentLimits) -> Iterator[Violation]:
    for file in files:
        if not file.content:
            name = quote(file.file_name)
            yield Violation("attachment-empty", f"The attachment {name} is empty (0 bytes).", offending=name)
    total, most = sum(file.size for file in files), limits.max_total_bytes
    if total >= most:
        largest = quote(max(files, key=lambda file: file.size).file_name)
        message = (
            f"The attachments are too large: {total:,} bytes together, and less than {most:,} are allowed."
        )
        remedy = f"Make them smaller by {total - most + 1:,} bytes or more; the largest is {largest}."
        yield Violation("attachments-too-large", message, offending=largest, remedy=remedy)


def _check_file_name(name: str) -> Iterator[Violation]:
    length = len(name.encode("utf-8", "surrogatepass"))
    controls = any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in name)
    for rule, what, broken in (
        ("file-name-empty", "is none that the buyer could see", not name.strip() or name in (".", "..")),
        ("file-name-path", "holds a path separator (/ or \\)", re.search(r"[/\\]", name)),
        ("file-name-control", "holds control characters", controls),
        ("file-name-broken", "holds bytes that are not UTF-8", re.search("[\ud800-\udfff]", name)),
        (
            "file-name-direction",
            "holds characters that turn the direction of writing",
            _TURNS.search(name),
        ),
        ("file-name-too-long", f"is too long: {length} of {LONGEST_NAME} bytes", length > LONGEST_NAME),
    ):
        if broken:
            message, remedy = f"The name of an attachment {what}.", "Give it another: --attach PATH=NAME."
            yield Violation(rule, message, offending=quote(name), remedy=remedy)


def _check_id(attachment: UploadedAttachment) -> Iterator[Violation]:
    given = attachment.upload_destination_id
    if not given.strip() or not given.isprintable():
        message = f"The attachment {quote(attachment.file_name)} has no usable upload destination ID."
        remedy = "Give the ID that spmsg upload printed: --attachment-id ID=NAME."
        yield Violation("attachment-id", message, offending=quote(given), remedy=remedy)


def _check_type(attachment: Attachment | UploadedAttachment, allowed: tuple[str, ...]) -> Iterator[Violation]:
    name, kind = quote(attachment.file_name), extension(attachment.file_name)
    if kind not in allowed:
        what = f"Files of the type {quote(kind)} are" if kind else "A file without an extension is"
        remedy = f"Allowed: {', '.join(allowed)}."
        if kind == ".jpeg":
            remedy += f" A JPEG image may be sent as {attachment.file_name[:-5]}.jpg."
        yield Violation("attachment-type", f"{what} not allowed.", offending=name, remedy=remedy)
    elif isinstance(attachment, Attachment) and attachment.content:
        wrong = _mismatch(kind, attachment.content)
        if wrong is not None:
            message = f"The content of {name} is not what its name says: {wrong}."
            remedy = f"Save it as a real {kind} file; renaming alone does not change what is in it."
            yield Violation("attachment-content", message, offending=name, remedy=remedy)


def _mismatch(kind: str, content: bytes) -> str | None:
    """Return what `content` is instead of an `kind` file (".pdf"), in words; None if it may be one.

    `puremagic` knows the signatures, but takes any ZIP archive for a Word document and any OLE file for an
    old one, and plain text has no signature at all.
    """
    found = _types(content.lstrip(_BEFORE_HEADER))
    if kind in _TEXTUAL:
        fits = _is_text(content)
    elif kind == ".pdf":
        fits = b"%PDF-" in content[: 1024 + 4]  # ISO 32000-1, Annex H.3.4.1
    elif kind == ".docx":
        fits = ".docx" in found and b"word/document" in content  # a ZIP archive's names are not compressed
    elif kind == ".doc":
        fits = ".doc" in found and "WordDocument".encode("utf-16-le") in content  # its main stream
    else:
        fits = kind in found or (kind not in _TYPE_NAMES and not any(found))
    if fits:
        return None
    names = [_TYPE_NAMES[each] for each in _TYPE_NAMES if each in found]
    names += ["plain text"] if _is_text(content) else []
    names += ["a Windows program"] if content.startswith(b"MZ") else []
    names += [f"a {each} file" for each in found if each]
    return f"it is {names[0] if names else 'binary data of an unknown type'}"


def _types(content: bytes) -> list[str]:
    """Return the extensions of the types that `content` can be of."""
    import puremagic  # only a message with files needs it

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

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

LONGEST_FILE_NAME = 255
"""Bytes of UTF-8: what the common file systems allow, so that the buyer can save the file."""

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".png": "image/png",
}

_TURN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of writing: "invoice\u202efdp.exe" reads as "invoiceexe.pdf"."""


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
    def sha256(self) -> str:
        """SHA-256 of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def identity(self) -> str:
        """What makes it the same file: a part of the ledger's keys, never to be changed."""
        return f"sha256:{self.sha256}"

    @property
    def content_type(self) -> str:
        """The media type by the name's extension, the same on every machine.

        The system's own tables (/etc/mime.types) are not asked: what Amazon signs should not hang on them.
        """
        kind = extension(self.file_name)
        known = _MEDIA_TYPES.get(kind) or MimeTypes().guess_type(f"file{kind}")[0]
        return known or "application/octet-stream"


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
            yield Violation(
                "attachments-not-allowed",
                f"The action {action.name} takes no attachments.",
                offending=quote(", ".join(attachment.file_name for attachment in attachments)),
                remedy="Leave the attachments out, or choose an action that takes them.",
            )
        return
    yield from _check_number(len(attachments), limits)
    yield from _check_sizes([each for each in attachments if isinstance(each, Attachment)], limits)
    seen: set[str] = set()
    for attachment in attachments:
        name = attachment.file_name
        yield from _check_file_name(name)
        yield from _check_type(attachment, limits.types)
        if isinstance(attachment, UploadedAttachment):
            yield from _check_id(attachment)
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            yield Violation(
                "duplicate-file-name",
                "Two attachments have the same name: the buyer could not tell them apart.",
                offending=quote(name),
                remedy="Give one of them another name: --attach PATH=NAME.",
            )
        seen.add(same)


def _check_file_name(name: str) -> Iterator[Violation]:
    length = len(name.encode("utf-8", "surrogatepass"))
    too_long = f"is too long: {length} of {LONGEST_FILE_NAME} bytes"
    controls = any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in name)
    for rule, what, broken in (
        ("file-name-empty", "is none that the buyer could see", not name.strip() or name in (".", "..")),
        ("file-name-path", "holds a path separator (/ or \\)", re.search(r"[/\\]", name)),
        ("file-name-control", "holds control characters", controls),
        ("file-name-broken", "holds bytes that are not UTF-8", re.search("[\ud800-\udfff]", name)),
        ("file-name-direction", "holds characters that turn the direction of writing", _TURN.search(name)),
        ("file-name-too-long", too_long, length > LONGEST_FILE_NAME),
    ):
        if broken:
            yield Violation(
                rule,
                f"The name of an attachment {what}.",
                offending=quote(name),
                remedy="Give it a plain name: --attach PATH=NAME.",
            )


def _check_id(attachment: UploadedAttachment) -> Iterator[Violation]:
    given = attachment.upload_destination_id
    if not given.strip() or not given.isprintable():
        yield Violation(
            "attachment-id",
            f"The attachment {quote(attachment.file_name)} has no usable upload destination ID.",
            offending=quote(given),
            remedy="Give the ID that spmsg upload printed: --attachment-id ID=NAME.",
        )


def _check_number(number: int, limits: AttachmentLimits) -> Iterator[Violation]:
    if number == 0 and limits.required:
        yield Violation(
            "attachments-required",
            "This action needs an attachment.",
            remedy=f"Attach one with --attach PATH. Allowed: {', '.join(limits.types)}.",
        )
    elif 0 < number < limits.min_items:
        yield Violation(
            "too-few-attachments",
            f"There are too few attachments: {number} of at least {limits.min_items}.",
        )
    if number > limits.max_items:
        yield Violation(
            "too-many-attachments",
            f"There are too many attachments: {number} of {limits.max_items}.",
            remedy=f"Leave out {number - limits.max_items} of them.",
        )


def _check_sizes(files: Sequence[Attachment], limits: AttachmentLimits) -> Iterator[Violation]:
    for file in files:
        if not file.content:
            yield Violation(
                "attachment-empty",
                f"The attachment {quote(file.file_name)} is empty (0 bytes).",
                offending=quote(file.file_name),
            )
    total, most = sum(file.size for file in files), limits.max_total_bytes
    if total >= most:
        largest = quote(max(files, key=lambda file: file.size).file_name)
        yield Violation(
            "attachments-too-large",
            f"The attachments are too large: {total:,} bytes together, and Amazon takes less than "
            f"{_size(most)} ({most:,} bytes).",
            offending=largest,
            remedy=f"Make them smaller by {total - most + 1:,} bytes or more; the largest is {largest}.",
        )


def _size(number: int) -> str:
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 1000)):
        if number >= factor:
            return f"{number / factor:.4g} {unit}"
    return f"{number} bytes"


def _check_type(attachment: Attachment | UploadedAttachment, allowed: tuple[str, ...]) -> Iterator[Violation]:
    name, kind = attachment.file_name, extension(attachment.file_name)
    if kind not in allowed:
        what = f"Files of the type {quote(kind)} are" if kind else "A file without an extension is"
        renamed = (
            f" A JPEG image may be sent as {posixpath.splitext(name)[0]}.jpg." if kind == ".jpeg" else ""
        )
        yield Violation(
            "attachment-type",
            f"{what} not allowed.",
            offending=quote(name),
            remedy=f"Allowed: {', '.join(allowed)}.{renamed}",
        )
    elif isinstance(attachment, Attachment) and attachment.content:
        from spmsg.message.file_types import mismatch  # only a message with files needs puremagic

        wrong = mismatch(kind, attachment.content)
        if wrong is not None:
            yield Violation(
                "attachment-content",
                f"The content of {quote(name)} is not what its name says: {wrong}.",
                offending=quote(name),
                remedy=f"Save it as a real {kind} file; renaming alone does not change what is in it.",
            )

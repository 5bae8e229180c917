"""A message that is about to be sent: as its schema describes it, as its request, and as a digest."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spmsg.message.action import ATTACHMENTS, TEXT, Action
from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.guidelines import clean

PLACEHOLDER = "amzn1.tortuga.placeholder"
"""Begins the ID of an attachment that is not uploaded yet: whatever the schema says of it is not checked."""


@dataclass(frozen=True)
class Draft:
    """A message as its buyer would get it; `text` is None if it has none, `fields` hold JSON values."""

    text: str | None
    attachments: tuple[Attachment | UploadedAttachment, ...] = ()
    fields: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def files(self) -> list[Attachment]:
        """The attachments that are not uploaded yet."""
        return [each for each in self.attachments if isinstance(each, Attachment)]

    @property
    def size(self) -> int:
        """Bytes of the text and the files."""
        return len((self.text or "").encode()) + sum(file.size for file in self.files)


def schema_instance(draft: Draft, action: Action) -> dict[str, object]:
    """Return the object that the action's schema describes, in the schema's own names.

    What the action does not take is left out: other checks tell of it.
    """
    ids = [f"{PLACEHOLDER}.{number}" for number, _ in enumerate(draft.attachments)]
    return _write(draft, action, TEXT, "id", ids)


def request_body(draft: Draft, action: Action, upload_destination_ids: Sequence[str]) -> dict[str, object]:
    """Return the JSON object that Amazon's operation takes; {} for an action that takes nothing.

    The schema's property names are not the request's: `rawMessageBody` is `text` there, and an attachment's
    `id` is `uploadDestinationId` (Messaging API model v1, `Create…Request`). `upload_destination_ids` has
    one ID for each attachment of the draft that was not uploaded before, in the draft's order.

    What the action does not take is left out. Raises ValueError if IDs are missing or left over, because
    a file would then be sent under another file's name.
    """
    if len(draft.files) != len(upload_destination_ids):
        raise ValueError(f"{len(upload_destination_ids)} upload destination IDs for {len(draft.files)} files")
    return _write(draft, action, "text", "uploadDestinationId", upload_destination_ids)


def _write(
    draft: Draft, action: Action, text_name: str, id_name: str, new_ids: Sequence[str]
) -> dict[str, object]:
    """Return what the action takes of the draft, under the given names; `new_ids` are of its new files."""
    written: dict[str, object] = {}
    if action.text is not None and draft.text is not None:
        written[text_name] = draft.text
    if action.attachments is not None and draft.attachments:
        ids = iter(new_ids)
        written[ATTACHMENTS] = [
            {
                id_name: next(ids) if isinstance(each, Attachment) else each.upload_destination_id,
                "fileName": each.file_name,
            }
            for each in draft.attachments
        ]
    known = {field.name for field in action.fields}
    return written | {name: value for name, value in draft.fields.items() if name in known}


def content_digest(draft: Draft) -> str:
    """Return the SHA-256, as 64 hexadecimal digits, of what the buyer would see.

    It is part of the ledger's key. If it changed between two versions, a second run would send every message
    again: its encoding is fixed, and pinned by tests with known answers. The bytes hashed are a JSON
    document in ASCII, without blanks, its keys in code point order and every character outside ASCII written
    as \\uXXXX (surrogate pairs above U+FFFF):

        {"attachments":[["FILE NAME","sha256:HEX"],["FILE NAME","upload:ID"]],"fields":{…},"text":"…"}

    `text` is null if the draft has none. An attachment counts by its content, one that was uploaded before
    by its upload destination's ID. The order of attachments counts, that of fields does not. The text is
    hashed as it would be sent: without what no buyer can see, and without Unicode normalisation. Raises
    ValueError for a field that JSON cannot say (NaN, infinity).
    """
    document = {
        "attachments": [(each.file_name, each.identity) for each in draft.attachments],
        "fields": dict(draft.fields),
        "text": None if draft.text is None else clean(draft.text)[0],
    }
    canonical = json.dumps(
        document, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()

"""What makes two messages the same one.

The digest is part of the ledger's key. If it changed between two versions, a second run would send every
message again: its encoding is fixed, and pinned by tests with known answers.
"""

import hashlib
import json

from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft
from spmsg.message.guidelines import clean


def content_digest(draft: Draft) -> str:
    """Return the SHA-256, as 64 hexadecimal digits, of what the buyer would see.

    The bytes hashed are a JSON document in ASCII, without blanks, its keys in code point order and every
    character outside ASCII written as \\uXXXX (surrogate pairs above U+FFFF):

        {"attachments":[["FILE NAME","sha256:HEX"],["FILE NAME","upload:ID"]],"fields":{…},"text":"…"}

    `text` is null if the draft has none. An attachment counts by its content, one that was uploaded before
    by its upload destination's ID. The order of attachments counts, that of fields does not. The text is
    hashed as it would be sent: without what no buyer can see, and without Unicode normalisation. Raises
    ValueError for a field that JSON cannot say (NaN, infinity).
    """
    document = {
        "attachments": [[attachment.file_name, _content(attachment)] for attachment in draft.attachments],
        "fields": dict(draft.fields),
        "text": None if draft.text is None else clean(draft.text)[0],
    }
    canonical = json.dumps(
        document, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _content(attachment: Attachment | UploadedAttachment) -> str:
    if isinstance(attachment, UploadedAttachment):
        return f"upload:{attachment.upload_destination_id}"
    return f"sha256:{attachment.sha256}"

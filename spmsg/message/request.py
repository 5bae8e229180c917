"""The body of the request that sends a draft."""

from collections.abc import Sequence

from spmsg.message.action import Action
from spmsg.message.attachment import UploadedAttachment
from spmsg.message.draft import Draft


def request_body(draft: Draft, action: Action, upload_destination_ids: Sequence[str]) -> dict[str, object]:
    """Return the JSON object that Amazon's operation takes; {} for an action that takes nothing.

    The schema's property names are not the request's: `rawMessageBody` is `text` there, and an attachment's
    `id` is `uploadDestinationId` (Messaging API model v1, `Create…Request`). `upload_destination_ids` has
    one ID for each attachment of the draft that was not uploaded before, in the draft's order.

    What the action does not take is left out. Raises ValueError if IDs are missing or left over, because
    a file would then be sent under another file's name.
    """
    body: dict[str, object] = {}
    if action.text is not None and draft.text is not None:
        body["text"] = draft.text
    if action.attachments is not None and draft.attachments:
        new = [each for each in draft.attachments if not isinstance(each, UploadedAttachment)]
        if len(new) != len(upload_destination_ids):
            raise ValueError(f"{len(upload_destination_ids)} upload destination IDs for {len(new)} files")
        ids = iter(upload_destination_ids)
        body["attachments"] = [
            {
                "uploadDestinationId": each.upload_destination_id
                if isinstance(each, UploadedAttachment)
                else next(ids),
                "fileName": each.file_name,
            }
            for each in draft.attachments
        ]
    names = {field.name for field in action.fields}
    return body | {name: value for name, value in draft.fields.items() if name in names}

"""The body of the request that sends a draft."""

from collections.abc import Sequence

from spmsg.message.action import Action
from spmsg.message.attachment import UploadedAttachment
from spmsg.message.draft import Draft


def request_body(draft: Draft, action: Action, upload_destination_ids: Sequence[str]) -> dict[str, object]:
    """The JSON object that Amazon's operation takes; {} for an action that takes nothing.

    The schema's property names are not the request's: `rawMessageBody` is `text` there, and an attachment's
    `id` is `uploadDestinationId` (Messaging API model v1, `Create…Request`). `upload_destination_ids` has
    one ID for each attachment of the draft that was not uploaded before, in the draft's order.

    Nothing that the action does not take is in it: `check` has told of that. Raises ValueError where IDs
    are missing or left over, for then a file would go out under another file's name.
    """
    body: dict[str, object] = {}
    if action.text is not None and draft.text is not None:
        body["text"] = draft.text
    if action.attachments is not None and draft.attachments:
        ids = iter(upload_destination_ids)
        attachments = []
        for attachment in draft.attachments:
            if isinstance(attachment, UploadedAttachment):
                found: str | None = attachment.upload_destination_id
            else:
                found = next(ids, None)
            if found is None:
                raise ValueError(f"no upload destination ID for {attachment.file_name!r}")
            attachments.append({"uploadDestinationId": found, "fileName": attachment.file_name})
        if next(ids, None) is not None:
            raise ValueError("more upload destination IDs than attachments to upload")
        body["attachments"] = attachments
    names = {field.name for field in action.fields}
    body.update((name, value) for name, value in draft.fields.items() if name in names)
    return body

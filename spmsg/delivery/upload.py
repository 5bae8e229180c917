"""Putting a file where Amazon fetches it from: an upload destination is created, then the file goes to S3.

Nothing here reaches a buyer, so all of it may be repeated.
"""

from spmsg.delivery.result import Uploaded
from spmsg.errors import AmazonError, NoAnswerError, ServerError, UnreachableError
from spmsg.message.attachment import Attachment
from spmsg.spapi.uploads import Uploads


def upload(
    uploads: Uploads,
    attachment: Attachment,
    resource: str,
    marketplace: str,
    *,
    content_type: str | None = None,
) -> Uploaded:
    """Upload `attachment` for `resource`, such as `messaging/v1/orders/ORDER/messages/invoice`.

    A destination that S3 refuses is given up once for a new one: its signature lasts 900 seconds, which a
    sleeping laptop or a long wait can outlast.
    """
    media_type = content_type or attachment.content_type
    for last in (False, True):
        destination = uploads.create_destination(resource, marketplace, attachment.content_md5, media_type)
        try:
            uploads.put(destination, attachment.content, media_type, attachment.file_name)
        except AmazonError as error:
            # Silence and 5xx have been tried often enough: another destination is no better.
            if last or isinstance(error, (UnreachableError, NoAnswerError, ServerError)):
                raise
        else:
            break
    return Uploaded(attachment.file_name, destination.id, attachment.size, attachment.content_md5)

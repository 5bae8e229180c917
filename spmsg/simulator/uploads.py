"""The Uploads API 2020-11-01: where to put an attachment."""

import re
import uuid
from urllib.parse import quote

from werkzeug.wrappers import Response

from spmsg.simulator.actions import BY_SEGMENT
from spmsg.simulator.api import Call, RefusedError, invalid, json_response, one_marketplace
from spmsg.simulator.messaging import order_in
from spmsg.simulator.state import Destination
from spmsg.simulator.storage import ROOT, post_form, presigned_url

_MESSAGING_BUCKET = "buyer-seller-messaging-attachments"
_PUT_SECONDS = 900
_MESSAGE = re.compile(r"messaging/v1/orders/([^/]+)/messages/([^/]+)")

_APLUS = "aplus/2020-11-01/contentDocuments"
_APLUS_BUCKET = "aplus-media"
_APLUS_LARGEST = 3 * 1024 * 1024
_APLUS_SECONDS = 3 * 3600
_APLUS_TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}


def create_destination(call: Call, resource: str) -> Response:
    """Answer createUploadDestinationForResource: a presigned PUT, or a POST policy for A+ content.

    As Amazon, it signs any `contentMD5`; S3 refuses one that is no base64 of an MD5 digest (InvalidDigest).
    """
    marketplace = one_marketplace(call.request)
    content_md5 = call.request.args.get("contentMD5", "")
    if not content_md5 or not content_md5.isprintable() or not content_md5.isascii():
        raise invalid("Missing or invalid request parameter: contentMD5")
    if resource == _APLUS:
        place, payload = _post_policy(call)
    else:
        _check_message(resource, marketplace)
        place, payload = _presigned_put(call, content_md5)
    new = Destination(str(payload["uploadDestinationId"]), call.account, marketplace, resource, place)
    call.state.add_destination(new)
    return json_response(201, {"payload": payload})


def _check_message(resource: str, marketplace: str) -> None:
    """Raise 404 if `resource` is no message that takes attachments, of an order of this marketplace."""
    message = _MESSAGE.fullmatch(resource)
    action = BY_SEGMENT.get(message[2]) if message else None
    if message is None or action is None or action.attachments is None:
        raise RefusedError(404, "NotFound", "The resource specified does not exist.")
    order_in(message[1], marketplace)


def _presigned_put(call: Call, content_md5: str) -> tuple[str, dict[str, object]]:
    """Return the object's place ("bucket/key"), and how to put it there."""
    key = str(uuid.uuid4())
    place = f"{_MESSAGING_BUCKET}/{key}"
    headers = {"Content-MD5": content_md5, "x-amz-server-side-encryption": "aws:kms"}
    url = presigned_url(call, place, headers, _PUT_SECONDS)
    return place, {"uploadDestinationId": key, "url": url, "headers": headers}


def _post_policy(call: Call) -> tuple[str, dict[str, object]]:
    """Return the object's place ("bucket/key"), and how to post it there: a form's fields as a query."""
    content_type = call.request.args.get("contentType", "")
    if content_type not in _APLUS_TYPES:
        raise invalid("Missing or invalid request parameter: contentType")
    key = f"sc/{uuid.uuid4()}.{_APLUS_TYPES[content_type]}"
    own = {"key": key, "acl": "private", "x-amz-meta-owner": "A2ZSIMULATEDSELLER"}
    fields = post_form(call, _APLUS_BUCKET, own, _APLUS_LARGEST, _APLUS_SECONDS)
    query = "&".join(f"{name}={quote(value, safe='/=')}" for name, value in fields.items())
    place = f"{_APLUS_BUCKET}/{key}"
    url = f"{call.base_url}{ROOT}/{_APLUS_BUCKET}?{query}"
    return place, {"uploadDestinationId": place, "url": url}

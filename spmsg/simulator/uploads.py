"""The Uploads API 2020-11-01: where to put an attachment."""

import base64
import json
import re
import uuid
from urllib.parse import quote

from werkzeug.wrappers import Response

from spmsg.simulator.actions import BY_SEGMENT
from spmsg.simulator.messaging import order_in
from spmsg.simulator.order import utc
from spmsg.simulator.responses import Call, RefusedError, invalid, json_response, one_marketplace
from spmsg.simulator.signatures import (
    ALGORITHM,
    SignedRequest,
    credential,
    presigned_query,
    sign_text,
    timestamp,
)
from spmsg.simulator.state import Destination

STORAGE_ROOT = "/s3"
MESSAGING_BUCKET = "buyer-seller-messaging-attachments"
APLUS_BUCKET = "aplus-media"
ENCRYPTION = "aws:kms"

_PUT_SECONDS = 900
_POST_SECONDS = 3 * 3600
_APLUS_LARGEST = 3 * 1024 * 1024
_APLUS = "aplus/2020-11-01/contentDocuments"
_MESSAGE = re.compile(r"messaging/v1/orders/([^/]+)/messages/([^/]+)")
_APLUS_TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}


def create_destination(call: Call, resource: str) -> Response:
    """Answer createUploadDestinationForResource: a presigned PUT, or a POST policy for A+ content.

    As Amazon, it signs any `contentMD5`; S3 refuses one that is no base64 of an MD5 digest (InvalidDigest).
    """
    marketplace = one_marketplace(call.request)
    content_md5 = call.request.args.get("contentMD5", "")
    if not content_md5 or not content_md5.isprintable() or not content_md5.isascii():
        raise invalid("Missing or invalid request parameter: contentMD5")
    message = _MESSAGE.fullmatch(resource)
    if message is None and resource != _APLUS:
        raise RefusedError(404, "NotFound", "The resource specified does not exist.")
    if message is None:
        payload = _post_policy(call, call.request.args.get("contentType", ""))
    else:
        order_id, segment = message.groups()
        action = BY_SEGMENT.get(segment)
        if action is None or action.attachments is None:
            raise RefusedError(404, "NotFound", "The resource specified does not exist.")
        order_in(order_id, marketplace)
        payload = _presigned_put(call, content_md5)
    destination_id = str(payload["uploadDestinationId"])
    bucket = APLUS_BUCKET if message is None else MESSAGING_BUCKET
    key = destination_id.removeprefix(f"{APLUS_BUCKET}/")
    call.state.add_destination(
        Destination(destination_id, call.account.id, marketplace, resource, f"{bucket}/{key}")
    )
    return json_response(201, {"payload": payload})


def _presigned_put(call: Call, content_md5: str) -> dict[str, object]:
    key = str(uuid.uuid4())
    path = f"{STORAGE_ROOT}/{MESSAGING_BUCKET}/{key}"
    signed = {
        "content-md5": content_md5,
        "host": call.base_url.partition("://")[2],
        "x-amz-server-side-encryption": ENCRYPTION,
    }
    query = presigned_query(
        SignedRequest("PUT", path, (), signed), call.now, _PUT_SECONDS, call.state.signing_key
    )
    return {
        "uploadDestinationId": key,
        "url": f"{call.base_url}{path}?{query}",
        "headers": {"Content-MD5": content_md5, "x-amz-server-side-encryption": ENCRYPTION},
    }


def _post_policy(call: Call, content_type: str) -> dict[str, object]:
    if content_type not in _APLUS_TYPES:
        raise invalid("Missing or invalid request parameter: contentType")
    stamp = timestamp(call.now)
    key = f"sc/{uuid.uuid4()}.{_APLUS_TYPES[content_type]}"
    fields = {
        "key": key,
        "acl": "private",
        "x-amz-meta-owner": "A2ZSIMULATEDSELLER",
        "x-amz-algorithm": ALGORITHM,
        "x-amz-credential": credential(stamp),
        "x-amz-date": stamp,
    }
    conditions: list[object] = [{"bucket": APLUS_BUCKET}, *({name: value} for name, value in fields.items())]
    conditions.append(["content-length-range", 1, _APLUS_LARGEST])
    document = {"conditions": conditions, "expiration": utc(call.now + _POST_SECONDS)}
    policy = base64.b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()
    fields["policy"] = policy
    fields["x-amz-signature"] = sign_text(policy, stamp, call.state.signing_key)
    query = "&".join(f"{name}={quote(value, safe='/=')}" for name, value in fields.items())
    return {
        "uploadDestinationId": f"{APLUS_BUCKET}/{key}",
        "url": f"{call.base_url}{STORAGE_ROOT}/{APLUS_BUCKET}?{query}",
    }

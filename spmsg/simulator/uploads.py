"""The Uploads API 2020-11-01, and the part of Amazon S3 behind it: signed and verified for real.

Sources: docs.aws.amazon.com/AmazonS3/latest/API, "Authenticating Requests: Using Query Parameters",
"Authenticating Requests in Browser-Based Uploads Using POST", "POST Object", "POST Policy" and "Error
responses".
"""

import base64
import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

from spmsg.simulator import api
from spmsg.simulator.actions import BY_SEGMENT
from spmsg.simulator.api import Call, RefusedError, invalid, refused
from spmsg.simulator.messaging import order_in
from spmsg.simulator.state import Destination

STORAGE = "/s3"
LARGEST_OBJECT = 32 * 1024 * 1024
"""Bytes. Amazon's own limit is gigabytes; a message's attachments stay below 10 MB together."""

_BUCKET = "buyer-seller-messaging-attachments"
_BINARY = "binary/octet-stream"
_PUT_SECONDS = 900
_MESSAGE = re.compile(r"messaging/v1/orders/([^/]+)/messages/([^/]+)")

_APLUS = "aplus/2020-11-01/contentDocuments"
_APLUS_BUCKET = "aplus-media"
_APLUS_LARGEST = 3 * 1024 * 1024
_APLUS_SECONDS = 3 * 3600
_APLUS_TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}

_ALGORITHM = "AWS4-HMAC-SHA256"
_REGION = "us-east-1"
_ACCESS_KEY = "AKIASIMULATOR0000000"
SECRET_KEY = "what-the-simulator-signs-with"  # noqa: S105 - it opens nothing but the simulator
_DATE = "%Y%m%dT%H%M%SZ"


# The Uploads API: where to put an attachment


def create_destination(call: Call, resource: str) -> Response:
    """Answer createUploadDestinationForResource: a presigned PUT, or a POST policy for A+ content.

    As Amazon, it signs any `contentMD5`; S3 refuses one that is no base64 of an MD5 digest (InvalidDigest).
    """
    marketplace = api.one_marketplace(call.request)
    content_md5 = call.request.args.get("contentMD5", "")
    if not content_md5 or not content_md5.isprintable() or not content_md5.isascii():
        raise invalid("Missing or invalid request parameter: contentMD5")
    if resource == _APLUS:
        content_type = call.request.args.get("contentType", "")
        if content_type not in _APLUS_TYPES:
            raise invalid("Missing or invalid request parameter: contentType")
        key = f"sc/{uuid.uuid4()}.{_APLUS_TYPES[content_type]}"
        destination_id = f"{_APLUS_BUCKET}/{key}"
        payload: dict[str, object] = {"url": _post_policy_url(call, key)}
    else:
        message = _MESSAGE.fullmatch(resource)
        action = BY_SEGMENT.get(message[2]) if message else None
        if message is None or action is None or "attachments" not in action.properties:
            raise refused(404, "NotFound", "The resource specified does not exist.")
        order_in(message[1], marketplace)
        destination_id = str(uuid.uuid4())
        headers = {"Content-MD5": content_md5, "x-amz-server-side-encryption": "aws:kms"}
        payload = {"url": _presigned_url(call, destination_id, headers), "headers": headers}
    call.state.add_destination(Destination(destination_id, call.account, marketplace, resource))
    return api.json_response(201, {"payload": {"uploadDestinationId": destination_id, **payload}})


def _presigned_url(call: Call, key: str, headers: Mapping[str, str]) -> str:
    """Return a URL at which `headers` and any body may be PUT as the messages' object `key`."""
    path = f"{STORAGE}/{_BUCKET}/{key}"
    stamp = _stamp(call.now)
    signed = {"host": call.request.host, **{name.lower(): value for name, value in headers.items()}}
    query = [
        ("X-Amz-Algorithm", _ALGORITHM),
        ("X-Amz-Date", stamp),
        ("X-Amz-SignedHeaders", ";".join(sorted(signed))),
        ("X-Amz-Expires", str(_PUT_SECONDS)),
        ("X-Amz-Credential", _credential(stamp)),
    ]
    query.append(("X-Amz-Signature", _sign_request("PUT", path, query, signed)))
    return f"{urljoin(call.request.host_url, path)}?{urlencode(query, quote_via=quote)}"


def _post_policy_url(call: Call, key: str) -> str:
    """Return a URL whose query has the fields of a form that may be POSTed, with their signed policy."""
    stamp = _stamp(call.now)
    fields = {
        "key": key,
        "acl": "private",
        "x-amz-meta-owner": "A2ZSIMULATEDSELLER",
        "x-amz-algorithm": _ALGORITHM,
        "x-amz-credential": _credential(stamp),
        "x-amz-date": stamp,
    }
    conditions: list[object] = [{"bucket": _APLUS_BUCKET}, *({name: value} for name, value in fields.items())]
    conditions.append(["content-length-range", 1, _APLUS_LARGEST])
    document = {"conditions": conditions, "expiration": api.write_time(call.now + _APLUS_SECONDS)}
    policy = base64.b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()
    fields |= {"policy": policy, "x-amz-signature": _sign(policy, stamp)}
    url = urljoin(call.request.host_url, f"{STORAGE}/{_APLUS_BUCKET}")
    return f"{url}?{urlencode(fields, quote_via=quote, safe='/=')}"


# Amazon S3


def storage_error(status: int, code: str, message: str, **elements: str) -> RefusedError:
    """Return a refusal in S3's XML; some codes have `elements` besides."""
    parts = {"Code": code, "Message": message, **elements}
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in parts.items())
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
    return RefusedError(Response(body, status, content_type="application/xml"))


def too_large() -> RefusedError:
    """Return the refusal of a body that is larger than is allowed."""
    return storage_error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")


def receive(call: Call) -> Response:
    """Answer what is sent to `/s3/<bucket>/<key>`: 200 for a good PUT, 204 for a good POST."""
    place = call.raw_path.removeprefix(f"{STORAGE}/")
    # A browser's or curl's Authorization, and above all the seller's access token, do not belong here.
    if "Authorization" in call.request.headers or "x-amz-access-token" in call.request.headers:
        what = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
        what += "string parameter or the Authorization header should be specified"
        raise storage_error(400, "InvalidArgument", what)
    return _receive_form(call, place) if call.request.method == "POST" else _receive_object(call, place)


def _receive_form(call: Call, bucket: str) -> Response:
    if "/" in bucket:
        what = "The specified method is not allowed against this resource."
        raise storage_error(405, "MethodNotAllowed", what, Method="POST", ResourceType="OBJECT")
    fields, content = _read_form(call)
    _check_policy(call, {**fields, "bucket": bucket}, len(content))
    call.state.store(f"{bucket}/{fields['key']}", content, _BINARY)
    return Response(status=204)


def _receive_object(call: Call, place: str) -> Response:
    _check_presigned(call)
    content = _read_content(call)
    content_type = call.request.headers.get("Content-Type", _BINARY)
    call.state.store(place.removeprefix(f"{_BUCKET}/"), content, content_type)
    etag = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return Response(status=200, headers={"ETag": f'"{etag}"'})


def _check_presigned(call: Call) -> None:
    headers = call.request.headers
    query = parse_qsl(call.request.query_string.decode("latin-1"), keep_blank_values=True)
    values = dict(query)
    if "X-Amz-Signature" not in values:
        raise storage_error(403, "AccessDenied", "Access Denied")
    signed = values.get("X-Amz-SignedHeaders", "").split(";")
    unsigned = [name.lower() for name, _ in headers if name.lower().startswith("x-amz-")]
    unsigned = [name for name in unsigned if name not in signed]
    if unsigned:
        what = "There were headers present in the request which were not signed"
        raise storage_error(403, "AccessDenied", what, HeadersNotSigned=", ".join(unsigned))
    # A signed header that did not come is signed as an empty one, and so the signature differs.
    came = {name: headers.get(name, "") for name in signed}
    covered = [(name, value) for name, value in query if name != "X-Amz-Signature"]
    wanted = _sign_request(call.request.method, unquote(call.raw_path), covered, came)
    _check_signature(wanted, values["X-Amz-Signature"])
    # From here on the query is one that the simulator made.
    made = datetime.strptime(values["X-Amz-Date"], _DATE).replace(tzinfo=UTC).timestamp()
    ends = made + int(values["X-Amz-Expires"])
    if call.now > ends:
        times = {"Expires": _stamp(ends), "ServerTime": _stamp(call.now)}
        raise storage_error(403, "AccessDenied", "Request has expired", **times)


def _read_content(call: Call) -> bytes:
    """Return the body, whose length and MD5 must be those that its headers claim."""
    if call.request.content_length is None:
        raise storage_error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    content = call.request.get_data()
    claimed = call.request.headers.get("Content-MD5", "")
    try:
        digest = base64.b64decode(claimed, validate=True)
    except ValueError:
        digest = b""
    if len(digest) != 16:
        raise storage_error(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
    real = hashlib.md5(content, usedforsecurity=False).digest()
    if digest != real:
        what = "The Content-MD5 you specified did not match what we received."
        digests = {"ExpectedDigest": claimed, "CalculatedDigest": base64.b64encode(real).decode()}
        raise storage_error(400, "BadDigest", what, **digests)
    return content


def _read_form(call: Call) -> tuple[Mapping[str, str], bytes]:
    """Return the fields before the file, by their names in lower case, and the file's content."""
    request = call.request
    if request.mimetype != "multipart/form-data":
        what = "At least one of the pre-conditions you specified did not hold"
        condition = "Bucket POST must be of the enclosure-type multipart/form-data"
        raise storage_error(412, "PreconditionFailed", what, Condition=condition)
    files = request.files.getlist("file")
    if len(files) != 1:
        what = "POST requires exactly one file upload per request."
        count = {"ArgumentName": "file", "ArgumentValue": str(len(files))}
        raise storage_error(400, "InvalidArgument", what, **count)
    body = request.get_data()
    end = body.find(b'name="file"')  # S3 does not read the fields after it
    before = [name for name in request.form if 0 <= body.find(f'name="{name}"'.encode()) < end]
    return {name.lower(): request.form[name] for name in before}, files[0].read()


def _check_policy(call: Call, values: Mapping[str, str], size: int) -> None:
    """Raise RefusedError unless the form's signed policy allows its `values`, and a file of `size` bytes."""
    policy = values.get("policy", "")
    wanted = _sign(policy, values.get("x-amz-date", ""))
    _check_signature(wanted, values.get("x-amz-signature", "") if policy else "")
    document = json.loads(base64.b64decode(policy))  # ours: its signature is
    if api.read_time(document["expiration"]) < call.now:
        raise _forbidden("Policy expired.")
    *equal, (_, least, most) = document["conditions"]
    expected = {name: value for condition in equal for name, value in condition.items()}
    for name, value in expected.items():
        if values.get(name) != value:
            raise _forbidden(f'Policy Condition failed: ["eq", "${name}", "{value}"]')
    if size < least:
        what = "Your proposed upload is smaller than the minimum allowed size"
        raise storage_error(400, "EntityTooSmall", what)
    if size > most:
        raise too_large()
    allowed = {*expected, "policy", "x-amz-signature"}
    extra = [name for name in values if name not in allowed and not name.startswith("x-ignore-")]
    if extra:
        raise _forbidden(f"Extra input fields: {', '.join(extra)}")


def _forbidden(why: str) -> RefusedError:
    return storage_error(403, "AccessDenied", f"Invalid according to Policy: {why}")


# AWS Signature Version 4


def _check_signature(wanted: str, given: str) -> None:
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        what = "The request signature we calculated does not match the signature you provided. "
        raise storage_error(403, "SignatureDoesNotMatch", f"{what}Check your key and signing method.")


def _sign_request(
    method: str, path: str, query: Sequence[tuple[str, str]], headers: Mapping[str, str]
) -> str:
    """Return the signature of a presigned request, in hex; `headers` are those that are signed."""
    stamp = dict(query).get("X-Amz-Date", "")
    names = sorted(headers)
    canonical = "\n".join(
        (
            method,
            quote(path, safe="/-_.~"),
            "&".join(sorted(urlencode(query, quote_via=quote).split("&"))),
            *(f"{name}:{' '.join(headers[name].split())}" for name in names),
            "",
            ";".join(names),
            "UNSIGNED-PAYLOAD",
        )
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    scope = _credential(stamp).partition("/")[2]
    return _sign("\n".join((_ALGORITHM, stamp, scope, digest)), stamp)


def _sign(text: str, stamp: str) -> str:
    """Return the signature of a string to sign (of a POST policy: its base64), in hex."""
    key = f"AWS4{SECRET_KEY}".encode()
    for part in (stamp[:8], _REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def _credential(stamp: str) -> str:
    """Return the credential scope of the simulator's only access key, on the day of `stamp`."""
    return f"{_ACCESS_KEY}/{stamp[:8]}/{_REGION}/s3/aws4_request"


def _stamp(seconds: float) -> str:
    """Return a time as AWS writes it: `20261123T162524Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime(_DATE)

"""The part of Amazon S3 that uploads reach: presigned PUTs and POST policies, verified for real.

Source of the checks and the words: docs.aws.amazon.com/AmazonS3/latest/API, "Error responses", "POST Object"
and "POST Policy".
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

from spmsg.simulator.request_validation import date_time
from spmsg.simulator.responses import Call
from spmsg.simulator.signatures import (
    ALGORITHM,
    SignedRequest,
    credential,
    seconds,
    sign,
    sign_text,
    timestamp,
)
from spmsg.simulator.state import StoredObject
from spmsg.simulator.uploads import APLUS_BUCKET

LARGEST_OBJECT = 32 * 1024 * 1024
"""Bytes. Amazon's own limit is gigabytes; a message's attachments stay below 10 MB together."""

_LONGEST_LIFE = 7 * 86_400


class StorageError(Exception):
    """A refusal of S3: HTTP status, S3's code and message, and elements that some codes have besides."""

    def __init__(self, status: int, code: str, message: str, **elements: str) -> None:
        super().__init__(message)
        self.status = status
        self.elements = {"Code": code, "Message": message, **elements}

    def response(self, request_id: str) -> Response:
        """Return the answer in S3's XML."""
        elements = {**self.elements, "RequestId": request_id}
        inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in elements.items())
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
        return Response(body, self.status, content_type="application/xml")


def receive(call: Call, place: str) -> Response:
    """Answer what is sent to `/s3/<bucket>/<key>`: 200 for a good PUT, 204 for a good POST.

    Raises StorageError.
    """
    request = call.request
    # A browser's or curl's Authorization, and above all the seller's access token, do not belong here.
    if "Authorization" in request.headers or "x-amz-access-token" in request.headers:
        raise StorageError(
            400,
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
            "string parameter or the Authorization header should be specified",
        )
    if request.method == "POST":
        if place.rstrip("/") != APLUS_BUCKET:
            what = "The specified method is not allowed against this resource."
            raise StorageError(405, "MethodNotAllowed", what, Method="POST", ResourceType="OBJECT")
        call.state.store(*_accept_form(call, APLUS_BUCKET))
        return Response(status=204)
    _check_presigned(call)
    if request.method != "PUT":  # a HEAD or GET that somebody signed
        raise StorageError(404, "NoSuchKey", "The specified key does not exist.")
    content = _check_content(call)
    call.state.store(place, StoredObject(content, request.headers.get("Content-Type", "binary/octet-stream")))
    etag = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return Response(status=200, headers={"ETag": f'"{etag}"'})


def _check_presigned(call: Call) -> None:
    request = call.request
    query = parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True)
    values = dict(query)
    if "X-Amz-Signature" not in values:
        raise StorageError(403, "AccessDenied", "Access Denied")
    stamp = values.get("X-Amz-Date", "")
    try:
        made, lifetime = seconds(stamp), int(values.get("X-Amz-Expires", ""))
    except ValueError:
        raise _malformed("X-Amz-Date and X-Amz-Expires must be a date and a number of seconds") from None
    if not 0 < lifetime <= _LONGEST_LIFE:
        raise _malformed("X-Amz-Expires must be between 1 and 604800 seconds")
    if values.get("X-Amz-Algorithm") != ALGORITHM or values.get("X-Amz-Credential") != credential(stamp):
        raise _malformed("the Credential is mal-formed")
    if call.now > made + lifetime:
        times = {"Expires": timestamp(made + lifetime), "ServerTime": timestamp(call.now)}
        raise StorageError(403, "AccessDenied", "Request has expired", **times)
    signed = values.get("X-Amz-SignedHeaders", "").split(";")
    names = [name.lower() for name in dict(request.headers)]
    unsigned = [name for name in names if name.startswith("x-amz-") and name not in signed]
    if unsigned:
        what = "There were headers present in the request which were not signed"
        raise StorageError(403, "AccessDenied", what, HeadersNotSigned=", ".join(unsigned))
    # A signed header that did not come is signed as an empty one, and so the signature differs.
    headers = {name: request.headers.get(name, "") for name in signed}
    covered = tuple((name, value) for name, value in query if name != "X-Amz-Signature")
    sent = SignedRequest(request.method, unquote(call.raw_path), covered, headers)
    _check_signature(sign(sent, stamp, call.state.signing_key), values["X-Amz-Signature"])


def _check_signature(wanted: str, given: str) -> None:
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise StorageError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key "
            "and signing method.",
        )


def _check_content(call: Call) -> bytes:
    """Return the body, whose length and MD5 must be those that its headers claim."""
    if call.request.content_length is None:
        raise StorageError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    content = call.request.get_data()
    claimed = call.request.headers.get("Content-MD5", "")
    try:
        digest = base64.b64decode(claimed, validate=True)
    except ValueError:
        digest = b""
    if len(digest) != 16:
        raise StorageError(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
    real = hashlib.md5(content, usedforsecurity=False).digest()
    if digest != real:
        what = "The Content-MD5 you specified did not match what we received."
        digests = {"ExpectedDigest": claimed, "CalculatedDigest": base64.b64encode(real).decode()}
        raise StorageError(400, "BadDigest", what, **digests)
    return content


def _accept_form(call: Call, bucket: str) -> tuple[str, StoredObject]:
    """Return the object's name ("bucket/key") and content, if the form's signed policy allows it."""
    fields, content = _read_form(call)
    policy = fields.get("policy", "")
    wanted = sign_text(policy, fields.get("x-amz-date", ""), call.state.signing_key)
    _check_signature(wanted, fields.get("x-amz-signature", "") if policy else "")
    document = json.loads(base64.b64decode(policy))  # ours: its signature is
    if date_time(document["expiration"]).timestamp() < call.now:
        raise _forbidden("Policy expired.")
    _check_conditions(document["conditions"], {**fields, "bucket": bucket}, len(content))
    return f"{bucket}/{fields['key']}", StoredObject(
        content, fields.get("content-type", "binary/octet-stream")
    )


def _check_conditions(conditions: list[object], values: Mapping[str, str], size: int) -> None:
    allowed = {"policy", "x-amz-signature"}
    for condition in conditions:
        if isinstance(condition, dict):
            ((name, wanted),) = condition.items()
            allowed.add(name)
            if values.get(name) != wanted:
                raise _forbidden(f'Policy Condition failed: ["eq", "${name}", "{wanted}"]')
        elif isinstance(condition, list) and condition[0] == "content-length-range":
            least, most = condition[1:]
            if size < least:
                what = "Your proposed upload is smaller than the minimum allowed size"
                raise StorageError(400, "EntityTooSmall", what)
            if size > most:
                what = "Your proposed upload exceeds the maximum allowed size"
                raise StorageError(400, "EntityTooLarge", what)
    extra = [name for name in values if name not in allowed and not name.startswith("x-ignore-")]
    if extra:
        raise _forbidden(f"Extra input fields: {', '.join(extra)}")


def _read_form(call: Call) -> tuple[Mapping[str, str], bytes]:
    """Return the fields before the file, by their names in lower case, and the file's content."""
    request = call.request
    if request.mimetype != "multipart/form-data":
        what = "At least one of the pre-conditions you specified did not hold"
        condition = "Bucket POST must be of the enclosure-type multipart/form-data"
        raise StorageError(412, "PreconditionFailed", what, Condition=condition)
    files = request.files.getlist("file")
    if len(files) != 1:
        what = "POST requires exactly one file upload per request."
        count = {"ArgumentName": "file", "ArgumentValue": str(len(files))}
        raise StorageError(400, "InvalidArgument", what, **count)
    body = request.get_data()
    end = body.find(b'name="file"')  # S3 does not read the fields behind it
    before = [name for name in request.form if 0 <= body.find(f'name="{name}"'.encode()) < end]
    return {name.lower(): request.form[name] for name in before}, files[0].read()


def _forbidden(why: str) -> StorageError:
    return StorageError(403, "AccessDenied", f"Invalid according to Policy: {why}")


def _malformed(what: str) -> StorageError:
    return StorageError(
        400, "AuthorizationQueryParametersError", f"Error parsing the X-Amz-Credential parameter; {what}"
    )

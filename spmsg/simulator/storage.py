"""The part of Amazon S3 that uploads reach: presigned PUTs and POST policies, verified for real.

Source of the checks and the words: docs.aws.amazon.com/AmazonS3/latest/API, "Error responses".
"""

import base64
import binascii
import hashlib
from urllib.parse import parse_qsl, unquote

from werkzeug.wrappers import Response

from spmsg.simulator.answers import Call
from spmsg.simulator.post_policy import accept_form
from spmsg.simulator.s3_errors import StorageError
from spmsg.simulator.signatures import ALGORITHM, SignedRequest, credential, same, seconds, sign, timestamp
from spmsg.simulator.state import StoredObject
from spmsg.simulator.uploads import APLUS_BUCKET

LARGEST_OBJECT = 32 * 1024 * 1024
"""Bytes. Amazon's own limit is gigabytes; a message's attachments stay below 10 MB together."""

_LONGEST_LIFE = 7 * 86_400


def receive(call: Call, place: str) -> Response:
    """What is sent to `/s3/<bucket>/<key>`: 200 for a good PUT, 204 for a good POST; raises StorageError."""
    request = call.request
    # A browser's or curl's Authorization, and above all the seller's access token, are none of S3's business.
    if "Authorization" in request.headers or "x-amz-access-token" in request.headers:
        raise StorageError(
            400,
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
            "string parameter or the Authorization header should be specified",
        )
    if request.method == "POST" and place.rstrip("/") == APLUS_BUCKET:
        name, stored = accept_form(call, APLUS_BUCKET)
        call.state.store(name, stored)
        return Response(status=204)
    if request.method == "POST":
        raise StorageError(
            405,
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
            Method="POST",
            ResourceType="OBJECT",
        )
    _check_signature(call)
    if request.method != "PUT":  # a HEAD or GET that somebody signed
        raise StorageError(404, "NoSuchKey", "The specified key does not exist.")
    content = _check_content(call)
    stored = StoredObject(content, request.headers.get("Content-Type", "binary/octet-stream"))
    call.state.store(place, stored)
    return Response(
        status=200, headers={"ETag": f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'}
    )


def _check_signature(call: Call) -> None:
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
        raise StorageError(
            403,
            "AccessDenied",
            "Request has expired",
            **{
                "X-Amz-Expires": str(lifetime),
                "Expires": timestamp(made + lifetime),
                "ServerTime": timestamp(call.now),
            },
        )
    signed = values.get("X-Amz-SignedHeaders", "").split(";")
    unsigned = [
        n.lower() for n in dict(request.headers) if n.lower().startswith("x-amz-") and n.lower() not in signed
    ]
    if unsigned:
        raise StorageError(
            403,
            "AccessDenied",
            "There were headers present in the request which were not signed",
            HeadersNotSigned=", ".join(unsigned),
        )
    # A signed header that did not come is signed as an empty one, and so the signature differs.
    headers = {name: request.headers.get(name, "") for name in signed}
    covered = tuple((name, value) for name, value in query if name != "X-Amz-Signature")
    wanted = sign(
        SignedRequest(request.method, unquote(call.raw_path), covered, headers), stamp, call.state.signing_key
    )
    if not same((wanted, values["X-Amz-Signature"])):
        raise signature_differs()


def signature_differs() -> StorageError:
    """What S3 says of a URL, a method or a signed header that is not what was signed."""
    return StorageError(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and "
        "signing method.",
    )


def _check_content(call: Call) -> bytes:
    if call.request.content_length is None:
        raise StorageError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    content = call.request.get_data()
    claimed = call.request.headers.get("Content-MD5", "")
    try:
        digest = base64.b64decode(claimed, validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if len(digest) != 16:
        raise StorageError(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
    real = hashlib.md5(content, usedforsecurity=False).digest()
    if digest != real:
        raise StorageError(
            400,
            "BadDigest",
            "The Content-MD5 you specified did not match what we received.",
            ExpectedDigest=claimed,
            CalculatedDigest=base64.b64encode(real).decode(),
        )
    return content


def _malformed(what: str) -> StorageError:
    return StorageError(
        400, "AuthorizationQueryParametersError", f"Error parsing the X-Amz-Credential parameter; {what}"
    )

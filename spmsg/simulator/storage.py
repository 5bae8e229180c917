"""The part of Amazon S3 that uploads reach: presigned PUTs and POST policies, signed and verified for real.

Sources: docs.aws.amazon.com/AmazonS3/latest/API, "Authenticating Requests: Using Query Parameters",
"Authenticating Requests in Browser-Based Uploads Using POST", "POST Object", "POST Policy" and "Error
responses".
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

from spmsg.simulator.api import Call, read_time, write_time

ROOT = "/s3"
LARGEST_OBJECT = 32 * 1024 * 1024
"""Bytes. Amazon's own limit is gigabytes; a message's attachments stay below 10 MB together."""

_ALGORITHM = "AWS4-HMAC-SHA256"
_REGION = "us-east-1"
_ACCESS_KEY = "AKIASIMULATOR0000000"
_DATE = "%Y%m%dT%H%M%SZ"


class StorageError(Exception):
    """A refusal of S3: HTTP status, S3's code and message, and elements that some codes have besides."""

    def __init__(self, status: int, code: str, message: str, **elements: str) -> None:
        super().__init__(message)
        self.status = status
        self.elements = {"Code": code, "Message": message, **elements}

    def response(self) -> Response:
        """Return the answer in S3's XML."""
        inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in self.elements.items())
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
        return Response(body, self.status, content_type="application/xml")


TOO_LARGE = StorageError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")


def presigned_url(call: Call, place: str, headers: Mapping[str, str], seconds: int) -> str:
    """Return a URL for `seconds` at which `headers` and any body may be PUT to `place` ("bucket/key")."""
    path = f"{ROOT}/{place}"
    stamp = _stamp(call.now)
    signed = {"host": call.base_url.partition("://")[2]}
    signed |= {name.lower(): value for name, value in headers.items()}
    query = (
        ("X-Amz-Algorithm", _ALGORITHM),
        ("X-Amz-Date", stamp),
        ("X-Amz-SignedHeaders", ";".join(sorted(signed))),
        ("X-Amz-Expires", str(seconds)),
        ("X-Amz-Credential", _credential(stamp)),
    )
    signature = _sign_request("PUT", path, query, signed, call.state.signing_key)
    pairs = (*query, ("X-Amz-Signature", signature))
    return f"{call.base_url}{path}?{'&'.join(f'{name}={_encode(value)}' for name, value in pairs)}"


def post_form(
    call: Call, bucket: str, fields: Mapping[str, str], largest: int, seconds: int
) -> dict[str, str]:
    """Return the fields of a form that may be POSTed to `bucket` for `seconds`, with their signed policy.

    `largest` is the most that the file may have, in bytes.
    """
    stamp = _stamp(call.now)
    fields = {
        **fields,
        "x-amz-algorithm": _ALGORITHM,
        "x-amz-credential": _credential(stamp),
        "x-amz-date": stamp,
    }
    conditions: list[object] = [{"bucket": bucket}, *({name: value} for name, value in fields.items())]
    conditions.append(["content-length-range", 1, largest])
    document = {"conditions": conditions, "expiration": write_time(call.now + seconds)}
    policy = base64.b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()
    signature = _sign(policy, stamp, call.state.signing_key)
    return {**fields, "policy": policy, "x-amz-signature": signature}


def receive(call: Call) -> Response:
    """Answer what is sent to `/s3/<bucket>/<key>`: 200 for a good PUT, 204 for a good POST.

    Raises StorageError.
    """
    request = call.request
    place = call.raw_path.removeprefix(f"{ROOT}/")
    # A browser's or curl's Authorization, and above all the seller's access token, do not belong here.
    if "Authorization" in request.headers or "x-amz-access-token" in request.headers:
        raise StorageError(
            400,
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
            "string parameter or the Authorization header should be specified",
        )
    if request.method == "POST":
        if "/" in place:
            what = "The specified method is not allowed against this resource."
            raise StorageError(405, "MethodNotAllowed", what, Method="POST", ResourceType="OBJECT")
        fields, content = _read_form(call)
        _check_policy(call, {**fields, "bucket": place}, len(content))
        call.state.store(f"{place}/{fields['key']}", content, "binary/octet-stream")
        return Response(status=204)
    _check_presigned(call)
    content = _check_content(call)
    call.state.store(place, content, request.headers.get("Content-Type", "binary/octet-stream"))
    etag = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return Response(status=200, headers={"ETag": f'"{etag}"'})


def _check_presigned(call: Call) -> None:
    request = call.request
    query = parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True)
    values = dict(query)
    if "X-Amz-Signature" not in values:
        raise StorageError(403, "AccessDenied", "Access Denied")
    names = values.get("X-Amz-SignedHeaders", "").split(";")
    unsigned = [name for name in map(str.lower, request.headers.keys()) if name not in names]
    unsigned = [name for name in unsigned if name.startswith("x-amz-")]
    if unsigned:
        what = "There were headers present in the request which were not signed"
        raise StorageError(403, "AccessDenied", what, HeadersNotSigned=", ".join(unsigned))
    # A signed header that did not come is signed as an empty one, and so the signature differs.
    headers = {name: request.headers.get(name, "") for name in names}
    covered = [(name, value) for name, value in query if name != "X-Amz-Signature"]
    path = unquote(call.raw_path)
    wanted = _sign_request(request.method, path, covered, headers, call.state.signing_key)
    _check_signature(wanted, values["X-Amz-Signature"])
    # From here on the query is one that the simulator made.
    made = datetime.strptime(values["X-Amz-Date"], _DATE).replace(tzinfo=UTC).timestamp()
    ends = made + int(values["X-Amz-Expires"])
    if call.now > ends:
        times = {"Expires": _stamp(ends), "ServerTime": _stamp(call.now)}
        raise StorageError(403, "AccessDenied", "Request has expired", **times)


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


def _check_policy(call: Call, values: Mapping[str, str], size: int) -> None:
    """Raise StorageError unless the form's signed policy allows its `values`, and a file of `size` bytes."""
    policy = values.get("policy", "")
    wanted = _sign(policy, values.get("x-amz-date", ""), call.state.signing_key)
    _check_signature(wanted, values.get("x-amz-signature", "") if policy else "")
    document = json.loads(base64.b64decode(policy))  # ours: its signature is
    if read_time(document["expiration"]) < call.now:
        raise _forbidden("Policy expired.")
    allowed = {"policy", "x-amz-signature"}
    for condition in document["conditions"]:
        if isinstance(condition, dict):
            ((name, value),) = condition.items()
            allowed.add(name)
            if values.get(name) != value:
                raise _forbidden(f'Policy Condition failed: ["eq", "${name}", "{value}"]')
        elif size < condition[1]:
            what = "Your proposed upload is smaller than the minimum allowed size"
            raise StorageError(400, "EntityTooSmall", what)
        elif size > condition[2]:
            raise TOO_LARGE
    extra = [name for name in values if name not in allowed and not name.startswith("x-ignore-")]
    if extra:
        raise _forbidden(f"Extra input fields: {', '.join(extra)}")


def _forbidden(why: str) -> StorageError:
    return StorageError(403, "AccessDenied", f"Invalid according to Policy: {why}")


# AWS Signature Version 4


def _check_signature(wanted: str, given: str) -> None:
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise StorageError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key "
            "and signing method.",
        )


def _sign_request(
    method: str, path: str, query: Sequence[tuple[str, str]], headers: Mapping[str, str], secret: str
) -> str:
    """Return the signature of a presigned request, in hex; `headers` are those that are signed."""
    stamp = dict(query).get("X-Amz-Date", "")
    canonical = "\n".join(
        (
            method,
            quote(path, safe="/-_.~"),
            "&".join(sorted(f"{_encode(name)}={_encode(value)}" for name, value in query)),
            *(f"{name}:{' '.join(headers[name].split())}" for name in sorted(headers)),
            "",
            ";".join(sorted(headers)),
            "UNSIGNED-PAYLOAD",
        )
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    scope = _credential(stamp).partition("/")[2]
    return _sign("\n".join((_ALGORITHM, stamp, scope, digest)), stamp, secret)


def _sign(text: str, stamp: str, secret: str) -> str:
    """Return the signature of a string to sign (of a POST policy: its base64), in hex."""
    key = f"AWS4{secret}".encode()
    for part in (stamp[:8], _REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def _credential(stamp: str) -> str:
    """Return the credential scope of the simulator's only access key, on the day of `stamp`."""
    return f"{_ACCESS_KEY}/{stamp[:8]}/{_REGION}/s3/aws4_request"


def _stamp(seconds: float) -> str:
    """Return a time as AWS writes it: `20261123T162524Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime(_DATE)


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")

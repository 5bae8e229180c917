"""AWS Signature Version 4 for S3: presigned URLs and POST policies.

Source: docs.aws.amazon.com/AmazonS3/latest/API, "Authenticating Requests: Using Query Parameters" and
"Authenticating Requests in Browser-Based Uploads Using POST".
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"
REGION = "us-east-1"
ACCESS_KEY = "AKIASIMULATOR0000000"


@dataclass(frozen=True)
class SignedRequest:
    """What a presigned URL's signature covers: decoded values, headers by their names in lower case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]


def timestamp(now: float) -> str:
    """Return AWS's date: `20261123T162524Z`."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")


def seconds(stamp: str) -> float:
    """Return the time that AWS's date means, in seconds since the epoch; raises ValueError."""
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()


def credential(stamp: str) -> str:
    """Return the credential scope of the simulator's only access key, on the day of `stamp`."""
    return f"{ACCESS_KEY}/{stamp[:8]}/{REGION}/s3/aws4_request"


def presigned_query(request: SignedRequest, now: float, expires: int, secret: str) -> str:
    """Return the query that presigns `request` for `expires` seconds; its own query must be empty."""
    stamp = timestamp(now)
    query = (
        ("X-Amz-Algorithm", ALGORITHM),
        ("X-Amz-Date", stamp),
        ("X-Amz-SignedHeaders", ";".join(sorted(request.headers))),
        ("X-Amz-Expires", str(expires)),
        ("X-Amz-Credential", credential(stamp)),
    )
    signature = sign(SignedRequest(request.method, request.path, query, request.headers), stamp, secret)
    return "&".join(f"{name}={_encode(value)}" for name, value in (*query, ("X-Amz-Signature", signature)))


def sign(request: SignedRequest, stamp: str, secret: str) -> str:
    """Return the signature of a presigned request, in hex; its `headers` are those that are signed."""
    canonical = "\n".join(
        (
            request.method,
            quote(request.path, safe="/-_.~"),
            "&".join(sorted(f"{_encode(name)}={_encode(value)}" for name, value in request.query)),
            *(f"{name}:{' '.join(request.headers[name].split())}" for name in sorted(request.headers)),
            "",
            ";".join(sorted(request.headers)),
            "UNSIGNED-PAYLOAD",
        )
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    scope = credential(stamp).partition("/")[2]
    return sign_text("\n".join((ALGORITHM, stamp, scope, digest)), stamp, secret)


def sign_text(text: str, stamp: str, secret: str) -> str:
    """Return the signature of a string to sign (of a POST policy: its base64), in hex."""
    key = f"AWS4{secret}".encode()
    for part in (stamp[:8], REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")

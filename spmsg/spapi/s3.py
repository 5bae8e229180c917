"""What S3's refusals of an upload mean. S3 answers errors in XML: `<Error><Code>…</Code><Message>…`."""

import re

from spmsg.errors import AmazonError, InvalidInputError, ServerError, SpmsgError
from spmsg.spapi.answers import RawAnswer
from spmsg.spapi.trace import mask

_MEANINGS = {
    "SignatureDoesNotMatch": "a header that was signed is missing or was changed on the way",
    "InvalidDigest": "its contentMD5 was not the base64 of the binary MD5 digest",
    "BadDigest": "the bytes that arrived are not those whose MD5 digest was told",
    "MethodNotAllowed": "this destination does not take this kind of upload",
    "RequestTimeTooSkewed": "this machine's clock is wrong",
}


class DestinationExpiredError(AmazonError):
    """The upload destination is older than it may be (15 minutes): create another one."""


def s3_refusal(raw: RawAnswer) -> SpmsgError:
    """The error that S3's answer means; its code and message are quoted as data."""
    body = raw.content.decode("utf-8", "replace")
    code, message = _element(body, "Code"), _element(body, "Message")
    said = mask(": ".join(filter(None, (code, message))))[:500]
    quoted = f" S3 says: {said}" if said else ""
    request_id = raw.request_id
    if raw.status >= 500:
        return ServerError(
            f"S3 failed with {raw.status}.{quoted}", hint="Try again later.", request_id=request_id
        )
    if code == "ExpiredToken" or (code == "AccessDenied" and "expired" in message.lower()):
        return DestinationExpiredError(
            f"The upload destination has expired.{quoted}",
            hint="Upload again: a new destination is asked for.",
            request_id=request_id,
        )
    if code in ("EntityTooLarge", "EntityTooSmall"):
        return InvalidInputError(f"The file's size is not allowed there.{quoted}", request_id=request_id)
    meaning = f": {_MEANINGS[code]}" if code in _MEANINGS else ""
    return AmazonError(
        f"S3 refused the file with {raw.status}{meaning}.{quoted}",
        hint="The file was not stored and no message refers to it. Upload again.",
        request_id=request_id,
    )


def holds_error(raw: RawAnswer) -> bool:
    """Whether a 2xx answer tells of an error nevertheless."""
    return b"<Error>" in raw.content[:4096]


def _element(body: str, name: str) -> str:
    # No XML parser: the body is a stranger's, and two elements are all that we want of it.
    import html

    found = re.search(rf"<{name}>([^<]{{1,400}})</{name}>", body[:65_536])
    return html.unescape(found[1]).strip() if found else ""

"""The Uploads API 2020-11-01: a place for an attachment at S3, and putting it there.

S3 is another host: nothing goes there but what Amazon signed. It answers errors in XML,
`<Error><Code>…</Code><Message>…`. Sources: models/uploads of github.com/amzn/selling-partner-api-models,
its issues 97 and 325, and Amazon's recipe UploadImageForResourceRecipe.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from urllib3 import encode_multipart_formdata

from spmsg.credentials.secrets import mask
from spmsg.errors import AmazonError, InvalidInputError, ServerError
from spmsg.spapi.answers import Answer, text_at
from spmsg.spapi.api_errors import redirected, unreadable
from spmsg.spapi.operations import CREATE_UPLOAD_DESTINATION
from spmsg.spapi.transport import Transport
from spmsg.urls import is_loopback, origin

_OUR_HEADERS = {"host", "content-length", "connection", "transfer-encoding", "expect", "x-amz-access-token"}
_ENCODED_ONCE = {"policy", "x-amz-signature", "x-amz-credential", "x-amz-security-token"}


class DestinationExpiredError(AmazonError):
    """The upload destination is older than it may be (15 minutes): create another one."""

    code = "destination-expired"


@dataclass(frozen=True)
class UploadDestination:
    """Where an attachment goes: `id` names it in a message, `url` takes the bytes, for 15 minutes."""

    id: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    content_md5: str = ""  # as Amazon was told: base64 of the binary digest


class Uploads:
    """Uploads attachments to where Amazon fetches them from."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def upload(
        self,
        resource: str,
        marketplace: str,
        file_name: str,
        content: bytes,
        content_md5: str,
        content_type: str,
    ) -> str:
        """Upload `content` for `resource`, as `messaging/v1/orders/ORDER/messages/invoice`; return its ID.

        `content_md5` is the base64 of the binary digest. Raises what the two steps below raise.
        """
        destination = self.create_destination(resource, marketplace, content_md5, content_type)
        try:
            self.put(destination, content, content_type, file_name)
        except DestinationExpiredError:  # a sleeping laptop or a long wait can outlast the signature
            destination = self.create_destination(resource, marketplace, content_md5, content_type)
            self.put(destination, content, content_type, file_name)
        return destination.id

    def create_destination(
        self, resource: str, marketplace: str, content_md5: str, content_type: str
    ) -> UploadDestination:
        """Return a destination for bytes whose MD5 digest, in base64, is `content_md5`.

        `resource` keeps its slashes: sent as %2F they are answered with 403 (models issue 254).
        """
        path = f"/uploads/2020-11-01/uploadDestinations/{quote(resource.strip('/'), safe='/')}"
        query = {"marketplaceIds": marketplace, "contentMD5": content_md5, "contentType": content_type}
        answer = self._transport.call(CREATE_UPLOAD_DESTINATION, "POST", path, query)
        payload = answer.document.get("payload")
        identity, url = text_at(payload, "uploadDestinationId"), text_at(payload, "url")
        if identity is None or url is None or not isinstance(payload, Mapping):
            raise unreadable(answer, "the request for a destination", "names no upload destination")
        headers = _read_headers(payload.get("headers"), answer)
        return UploadDestination(identity, _check_url(url, answer), headers, content_md5)

    def put(self, destination: UploadDestination, content: bytes, content_type: str, file_name: str) -> None:
        """Put `content` there; repeated on failures, because it reaches no buyer.

        Raises DestinationExpiredError if the URL is too old, AmazonError with S3's own words for the rest.
        """
        query = _parse_query(destination.url)
        values = {name.lower(): value for name, value in query}
        if "policy" in values and "key" in values:  # a POST policy (A+ content), no presigned PUT (messages)
            file = ("file", (file_name, content, content_type))
            form, form_type = encode_multipart_formdata([*query, file])
            bare = urlsplit(destination.url)._replace(query="").geturl()
            self._transport.send_presigned("POST", bare, {"Content-Type": form_type}, form, _check_stored)
            return
        # A header that was signed must be there, also if `payload.headers` came as null.
        signed = set(values.get("x-amz-signedheaders", "").lower().split(";"))
        missing = signed - {name.lower() for name in destination.headers}
        known = {"Content-MD5": destination.content_md5, "Content-Type": content_type}
        added = {name: value for name, value in known.items() if value and name.lower() in missing}
        headers = {**destination.headers, **added}
        self._transport.send_presigned("PUT", destination.url, headers, content, _check_stored)


def _check_stored(answer: Answer) -> None:
    """Raise what S3's answer means, unless the file is stored; a 2xx can tell of an error nevertheless."""
    if 300 <= answer.status < 400:
        raise redirected(answer, "the upload")
    if answer.status < 300 and b"<Error>" not in answer.content[:4096]:
        return
    body, request_id = answer.content.decode("utf-8", "replace"), answer.request_id
    code, message = _find_element(body, "Code"), _find_element(body, "Message")
    words = mask(": ".join(filter(None, (code, message))))[:500]
    quoted = f" S3 says: {words}" if words else ""
    if answer.status >= 500:
        failed = f"S3 failed with {answer.status}.{quoted}"
        raise ServerError(failed, hint="Try again later.", request_id=request_id)
    if code == "ExpiredToken" or (code == "AccessDenied" and "expired" in message.lower()):
        expired, hint = f"The upload destination has expired.{quoted}", "Upload again: it gets a new one."
        raise DestinationExpiredError(expired, hint=hint, request_id=request_id)
    if code in ("EntityTooLarge", "EntityTooSmall"):
        raise InvalidInputError(f"The file's size is not allowed there.{quoted}", request_id=request_id)
    message = f"S3 refused the file with {answer.status}.{quoted}"
    hint = "The file was not stored and no message refers to it. Upload again."
    raise AmazonError(message, hint=hint, request_id=request_id, code="upload-refused")


def _find_element(body: str, name: str) -> str:
    """Return the text of an XML element. Two elements are wanted, so that it takes no parser."""
    found = re.search(rf"<{name}>([^<]{{1,400}})</{name}>", body[:65_536])
    return html.unescape(found[1]).strip() if found else ""


def _parse_query(url: str) -> list[tuple[str, str]]:
    pairs = []
    for part in urlsplit(url).query.split("&"):
        name, _, value = part.partition("=")
        name = unquote(name)
        # A "+" means a space in most queries, but belongs to base64: recipes show policies unescaped.
        pairs.append((name, unquote(value if name.lower() in _ENCODED_ONCE else value.replace("+", " "))))
    return [(name, value) for name, value in pairs if name]


def _read_headers(headers: object, answer: Answer) -> dict[str, str]:
    """Return `payload.headers`, to be sent as given; null means none."""
    given = {} if headers is None else headers
    if not isinstance(given, Mapping) or not all(
        isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]+: [\x20-\x7e]*", f"{name}: {value}")
        for name, value in given.items()
    ):
        raise unreadable(answer, "the request for a destination", "names headers that no request can carry")
    return {name: value for name, value in given.items() if name.lower() not in _OUR_HEADERS}


def _check_url(url: str, answer: Answer) -> str:
    """Return `url`, if a file may be sent to it: https, or http on loopback."""
    try:
        scheme, host, _ = origin(url)
    except ValueError as error:
        raise unreadable(
            answer, "the request for a destination", f"names a URL that cannot be used: {error}"
        ) from None
    if scheme == "http" and not is_loopback(host):
        raise unreadable(answer, "the request for a destination", "names a URL that is not encrypted")
    return url.partition("#")[0]

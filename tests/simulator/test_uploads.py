"""The Uploads API of the simulator, and the part of S3 behind it."""

import base64
import hashlib
import hmac
import re
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import pytest
import requests

from spmsg.simulator.state import State
from spmsg.simulator.uploads import SECRET_KEY
from tests.simulator.conftest import TUTORIAL, US, Clock, Seller

RESOURCE = f"messaging/v1/orders/{TUTORIAL}/messages/invoice"
UPLOADS = "/uploads/2020-11-01/uploadDestinations/"
CONTENT = b"%PDF-1.7 an invoice"
CONTENT_MD5 = base64.b64encode(hashlib.md5(CONTENT).digest()).decode()
GOOD = {"marketplaceIds": US, "contentMD5": CONTENT_MD5}


def code(answer: requests.Response) -> str:
    """The code of an S3 error."""
    match = re.search("<Code>(.*)</Code>", answer.text)
    assert match is not None, answer.text
    assert answer.headers["Content-Type"].startswith("application/xml")
    return match[1]


def aws_signature(method: str, url: str, headers: dict[str, str], secret: str) -> str:
    """A presigned URL's signature as AWS's documentation computes it, from the URL alone."""
    parts = urlsplit(url)
    pairs = [pair for pair in parse_qsl(parts.query) if pair[0] != "X-Amz-Signature"]
    query = dict(pairs)
    names = query["X-Amz-SignedHeaders"].split(";")
    lower = {name.lower(): value.strip() for name, value in {**headers, "host": parts.netloc}.items()}
    request = f"{method}\n{parts.path}\n"
    request += "&".join(sorted(f"{quote(n, safe='')}={quote(v, safe='')}" for n, v in pairs)) + "\n"
    request += "".join(f"{name}:{lower[name]}\n" for name in names) + f"\n{';'.join(names)}\nUNSIGNED-PAYLOAD"
    _, day, region, service, end = query["X-Amz-Credential"].split("/")
    text = f"AWS4-HMAC-SHA256\n{query['X-Amz-Date']}\n{day}/{region}/{service}/{end}\n"
    text += hashlib.sha256(request.encode()).hexdigest()
    key = b"AWS4" + secret.encode()
    for step in (day, region, service, end, text):
        key = hmac.new(key, step.encode(), hashlib.sha256).digest()
    return key.hex()


def test_a_message_attachment_goes_to_a_presigned_put(seller: Seller) -> None:
    destination = seller.destination(TUTORIAL, "invoice", CONTENT)
    assert destination["headers"] == {"Content-MD5": CONTENT_MD5, "x-amz-server-side-encryption": "aws:kms"}
    query = parse_qs(urlsplit(destination["url"]).query)
    assert query["X-Amz-SignedHeaders"] == ["content-md5;host;x-amz-server-side-encryption"]
    assert query["X-Amz-Expires"] == ["900"]
    wanted = aws_signature("PUT", destination["url"], destination["headers"], SECRET_KEY)
    assert query["X-Amz-Signature"] == [wanted]


def test_what_is_put_as_it_was_signed_is_kept(front: Seller, state: State) -> None:
    destination = front.destination(TUTORIAL, "invoice", CONTENT)
    answer = front.put(destination, CONTENT, Content_Type="application/pdf")
    assert (answer.status_code, answer.content) == (200, b"")
    made: Any = state.destination(destination["uploadDestinationId"])
    assert (made.content, made.content_type) == (CONTENT, "application/pdf")


@pytest.mark.parametrize(
    ("changes", "status", "expected"),
    [
        ({"Content_MD5": None}, 403, "SignatureDoesNotMatch"),
        ({"Content_MD5": "AAAAAAAAAAAAAAAAAAAAAA=="}, 403, "SignatureDoesNotMatch"),
        ({"x_amz_server_side_encryption": None}, 403, "SignatureDoesNotMatch"),
        ({"x_amz_server_side_encryption": "AES256"}, 403, "SignatureDoesNotMatch"),
        ({"x_amz_acl": "public-read"}, 403, "AccessDenied"),
        ({"Authorization": "Bearer 1"}, 400, "InvalidArgument"),
        ({"x_amz_access_token": "Atza|1"}, 400, "InvalidArgument"),
    ],
)
def test_a_header_that_is_not_as_it_was_signed_is_refused(
    front: Seller, changes: dict[str, str | None], status: int, expected: str
) -> None:
    answer = front.put(front.destination(TUTORIAL, "invoice", CONTENT), CONTENT, **changes)
    assert (answer.status_code, code(answer)) == (status, expected)


@pytest.mark.parametrize(
    "content_md5",
    [
        hashlib.md5(CONTENT).hexdigest(),
        base64.b64encode(hashlib.md5(CONTENT).hexdigest().encode()).decode(),
        quote(CONTENT_MD5),
        CONTENT_MD5.replace("=", ""),
    ],
    ids=["hex", "base64 of the hex", "quoted twice", "without padding"],
)
def test_amazon_signs_any_digest_and_s3_refuses_a_wrong_one(seller: Seller, content_md5: str) -> None:
    answer = seller.ask("POST", UPLOADS + RESOURCE, params={"marketplaceIds": US, "contentMD5": content_md5})
    assert answer.status_code == 201
    refused = seller.put(answer.json()["payload"], CONTENT)
    assert (refused.status_code, code(refused)) == (400, "InvalidDigest")


def test_a_presigned_url_ends_after_a_quarter_of_an_hour(seller: Seller, clock: Clock) -> None:
    destination = seller.destination(TUTORIAL, "invoice", CONTENT)
    clock.now += 900
    assert seller.put(destination, CONTENT).status_code == 200
    clock.now += 1
    answer = seller.put(destination, CONTENT)
    assert (answer.status_code, code(answer)) == (403, "AccessDenied")
    assert "Request has expired" in answer.text


def test_a_presigned_put_is_no_post_and_no_get(seller: Seller) -> None:
    destination = seller.destination(TUTORIAL, "invoice", CONTENT)

    def ask(method: str, **body: Any) -> tuple[int, str]:
        headers = destination["headers"]
        answer = seller.session.request(method, destination["url"], headers=headers, timeout=9, **body)
        return answer.status_code, code(answer)

    assert ask("POST", data=CONTENT) == (405, "MethodNotAllowed")
    assert ask("POST", files={"file": CONTENT}) == (405, "MethodNotAllowed")
    assert ask("GET") == (403, "SignatureDoesNotMatch")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("X-Amz-Signature=", "X-Amz-Signature=0", "SignatureDoesNotMatch"),
        ("X-Amz-Expires=900", "X-Amz-Expires=9000", "SignatureDoesNotMatch"),
        ("X-Amz-Credential=AKIA", "X-Amz-Credential=ASIA", "SignatureDoesNotMatch"),
        ("X-Amz-Signature", "x-signature", "AccessDenied"),
        ("-attachments/", "-attachments/x", "SignatureDoesNotMatch"),
        ("X-Amz-Algorithm", "more=1&X-Amz-Algorithm", "SignatureDoesNotMatch"),
    ],
)
def test_a_changed_url_is_refused(seller: Seller, old: str, new: str, expected: str) -> None:
    destination = seller.destination(TUTORIAL, "invoice", CONTENT)
    changed = {**destination, "url": destination["url"].replace(old, new)}
    assert code(seller.put(changed, CONTENT)) == expected


@pytest.mark.parametrize(
    ("content", "status", "expected"),
    [
        (CONTENT + b"!", 400, "BadDigest"),
        (iter([CONTENT]), 411, "MissingContentLength"),
        (b"x" * (33 * 1024 * 1024), 400, "EntityTooLarge"),
    ],
    ids=["other bytes", "unknown length", "too large"],
)
def test_a_body_that_is_not_as_it_was_announced_is_refused(
    seller: Seller, content: Any, status: int, expected: str
) -> None:
    answer = seller.put(seller.destination(TUTORIAL, "invoice", CONTENT), content)
    assert (answer.status_code, code(answer)) == (status, expected)


def test_escaped_slashes_in_the_resource_are_denied(front: Seller) -> None:
    answer = front.ask("POST", UPLOADS + quote(RESOURCE, safe=""), params=GOOD)
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["message"] == "Access to requested resource is denied."


@pytest.mark.parametrize(
    ("resource", "query", "status"),
    [
        (RESOURCE, {"contentMD5": CONTENT_MD5}, 400),
        (RESOURCE, {"marketplaceIds": US}, 400),
        (RESOURCE, {"marketplaceIds": US, "contentMD5": ""}, 400),
        (RESOURCE, {"marketplaceIds": US, "contentMD5": "a\r\nb"}, 400),
        (RESOURCE, {"marketplaceIds": "A1PA6795UKMFR9", "contentMD5": CONTENT_MD5}, 404),
        (RESOURCE.replace("invoice", "sendInvoice"), GOOD, 404),
        (RESOURCE.replace("invoice", "unexpectedProblem"), GOOD, 404),
        (RESOURCE.replace(TUTORIAL, "123-1234567-1234567"), GOOD, 404),
        ("feeds/2021-06-30/documents", GOOD, 404),
        ("aplus/2020-11-01/contentDocuments", GOOD, 400),
    ],
)  # fmt: skip
def test_a_destination_needs_a_marketplace_a_digest_and_a_known_resource(
    seller: Seller, resource: str, query: dict[str, str], status: int
) -> None:
    assert seller.ask("POST", UPLOADS + resource, params=query).status_code == status


# A+ content: a POST policy in the URL's query


def aplus(seller: Seller) -> tuple[str, dict[str, str], str]:
    """Where to post, the form's fields, and the uploadDestinationId."""
    path = f"{UPLOADS}aplus/2020-11-01/contentDocuments"
    answer = seller.ask("POST", path, params={**GOOD, "contentType": "image/jpeg"})
    assert answer.status_code == 201, answer.text
    payload = answer.json()["payload"]
    url, _, query = payload["url"].partition("?")
    return url, dict(parse_qsl(query)), payload["uploadDestinationId"]


def test_aplus_content_is_posted_as_a_form_with_the_file_last(front: Seller, state: State) -> None:
    url, fields, destination_id = aplus(front)
    answer = front.session.post(url, fields, files={"file": ("a.jpg", CONTENT)}, timeout=9)
    assert (answer.status_code, answer.content) == (204, b"")
    made: Any = state.destination(destination_id)
    assert made.content == CONTENT


def test_a_policy_allows_what_it_names_and_nothing_else(seller: Seller, clock: Clock) -> None:
    url, fields, _ = aplus(seller)

    def post(content: bytes = CONTENT, **changes: str | None) -> tuple[int, str]:
        changed = {**fields, **{name.replace("_", "-"): value for name, value in changes.items()}}
        form = {name: value for name, value in changed.items() if value is not None}
        answer = seller.session.post(url, form, files={"file": ("a.jpg", content)}, timeout=9)
        return answer.status_code, code(answer)

    assert post(key="sc/another.jpg") == (403, "AccessDenied")
    assert post(acl="public-read") == (403, "AccessDenied")
    assert post(acl=None) == (403, "AccessDenied")
    assert post(Content_Type="image/jpeg") == (403, "AccessDenied")  # the policy does not name it
    assert post(x_amz_signature="0" * 64) == (403, "SignatureDoesNotMatch")
    assert post(policy=None) == (403, "SignatureDoesNotMatch")
    assert post(policy=fields["policy"][:-4]) == (403, "SignatureDoesNotMatch")
    assert post(b"") == (400, "EntityTooSmall")
    assert post(b"x" * (3 * 1024 * 1024 + 1)) == (400, "EntityTooLarge")
    clock.now += 3 * 3600 + 1
    assert post() == (403, "AccessDenied")


def test_a_form_has_its_one_file_behind_the_fields(seller: Seller) -> None:
    url, fields, _ = aplus(seller)
    parts = [(name, (None, value)) for name, value in fields.items()]
    file = ("file", ("a.jpg", CONTENT))

    def post(**body: Any) -> tuple[int, str]:
        answer = seller.session.post(url, timeout=9, **body)
        return answer.status_code, code(answer)

    assert post(files=parts) == (400, "InvalidArgument")
    assert post(files=[*parts, file, file]) == (400, "InvalidArgument")
    assert post(data=fields) == (412, "PreconditionFailed")
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert post(data=b"--x\r\nbroken", headers=broken) == (400, "InvalidArgument")
    # S3 does not read the fields behind the file.
    assert post(files=[file, *parts]) == (403, "SignatureDoesNotMatch")

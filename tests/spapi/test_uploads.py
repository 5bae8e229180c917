"""Upload destinations, and putting files there."""

import pytest
import requests
import responses

from spmsg.errors import (
    AmazonError,
    InvalidInputError,
    RedirectedError,
    ServerError,
    SpmsgError,
    UnreadableAnswerError,
)
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.transport import Transport
from spmsg.spapi.uploads import DestinationExpiredError, UploadDestination, Uploads
from tests.spapi.conftest import OneToken

HOST = "https://sellingpartnerapi-na.amazon.com"
S3 = "https://s3.amazonaws.com/bucket/%2F067/5d4e"
PRESIGNED = f"{S3}?X-Amz-SignedHeaders=content-md5%3Bhost%3Bx-amz-server-side-encryption&X-Amz-Signature=ab"


@pytest.fixture
def uploads() -> Uploads:
    return Uploads(Transport(HOST, OneToken(), HttpClient(30), sleep=lambda seconds: None))


def destination(**payload: object) -> dict[str, object]:
    return {"payload": {"uploadDestinationId": "id", "url": PRESIGNED, "headers": None, **payload}}


def test_the_resource_keeps_its_slashes_and_the_digest_is_encoded_once(
    uploads: Uploads, amazon: responses.RequestsMock
) -> None:
    resource = "messaging/v1/orders/902-1/messages/legalDisclosure"
    amazon.post(f"{HOST}/uploads/2020-11-01/uploadDestinations/{resource}", json=destination(), status=201)
    uploads.create_destination(resource, "ATVPDKIKX0DER", "qCcR3o+U0FUR1/gXhApNfQ==", "application/pdf")
    assert amazon.calls[0].request.url == (
        f"{HOST}/uploads/2020-11-01/uploadDestinations/{resource}?marketplaceIds=ATVPDKIKX0DER"
        "&contentMD5=qCcR3o%2BU0FUR1%2FgXhApNfQ%3D%3D&contentType=application%2Fpdf"
    )
    assert amazon.calls[0].request.body is None


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"payload": []},
        destination(uploadDestinationId=""),
        destination(url=None),
        destination(url="http://s3.amazonaws.com/x"),
        destination(url="https://user@s3.amazonaws.com/x"),
        destination(url="https://s3.amazonaws.com/\r\nX: y"),
        destination(url="file:///etc/passwd"),
        destination(headers=[]),
        destination(headers={"A": 5}),
        destination(headers={"A": "b\r\nC: d"}),
    ],
)
def test_a_destination_that_cannot_be_used_is_told_so(
    uploads: Uploads, amazon: responses.RequestsMock, document: object
) -> None:
    amazon.post(f"{HOST}/uploads/2020-11-01/uploadDestinations/r", json=document, status=201)
    with pytest.raises(UnreadableAnswerError):
        uploads.create_destination("r", "M", "md5", "t")


def test_a_put_carries_the_headers_that_came_and_no_access_token(
    uploads: Uploads, amazon: responses.RequestsMock
) -> None:
    given = {"Content-MD5": "m==", "x-amz-server-side-encryption": "aws:kms"}
    came = destination(headers={**given, "x-amz-access-token": "Atza|1"})
    amazon.post(f"{HOST}/uploads/2020-11-01/uploadDestinations/r", json=came, status=201)
    amazon.put(S3, status=200)
    uploads.put(uploads.create_destination("r", "M", "m==", "t"), b"bytes", "application/pdf", "a.pdf")
    request = amazon.calls[1].request
    assert (request.url, request.body) == (PRESIGNED, b"bytes")
    assert {n: v for n, v in request.headers.items() if n in given} == given
    assert not {"x-amz-access-token", "Content-Type"} & set(request.headers)


def test_a_signed_digest_is_sent_although_no_headers_came(
    uploads: Uploads, amazon: responses.RequestsMock
) -> None:
    amazon.put(S3, status=200)
    uploads.put(UploadDestination("id", PRESIGNED, {}, "m=="), b"x", "text/plain", "a.txt")
    assert amazon.calls[0].request.headers["Content-MD5"] == "m=="


def test_a_policy_is_a_form_to_the_bare_url(uploads: Uploads, amazon: responses.RequestsMock) -> None:
    amazon.post("https://aplus-media.s3.amazonaws.com/", status=204)
    url = (
        "https://aplus-media.s3.amazonaws.com/?x-amz-date=20250829T113629Z&acl=private&key=sc/59f.jpg"
        "&policy=eyJ+b25k/==&x-amz-credential=AK%2F2025&x-amz-meta-owner=A+B"
    )
    uploads.put(UploadDestination("id", url), b"\x89PNG", "image/png", "Bild.png")
    request = amazon.calls[0].request
    assert request.url == "https://aplus-media.s3.amazonaws.com/"
    body = request.body
    assert isinstance(body, bytes)
    for name, value in {
        "policy": "eyJ+b25k/==",
        "x-amz-credential": "AK/2025",
        "x-amz-meta-owner": "A B",
    }.items():
        assert f'name="{name}"\r\n\r\n{value}\r\n'.encode() in body
    assert body.index(b'name="file"; filename="Bild.png"') > body.index(b'name="x-amz-meta-owner"')


def xml(code: str, message: str = "said") -> str:
    said = f"<Code>{code}</Code><Message>{message} X-Amz-Signature=s3cret</Message>"
    return f"<?xml version='1.0'?><Error>{said}</Error>"


@pytest.mark.parametrize(
    ("status", "body", "error", "said"),
    [
        (403, xml("SignatureDoesNotMatch"), AmazonError, "SignatureDoesNotMatch"),
        (403, xml("AccessDenied", "Request has expired"), DestinationExpiredError, "expired"),
        (403, xml("AccessDenied"), AmazonError, "AccessDenied"),
        (400, xml("EntityTooLarge"), InvalidInputError, "size"),
        (400, "not xml", AmazonError, "400"),
        (200, xml("InternalError"), AmazonError, "InternalError"),
        (503, xml("SlowDown"), ServerError, "SlowDown"),
        (307, "", RedirectedError, "307"),
    ],
)
def test_s3s_refusals_say_what_they_mean(
    uploads: Uploads,
    amazon: responses.RequestsMock,
    status: int,
    body: str,
    error: type[SpmsgError],
    said: str,
) -> None:
    for _ in range(4 if status == 503 else 1):
        amazon.put(S3, status=status, body=body, headers={"x-amz-request-id": "s3-1"})
    with pytest.raises(error) as raised:
        uploads.put(UploadDestination("id", PRESIGNED), b"x", "text/plain", "a.txt")
    assert said in raised.value.message
    assert "s3cret" not in raised.value.message
    assert raised.value.request_id == "s3-1"


def test_an_upload_is_repeated_whole_on_failures(uploads: Uploads, amazon: responses.RequestsMock) -> None:
    amazon.put(S3, status=503)
    amazon.put(S3, body=requests.ReadTimeout())
    amazon.put(S3, status=200)
    uploads.put(UploadDestination("id", PRESIGNED), b"bytes", "text/plain", "a.txt")
    assert [call.request.body for call in amazon.calls] == [b"bytes"] * 3


def test_a_destination_that_has_expired_is_given_up_for_a_new_one(
    uploads: Uploads, amazon: responses.RequestsMock
) -> None:
    place = f"{HOST}/uploads/2020-11-01/uploadDestinations/a"
    amazon.post(place, json=destination(uploadDestinationId="old"), status=201)
    amazon.put(S3, status=403, body=xml("AccessDenied", "Request has expired"))
    amazon.post(place, json=destination(uploadDestinationId="new"), status=201)
    amazon.put(S3, status=200)
    assert uploads.upload("a", "ATVPDKIKX0DER", "a.txt", b"x", "digest", "text/plain") == "new"


def test_a_destination_shows_no_signature() -> None:
    assert "Signature" not in repr(UploadDestination("id", PRESIGNED))

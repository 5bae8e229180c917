"""What an Amazon that means harm, or none at all, could still do."""

import base64
import hashlib
import threading
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
import responses
from requests.adapters import BaseAdapter

from spmsg.credentials.secrets import Secrets
from spmsg.delivery.upload import upload
from spmsg.errors import NoAnswerError, RedirectedError, SpmsgError, UncertainError
from spmsg.message.attachment import Attachment
from spmsg.spapi import links, tokens
from spmsg.spapi.operations import create_message
from spmsg.spapi.retry import Retries
from spmsg.spapi.tokens import TokenSource
from spmsg.spapi.transport import Transport
from spmsg.spapi.uploads import UploadDestination, Uploads
from tests.harness import begin
from tests.standin import StandIn

HOST = "https://sellingpartnerapi-na.amazon.com"
ORDER_PATH = "/messaging/v1/orders/902-6786204-8179805"


class OneToken:
    """A token that is always good."""

    def access_token(self) -> str:
        return "Atza|secret"

    def renew(self, refused: str) -> str:
        raise AssertionError(refused)

    def may_be_stale(self, token: str, operation: str) -> bool:
        return False


@pytest.fixture
def transport() -> Transport:
    return Transport(HOST, OneToken(), sleep=lambda seconds: None)


@pytest.mark.parametrize("status", [303, 408])
def test_a_message_that_was_answered_as_if_it_was_taken_is_uncertain(
    transport: Transport, status: int
) -> None:
    with responses.RequestsMock() as amazon:
        amazon.add(
            "POST", f"{HOST}/x", status=status, body="{}", headers={"Location": "https://evil.example"}
        )
        with pytest.raises(UncertainError):
            transport.call(create_message("legalDisclosure"), "POST", "/x", body={"text": "hi"})


@pytest.mark.parametrize("name", ["marketplaceids", "MARKETPLACEIDS", "marketplaceId", "MarketplaceIds"])
def test_a_link_names_no_other_marketplace_in_another_spelling(name: str) -> None:
    href = f"{ORDER_PATH}/messages/warranty?{name}=A1PA6795UKMFR9"
    with pytest.raises(RedirectedError, match="another marketplace"):
        links.follow(href, endpoint=HOST, order_path=ORDER_PATH, marketplace="ATVPDKIKX0DER")


def test_no_access_token_goes_to_the_store_even_if_it_is_asked_for(transport: Transport) -> None:
    digest = base64.b64encode(hashlib.md5(b"x").digest()).decode()
    told = {"x-amz-access-token": "Atza|secret", "Content-MD5": digest}
    payload = {"uploadDestinationId": "1", "url": "https://s3.example/a", "headers": told}
    with responses.RequestsMock() as amazon:
        amazon.add("POST", f"{HOST}/uploads/2020-11-01/uploadDestinations/r", json={"payload": payload})
        amazon.add("PUT", "https://s3.example/a")
        uploads = Uploads(transport)
        uploads.put(uploads.create_destination("r", "ATVPDKIKX0DER", digest), b"x", "text/plain", "a.txt")
        sent = amazon.calls[1].request.headers
    assert sent["Content-MD5"] == digest
    assert "x-amz-access-token" not in sent


def test_attempts_that_each_last_a_minute_do_not_add_up() -> None:
    waits: list[float] = []
    retries = Retries(1.0, sleep=waits.append)
    silence = NoAnswerError("silence")
    retries.failed(silence, took=60)
    with pytest.raises(NoAnswerError):
        retries.failed(silence, took=60)
    assert len(waits) == 1


def test_silence_of_the_store_is_not_waited_for_twice() -> None:
    asked: list[str] = []

    class Silent(Uploads):
        def __init__(self) -> None:
            pass

        def create_destination(
            self, resource: str, marketplace: str, content_md5: str, content_type: str | None = None
        ) -> UploadDestination:
            asked.append(resource)
            return UploadDestination("1", "https://s3.example/a")

        def put(
            self, destination: UploadDestination, content: bytes, content_type: str, file_name: str
        ) -> None:
            raise NoAnswerError("silence")

    with pytest.raises(NoAnswerError):
        upload(Silent(), Attachment("a.txt", b"x"), "r", "ATVPDKIKX0DER")
    assert asked == ["r"]


def test_an_exchange_that_failed_has_failed_for_all_who_waited_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    everybody, all_ask = set[int](), threading.Event()

    def monotonic() -> float:
        everybody.add(threading.get_ident())
        if len(everybody) == 3:
            all_ask.set()
        return time.monotonic()

    class Down(BaseAdapter):
        exchanges = 0

        def send(
            self,
            request: requests.PreparedRequest,
            stream: bool = False,
            timeout: object = None,
            verify: bool | str = True,
            cert: object = None,
            proxies: Mapping[str, str] | None = None,
        ) -> requests.Response:
            Down.exchanges += 1
            assert all_ask.wait(30)
            raise requests.ReadTimeout

        def close(self) -> None:
            pass

    monkeypatch.setattr(tokens, "time", SimpleNamespace(monotonic=monotonic, time=time.time))
    source = TokenSource(
        "https://api.amazon.com/auth/o2/token",
        lambda: Secrets("id", "secret", "refresh"),
        tmp_path / "token.json",
        adapter=Down(),
        sleep=lambda seconds: None,
    )
    told: list[SpmsgError] = []

    def ask() -> None:
        try:
            source.access_token()
        except SpmsgError as error:
            told.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(told) == 3
    assert Down.exchanges == 4  # one exchange, with its retries


def test_a_batch_is_given_up_when_amazon_takes_requests_and_never_answers(
    standin: StandIn, environment: dict[str, str]
) -> None:
    standin.answer_time = 2.0
    orders = [f"701-{number:07d}-1234567" for number in range(200)]
    send = ("send", "confirmOrderDetails", "-", "--text", "Which colour?", "--timeout", "0.2")
    process = begin(send, environment, "\n".join(orders).encode())
    _, err = process.communicate(timeout=50)
    assert process.returncode == 6
    assert b"The remaining orders were not tried" in err
    assert not standin.received
    assert standin.requests["actions"] < 200

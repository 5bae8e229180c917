"""Faults: what each does, to which requests, and how often."""

import io
import re
from contextlib import closing
from pathlib import Path

import pytest
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError

from spmsg.cli.simulator import ServeOptions
from spmsg.simulator.app import Simulator
from spmsg.simulator.faults import GROUPS, KINDS, Fault, parse_faults
from spmsg.simulator.state import State, open_state
from tests.simulator.conftest import ACTIONS, ORDERS, TUTORIAL, Seller, in_process


def faulty(state: State, *specs: str, slept: list[float] | None = None) -> Seller:
    """A seller at a simulator with faults; what it would sleep goes into `slept`."""
    waits = [] if slept is None else slept
    return in_process(Simulator(state, faults=parse_faults(specs), rates=False, sleep=waits.append))


def send(seller: Seller, text: str = "Hello") -> requests.Response:
    """One message, not held against the model: a fault's answer need not be in it."""
    if not seller.token:
        seller.exchange()
    return seller.session.post(
        f"{seller.base_url}{ACTIONS.replace('?', '/messages/confirmOrderDetails?')}",
        json={"text": text},
        headers={"x-amz-access-token": seller.token},
        allow_redirects=False,
        timeout=9,
    )


def test_specs_are_read_with_value_count_and_group() -> None:
    assert parse_faults(["error=503:3", "throttle=2@uploads,delay=0.5", " refuse\tgarbage:1@all "]) == (
        Fault("error", 503, 3),
        Fault("throttle", 2, None, "uploads"),
        Fault("delay", 0.5),
        Fault("refuse"),
        Fault("garbage", None, 1, "all"),
    )
    assert parse_faults(["", " , "]) == ()
    assert parse_faults(["error"]) == (Fault("error", 503),)
    assert parse_faults(["expire-token"]) == (Fault("expire-token", None, 1),)


_BAD = (
    "nonsense error=200 error=600 error=503.5 error=503:x error= delay delay=-1 garbage=1 throttle@nobody =3"
)


@pytest.mark.parametrize("spec", _BAD.split())
def test_an_unknown_spec_is_named_with_what_is_known(spec: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(spec))):
        parse_faults([spec])


def test_the_help_names_every_kind_and_group() -> None:
    manual = ServeOptions.__doc__ or ""
    for name in (*KINDS, *GROUPS):
        assert re.search(rf"(?m)(^|\s){name}\b", manual), name


def test_throttle_answers_429_and_nothing_is_sent(state: State) -> None:
    answer = send(faulty(state, "throttle=7"))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (429, "QuotaExceeded")
    assert answer.headers["Retry-After"] == "7"
    assert "Retry-After" not in send(faulty(state, "throttle")).headers
    assert state.inbox() == []


def test_commands_share_a_count_until_one_ran_without_faults_or_a_reset(tmp_path: Path) -> None:
    def command(*specs: str) -> int:
        with closing(open_state(tmp_path)) as state:
            return send(faulty(state, *specs)).status_code

    assert [command("error=503:2") for _ in range(4)] == [503, 503, 201, 201]
    assert command() == 201
    assert [command("error=503:1") for _ in range(2)] == [503, 201]
    with closing(open_state(tmp_path)) as state:
        state.clear()
    assert command("error=503:1") == 503


def test_a_redirect_points_to_another_host(state: State) -> None:
    answer = send(faulty(state, "redirect"))
    assert answer.status_code == 307
    assert answer.headers["Location"].startswith("https://elsewhere.invalid/messaging/")
    assert state.inbox() == []


def test_an_expired_token_stays_so_and_the_next_is_good(state: State) -> None:
    seller = faulty(state, "expire-token")
    first = send(seller)
    assert first.status_code == 403
    assert first.json()["errors"][0]["details"] == "The access token you provided has expired."
    assert seller.ask("GET", ACTIONS).status_code == 403
    seller.exchange()
    assert send(seller).status_code == 201


def test_a_delayed_answer_is_of_a_request_that_was_done(state: State) -> None:
    slept: list[float] = []
    seller = faulty(state, "delay=5", slept=slept)
    assert send(seller).status_code == 201
    for timeout in (2, (9, 2)):  # a delay beyond the timeout is a read timeout
        with pytest.raises(requests.exceptions.ReadTimeout):
            seller.send(TUTORIAL, "confirmOrderDetails", {"text": "Hello"}, timeout=timeout)
    assert slept == [5, 2, 2]
    assert len(state.inbox()) == 3


def test_drop_after_send_leaves_a_good_message_with_the_buyer(state: State) -> None:
    seller = faulty(state, "drop-after-send:1")
    assert send(seller, "").status_code == 400
    with pytest.raises(requests.exceptions.ConnectionError) as caught:
        send(seller)
    assert isinstance(caught.value.args[0], ProtocolError)
    assert len(state.inbox()) == 1
    assert send(seller).status_code == 201


def test_refuse_makes_no_connection(state: State) -> None:
    with pytest.raises(requests.exceptions.ConnectionError) as caught:
        send(faulty(state, "refuse"))
    reason = caught.value.args[0]
    assert isinstance(reason, MaxRetryError)
    assert isinstance(reason.reason, NewConnectionError)
    assert state.inbox() == []


def test_messages_are_hit_and_nothing_else_unless_a_group_is_named(state: State) -> None:
    seller = faulty(state, "error=500")
    assert (seller.ask("GET", ACTIONS).status_code, send(seller).status_code) == (200, 500)
    seller = faulty(state, "error=500@actions")
    assert (seller.ask("GET", ACTIONS).status_code, send(seller).status_code) == (500, 201)
    assert faulty(state, "error=503@all").exchange().status_code == 503


def test_the_token_endpoint_fails_in_its_own_words(state: State) -> None:
    for spec, status in (("error=500@token", 500), ("throttle@token", 429)):
        answer = faulty(state, spec).exchange()
        assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


def test_storage_fails_in_xml(state: State) -> None:
    for spec, status, code in (
        ("error=500@storage", 500, "InternalError"),
        ("throttle@storage", 503, "SlowDown"),
    ):
        seller = faulty(state, spec)
        answer = seller.put(seller.destination(TUTORIAL, "invoice", b"1"), b"1")
        assert (answer.status_code, f"<Code>{code}</Code>" in answer.text) == (status, True)


def test_faults_can_be_combined_and_garbage_is_a_web_page_in_place_of_json(state: State) -> None:
    seller = faulty(state, "error=503:1", "garbage:1")
    first, second, third = send(seller), send(seller), send(seller)
    assert (first.status_code, second.status_code, third.json()) == (503, 201, {})
    assert second.headers["Content-Type"] == "text/html"
    assert len(state.inbox()) == 2


def test_no_actions_are_offered_and_none_is_taken(state: State) -> None:
    seller = faulty(state, "no-actions")
    solicitations = ACTIONS.replace("messaging", "solicitations")
    for path in (ACTIONS, solicitations):
        document = seller.ask("GET", path).json()
        assert document["_links"] == {"actions": [], "self": {"href": path}}
    answer = send(seller)
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["message"] == "Invalid amazonOrderId and template combination."
    assert seller.ask("GET", ACTIONS.replace("?", "/attributes?")).status_code == 200


def test_a_search_with_optional_datasets_fails_and_one_without_does_not(state: State) -> None:
    seller = faulty(state, "included-data:1")
    path = f"{ORDERS}?createdAfter=2026-01-01T00:00:00Z"
    assert seller.ask("GET", path).status_code == 200
    refused = seller.ask("GET", f"{path}&includedData=FULFILLMENT")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "InvalidInput")
    assert seller.ask("GET", f"{path}&includedData=FULFILLMENT").status_code == 200


def test_a_refused_request_s_body_is_never_read(state: State) -> None:
    class Body(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("the body was read")

    seller = faulty(state, "refuse@all")
    with pytest.raises(requests.exceptions.ConnectionError):
        seller.session.post(f"{seller.base_url}/nowhere", data=Body(b"Hello"), timeout=9)

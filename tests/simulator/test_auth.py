"""What every request passes first: tokens, User-Agent, roles, rates."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spmsg.simulator.app import Simulator
from spmsg.simulator.state import State
from tests.simulator.conftest import ACTIONS, ORDERS, TUTORIAL, US, Clock, Seller, in_process

DENIED = "Access to requested resource is denied."
SEARCH = f"{ORDERS}?createdAfter=2026-11-01T00:00:00Z"


def test_any_client_gets_an_access_token_for_an_hour(front: Seller) -> None:
    answer = front.exchange()
    same = {"token_type": "bearer", "expires_in": 3600, "refresh_token": front.refresh_token}
    assert (answer.status_code, answer.json()) == (200, {"access_token": front.token, **same})
    answer = front.ask("GET", ACTIONS)
    assert answer.status_code == 200
    assert "x-amzn-RateLimit-Limit" not in answer.headers  # this simulator keeps no rates


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"refresh_token": "bad"}, 400, "invalid_grant"),
        ({"client_id": "bad-client"}, 401, "invalid_client"),
        ({"client_secret": "bad secret"}, 401, "invalid_client"),
        ({"refresh_token": None}, 400, "invalid_request"),
        ({"client_id": None}, 400, "invalid_request"),
        ({"client_secret": ""}, 400, "invalid_request"),
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_bad_credentials_are_refused_as_oauth_says(
    seller: Seller, changes: dict[str, str | None], status: int, error: str
) -> None:
    answer = seller.exchange(**changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]


def test_the_token_endpoint_takes_forms_alone(seller: Seller) -> None:
    url = f"{seller.base_url}/auth/o2/token"
    answer = seller.session.post(url, json={"grant_type": "refresh_token"}, timeout=9)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert seller.session.get(url, timeout=9).status_code == 405


def test_an_access_token_ends(seller: Seller, clock: Clock) -> None:
    assert seller.ask("GET", ACTIONS).status_code == 200
    clock.now += 3599
    assert seller.ask("GET", ACTIONS).status_code == 200
    clock.now += 1
    answer = seller.ask("GET", ACTIONS)
    error = {"message": DENIED, "details": "The access token you provided has expired."}
    assert (answer.status_code, answer.json()) == (403, {"errors": [{"code": "Unauthorized", **error}]})
    seller.exchange()
    assert seller.ask("GET", ACTIONS).status_code == 200


@pytest.mark.parametrize(
    ("token", "details"),
    [
        ("Atza|unknown", "The access token you provided is revoked, malformed or invalid."),
        (None, "No access token."),
    ],
)
def test_an_unknown_or_missing_token_is_denied(seller: Seller, token: str | None, details: str) -> None:
    answer = seller.ask("GET", ACTIONS, {"x-amz-access-token": token})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["message"], error["details"]) == (403, DENIED, details)


@pytest.mark.parametrize("agent", [None, "x" * 501])
def test_a_user_agent_is_required(seller: Seller, agent: str | None) -> None:
    assert seller.ask("GET", ACTIONS, {"User-Agent": agent}).status_code == 403


def test_every_answer_has_a_request_id_of_its_own(seller: Seller) -> None:
    answers = [seller.exchange(), seller.ask("GET", ACTIONS), seller.ask("GET", "/nowhere")]
    assert len({answer.headers["x-amzn-RequestId"] for answer in answers}) == 3
    assert {answer.headers["Date"] for answer in answers} == {"Mon, 23 Nov 2026 12:00:00 GMT"}


UPLOAD = f"/uploads/2020-11-01/uploadDestinations/messaging/v1/orders/{TUTORIAL}/messages/invoice"


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("messaging", "GET", ACTIONS),
        ("orders", "GET", SEARCH),
        ("uploads", "POST", f"{UPLOAD}?marketplaceIds={US}&contentMD5=1"),
        ("solicitations", "GET", ACTIONS.replace("messaging", "solicitations")),
    ],
)
def test_an_application_can_lack_a_role(seller: Seller, role: str, method: str, path: str) -> None:
    assert seller.ask(method, path).status_code < 300
    seller.exchange(refresh_token=f"Atzr|no-{role}")
    refused = seller.ask(method, path)
    assert refused.status_code == 403
    assert refused.json()["errors"] == [{"code": "Unauthorized", "message": DENIED, "details": ""}]
    seller.exchange(client_id=f"app-no-{role}")
    assert seller.ask(method, path).status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/orders/v0/orders"),
        ("GET", f"/messaging/v1/orders/{TUTORIAL}/messages/confirmOrderDetails"),
        ("GET", f"/messaging/v1/orders/{TUTORIAL}/messages/confirmOrderDetails/schema"),
        ("DELETE", ACTIONS),
        ("GET", "//messaging/v1"),
    ],
)
def test_a_path_or_method_that_is_not_amazons_is_denied(seller: Seller, method: str, path: str) -> None:
    assert seller.ask(method, path).status_code == 403


_WORDS = f"""
messaging v1 orders 2026-01-01 {TUTORIAL} messages confirmOrderDetails invoice attributes solicitations
uploads 2020-11-01 uploadDestinations aplus contentDocuments s3 aplus-media auth o2 token
"""
_NAMES = """
marketplaceIds contentMD5 contentType createdAfter createdBefore lastUpdatedAfter includedData
maxResultsPerPage paginationToken X-Amz-Signature X-Amz-Date X-Amz-Expires X-Amz-Credential
"""
_VALUES = (US, "2026-11-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "20261123T120000Z", "9" * 30)
_TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "é")
_PIECES = st.sampled_from(_WORDS.split()) | st.text(max_size=8)
_QUERIES = st.dictionaries(
    st.sampled_from(_NAMES.split()) | st.text(max_size=5), st.sampled_from(_VALUES) | st.text(max_size=8)
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "attachments", "fileName", "uploadDestinationId"]), inner)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]),
    st.lists(_PIECES, max_size=8),
    _QUERIES,
    st.one_of(st.binary(max_size=20), _ANYTHING),
    st.sampled_from(_TYPES),
)
def test_no_request_is_too_odd_for_an_answer(
    seller: Seller, method: str, pieces: list[str], query: dict[str, str], body: Any, content_type: str
) -> None:
    if not seller.token:
        seller.exchange()
    path = "".join(f"/{quote(piece, safe='')}" for piece in pieces)
    answer = seller.session.request(
        method,
        seller.base_url + path,
        params=query,
        data=body if isinstance(body, bytes) else json.dumps(body),
        headers={"x-amz-access-token": seller.token, "Content-Type": content_type},
        timeout=9,
    )
    assert answer.status_code < 500
    assert {"x-amzn-RequestId", "x-amz-request-id"} & set(answer.headers)


@pytest.fixture
def throttled(state: State, clock: Clock) -> Seller:
    """A seller at a simulator that keeps Amazon's rates."""
    return in_process(Simulator(state, clock=clock))


def test_each_operation_has_its_own_bucket(throttled: Seller, clock: Clock) -> None:
    def send() -> Any:
        return throttled.send(TUTORIAL, "confirmOrderDetails", {"text": "Hello"})

    for _ in range(5):
        assert send().headers["x-amzn-RateLimit-Limit"] == "1.0"
    refused = send()
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (429, "QuotaExceeded")
    assert throttled.ask("GET", ACTIONS).status_code == 200
    clock.now += 1
    assert [send().status_code for _ in range(2)] == [201, 429]


def test_each_seller_has_its_own_buckets(throttled: Seller) -> None:
    while throttled.ask("GET", ACTIONS).status_code == 200:
        pass
    throttled.exchange(refresh_token="Atzr|2")
    assert throttled.ask("GET", ACTIONS).status_code == 200


def test_searching_orders_is_dear(throttled: Seller, clock: Clock) -> None:
    for _ in range(20):
        assert throttled.ask("GET", SEARCH).headers["x-amzn-RateLimit-Limit"] == "0.0056"
    assert throttled.ask("GET", SEARCH).status_code == 429
    clock.now += 178
    assert throttled.ask("GET", SEARCH).status_code == 429
    clock.now += 1
    assert throttled.ask("GET", SEARCH).status_code == 200

"""The Solicitations API v1 of the simulator."""

from dataclasses import replace

import pytest
import requests

from spmsg.simulator import messaging
from spmsg.simulator.order import ORDERS
from spmsg.simulator.state import State
from tests.simulator.conftest import TUTORIAL, US, Seller

DELIVERED = "113-2075518-4429087"


def ask(seller: Seller, order: str, data: bytes | None = None) -> requests.Response:
    path = f"/solicitations/v1/orders/{order}/solicitations/productReviewAndSellerFeedback"
    return seller.ask("POST", path, params={"marketplaceIds": US}, data=data)


def refusal(seller: Seller, order: str) -> str:
    answer = ask(seller, order)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"]) == (403, "Unauthorized")
    return str(error["message"])


def offered(seller: Seller, order: str) -> list[str]:
    answer = seller.ask("GET", f"/solicitations/v1/orders/{order}", params={"marketplaceIds": US})
    assert answer.headers["Content-Type"] == "application/hal+json"
    return [link["name"] for link in answer.json()["_links"]["actions"]]


def test_a_review_can_be_asked_for_once(front: Seller, state: State) -> None:
    assert offered(front, DELIVERED) == ["productReviewAndSellerFeedback"]
    answer = ask(front, DELIVERED)
    assert (answer.status_code, answer.json()) == (201, {})
    assert [message.action for message in state.inbox()] == ["productReviewAndSellerFeedback"]
    assert offered(front, DELIVERED) == []
    assert refusal(front, DELIVERED) == "You have already requested a review for this order."
    assert len(state.inbox()) == 1


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (TUTORIAL, "not available for this amazonOrderId"),
        ("112-3029184-6671150", "not available for this amazonOrderId"),
        ("111-0947362-8812054", "outside the 5-30 day range"),
        ("112-1183940-2275561", "outside the 5-30 day range"),
    ],
    ids=["not shipped", "opted out", "too early", "too late"],
)
def test_a_review_that_cannot_be_asked_for_is_refused_in_amazon_s_words(
    seller: Seller, state: State, order: str, words: str
) -> None:
    assert offered(seller, order) == []
    assert words in refusal(seller, order)
    assert state.inbox() == []


@pytest.mark.parametrize(
    ("hours", "possible"),
    [(9 * 24, False), (9 * 24 + 1, True), (37 * 24, True), (37 * 24 + 1, False)],
)
def test_the_window_is_reckoned_in_promised_dates(
    seller: Seller, monkeypatch: pytest.MonkeyPatch, hours: float, possible: bool
) -> None:
    """From 5 days after the first promised day (5) begins to 30 days after the last (7) has ended."""
    order = replace(ORDERS[0], status="SHIPPED", hours=hours, quirks=())
    monkeypatch.setattr(messaging, "find_order", lambda *_: order)
    assert offered(seller, order.id) == (["productReviewAndSellerFeedback"] if possible else [])


def test_a_request_for_a_review_has_no_body(seller: Seller) -> None:
    assert ask(seller, DELIVERED, b'{"text": "Five stars, please"}').status_code == 400
    assert ask(seller, DELIVERED, b"{}").status_code == 201

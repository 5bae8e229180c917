"""The Solicitations API v1 of the simulator."""

from typing import TYPE_CHECKING

import pytest

from spmsg.simulator.inbox import inbox

if TYPE_CHECKING:
    import requests

    from spmsg.simulator.state import State
    from tests.simulator.conftest import Seller

US = "ATVPDKIKX0DER"
DELIVERED = "113-2075518-4429087"


def ask(seller: "Seller", order: str, data: bytes | None = None) -> "requests.Response":
    path = f"/solicitations/v1/orders/{order}/solicitations/productReviewAndSellerFeedback"
    return seller.ask("POST", path, params={"marketplaceIds": US}, data=data)


def offered(seller: "Seller", order: str) -> list[str]:
    answer = seller.ask("GET", f"/solicitations/v1/orders/{order}", params={"marketplaceIds": US})
    assert answer.headers["Content-Type"] == "application/hal+json"
    return [link["name"] for link in answer.json()["_links"]["actions"]]


def test_a_review_can_be_asked_for_once(front: "Seller", state: "State") -> None:
    assert offered(front, DELIVERED) == ["productReviewAndSellerFeedback"]
    answer = ask(front, DELIVERED)
    assert (answer.status_code, answer.json()) == (201, {})
    assert [message.action for message in inbox(state)] == ["productReviewAndSellerFeedback"]
    assert offered(front, DELIVERED) == []
    again = ask(front, DELIVERED)
    assert again.status_code == 403
    assert again.json()["errors"][0]["message"] == (
        "The requested solicitation is not available for this amazonOrderId."
    )
    assert len(inbox(state)) == 1


@pytest.mark.parametrize(
    "order",
    ["902-6786204-8179805", "111-0947362-8812054", "112-1183940-2275561", "112-3029184-6671150"],
    ids=["not delivered", "delivered 3 days ago", "delivered 42 days ago", "opted out"],
)
def test_a_review_cannot_be_asked_for_too_early_or_too_late(
    seller: "Seller", state: "State", order: str
) -> None:
    assert offered(seller, order) == []
    answer = ask(seller, order)
    assert answer.status_code == 403
    assert "outside the 5-30 day range" in answer.json()["errors"][0]["message"]
    assert inbox(state) == []


def test_a_request_for_a_review_has_no_body(seller: "Seller") -> None:
    assert ask(seller, DELIVERED, b'{"text": "Five stars, please"}').status_code == 400
    assert ask(seller, DELIVERED, b"{}").status_code == 201

"""Orders, a page at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import responses

from spmsg.errors import AmazonError, UnreadableAnswerError
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.orders import Money, Order, OrderItem, Orders, OrderSearch, OrdersPage, review_window
from spmsg.spapi.transport import Transport
from tests.spapi.conftest import OneToken

HOST = "https://sellingpartnerapi-na.amazon.com"
ORDERS = f"{HOST}/orders/2026-01-01/orders"


@pytest.fixture
def orders() -> Orders:
    return Orders(Transport(HOST, OneToken(), HttpClient(30)))


def order(number: int = 1) -> dict[str, object]:
    return {
        "orderId": f"902-0000000-{number:07}",
        "createdTime": "2026-11-01T10:30:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "fulfillment": {
            "fulfillmentStatus": "SHIPPED",
            "fulfilledBy": "MERCHANT",
            "deliverByWindow": {
                "earliestDateTime": "2026-11-04T00:00:00Z",
                "latestDateTime": "2026-11-05T23:59:59Z",
            },
            "shipByWindow": {"latestDateTime": "2026-11-02T23:59:59Z"},
        },
        "proceeds": {"grandTotal": {"amount": "154.99", "currencyCode": "USD"}},
        "orderItems": [
            {
                "quantityOrdered": 2,
                "product": {"asin": "B08N5WRWNW", "title": "Echo", "sellerSku": "E-4"},
                "cancellation": {"cancellationRequest": {"requester": "BUYER", "cancelReason": "late"}},
            }
        ],
        "lastUpdatedTime": "2026-11-03T10:30:00Z",
        "associatedOrders": [
            {"orderId": "902-0000000-0000008", "associationType": "SOMETHING_NEW"},
            {"orderId": "902-0000000-0000009", "associationType": "REPLACEMENT_ORIGINAL_ID"},
        ],
        "programs": ["PRIME"],
        "buyer": {"buyerName": "John Smith"},
    }


READ = Order(
    id="902-0000000-0000001",
    marketplace="ATVPDKIKX0DER",
    status="SHIPPED",
    fulfilled_by="MERCHANT",
    purchased_at="2026-11-01T10:30:00Z",
    items=(OrderItem("Echo", "B08N5WRWNW", "E-4", 2),),
    total=Money("154.99", "USD"),
    deliver_by="2026-11-05T23:59:59Z",
    deliver_from="2026-11-04T00:00:00Z",
    ship_by="2026-11-02T23:59:59Z",
    cancel_requested=True,
    replacement_of="902-0000000-0000009",
    updated_at="2026-11-03T10:30:00Z",
)
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
SEARCH = OrderSearch(created_after=SINCE)
REFUSED = {"errors": [{"code": "InvalidInput", "message": "Invalid includedData"}]}


@pytest.mark.parametrize(
    "document", [{}, {"orders": None}, {"orders": {}}, {"orders": [5]}, {"orders": [{"orderId": 5}]}]
)
def test_orders_that_cannot_be_read_are_told_so(
    orders: Orders, amazon: responses.RequestsMock, document: object
) -> None:
    amazon.get(ORDERS, json=document)
    with pytest.raises(UnreadableAnswerError):
        orders.page(SEARCH)


@pytest.mark.parametrize("pagination", [None, [], "x", {"nextToken": 5}, {"nextToken": ""}])
def test_a_last_page_can_look_in_many_ways(
    orders: Orders, amazon: responses.RequestsMock, pagination: object
) -> None:
    amazon.get(ORDERS, json={"orders": [None, order()], "pagination": pagination})
    assert orders.page(SEARCH) == OrdersPage((READ,))


def test_one_order_is_asked_for_again_too(orders: Orders, amazon: responses.RequestsMock) -> None:
    amazon.get(f"{ORDERS}/902-0000000-0000001", status=400, json=REFUSED)
    amazon.get(f"{ORDERS}/902-0000000-0000001", json={"order": order()})
    assert orders.get("902-0000000-0000001") == READ
    assert str(amazon.calls[0].request.url).endswith("?includedData=FULFILLMENT%2CPROCEEDS%2CCANCELLATION")


@pytest.mark.parametrize(
    ("search", "sent", "covered"),
    [
        (
            OrderSearch(
                created_after=datetime(2026, 11, 1, 1, tzinfo=timezone(timedelta(hours=1))),
                marketplaces=("A", "B"),
            ),
            {"createdAfter": "2026-11-01T00:00:00Z", "marketplaceIds": "A,B"},
            "2026-11-02T00:00:01Z",
        ),
        (
            OrderSearch(created_after=SINCE, created_before=SINCE + timedelta(days=1)),
            {"createdAfter": "2026-11-01T00:00:00Z", "createdBefore": "2026-11-02T00:00:00Z"},
            "2026-11-02T00:00:01Z",
        ),
        (
            OrderSearch(updated_after=SINCE),
            {"lastUpdatedAfter": "2026-11-01T00:00:00Z"},
            "2026-11-02T00:00:02Z",
        ),
    ],
)
def test_a_page_is_asked_for_without_buyers_and_says_until_when_it_tells_all_and_how_it_goes_on(
    orders: Orders, amazon: responses.RequestsMock, search: OrderSearch, sent: dict[str, str], covered: str
) -> None:
    amazon.get(
        ORDERS,
        json={
            "orders": [order()],
            "pagination": {"nextToken": "next"},
            "createdBefore": "2026-11-02T00:00:01Z",
            "lastUpdatedBefore": "2026-11-02T00:00:02Z",
        },
    )
    assert orders.page(search, "a/b+c=") == OrdersPage((READ,), "next", covered)
    query = amazon.calls[0].request.params  # type: ignore[attr-defined]  # responses adds it
    assert query == {
        **sent,
        "paginationToken": "a/b+c=",
        "maxResultsPerPage": "100",
        "includedData": "FULFILLMENT,PROCEEDS,CANCELLATION",
    }


def test_a_search_that_is_refused_is_asked_again_without_what_is_optional(
    orders: Orders, amazon: responses.RequestsMock
) -> None:
    amazon.get(ORDERS, status=400, json=REFUSED)
    amazon.get(ORDERS, json={"orders": [order()]})
    assert orders.page(SEARCH).missing_datasets == ("FULFILLMENT", "PROCEEDS", "CANCELLATION")
    assert ["includedData" in str(call.request.url) for call in amazon.calls] == [True, False]


@pytest.mark.parametrize(("token", "requests"), [(None, 2), ("2", 1)])
def test_a_search_that_is_refused_twice_is_an_error_and_a_later_page_is_asked_for_once(
    orders: Orders, amazon: responses.RequestsMock, token: str | None, requests: int
) -> None:
    for _ in range(requests):
        amazon.get(ORDERS, status=400, json=REFUSED)
    with pytest.raises(AmazonError, match="Invalid includedData") as raised:
        orders.page(SEARCH, token)
    assert raised.value.code == "refused"


def test_a_review_can_be_asked_for_from_5_days_after_the_first_promised_day_to_30_after_the_last() -> None:
    assert review_window(READ) == (
        datetime(2026, 11, 9, tzinfo=UTC),
        datetime(2026, 12, 5, 23, 59, 59, tzinfo=UTC),
    )
    assert review_window(replace(READ, deliver_from=None)) is None
    assert review_window(replace(READ, deliver_by="soon")) is None


@pytest.mark.parametrize("odd", [None, 5, "x", [], [None], {}])
def test_an_order_lacks_what_was_not_told(
    orders: Orders, amazon: responses.RequestsMock, odd: object
) -> None:
    told = {name: odd for name in order() if name != "orderId"}
    amazon.get(f"{ORDERS}/1", json={"order": {"orderId": "1", **told}})
    found = orders.get("1")
    assert (found.items, found.total, found.deliver_by, found.status) == ((), None, None, "")

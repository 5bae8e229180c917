"""The Orders API 2026-01-01 of the simulator."""

from typing import Any

import pytest

from tests.simulator.conftest import ORDERS, TUTORIAL, Clock, Seller

LONG_AGO = "2026-01-01T00:00:00Z"


def search(seller: Seller, **query: str) -> Any:
    answer = seller.ask("GET", ORDERS, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_there_are_orders_of_five_countries_in_all_seven_states(seller: Seller) -> None:
    orders = search(seller, createdAfter=LONG_AGO, includedData="FULFILLMENT")["orders"]
    assert len(orders) >= 30
    states = "PENDING_AVAILABILITY PENDING UNSHIPPED PARTIALLY_SHIPPED SHIPPED CANCELLED UNFULFILLABLE"
    assert {order["fulfillment"]["fulfillmentStatus"] for order in orders} == {*states.split()}
    assert len({order["salesChannel"]["marketplaceId"] for order in orders}) == 5
    assert {order["fulfillment"]["fulfilledBy"] for order in orders} == {"MERCHANT", "AMAZON"}
    titles = [item["product"]["title"] for order in orders for item in order["orderItems"]]
    assert any("[bold red]" in title and "\x1b" in title for title in titles)


def test_the_last_seven_days_hold_a_good_part_of_the_orders_and_not_all(seller: Seller) -> None:
    everything = search(seller, createdAfter=LONG_AGO)["orders"]
    recent = search(seller, createdAfter="2026-11-16T12:00:00Z")["orders"]
    assert len(everything) / 2 < len(recent) < len(everything)


def test_a_month_later_the_same_orders_are_as_recent_as_they_were(seller: Seller, clock: Clock) -> None:
    before = search(seller, createdAfter="2026-11-16T12:00:00Z")["orders"]
    clock.now += 30 * 86_400
    seller.exchange()
    after = search(seller, createdAfter="2026-12-16T12:00:00Z")["orders"]
    assert [order["orderId"] for order in after] == [order["orderId"] for order in before]


def test_each_dataset_comes_only_when_it_is_asked_for(seller: Seller) -> None:
    def told(order: str, datasets: str | None = None) -> Any:
        return seller.ask("GET", f"{ORDERS}/{order}", params={"includedData": datasets}).json()["order"]

    assert not {"proceeds", "fulfillment"} & set(told(TUTORIAL))
    assert told(TUTORIAL, "PROCEEDS")["proceeds"]["grandTotal"] == {"amount": "37.00", "currencyCode": "USD"}
    fulfillment = told(TUTORIAL, "FULFILLMENT")["fulfillment"]
    assert (fulfillment["fulfillmentStatus"], fulfillment["fulfilledBy"]) == ("UNSHIPPED", "MERCHANT")
    assert fulfillment["deliverByWindow"] == {
        "earliestDateTime": "2026-11-27T00:00:00.000Z",
        "latestDateTime": "2026-11-29T23:59:59.000Z",
    }
    (item,) = told("114-2250918-7713364", "CANCELLATION")["orderItems"]
    assert item["cancellation"]["cancellationRequest"]["requester"] == "BUYER"
    (item,) = told("114-2250918-7713364")["orderItems"]
    assert "cancellation" not in item


def test_a_replacement_names_the_order_that_it_replaces(seller: Seller) -> None:
    order = seller.ask("GET", f"{ORDERS}/111-2098455-6630174").json()["order"]
    assert order["associatedOrders"] == [
        {"orderId": "112-1183940-2275561", "associationType": "REPLACEMENT_ORIGINAL_ID"}
    ]


def test_what_is_digital_has_no_promised_dates(seller: Seller) -> None:
    path = f"{ORDERS}/114-8840275-3306719"
    order = seller.ask("GET", path, params={"includedData": "FULFILLMENT"}).json()["order"]
    assert not {"shipByWindow", "deliverByWindow"} & set(order["fulfillment"])


def test_all_orders_change_at_midnight_when_their_dates_move_on(seller: Seller) -> None:
    assert len(search(seller, lastUpdatedAfter="2026-11-23T00:00:00Z")["orders"]) >= 30
    since = search(seller, lastUpdatedAfter="2026-11-23T00:00:01Z")
    assert since == {"orders": [], "lastUpdatedBefore": "2026-11-23T11:58:00.000Z"}


def test_pages_together_are_the_whole_search_and_the_last_has_no_token(seller: Seller) -> None:
    whole = [order["orderId"] for order in search(seller, createdAfter=LONG_AGO)["orders"]]
    pages: list[str] = []
    query = {"createdAfter": LONG_AGO, "maxResultsPerPage": "7"}
    for _ in range(20):
        page = search(seller, **query)
        assert len(page["orders"]) <= 7
        pages += [order["orderId"] for order in page["orders"]]
        if "pagination" not in page:
            break
        query["paginationToken"] = page["pagination"]["nextToken"]
    assert pages == whole
    assert len(set(pages)) == len(pages)


def test_filters_leave_what_they_name(seller: Seller) -> None:
    query = {"marketplaceIds": "A1PA6795UKMFR9,A1VC38T7YXB528", "fulfillmentStatuses": "SHIPPED,CANCELLED"}
    query |= {"lastUpdatedAfter": LONG_AGO, "fulfilledBy": "AMAZON", "includedData": "FULFILLMENT"}
    found = search(seller, **query)["orders"]
    assert {order["salesChannel"]["marketplaceName"] for order in found} == {"Amazon.de", "Amazon.co.jp"}
    assert {order["fulfillment"]["fulfilledBy"] for order in found} == {"AMAZON"}
    assert {order["fulfillment"]["fulfillmentStatus"] for order in found} == {"SHIPPED"}


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"createdAfter": LONG_AGO, "lastUpdatedAfter": LONG_AGO},
        {"createdAfter": LONG_AGO, "lastUpdatedBefore": LONG_AGO},
        {"createdAfter": "yesterday"},
        {"createdAfter": "2026-11-01"},
        {"createdAfter": "2026-11-01T00:00:00"},
        {"createdAfter": LONG_AGO, "createdBefore": "2025-01-01T00:00:00Z"},
        {"createdAfter": LONG_AGO, "createdBefore": "2026-11-23T11:59:00Z"},
        {"createdAfter": LONG_AGO, "fulfillmentStatuses": "UNSHIPPED,Shipped"},
        {"createdAfter": LONG_AGO, "fulfilledBy": "merchant"},
        {"createdAfter": LONG_AGO, "includedData": "EVERYTHING"},
        {"createdAfter": LONG_AGO, "marketplaceIds": ",".join(f"A{n}" for n in range(51))},
        *({"createdAfter": LONG_AGO, "maxResultsPerPage": n} for n in ("0", "101", "-1", "ten", "1.5", "²")),
        *({"createdAfter": LONG_AGO, "paginationToken": token} for token in ("", "abc", "A" * 24, "é")),
    ],
)
def test_what_the_model_forbids_is_refused(seller: Seller, query: dict[str, str]) -> None:
    answer = seller.ask("GET", ORDERS, params=query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"


def test_a_page_token_is_good_for_its_own_search_alone(seller: Seller) -> None:
    token = search(seller, createdAfter=LONG_AGO, maxResultsPerPage="5")["pagination"]["nextToken"]
    query = {"createdAfter": LONG_AGO, "paginationToken": token}
    assert len(search(seller, **query, maxResultsPerPage="6")["orders"]) == 6
    for changed in ({"fulfilledBy": "AMAZON"}, {"includedData": "FULFILLMENT"}):
        assert seller.ask("GET", ORDERS, params={**query, **changed}).status_code == 400


def test_an_order_that_nobody_placed_is_not_found(seller: Seller) -> None:
    assert seller.ask("GET", f"{ORDERS}/123-1234567-1234567").status_code == 404
    assert seller.ask("GET", f"{ORDERS}/nonsense").status_code == 400


def test_orders_for_load_tests_exist_and_are_not_listed(seller: Seller) -> None:
    assert seller.ask("GET", f"{ORDERS}/990-0000001-0000042").status_code == 200
    listed = search(seller, createdAfter=LONG_AGO)["orders"]
    assert not [order for order in listed if order["orderId"].startswith("990-")]

"""The Orders API 2026-01-01: pages of orders, by time of purchase or of the last change."""

import base64
import hashlib
import json
import re
from collections.abc import Set as AbstractSet
from decimal import Decimal

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from spmsg.simulator.api import Call, invalid, json_response, read_time, refused, write_time
from spmsg.simulator.order import ORDER_ID, ORDERS, Item, SimulatedOrder, find_order

_STATUSES = "PENDING_AVAILABILITY PENDING UNSHIPPED PARTIALLY_SHIPPED SHIPPED CANCELLED UNFULFILLABLE"
_FULFILLERS = "MERCHANT AMAZON"
_DATASETS = (
    "BUYER RECIPIENT PROCEEDS EXPENSE PROMOTION CANCELLATION FULFILLMENT PACKAGES TAX PAYMENT "
    "FULFILLMENT_ORDERS"
)
_SETTLING = 120
"""Seconds. A search ends so long before the request at the latest."""


def search_orders(call: Call) -> Response:
    """Answer searchOrders: a page of orders, the newest first."""
    query = call.request.args
    by, after, before = _window(query, call.now)
    marketplaces = _list(query, "marketplaceIds")
    if len(marketplaces) > 50:
        raise invalid("Invalid Input", "marketplaceIds: at most 50 are allowed.")
    statuses = _list(query, "fulfillmentStatuses", _STATUSES)
    fulfillers = _list(query, "fulfilledBy", _FULFILLERS)
    datasets = _list(query, "includedData", _DATASETS)
    size = query.get("maxResultsPerPage", "100")
    if not re.fullmatch(r"[1-9][0-9]?|100", size):
        raise invalid("Invalid Input", "maxResultsPerPage must be between 1 and 100.")
    start, before = _resume(query, before)
    end = start + int(size)
    found = [
        order
        for order in ORDERS
        if after <= (order.created(call.now) if by == "created" else order.updated(call.now)) <= before
        and (not marketplaces or order.site.id in marketplaces)
        and (not statuses or order.status in statuses)
        and (not fulfillers or order.fulfilled_by in fulfillers)
    ]
    document: dict[str, object] = {
        "orders": [_order(order, datasets, call.now) for order in found[start:end]]
    }
    if end < len(found):
        token = json.dumps([end, before, _search(query)]).encode()
        document["pagination"] = {"nextToken": base64.urlsafe_b64encode(token).decode()}
    return json_response(200, {**document, f"{by}Before": write_time(before)})


def get_order(call: Call, order_id: str) -> Response:
    """Answer getOrder: one order."""
    if not ORDER_ID.fullmatch(order_id):
        raise invalid("Invalid Input", "orderId")
    datasets = _list(call.request.args, "includedData", _DATASETS)
    order = find_order(order_id)
    if order is None:
        raise refused(404, "NotFound", f"There is no order {order_id}.")
    return json_response(200, {"order": _order(order, datasets, call.now)})


# The query


def _window(query: MultiDict[str, str], now: float) -> tuple[str, float, float]:
    """Return the time that a search is limited to: "created" or "lastUpdated", after when, before when."""
    created, updated = "createdAfter" in query, "lastUpdatedAfter" in query
    if created == updated:
        raise invalid("Invalid Input", "Exactly one of createdAfter and lastUpdatedAfter must be provided.")
    by = "created" if created else "lastUpdated"
    start, end, other = f"{by}After", f"{by}Before", "lastUpdatedBefore" if created else "createdBefore"
    if other in query:
        raise invalid("Invalid Input", f"{other} must not be provided together with {start}.")
    latest = now - _SETTLING
    try:
        after = read_time(query[start])
        before = read_time(query[end]) if end in query else latest
    except ValueError:
        raise invalid("Invalid Input", f"{start} and {end} must be ISO 8601 date-times.") from None
    if end in query and not after <= before <= latest:
        raise invalid("Invalid Input", f"{end} must not be before {start}, nor later than two minutes ago.")
    return by, after, before


def _list(query: MultiDict[str, str], name: str, known: str = "") -> frozenset[str]:
    """Return the values of a parameter, which must be among the `known` words, if there are any."""
    values = [part for value in query.getlist(name) for part in value.split(",")]
    if "" in values or (known and not set(values) <= set(known.split())):
        raise invalid("Invalid Input", f"{name}: {','.join(values)[:200]}")
    return frozenset(values)


def _resume(query: MultiDict[str, str], before: float) -> tuple[int, float]:
    """Return where the page begins, and the time that the whole search ends at."""
    if "paginationToken" not in query:
        return 0, before
    try:
        start, before, search = json.loads(base64.urlsafe_b64decode(query["paginationToken"]))
    except (ValueError, TypeError):
        raise invalid("Invalid Input", "paginationToken") from None
    if search != _search(query):  # Amazon's words: selling-partner-api-sdk issue 717
        what = "The paginationToken you have submitted is not valid. All parameters must match the original "
        raise invalid(f"{what}request except maxResultsPerPage.")
    return start, before


def _search(query: MultiDict[str, str]) -> str:
    """Return what a page token belongs to: the search by all parameters but the page's size."""
    kept = {n: sorted(v) for n, v in query.lists() if n not in ("paginationToken", "maxResultsPerPage")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


# The answer


def _order(order: SimulatedOrder, datasets: AbstractSet[str], now: float) -> dict[str, object]:
    """Return Amazon's `Order`, with the `datasets` of `includedData`; none tells who the buyer is."""
    site = order.site
    document: dict[str, object] = {
        "orderId": order.id,
        "createdTime": write_time(order.created(now)),
        "lastUpdatedTime": write_time(order.updated(now)),
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": site.id, "marketplaceName": site.name},
        "orderItems": [_item(order, number, item, datasets) for number, item in enumerate(order.items, 1)],
    }
    if order.replacement_of is not None:
        original = {"orderId": order.replacement_of, "associationType": "REPLACEMENT_ORIGINAL_ID"}
        document["associatedOrders"] = [original]
    if "PROCEEDS" in datasets and order.status not in ("PENDING", "PENDING_AVAILABILITY"):
        total = sum((Decimal(item.price) * item.quantity for item in order.items), Decimal(0))
        document["proceeds"] = {"grandTotal": _money(order, total)}
    if "FULFILLMENT" in datasets:
        document["fulfillment"] = _fulfillment(order, now)
    return document


def _item(order: SimulatedOrder, number: int, item: Item, datasets: AbstractSet[str]) -> dict[str, object]:
    item_id = int(hashlib.sha256(f"{order.id}/{number}".encode()).hexdigest()[:11], 16)
    document: dict[str, object] = {
        "orderItemId": str(item_id).zfill(14),
        "quantityOrdered": item.quantity,
        "product": {
            "asin": item.asin,
            "title": item.title,
            "sellerSku": item.sku,
            "condition": {"conditionType": "New"},
            "price": {"unitPrice": _money(order, Decimal(item.price))},
        },
    }
    if "PROCEEDS" in datasets:
        document["proceeds"] = {"proceedsTotal": _money(order, Decimal(item.price) * item.quantity)}
    if "FULFILLMENT" in datasets:
        shipped = order.status == "SHIPPED" or (order.status == "PARTIALLY_SHIPPED" and number == 1)
        sent = item.quantity if shipped else 0
        document["fulfillment"] = {"quantityFulfilled": sent, "quantityUnfulfilled": item.quantity - sent}
    if "CANCELLATION" in datasets and order.cancel_requested:
        request = {"requester": "BUYER", "cancelReason": "NO_LONGER_NEEDED"}
        document["cancellation"] = {"cancellationRequest": request}
    return document


def _fulfillment(order: SimulatedOrder, now: float) -> dict[str, object]:
    document: dict[str, object] = {
        "fulfillmentStatus": order.status,
        "fulfilledBy": order.fulfilled_by,
        "fulfillmentServiceLevel": "STANDARD",
    }
    for name, window in (("shipByWindow", order.ship_by(now)), ("deliverByWindow", order.deliver_by(now))):
        if window is not None:
            earliest, latest = map(write_time, window)
            document[name] = {"earliestDateTime": earliest, "latestDateTime": latest}
    return document


def _money(order: SimulatedOrder, amount: Decimal) -> dict[str, object]:
    return {"amount": str(amount), "currencyCode": order.site.currency}

"""The Orders API 2026-01-01: pages of orders, by time of purchase or of the last change."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from spmsg.simulator.catalogue import ORDER_ID, all_orders, find_order
from spmsg.simulator.order import SimulatedOrder, order_document, utc
from spmsg.simulator.request_validation import date_time
from spmsg.simulator.responses import Call, RefusedError, invalid, json_response

STATUSES = frozenset(
    [
        "PENDING_AVAILABILITY",
        "PENDING",
        "UNSHIPPED",
        "PARTIALLY_SHIPPED",
        "SHIPPED",
        "CANCELLED",
        "UNFULFILLABLE",
    ]
)
FULFILLERS = frozenset(("MERCHANT", "AMAZON"))
DATASETS = frozenset(
    [
        "BUYER",
        "RECIPIENT",
        "PROCEEDS",
        "EXPENSE",
        "PROMOTION",
        "CANCELLATION",
        "FULFILLMENT",
        "PACKAGES",
        "TAX",
        "PAYMENT",
        "FULFILLMENT_ORDERS",
    ]
)
_LONGEST_PAGE = 100
_SETTLING = 120
"""Seconds. A search ends so long before the request at the latest."""


@dataclass(frozen=True)
class _Window:
    """The time that a search is limited to: `by` "created" or "updated", in seconds since the epoch."""

    by: str
    after: float
    before: float


def search_orders(call: Call) -> Response:
    """Answer searchOrders: a page of orders, the newest first."""
    query = call.request.args
    window = _window(query, call.now)
    marketplaces = _list(query, "marketplaceIds", None)
    if len(marketplaces) > 50:
        raise invalid("Invalid Input", "marketplaceIds: at most 50 are allowed.")
    statuses = _list(query, "fulfillmentStatuses", STATUSES)
    fulfillers = _list(query, "fulfilledBy", FULFILLERS)
    datasets = _list(query, "includedData", DATASETS)
    size = _page_size(query.get("maxResultsPerPage"))
    start, before = _resume(query, window, call.state.signing_key)
    found = [
        order
        for order in all_orders()
        if window.after <= _time_of(order, window.by, call.now) <= before
        and (not marketplaces or order.site.id in marketplaces)
        and (not statuses or order.status in statuses)
        and (not fulfillers or order.fulfilled_by in fulfillers)
    ]
    found.sort(key=lambda order: _time_of(order, window.by, call.now), reverse=True)
    page = found[start : start + size]
    document: dict[str, object] = {"orders": [order_document(order, datasets, call.now) for order in page]}
    if start + size < len(found):
        document["pagination"] = {"nextToken": _token(query, start + size, before, call.state.signing_key)}
    document["createdBefore" if window.by == "created" else "lastUpdatedBefore"] = utc(before)
    return json_response(200, document)


def get_order(call: Call, order_id: str) -> Response:
    """Answer getOrder: one order."""
    if not ORDER_ID.fullmatch(order_id):
        raise invalid("Invalid Input", "orderId")
    datasets = _list(call.request.args, "includedData", DATASETS)
    order = find_order(order_id)
    if order is None:
        raise RefusedError(404, "NotFound", f"There is no order {order_id}.")
    return json_response(200, {"order": order_document(order, datasets, call.now)})


def _time_of(order: SimulatedOrder, by: str, now: float) -> float:
    return order.created(now) if by == "created" else order.updated(now)


def _window(query: MultiDict[str, str], now: float) -> _Window:
    created, updated = "createdAfter" in query, "lastUpdatedAfter" in query
    if created == updated:
        raise invalid("Invalid Input", "Exactly one of createdAfter and lastUpdatedAfter must be provided.")
    by, start, end = (
        ("created", "createdAfter", "createdBefore")
        if created
        else ("updated", "lastUpdatedAfter", "lastUpdatedBefore")
    )
    other = "lastUpdatedBefore" if created else "createdBefore"
    if other in query:
        raise invalid("Invalid Input", f"{other} must not be provided together with {start}.")
    after = _time(query, start)
    latest = now - _SETTLING
    before = _time(query, end) if end in query else latest
    if end in query and (before < after or before > latest):
        raise invalid("Invalid Input", f"{end} must not be before {start}, nor later than two minutes ago.")
    return _Window(by, after, before)


def _time(query: MultiDict[str, str], name: str) -> float:
    try:
        return date_time(query[name]).timestamp()
    except ValueError:
        raise invalid("Invalid Input", f"{name} must be an ISO 8601 date-time.") from None


def _list(query: MultiDict[str, str], name: str, known: frozenset[str] | None) -> frozenset[str]:
    values = [part for value in query.getlist(name) for part in value.split(",")]
    if "" in values or (known is not None and not known.issuperset(values)):
        raise invalid("Invalid Input", f"{name}: {','.join(values)[:200]}")
    return frozenset(values)


def _page_size(text: str | None) -> int:
    if text is None:
        return _LONGEST_PAGE
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 3 and 1 <= int(text) <= _LONGEST_PAGE):
        raise invalid("Invalid Input", f"maxResultsPerPage must be between 1 and {_LONGEST_PAGE}.")
    return int(text)


def _search(query: MultiDict[str, str]) -> str:
    """Return what a page token belongs to: the search by all parameters but the page's size."""
    kept = {n: sorted(v) for n, v in query.lists() if n not in ("paginationToken", "maxResultsPerPage")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def _token(query: MultiDict[str, str], start: int, before: float, key: str) -> str:
    place = f"{start}:{before!r}:{_search(query)}".encode()
    return (
        base64.urlsafe_b64encode(hmac.digest(key.encode(), place, "sha256")[:12] + place).decode().rstrip("=")
    )


def _resume(query: MultiDict[str, str], window: _Window, key: str) -> tuple[int, float]:
    """Return where the page begins, and the time that the whole search ends at."""
    token = query.get("paginationToken")
    if token is None:
        return 0, window.before
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        raw = b""
    seal, place = raw[:12], raw[12:]
    if not hmac.compare_digest(seal, hmac.digest(key.encode(), place, "sha256")[:12]):
        raise invalid("Invalid Input", "paginationToken")
    start, before, search = place.decode().split(":")
    if search != _search(query):  # Amazon's words: selling-partner-api-sdk issue 717
        raise invalid(
            "The paginationToken you have submitted is not valid. All parameters must match the original "
            "request except maxResultsPerPage."
        )
    return int(start), float(before)

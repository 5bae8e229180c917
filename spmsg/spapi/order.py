"""One order, as the Orders API 2026-01-01 describes it.

Source: models/orders of github.com/amzn/selling-partner-api-models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from spmsg.spapi.answers import objects, text

_ORIGINALS = ("REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID")
FULFILLMENT_STATUSES = (
    "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "PENDING", "PENDING_AVAILABILITY", "CANCELLED",
    "UNFULFILLABLE",
)  # fmt: skip
"""Amazon's values of fulfillmentStatuses, the likeliest first."""


@dataclass(frozen=True)
class Money:
    """An amount as Amazon writes it ("154.99"), and its currency's ISO 4217 code ("" if not told)."""

    amount: str
    currency: str


@dataclass(frozen=True)
class OrderItem:
    """One product of an order; `title` is "" if Amazon tells none."""

    title: str
    asin: str | None
    sku: str | None
    quantity: int


@dataclass(frozen=True)
class Order:
    """An order as spmsg needs it. Times are ISO 8601, as they came; what was not told is "" or None."""

    id: str
    marketplace: str
    status: str
    """The fulfilment status: UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED, CANCELLED … (the model has them all)."""
    fulfilled_by: str
    """MERCHANT or AMAZON."""
    purchased_at: str
    items: tuple[OrderItem, ...]
    total: Money | None
    deliver_by: str | None = None
    """The end of the time in which Amazon promised delivery; when it happened is not told."""
    deliver_from: str | None = None
    """The beginning of that time."""
    ship_by: str | None = None
    """The end of the time in which Amazon promised that it is shipped."""
    cancel_requested: bool = False
    """Whether the buyer has asked to cancel an item."""
    replacement_of: str | None = None
    """The order that this one replaces or was exchanged for."""
    updated_at: str | None = None


def review_window(order: Order) -> tuple[datetime, datetime] | None:
    """Return from when until when Amazon takes a request for a review of `order`, or None if not told.

    From 5 days after the earliest promised delivery to 30 days after the latest (developer-docs, "Set up
    the Solicitations API"; models issue 4927).
    """
    earliest, latest = moment(order.deliver_from), moment(order.deliver_by)
    if earliest is None or latest is None:
        return None
    return earliest + timedelta(days=5), latest + timedelta(days=30)


def moment(time: str | None) -> datetime | None:
    """Return the moment that an ISO 8601 text of Amazon's means (UTC without a zone), None if it is none."""
    try:
        found = datetime.fromisoformat(time or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def read_order(order: object) -> Order | None:
    """Return the order in a JSON object of Amazon's, None if it has no ID."""
    order_id = text(order, "orderId")
    if order_id is None or not isinstance(order, Mapping):
        return None
    items = objects(order, "orderItems")
    requesters = [text(item, "cancellation", "cancellationRequest", "requester") for item in items]
    originals = (o for o in objects(order, "associatedOrders") if text(o, "associationType") in _ORIGINALS)
    return Order(
        id=order_id,
        marketplace=text(order, "salesChannel", "marketplaceId") or "",
        status=text(order, "fulfillment", "fulfillmentStatus") or "",
        fulfilled_by=text(order, "fulfillment", "fulfilledBy") or "",
        purchased_at=text(order, "createdTime") or "",
        items=tuple(_item(item) for item in items),
        total=_total(order.get("proceeds")),
        deliver_by=text(order, "fulfillment", "deliverByWindow", "latestDateTime"),
        deliver_from=text(order, "fulfillment", "deliverByWindow", "earliestDateTime"),
        ship_by=text(order, "fulfillment", "shipByWindow", "latestDateTime"),
        cancel_requested="BUYER" in requesters,
        replacement_of=next((text(original, "orderId") for original in originals), None),
        updated_at=text(order, "lastUpdatedTime"),
    )


def _item(item: Mapping[str, object]) -> OrderItem:
    quantity = item.get("quantityOrdered")
    return OrderItem(
        title=text(item, "product", "title") or "",
        asin=text(item, "product", "asin"),
        sku=text(item, "product", "sellerSku"),
        quantity=quantity if isinstance(quantity, int) else 0,
    )


def _total(proceeds: object) -> Money | None:
    amount = text(proceeds, "grandTotal", "amount")
    return Money(amount, text(proceeds, "grandTotal", "currencyCode") or "") if amount else None

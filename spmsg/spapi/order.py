"""One order, as the Orders API 2026-01-01 describes it.

Source: models/orders of github.com/amzn/selling-partner-api-models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_ORIGINALS = ("REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID")


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


def moment(text: str | None) -> datetime | None:
    """Return the moment that an ISO 8601 text of Amazon's means (UTC without a zone), None if it is none."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def read_order(entry: object) -> Order | None:
    """Return the order in a JSON object of Amazon's, None if it has no ID."""
    order = entry if isinstance(entry, Mapping) else {}
    order_id = _text(order, "orderId")
    if not order_id:
        return None
    fulfillment = _object(order, "fulfillment")
    deliver = _object(fulfillment, "deliverByWindow")
    items = _objects(order, "orderItems")
    requests = (_object(_object(item, "cancellation"), "cancellationRequest") for item in items)
    originals = (o for o in _objects(order, "associatedOrders") if _text(o, "associationType") in _ORIGINALS)
    return Order(
        id=order_id,
        marketplace=_text(_object(order, "salesChannel"), "marketplaceId"),
        status=_text(fulfillment, "fulfillmentStatus"),
        fulfilled_by=_text(fulfillment, "fulfilledBy"),
        purchased_at=_text(order, "createdTime"),
        items=tuple(_item(item) for item in items),
        total=_money(_object(_object(order, "proceeds"), "grandTotal")),
        deliver_by=_text(deliver, "latestDateTime") or None,
        deliver_from=_text(deliver, "earliestDateTime") or None,
        ship_by=_text(_object(fulfillment, "shipByWindow"), "latestDateTime") or None,
        cancel_requested=any(_text(request, "requester") == "BUYER" for request in requests),
        replacement_of=next((_text(original, "orderId") for original in originals), None) or None,
        updated_at=_text(order, "lastUpdatedTime") or None,
    )


def _item(item: Mapping[str, object]) -> OrderItem:
    product = _object(item, "product")
    quantity = item.get("quantityOrdered")
    return OrderItem(
        title=_text(product, "title"),
        asin=_text(product, "asin") or None,
        sku=_text(product, "sellerSku") or None,
        quantity=quantity if isinstance(quantity, int) and not isinstance(quantity, bool) else 0,
    )


def _money(money: Mapping[str, object]) -> Money | None:
    amount = money.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, (str, int, float)) or amount == "":
        return None
    return Money(str(amount), _text(money, "currencyCode"))


def _object(document: Mapping[str, object], member: str) -> Mapping[str, object]:
    value = document.get(member)
    return value if isinstance(value, Mapping) else {}


def _objects(document: Mapping[str, object], member: str) -> list[Mapping[str, object]]:
    value = document.get(member)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _text(document: Mapping[str, object], member: str) -> str:
    value = document.get(member)
    return value if isinstance(value, str) else ""

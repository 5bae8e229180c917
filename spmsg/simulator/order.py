"""An order of the simulator, and how the Orders API tells it.

Buyer, recipient, money, fulfilment and cancellation are told only when asked for.
"""

import hashlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

DAY = 86_400


@dataclass(frozen=True)
class Item:
    """One line of an order; `price` is the unit price, in the marketplace's currency."""

    title: str
    price: str
    quantity: int = 1


@dataclass(frozen=True)
class Site:
    """A marketplace as the Orders API names it."""

    id: str
    name: str
    country: str
    currency: str


TRAITS = frozenset(("customized", "digital", "service", "bulky", "legal", "warranty"))
"""What was bought, if that widens what may be sent. What is digital has no promised dates."""

QUIRKS = frozenset(
    (
        "tutorial",  # the three actions of Amazon's tutorial
        "opted-out",  # the buyer wants no messages
        "disabled",  # an action is listed that cannot be used
        "links-only",  # no `_embedded`, and `attributes` among the links
        "schemaless",  # the first action lacks its schema
        "wrapped",  # schemas inside `payload`, as Amazon's model has them
        "self-list",  # `_links.self.href` is a list
    )
)
"""What is odd about how an order's actions are told."""


@dataclass(frozen=True)
class SimulatedOrder:
    """An order and its buyer, placed `hours` before the last midnight.

    `cancel_requested`: the buyer asked to cancel it. `replacement_of` is the order that it replaces.
    """

    id: str
    site: Site
    status: str
    hours: float
    items: tuple[Item, ...]
    locale: str | None = None
    fulfilled_by: str = "MERCHANT"
    traits: frozenset[str] = frozenset()
    quirks: frozenset[str] = frozenset()
    cancel_requested: bool = False
    replacement_of: str | None = None

    def created(self, now: float) -> float:
        """Return when the buyer placed it, in seconds since the epoch."""
        return self.updated(now) - self.hours * 3600

    def updated(self, now: float) -> float:
        """Return when it last changed: at the last midnight, because then all dates move on by a day."""
        return now - now % DAY

    def ship_by(self, now: float) -> tuple[float, float] | None:
        """Return the promised time of shipping, from and until; None if nothing is shipped."""
        created = self.created(now)
        return None if "digital" in self.traits else (created, created + 2 * DAY)

    def deliver_by(self, now: float) -> tuple[float, float] | None:
        """Return the promised time of delivery, from and until; None if nothing is delivered."""
        created = self.created(now)
        return None if "digital" in self.traits else (created + 2 * DAY, created + 6 * DAY)


def order_document(order: SimulatedOrder, datasets: AbstractSet[str], now: float) -> dict[str, object]:
    """Return `Order` of Amazon's model, with the `datasets` of `includedData`."""
    document: dict[str, object] = {
        "orderId": order.id,
        "createdTime": utc(order.created(now)),
        "lastUpdatedTime": utc(order.updated(now)),
        "salesChannel": {
            "channelName": "AMAZON",
            "marketplaceId": order.site.id,
            "marketplaceName": order.site.name,
        },
        "orderItems": [
            _item(order, number, item, datasets) for number, item in enumerate(order.items, start=1)
        ],
    }
    if order.replacement_of is not None:
        original = {"orderId": order.replacement_of, "associationType": "REPLACEMENT_ORIGINAL_ID"}
        document["associatedOrders"] = [original]
    if "BUYER" in datasets:
        alias = hashlib.sha256(order.id.encode()).hexdigest()[:14]
        document["buyer"] = {
            "buyerName": f"Buyer {alias[:4]}",
            "buyerEmail": f"{alias}@marketplace.{order.site.name.lower()}",
        }
    if "RECIPIENT" in datasets:
        address = {"addressLine1": "1 Simulated Street", "countryCode": order.site.country}
        document["recipient"] = {"deliveryAddress": {"name": "A. Buyer", **address}}
    if "PROCEEDS" in datasets and order.status not in ("PENDING", "PENDING_AVAILABILITY"):
        total = sum((Decimal(item.price) * item.quantity for item in order.items), Decimal(0))
        document["proceeds"] = {"grandTotal": _money(order, total)}
    if "FULFILLMENT" in datasets:
        document["fulfillment"] = _fulfillment(order, now)
    return document


def utc(seconds: float) -> str:
    """Return a time in ISO 8601 in UTC, with milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _item(order: SimulatedOrder, number: int, item: Item, datasets: AbstractSet[str]) -> dict[str, object]:
    mark = hashlib.sha256(item.title.encode()).hexdigest().upper()
    item_id = int(hashlib.sha256(f"{order.id}/{number}".encode()).hexdigest()[:11], 16)
    document: dict[str, object] = {
        "orderItemId": str(item_id).zfill(14),
        "quantityOrdered": item.quantity,
        "product": {
            "asin": f"B0{mark[:8]}",
            "title": item.title,
            "sellerSku": f"SKU-{mark[8:14]}",
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


def _money(order: SimulatedOrder, amount: Decimal) -> dict[str, object]:
    return {"amount": str(amount), "currencyCode": order.site.currency}


def _fulfillment(order: SimulatedOrder, now: float) -> dict[str, object]:
    document: dict[str, object] = {
        "fulfillmentStatus": order.status,
        "fulfilledBy": order.fulfilled_by,
        "fulfillmentServiceLevel": "STANDARD",
    }
    for name, window in (("shipByWindow", order.ship_by(now)), ("deliverByWindow", order.deliver_by(now))):
        if window is not None:
            document[name] = {"earliestDateTime": utc(window[0]), "latestDateTime": utc(window[1])}
    return document

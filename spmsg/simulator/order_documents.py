"""An order as the Orders API tells it; buyer, recipient, money and fulfilment only when asked for."""

import hashlib
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from decimal import Decimal

from spmsg.simulator.simulated_order import DAY, Item, SimulatedOrder


def order_document(order: SimulatedOrder, datasets: AbstractSet[str], now: float) -> dict[str, object]:
    """`Order` of Amazon's model, with the `datasets` of `includedData`."""
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
    if "BUYER" in datasets:
        alias = hashlib.sha256(order.id.encode()).hexdigest()[:14]
        document["buyer"] = {
            "buyerName": f"Buyer {alias[:4]}",
            "buyerEmail": f"{alias}@marketplace.{order.site.name.lower()}",
        }
    if "RECIPIENT" in datasets:
        address = {
            "name": "A. Buyer",
            "addressLine1": "1 Simulated Street",
            "countryCode": order.site.country,
        }
        document["recipient"] = {"deliveryAddress": address}
    if "PROCEEDS" in datasets and order.status not in ("PENDING", "PENDING_AVAILABILITY"):
        document["proceeds"] = {"grandTotal": _money(order, _total(order))}
    if "FULFILLMENT" in datasets:
        document["fulfillment"] = _fulfillment(order, now)
    if "PACKAGES" in datasets:
        document["packages"] = _packages(order, now)
    return document


def utc(moment: float) -> str:
    """ISO 8601 in UTC, with milliseconds."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _item_id(order: SimulatedOrder, number: int) -> str:
    return str(int(hashlib.sha256(f"{order.id}/{number}".encode()).hexdigest()[:11], 16)).zfill(14)


def _item(order: SimulatedOrder, number: int, item: Item, datasets: AbstractSet[str]) -> dict[str, object]:
    mark = hashlib.sha256(item.title.encode()).hexdigest().upper()
    document: dict[str, object] = {
        "orderItemId": _item_id(order, number),
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
        total = Decimal(item.price) * item.quantity
        document["proceeds"] = {"proceedsTotal": _money(order, total)}
    if "FULFILLMENT" in datasets:
        sent = _quantity_sent(order, number, item)
        document["fulfillment"] = {"quantityFulfilled": sent, "quantityUnfulfilled": item.quantity - sent}
    return document


def _quantity_sent(order: SimulatedOrder, number: int, item: Item) -> int:
    sent = order.status == "SHIPPED" or (order.status == "PARTIALLY_SHIPPED" and number == 1)
    return item.quantity if sent else 0


def _total(order: SimulatedOrder) -> Decimal:
    return sum((Decimal(item.price) * item.quantity for item in order.items), Decimal(0))


def _money(order: SimulatedOrder, amount: Decimal) -> dict[str, object]:
    return {"amount": str(amount), "currencyCode": order.site.currency}


def _fulfillment(order: SimulatedOrder, now: float) -> dict[str, object]:
    created = order.created(now)
    return {
        "fulfillmentStatus": order.status,
        "fulfilledBy": order.fulfilled_by,
        "fulfillmentServiceLevel": "STANDARD",
        "shipByWindow": {"earliestDateTime": utc(created), "latestDateTime": utc(created + 2 * DAY)},
        "deliverByWindow": {
            "earliestDateTime": utc(created + 2 * DAY),
            "latestDateTime": utc(created + 6 * DAY),
        },
    }


def _packages(order: SimulatedOrder, now: float) -> list[dict[str, object]]:
    sent = [
        {"orderItemId": _item_id(order, number), "quantity": _quantity_sent(order, number, item)}
        for number, item in enumerate(order.items, start=1)
        if _quantity_sent(order, number, item)
    ]
    if not sent:
        return []
    arrived = order.delivered is not None
    return [
        {
            "packageReferenceId": "1",
            "createdTime": utc(order.created(now) + 3600),
            "packageStatus": {
                "status": "DELIVERED" if arrived else "IN_TRANSIT",
                "detailedStatus": "DELIVERED" if arrived else "IN_TRANSIT",
            },
            "carrier": "Simulated Parcels",
            "trackingNumber": f"SIM{_item_id(order, 0)}",
            "packageItems": sent,
        }
    ]

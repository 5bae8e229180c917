"""The Orders API 2026-01-01: recent orders to choose from, and one order's facts.

We never ask for who bought (`includedData` BUYER, RECIPIENT). Source: models/orders of
github.com/amzn/selling-partner-api-models. Orders v0 ends on 2027-03-27, so it is not used.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from spmsg.errors import UnreadableAnswerError
from spmsg.spapi.answers import Answer, object_of
from spmsg.spapi.operations import GET_ORDER, SEARCH_ORDERS
from spmsg.spapi.transport import Transport

_PATH = "/orders/2026-01-01/orders"
_INCLUDED = "FULFILLMENT,PROCEEDS"
MAX_PAGE = 100
"""Orders that a page can hold."""


@dataclass(frozen=True)
class Money:
    """An amount as Amazon writes it ("154.99"), and its currency's ISO 4217 code ("" if not told)."""

    amount: str
    currency: str


@dataclass(frozen=True)
class OrderItem:
    """One product of an order; `title` is "" where Amazon tells none."""

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


class Orders:
    """A seller's orders."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def search(
        self,
        *,
        since: datetime,
        marketplaces: Iterable[str] = (),
        statuses: Iterable[str] = (),
        fulfilled_by: Iterable[str] = (),
        page_size: int = MAX_PAGE,
    ) -> Iterator[tuple[Order, ...]]:
        """Orders placed after `since` (with a time zone), a page at a time, each asked for when it is wanted.

        A page is precious: Amazon allows one in three minutes after the first twenty.
        """
        query = {
            "createdAfter": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "marketplaceIds": ",".join(marketplaces),
            "fulfillmentStatuses": ",".join(statuses),
            "fulfilledBy": ",".join(fulfilled_by),
            "maxResultsPerPage": str(max(1, min(page_size, MAX_PAGE))),
            "includedData": _INCLUDED,
        }
        query = {name: value for name, value in query.items() if value}
        seen: set[str] = set()
        while True:
            answer = self._transport.call(SEARCH_ORDERS, "GET", _PATH, query)
            document = object_of(answer)
            entries = document.get("orders")
            if not isinstance(entries, list):
                raise _unreadable("has no list of orders", answer)
            yield tuple(_order(entry, answer) for entry in entries if entry is not None)
            token = _text(_object(document, "pagination"), "nextToken")
            if not token:
                return
            if token in seen:
                raise _unreadable("leads in a circle: a page names an earlier one as the next", answer)
            seen.add(token)
            query["paginationToken"] = token

    def get(self, order_id: str) -> Order:
        """The order `order_id`. Raises UnavailableError where the seller has no such order."""
        answer = self._transport.call(
            GET_ORDER, "GET", f"{_PATH}/{quote(order_id, safe='')}", {"includedData": _INCLUDED}
        )
        return _order(object_of(answer).get("order"), answer)


def _unreadable(why: str, answer: Answer) -> UnreadableAnswerError:
    return UnreadableAnswerError(f"Amazon's answer about orders {why}.", request_id=answer.request_id)


def _order(entry: object, answer: Answer) -> Order:
    order = entry if isinstance(entry, Mapping) else {}
    order_id = _text(order, "orderId")
    if not order_id:
        raise _unreadable("holds an order without an ID", answer)
    fulfillment = _object(order, "fulfillment")
    items = order.get("orderItems")
    return Order(
        id=order_id,
        marketplace=_text(_object(order, "salesChannel"), "marketplaceId"),
        status=_text(fulfillment, "fulfillmentStatus"),
        fulfilled_by=_text(fulfillment, "fulfilledBy"),
        purchased_at=_text(order, "createdTime"),
        items=tuple(_item(i) for i in (items if isinstance(items, list) else ()) if isinstance(i, Mapping)),
        total=_money(_object(_object(order, "proceeds"), "grandTotal")),
        deliver_by=_text(_object(fulfillment, "deliverByWindow"), "latestDateTime") or None,
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


def _text(document: Mapping[str, object], member: str) -> str:
    value = document.get(member)
    return value if isinstance(value, str) else ""

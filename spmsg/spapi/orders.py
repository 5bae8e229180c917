"""The Orders API 2026-01-01: a page of a seller's orders, and one order.

We never ask for who bought (`includedData` BUYER, RECIPIENT). Source: models/orders of
github.com/amzn/selling-partner-api-models.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from spmsg.errors import AmazonError, UnreadableAnswerError
from spmsg.spapi.answers import Answer, object_of
from spmsg.spapi.operations import GET_ORDER, SEARCH_ORDERS, Operation
from spmsg.spapi.transport import Transport

_PATH = "/orders/2026-01-01/orders"
DATASETS = ("FULFILLMENT", "PROCEEDS", "CANCELLATION")
"""The optional parts of an order that are asked for; Amazon has answered 400 to some (models issue 5365)."""
MAX_PAGE = 100
"""Orders that a page can hold."""
MAX_MARKETPLACES = 50
"""Marketplaces that one search can name."""
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
    programs: tuple[str, ...] = ()
    """PRIME, AMAZON_BUSINESS, …"""


@dataclass(frozen=True, kw_only=True)
class OrderSearch:
    """Which orders to ask for: exactly one of `created_after` and `updated_after`; times with a zone.

    `created_before` and `updated_before` must be two minutes old, and go with the one of their own kind.
    """

    created_after: datetime | None = None
    created_before: datetime | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    marketplaces: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    fulfilled_by: tuple[str, ...] = ()
    page_size: int = MAX_PAGE
    datasets: tuple[str, ...] = DATASETS
    """DATASETS, or () once they were refused; the same for all pages."""


@dataclass(frozen=True)
class OrdersPage:
    """A page of orders, newest first as they came.

    `next_token` asks for the next page of the same search (it lives a day), None on the last one.
    `covered_until` is the moment up to which the whole search tells all, as Amazon says it (created or
    updated before), or None. `missing_datasets` were refused, so that what they hold is not in `orders`.
    """

    orders: tuple[Order, ...]
    next_token: str | None = None
    covered_until: str | None = None
    missing_datasets: tuple[str, ...] = ()


class Orders:
    """A seller's orders."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def page(self, search: OrderSearch, token: str | None = None) -> OrdersPage:
        """Return one page of `search`: the first, or the one that an earlier page's `next_token` names.

        A page is precious: Amazon allows one in three minutes after the first twenty. Raises AmazonError
        with the code "refused" if Amazon refuses the search, on the first page without the datasets too. A
        later page takes no other datasets than the first had (docs: it may; models 5144: 400): then begin
        anew with `datasets=()`.
        """
        answer, missing = self._asked(
            SEARCH_ORDERS, _PATH, _query(search, token), search.datasets, once=token is not None
        )
        document = object_of(answer)
        entries = document.get("orders")
        if not isinstance(entries, list):
            raise _unreadable("has no list of orders", answer)
        following = _text(_object(document, "pagination"), "nextToken") or None
        if following is not None and following == token:
            raise _unreadable("leads in a circle: a page names itself as the next", answer)
        return OrdersPage(
            tuple(_order(entry, answer) for entry in entries if entry is not None),
            following,
            _text(document, "lastUpdatedBefore" if search.updated_after else "createdBefore") or None,
            missing,
        )

    def search(self, search: OrderSearch) -> Iterator[OrdersPage]:
        """Yield the pages of `search`, each asked for when it is wanted."""
        token: str | None = None
        seen: set[str] = set()
        while True:
            page = self.page(search, token)
            yield page
            if page.next_token is None:
                return
            if page.next_token in seen:
                raise UnreadableAnswerError("Amazon's pages of orders lead in a circle.")
            token = page.next_token
            seen.add(token)
            if page.missing_datasets:  # refused on one page, they would be on each
                search = replace(search, datasets=())

    def get(self, order_id: str) -> Order:
        """Return the order `order_id`. Raises UnavailableError if the seller has no such order."""
        answer, _ = self._asked(GET_ORDER, f"{_PATH}/{quote(order_id, safe='')}", {}, DATASETS)
        return _order(object_of(answer).get("order"), answer)

    def _asked(
        self,
        operation: Operation,
        path: str,
        query: dict[str, str],
        datasets: tuple[str, ...],
        *,
        once: bool = False,
    ) -> tuple[Answer, tuple[str, ...]]:
        """The answer, and the datasets that are not in it: a 400 is asked again without, unless `once`."""
        if datasets:
            try:
                asked = {**query, "includedData": ",".join(datasets)}
                return self._transport.call(operation, "GET", path, asked), ()
            except AmazonError as error:
                if once or error.code != "refused":
                    raise
        return self._transport.call(operation, "GET", path, query), DATASETS


def review_window(order: Order) -> tuple[datetime, datetime] | None:
    """Return from when until when Amazon takes a request for a review of `order`, or None if not told.

    From 5 days after the earliest promised delivery to 30 days after the latest (developer-docs, "Set up
    the Solicitations API"; models issue 4927).
    """
    earliest, latest = _moment(order.deliver_from), _moment(order.deliver_by)
    if earliest is None or latest is None:
        return None
    return earliest + timedelta(days=5), latest + timedelta(days=30)


def _query(search: OrderSearch, token: str | None) -> dict[str, str]:
    query = {
        "createdAfter": _time(search.created_after),
        "createdBefore": _time(search.created_before),
        "lastUpdatedAfter": _time(search.updated_after),
        "lastUpdatedBefore": _time(search.updated_before),
        "marketplaceIds": ",".join(search.marketplaces),
        "fulfillmentStatuses": ",".join(search.statuses),
        "fulfilledBy": ",".join(search.fulfilled_by),
        "maxResultsPerPage": str(search.page_size),
        "paginationToken": token or "",
    }
    return {name: value for name, value in query.items() if value}


def _time(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else ""


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _unreadable(why: str, answer: Answer) -> UnreadableAnswerError:
    return UnreadableAnswerError(f"Amazon's answer about orders {why}.", request_id=answer.request_id)


def _order(entry: object, answer: Answer) -> Order:
    order = entry if isinstance(entry, Mapping) else {}
    order_id = _text(order, "orderId")
    if not order_id:
        raise _unreadable("holds an order without an ID", answer)
    fulfillment = _object(order, "fulfillment")
    deliver = _object(fulfillment, "deliverByWindow")
    items = _objects(order, "orderItems")
    requests = (_object(_object(item, "cancellation"), "cancellationRequest") for item in items)
    originals = (o for o in _objects(order, "associatedOrders") if _text(o, "associationType") in _ORIGINALS)
    programs = order.get("programs")
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
        programs=tuple(p for p in (programs if isinstance(programs, list) else ()) if isinstance(p, str)),
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

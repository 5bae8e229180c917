"""The Orders API 2026-01-01: an order, and pages of a seller's orders.

We never ask for who bought (`includedData` BUYER, RECIPIENT). Source: models/orders of
github.com/amzn/selling-partner-api-models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from spmsg.errors import AmazonError
from spmsg.spapi.answers import Answer, objects_at, text_at
from spmsg.spapi.api_errors import unreadable
from spmsg.spapi.operations import GET_ORDER, SEARCH_ORDERS, Operation

if TYPE_CHECKING:  # TAB needs an order, not requests
    from spmsg.spapi.transport import Transport

_PATH = "/orders/2026-01-01/orders"
# The optional parts of an order that are asked for; Amazon has answered 400 to some (models issue 5365)
DATASETS = ("FULFILLMENT", "PROCEEDS", "CANCELLATION")
MAX_PAGE = 100  # orders
_ORIGINALS = ("REPLACEMENT_ORIGINAL_ID", "EXCHANGE_ORIGINAL_ID")
FULFILLMENT_STATUSES = (  # the likeliest first
    "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "PENDING", "PENDING_AVAILABILITY", "CANCELLED",
    "UNFULFILLABLE",
)  # fmt: skip


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
    status: str  # the fulfilment status, one of FULFILLMENT_STATUSES
    fulfilled_by: str  # MERCHANT or AMAZON
    purchased_at: str
    items: tuple[OrderItem, ...]
    total: Money | None
    deliver_by: str | None = None  # the end of the time in which Amazon promised delivery
    deliver_from: str | None = None  # its beginning; when it was delivered is not told
    ship_by: str | None = None  # the end of the time in which Amazon promised to ship
    cancel_requested: bool = False  # by the buyer, for one item at least
    replacement_of: str | None = None  # the order that this one replaces or was exchanged for
    updated_at: str | None = None


def review_window(order: Order) -> tuple[datetime, datetime] | None:
    """Return when Amazon's window for a review request of `order` begins and ends, None if not told.

    From 5 days after the earliest promised delivery to 30 days after the latest (developer-docs, "Set up
    the Solicitations API"; models issue 4927).
    """
    earliest, latest = moment(order.deliver_from), moment(order.deliver_by)
    if earliest is None or latest is None:
        return None
    return earliest + timedelta(days=5), latest + timedelta(days=30)


def moment(time: str | None) -> datetime | None:
    """Return the moment that Amazon's ISO 8601 text names (UTC if it has no zone), None if it is none."""
    try:
        found = datetime.fromisoformat(time or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class OrderSearch:
    """Which orders to ask for: exactly one of `created_after` and `updated_after`; times with a zone.

    `created_before` goes with `created_after`, and must be two minutes old.
    """

    created_after: datetime | None = None
    created_before: datetime | None = None
    updated_after: datetime | None = None
    marketplaces: tuple[str, ...] = ()
    datasets: tuple[str, ...] = DATASETS  # or () once they were refused; the same for all pages


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
    """Asks for a seller's orders."""

    def __init__(self, transport: "Transport") -> None:
        self._transport = transport

    def page(self, search: OrderSearch, token: str | None = None) -> OrdersPage:
        """Return one page of `search`: the first, or the one that an earlier page's `next_token` names.

        A page is precious: Amazon allows one in three minutes after the first twenty. Raises AmazonError
        with the code "refused" if Amazon refuses the search, on the first page without the datasets too. A
        later page takes no others than the first had (models 5144): then begin anew with `datasets=()`.
        """
        answer, missing = self._call(SEARCH_ORDERS, _PATH, _build_query(search, token), search.datasets)
        entries = answer.document.get("orders")
        if not isinstance(entries, list):
            raise unreadable(answer, "the request for orders", "has no list of orders")
        return OrdersPage(
            tuple(_read_order(entry, answer) for entry in entries if entry is not None),
            text_at(answer.document, "pagination", "nextToken"),
            text_at(answer.document, "lastUpdatedBefore" if search.updated_after else "createdBefore"),
            missing,
        )

    def get(self, order_id: str) -> Order:
        """Return the order `order_id`. Raises UnavailableError if the seller has no such order."""
        answer, _ = self._call(GET_ORDER, f"{_PATH}/{quote(order_id, safe='')}", {}, DATASETS)
        return _read_order(answer.document.get("order"), answer)

    def _call(
        self, operation: Operation, path: str, query: dict[str, str], datasets: tuple[str, ...]
    ) -> tuple[Answer, tuple[str, ...]]:
        """Return the answer and the datasets that it lacks: a 400 to a first page is asked again without."""
        if datasets:
            try:
                asked = {**query, "includedData": ",".join(datasets)}
                return self._transport.call(operation, "GET", path, asked), ()
            except AmazonError as error:
                if "paginationToken" in query or error.code != "refused":
                    raise
        return self._transport.call(operation, "GET", path, query), DATASETS


def _build_query(search: OrderSearch, token: str | None) -> dict[str, str]:
    query = {
        "createdAfter": _format_time(search.created_after),
        "createdBefore": _format_time(search.created_before),
        "lastUpdatedAfter": _format_time(search.updated_after),
        "marketplaceIds": ",".join(search.marketplaces),
        "maxResultsPerPage": str(MAX_PAGE),
        "paginationToken": token or "",
    }
    return {name: value for name, value in query.items() if value}


def _format_time(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else ""


def _read_order(order: object, answer: Answer) -> Order:
    order_id = text_at(order, "orderId")
    if order_id is None or not isinstance(order, Mapping):
        raise unreadable(answer, "the request for orders", "holds an order without an ID")
    amount, currency = (text_at(order, "proceeds", "grandTotal", each) for each in ("amount", "currencyCode"))
    items = objects_at(order, "orderItems")
    requesters = [text_at(item, "cancellation", "cancellationRequest", "requester") for item in items]
    associated = objects_at(order, "associatedOrders")
    originals = (each for each in associated if text_at(each, "associationType") in _ORIGINALS)
    return Order(
        id=order_id,
        marketplace=text_at(order, "salesChannel", "marketplaceId") or "",
        status=text_at(order, "fulfillment", "fulfillmentStatus") or "",
        fulfilled_by=text_at(order, "fulfillment", "fulfilledBy") or "",
        purchased_at=text_at(order, "createdTime") or "",
        items=tuple(_read_item(item) for item in items),
        total=Money(amount, currency or "") if amount else None,
        deliver_by=text_at(order, "fulfillment", "deliverByWindow", "latestDateTime"),
        deliver_from=text_at(order, "fulfillment", "deliverByWindow", "earliestDateTime"),
        ship_by=text_at(order, "fulfillment", "shipByWindow", "latestDateTime"),
        cancel_requested="BUYER" in requesters,
        replacement_of=next((text_at(original, "orderId") for original in originals), None),
        updated_at=text_at(order, "lastUpdatedTime"),
    )


def _read_item(item: Mapping[str, object]) -> OrderItem:
    quantity = item.get("quantityOrdered")
    return OrderItem(
        title=text_at(item, "product", "title") or "",
        asin=text_at(item, "product", "asin"),
        sku=text_at(item, "product", "sellerSku"),
        quantity=quantity if isinstance(quantity, int) else 0,
    )

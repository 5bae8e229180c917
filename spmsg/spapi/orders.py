"""The Orders API 2026-01-01: a page of a seller's orders, and one order.

We never ask for who bought (`includedData` BUYER, RECIPIENT). Source: models/orders of
github.com/amzn/selling-partner-api-models.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from spmsg.errors import AmazonError, UnreadableAnswerError
from spmsg.spapi.answers import Answer, text
from spmsg.spapi.operations import GET_ORDER, SEARCH_ORDERS, Operation
from spmsg.spapi.order import Order, read_order
from spmsg.spapi.transport import Transport

_PATH = "/orders/2026-01-01/orders"
DATASETS = ("FULFILLMENT", "PROCEEDS", "CANCELLATION")
"""The optional parts of an order that are asked for; Amazon has answered 400 to some (models issue 5365)."""
MAX_PAGE = 100
"""Orders that a page can hold."""


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
        answer, missing = self._ask(
            SEARCH_ORDERS, _PATH, _query(search, token), search.datasets, once=token is not None
        )
        entries = answer.document.get("orders")
        if not isinstance(entries, list):
            raise _unreadable("has no list of orders", answer)
        return OrdersPage(
            tuple(_order(entry, answer) for entry in entries if entry is not None),
            text(answer.document, "pagination", "nextToken"),
            text(answer.document, "lastUpdatedBefore" if search.updated_after else "createdBefore"),
            missing,
        )

    def get(self, order_id: str) -> Order:
        """Return the order `order_id`. Raises UnavailableError if the seller has no such order."""
        answer, _ = self._ask(GET_ORDER, f"{_PATH}/{quote(order_id, safe='')}", {}, DATASETS)
        return _order(answer.document.get("order"), answer)

    def _ask(
        self,
        operation: Operation,
        path: str,
        query: dict[str, str],
        datasets: tuple[str, ...],
        *,
        once: bool = False,
    ) -> tuple[Answer, tuple[str, ...]]:
        """Return the answer and the datasets it lacks: a 400 is asked again without, unless `once`."""
        if datasets:
            try:
                asked = {**query, "includedData": ",".join(datasets)}
                return self._transport.call(operation, "GET", path, asked), ()
            except AmazonError as error:
                if once or error.code != "refused":
                    raise
        return self._transport.call(operation, "GET", path, query), DATASETS


def _query(search: OrderSearch, token: str | None) -> dict[str, str]:
    query = {
        "createdAfter": _time(search.created_after),
        "createdBefore": _time(search.created_before),
        "lastUpdatedAfter": _time(search.updated_after),
        "lastUpdatedBefore": _time(search.updated_before),
        "marketplaceIds": ",".join(search.marketplaces),
        "maxResultsPerPage": str(MAX_PAGE),
        "paginationToken": token or "",
    }
    return {name: value for name, value in query.items() if value}


def _time(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else ""


def _unreadable(why: str, answer: Answer) -> UnreadableAnswerError:
    return UnreadableAnswerError(f"Amazon's answer about orders {why}.", request_id=answer.request_id)


def _order(entry: object, answer: Answer) -> Order:
    order = read_order(entry)
    if order is None:
        raise _unreadable("holds an order without an ID", answer)
    return order

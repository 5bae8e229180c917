"""The orders of an account: kept, brought up to date, and chosen from.

Amazon gives one page of orders in three minutes after the first twenty, so what came is kept: `store` holds
it, and `sync` asks for what is missing or has changed. This file says which orders are meant or due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spmsg.spapi.orders import Order, moment, review_window


class Due(StrEnum):
    """What a seller may or should do about an order now."""

    REVIEW = "review"
    SHIPMENT = "shipment"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which orders are meant; what is None or empty does not count.

    Times are those of the purchase, `until` not included. The order must hold one of `skus`, one of `asins`
    and none of `not_skus`.
    """

    since: datetime
    until: datetime | None = None
    statuses: frozenset[str] = frozenset()
    fulfilled_by: str | None = None
    skus: frozenset[str] = frozenset()
    not_skus: frozenset[str] = frozenset()
    asins: frozenset[str] = frozenset()

    def matches(self, order: Order) -> bool:
        """Return whether `order`, placed in the time that is meant, is one of them."""
        skus = {item.sku for item in order.items}
        return (
            (not self.statuses or order.status in self.statuses)
            and self.fulfilled_by in (None, order.fulfilled_by)
            and (not self.skus or bool(self.skus & skus))
            and not self.not_skus & skus
            and (not self.asins or any(item.asin in self.asins for item in order.items))
        )


def due_until(order: Order, due: Due, now: datetime) -> datetime | None:
    """Return the end of the window of what is due for `order`; None if nothing of the kind is due.

    A review can be asked for while Amazon's window is open (`review_window`). A shipment is due once the
    promised time is over: Amazon asks sellers to tell the buyer.
    """
    if due is Due.REVIEW:
        window = review_window(order) if order.status == "SHIPPED" else None
        return window[1] if window is not None and window[0] <= now <= window[1] else None
    ship_by = moment(order.ship_by) if _is_to_be_shipped(order) else None
    return ship_by if ship_by is not None and ship_by < now else None


def count_undated(orders: Iterable[Order], due: Due) -> int:
    """Return how many of `orders` would be due by their state, but have no promised dates."""
    if due is Due.REVIEW:
        return sum(order.status == "SHIPPED" and review_window(order) is None for order in orders)
    return sum(_is_to_be_shipped(order) and moment(order.ship_by) is None for order in orders)


def _is_to_be_shipped(order: Order) -> bool:
    return order.fulfilled_by == "MERCHANT" and order.status in ("UNSHIPPED", "PARTIALLY_SHIPPED")

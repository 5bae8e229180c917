"""The simulator's orders: those that are listed (`orders.toml`), and those that load tests ask for.

Between two midnights (UTC) nothing moves; at midnight all dates move on by a day, so that whoever tries the
simulator next month finds the same orders, as recent as today.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

DAY = 86_400
ORDER_ID = re.compile(r"[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")

_LOAD_ORDER = re.compile(r"990-[0-9]{7}-[0-9]{7}")
"""IDs of orders for load tests, as many as are wanted: not listed, known in every marketplace, unshipped."""


@dataclass(frozen=True)
class Item:
    """One line of an order; `price` is the unit price, in the marketplace's currency."""

    title: str
    sku: str
    asin: str
    price: str
    quantity: int = 1


@dataclass(frozen=True)
class Site:
    """A marketplace as the Orders API names it."""

    id: str
    name: str
    currency: str


@dataclass(frozen=True)
class SimulatedOrder:
    """An order and its buyer, placed `hours` before the last midnight.

    `traits` say what was bought, if that widens what may be sent: "customized", "digital" (which has no
    promised dates), "service", "bulky", "legal", "warranty". `cancel_requested`: the buyer asked to cancel.
    `replacement_of` is the order that it replaces. `quirks` say what is odd about how its actions are told:

        tutorial    the three actions of Amazon's tutorial, where `x-ui-hidden` is null
        opted-out   none: the buyer wants no messages
        disabled    an action is listed that cannot be used
        links-only  no `_embedded`, and `attributes` among the links
        schemaless  the first action lacks its schema
        wrapped     schemas inside `payload`, as Amazon's model has them
        self-list   `_links.self.href` is a list
    """

    id: str
    site: Site
    status: str
    hours: float
    items: tuple[Item, ...]
    locale: str | None = None
    fulfilled_by: str = "MERCHANT"
    traits: Sequence[str] = ()
    quirks: Sequence[str] = ()
    cancel_requested: bool = False
    replacement_of: str | None = None

    def created(self, now: float) -> float:
        """Return when the buyer placed it, in seconds since the epoch."""
        return self.updated(now) - self.hours * 3600

    def updated(self, now: float) -> float:
        """Return when it last changed: at the last midnight, because then all dates move on by a day."""
        return now - now % DAY

    def ship_by(self, now: float) -> tuple[float, float] | None:
        """Return the promised days of shipping, from and until; None if nothing is shipped."""
        return self._promised(now, 0, 2)

    def deliver_by(self, now: float) -> tuple[float, float] | None:
        """Return the promised days of delivery, from and until; None if nothing is delivered."""
        return self._promised(now, 5, 7)

    def _promised(self, now: float, first: int, last: int) -> tuple[float, float] | None:
        """Return when the `first` day after the purchase begins (UTC), and when the `last` ends."""
        if "digital" in self.traits:
            return None
        day = self.created(now) // DAY * DAY
        return day + first * DAY, day + (last + 1) * DAY - 1


_DATA = tomllib.loads(files("spmsg.simulator").joinpath("orders.toml").read_text("utf-8"))
_SITES = {country: Site(**table) for country, table in _DATA["site"].items()}
_LOAD_ITEM = Item("Load test item", "LOAD-TEST", "B000000000", "1.00")


def _read(table: dict[str, Any]) -> SimulatedOrder:
    items = tuple(Item(**item) for item in table["items"])
    return SimulatedOrder(**{**table, "site": _SITES[table["site"]], "items": items})


ORDERS = tuple(sorted(map(_read, _DATA["order"]), key=lambda order: order.hours))
"""Every listed order, the newest first."""


def find_order(order_id: str, marketplace: str | None = None) -> SimulatedOrder | None:
    """Return the order of that ID if it was placed in `marketplace` (None: anywhere), else None."""
    if _LOAD_ORDER.fullmatch(order_id):
        site = _SITES["US"] if marketplace is None else replace(_SITES["US"], id=marketplace)
        return SimulatedOrder(order_id, site, "UNSHIPPED", 30, (_LOAD_ITEM,), "en-US")
    found = (order for order in ORDERS if order.id == order_id and marketplace in (None, order.site.id))
    return next(found, None)

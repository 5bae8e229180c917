"""The simulated seller's orders: what was bought, by whom, where, and what is odd about each.

Times are told in hours before the last midnight (UTC), so the orders never grow old: whoever tries the
simulator next month finds the same orders, as recent as today. Between two midnights nothing moves.
"""

import re
from dataclasses import dataclass
from functools import cache

DAY = 86_400

TUTORIAL_ORDER = "902-6786204-8179805"
"""The order of Amazon's Messaging tutorial."""

LOAD_ORDER = re.compile(r"990-[0-9]{7}-[0-9]{7}")
"""Ten to the fourteenth orders for load tests: not listed, yet known in every marketplace, and unshipped."""

ORDER_ID = re.compile(r"[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")


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


SITES = {
    site.country: site
    for site in (
        Site("ATVPDKIKX0DER", "Amazon.com", "US", "USD"),
        Site("A1PA6795UKMFR9", "Amazon.de", "DE", "EUR"),
        Site("A1VC38T7YXB528", "Amazon.co.jp", "JP", "JPY"),
        Site("A2Q3Y263D00KWC", "Amazon.com.br", "BR", "BRL"),
        Site("A13V1IB3VIYZZH", "Amazon.fr", "FR", "EUR"),
    )
}


TRAITS = frozenset(("customized", "digital", "service", "bulky", "legal", "warranty"))
"""What was bought, where that widens what may be sent."""

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
    """An order and its buyer.

    `hours` before the last midnight it was placed, `delivered` days before it the parcel came.
    """

    id: str
    site: Site
    status: str
    hours: float
    items: tuple[Item, ...]
    locale: str | None
    fulfilled_by: str = "MERCHANT"
    delivered: float | None = None
    traits: frozenset[str] = frozenset()
    quirks: frozenset[str] = frozenset()

    def created(self, now: float) -> float:
        """When the buyer placed it, in seconds since the epoch."""
        return midnight(now) - self.hours * 3600

    def updated(self, now: float) -> float:
        """When it last changed: delivered, shipped, or an hour after it was placed."""
        delivered = self.delivered_at(now)
        return self.created(now) + 3600 if delivered is None else delivered

    def delivered_at(self, now: float) -> float | None:
        """When the buyer got it, in seconds since the epoch; None for what has not arrived."""
        return None if self.delivered is None else midnight(now) - self.delivered * DAY


def midnight(now: float) -> float:
    """The last midnight, UTC, in seconds since the epoch."""
    return now - now % DAY


@cache
def all_orders() -> tuple[SimulatedOrder, ...]:
    """Every listed order, the newest first."""
    from spmsg.simulator.listing import read_table  # which needs this module's types

    return tuple(sorted(read_table(), key=lambda order: order.hours))


@cache
def _by_id() -> dict[str, SimulatedOrder]:
    return {order.id: order for order in all_orders()}


def find_order(order_id: str, marketplace: str | None = None) -> SimulatedOrder | None:
    """The order of that ID, if it was placed in `marketplace` (None: anywhere)."""
    order = _by_id().get(order_id)
    if order is not None:
        return order if marketplace in (None, order.site.id) else None
    if not LOAD_ORDER.fullmatch(order_id):
        return None
    site = next((site for site in SITES.values() if site.id == marketplace), None)
    if site is None:
        site = Site(marketplace, "Amazon", "", "USD") if marketplace else SITES["US"]
    return SimulatedOrder(order_id, site, "UNSHIPPED", 30, (Item("Load test item", "1.00"),), "en-US")

"""The simulator's orders: those that are listed, and those that load tests ask for.

Times are told in hours before the last midnight (UTC), so the orders never grow old: whoever tries the
simulator next month finds the same orders, as recent as today. Between two midnights nothing moves.
"""

import re
from functools import cache

from spmsg.simulator.listing import read_table
from spmsg.simulator.simulated_order import SITES, Item, SimulatedOrder, Site

TUTORIAL_ORDER = "902-6786204-8179805"
"""The order of Amazon's Messaging tutorial."""

LOAD_ORDER = re.compile(r"990-[0-9]{7}-[0-9]{7}")
"""Ten to the fourteenth orders for load tests: not listed, yet known in every marketplace, and unshipped."""

ORDER_ID = re.compile(r"[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")


@cache
def all_orders() -> tuple[SimulatedOrder, ...]:
    """Every listed order, the newest first."""
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

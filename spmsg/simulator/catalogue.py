"""The simulator's orders: those that are listed (`orders.toml`), and those that load tests ask for.

Between two midnights (UTC) nothing moves; at midnight all dates move on by a day, so that whoever tries the
simulator next month finds the same orders, as recent as today.
"""

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from spmsg.simulator.order import Item, SimulatedOrder, Site

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

LOAD_ORDER = re.compile(r"990-[0-9]{7}-[0-9]{7}")
"""Ten to the fourteenth orders for load tests: not listed, yet known in every marketplace, and unshipped."""

ORDER_ID = re.compile(r"[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}")


@cache
def all_orders() -> tuple[SimulatedOrder, ...]:
    """Return every listed order, the newest first."""
    document = tomllib.loads(files("spmsg.simulator").joinpath("orders.toml").read_text("utf-8"))
    return tuple(sorted(map(_read, document["order"]), key=lambda order: order.hours))


@cache
def _by_id() -> dict[str, SimulatedOrder]:
    return {order.id: order for order in all_orders()}


def find_order(order_id: str, marketplace: str | None = None) -> SimulatedOrder | None:
    """Return the order of that ID if it was placed in `marketplace` (None: anywhere), else None."""
    order = _by_id().get(order_id)
    if order is None and LOAD_ORDER.fullmatch(order_id):
        order = SimulatedOrder(
            order_id, SITES["US"], "UNSHIPPED", 30, (Item("Load test item", "1.00"),), "en-US"
        )
        return order if marketplace is None else replace(order, site=replace(order.site, id=marketplace))
    return order if order is None or marketplace in (None, order.site.id) else None


def _read(table: dict[str, Any]) -> SimulatedOrder:
    return SimulatedOrder(
        **{
            **table,
            "site": SITES[table["site"]],
            "items": tuple(Item(**item) for item in table["items"]),
            "traits": frozenset(table.get("traits", ())),
            "quirks": frozenset(table.get("quirks", ())),
        }
    )

"""An order of the simulator: what was bought, where, when, and what is odd about it."""

from dataclasses import dataclass

DAY = 86_400


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

"""What Amazon knows of an order, asked only when something needs it, and then once."""

from collections.abc import Callable
from functools import cached_property

from spmsg.spapi.orders import Order


class Facts:
    """The buyer's locale and the order behind a message; each may raise SpmsgError when it is asked for."""

    def __init__(
        self,
        order: str,
        marketplace: str,
        *,
        ask_locale: Callable[[str, str], str | None],
        ask_order: Callable[[str], Order],
    ) -> None:
        self.id = order
        self.marketplace = marketplace
        self._ask_locale = ask_locale
        self._ask_order = ask_order

    @cached_property
    def locale(self) -> str | None:
        """The buyer's language of preference, as Amazon writes it ("de-DE"); None where it is not told."""
        return self._ask_locale(self.id, self.marketplace)

    @cached_property
    def order(self) -> Order:
        """The order: what was bought, when, for how much."""
        return self._ask_order(self.id)

"""What Amazon knows of an order, asked when something needs it, and then once."""

from collections.abc import Callable

from spmsg.spapi.orders import Order


class OrderDetails:
    """The buyer's locale and the order behind a message; each may raise SpmsgError when it is first read.

    `kept_order` finds an order without asking Amazon. Not `cached_property`: before Python 3.12 that has one
    lock for all instances, so that the workers of a batch would ask for one order after the other.
    """

    def __init__(
        self,
        order: str,
        marketplace: str,
        *,
        ask_locale: Callable[[str, str], str | None],
        ask_order: Callable[[str], Order],
        kept_order: Callable[[str], Order | None] = lambda order: None,
        known_locale: str | None = None,
    ) -> None:
        self.id = order
        self.marketplace = marketplace
        self._ask_locale = ask_locale
        self._ask_order = ask_order
        self._kept_order = kept_order
        self._locale: tuple[str | None] | None = (known_locale,) if known_locale is not None else None
        self._order: Order | None = None

    @property
    def locale(self) -> str | None:
        """The buyer's language of preference, as Amazon writes it ("de-DE"); None if Amazon tells none."""
        if self._locale is None:
            self._locale = (self._ask_locale(self.id, self.marketplace),)
        return self._locale[0]

    @property
    def known_locale(self) -> str | None:
        """The buyer's locale if something has asked for it, else None."""
        return self._locale[0] if self._locale is not None else None

    @property
    def order(self) -> Order:
        """The order: what was bought, when, for how much."""
        if self._order is None:
            self._order = self.known_order or self._ask_order(self.id)
        return self._order

    @property
    def known_order(self) -> Order | None:
        """The order if that takes no question to Amazon, else None."""
        if self._order is None:
            self._order = self._kept_order(self.id)
        return self._order

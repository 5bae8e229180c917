"""Where an account's orders are, what is known of them, and what may be sent for each."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from spmsg import marketplaces
from spmsg.config import Settings
from spmsg.delivery.order_details import AvailableActions, OrderDetails, changed_limits, read_available
from spmsg.delivery.orders.store import OrderStore
from spmsg.errors import LocalStateError, SpmsgError, UnavailableError, UsageError
from spmsg.spapi.action_list import ActionList
from spmsg.spapi.messaging import SOLICITATION, Messaging, OrderActions, Solicitations
from spmsg.spapi.orders import Order, Orders
from spmsg.spapi.transport import Transport

GRACE = 1.0
"""Seconds that what is asked beside the list of actions may come after it."""
_T = TypeVar("_T")


class OrderLookup:
    """Finds an account's orders, and what may be sent for each; safe for several threads.

    What was found is kept in `store`. `note` is called when Amazon changed an action's limits.
    """

    def __init__(
        self, settings: Settings, transport: Transport, store: OrderStore, note: Callable[[str], None]
    ) -> None:
        self._settings = settings
        self._messaging = Messaging(transport)
        self._solicitations = Solicitations(transport)
        self._orders = Orders(transport)
        self._store = store
        self._note = note
        self._has_kept_actions = False

    def api(self, action: str) -> OrderActions:
        """Return the API that `action` belongs to."""
        return self._solicitations if action == SOLICITATION else self._messaging

    # Where an order is

    def marketplace(self, order: str | None, own: str | None = None) -> str:
        """Return the marketplace ID of an order.

        That is the row's `own`, else the option's, else the one in which `order` was seen, else the
        environment's or the profile's. Raises UsageError if none is known, or if it lies in another region
        than the endpoint.
        """
        found = marketplaces.find(own) if own else self._settings.marketplace
        if found is None:
            kept = self._places.get(order or "")
            found = marketplaces.find(kept) if kept else self._settings.home_marketplace
        if found is None:
            hint = marketplaces.HOW_TO_NAME
            raise UsageError("Which marketplace?", hint=hint, code="marketplace-unknown")
        region = self._settings.region
        if region and found.region and region != found.region:
            message = f"{found.id} ({found.country}) lies in the region {found.region}, not in {region}."
            hint = f"Run it apart, with `--marketplace {found.country}` and that region's profile."
            raise UsageError(message, hint=hint, code="another-region")
        return found.id

    def other_marketplace(self, error: UnavailableError, order: str, asked: str) -> str | None:
        """Return the marketplace that an order is in, if `error` says that it is not in the one `asked`.

        None if `error` says something else, if `--marketplace` is given, or if Amazon does not tell.
        """
        if error.code != "no-such-order" or self._settings.marketplace is not None:
            return None
        try:
            found = self.order(order).marketplace
        except SpmsgError:
            return None
        return found if found not in ("", asked) else None

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """The marketplace of each kept order; read once, for a batch asks for each of its rows."""
        return self._store.marketplaces()

    # What is known of it

    def details(self, order: str, marketplace: str) -> OrderDetails:
        """Return what Amazon knows of an order, asked when something needs it."""
        return OrderDetails(order, marketplace, self)

    def locale(self, order: str, marketplace: str) -> str | None:
        """Ask Amazon for the buyer's locale."""
        return self._messaging.locale(order, marketplace)

    def order(self, order: str) -> Order:
        """Ask Amazon for an order, and keep it."""
        found = self._orders.get(order)
        self._store.keep([found])
        return found

    def kept_order(self, order: str) -> Order | None:
        """Return an order that is kept, or None."""
        return self._store.get(order)

    # What may be sent for it

    def available(self, order: str, marketplace: str, action: str) -> AvailableActions:
        """Return what the API of `action` offers for an order; raise UnavailableError if it is not there."""
        listed = self._list_actions(self.api(action), order, marketplace)
        self._keep_once(listed, order, marketplace)
        return read_available(listed)

    def overview(
        self, order: str, beside: Transport, marketplace: str | None = None
    ) -> tuple[OrderDetails, AvailableActions]:
        """Return an order with the buyer's locale, and what both APIs offer for it, all asked at once.

        The locale and the request for a review are asked for over `beside`, which should not wait: a failure
        there is no failure of the list.
        """
        place = marketplace or self.marketplace(order)
        executor = ThreadPoolExecutor(2)
        locale = executor.submit(Messaging(beside).locale, order, place)
        review = executor.submit(self._list_actions, Solicitations(beside), order, place)
        executor.shutdown(wait=False)
        try:
            listed = self._list_actions(self._messaging, order, place)
        except UnavailableError as error:
            other = self.other_marketplace(error, order, place) if marketplace is None else None
            if other is None:
                raise
            return self.overview(order, beside, other)
        both: list[Future[Any]] = [locale, review]
        wait(both, timeout=GRACE)
        requests = _result_or_none(review)
        if requests is not None:
            listed = replace(listed, actions=(*listed.actions, *requests.actions))
        self._keep_once(listed, order, place)
        details = OrderDetails(order, place, self, known_locale=_result_or_none(locale))
        return details, read_available(listed)

    def _list_actions(self, api: OrderActions, order: str, marketplace: str) -> ActionList:
        try:
            return api.actions(order, marketplace)
        except UnavailableError as error:
            if error.code == "no-such-order":
                known, region = marketplaces.BY_COUNTRY.values(), self._settings.region
                near = " ".join(each.country for each in known if region in (None, each.region))
                error.hint = (
                    f"It may be in another marketplace: `--marketplace` takes {near}; so does a column"
                    " `marketplace` of a list. Or check the order ID, and the profile (--profile)."
                )
            raise

    def _keep_once(self, listed: ActionList, order: str, marketplace: str) -> None:
        """Keep the first list of a run, for completion and `check`; say so if Amazon changed its limits."""
        if self._has_kept_actions:
            return
        self._has_kept_actions = True
        with suppress(LocalStateError):
            # Of the same marketplace: the next one has its schemas in another language.
            before = self._store.actions(marketplace=marketplace)
            self._store.keep_actions(order, marketplace, listed.actions)
            if changed := changed_limits(before, listed.actions):
                self._note(f"Amazon changed the limits of {', '.join(changed)} since it was last seen.")


def _result_or_none(asked: Future[_T]) -> _T | None:
    try:
        return asked.result(timeout=0)
    except (SpmsgError, TimeoutError):
        return None

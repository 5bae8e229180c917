"""What may be sent for an order: where it is, what Amazon offers for it, and why something is missing."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any, TypeVar

from spmsg import marketplaces
from spmsg.config import Settings
from spmsg.delivery.order_details import OrderDetails
from spmsg.delivery.orders.store import OrderStore
from spmsg.errors import LocalStateError, SpmsgError, UnavailableError, UsageError
from spmsg.message.action import Action, read_action
from spmsg.spapi.action_list import ActionList, ActionResource
from spmsg.spapi.messaging import SOLICITATION, Messaging, OrderActions, Solicitations
from spmsg.spapi.orders import Order, Orders
from spmsg.spapi.transport import Transport

T = TypeVar("T")

GRACE = 1.0
"""Seconds that what is asked beside the list of actions may come after it."""


@dataclass(frozen=True)
class AvailableActions:
    """What may be sent for an order now. `raw` is the HAL document as it came."""

    actions: tuple[Action, ...]
    raw: Mapping[str, object]
    request_id: str | None

    @property
    def names(self) -> str:
        """The names of the actions, separated by commas; "nothing" if there are none."""
        return ", ".join(action.name for action in self.actions) or "nothing"

    def named(self, name: str) -> Action:
        """Return the action `name`; raise UnavailableError, which names what is offered, if there is none."""
        for action in self.actions:
            if action.name == name:
                return action
        if name == SOLICITATION:
            hint = "A review can be asked for once per order, from 5 to 30 days after its promised delivery."
        elif not self.actions:
            hint = "It offers nothing: the buyer may have opted out."
        else:
            near = get_close_matches(name, [action.name for action in self.actions], n=1)
            hint = f"Did you mean {near[0]}? It offers {self.names}." if near else f"It offers {self.names}."
        message = f"{name} is not available for this order now."
        raise UnavailableError(message, hint=hint, request_id=self.request_id, code="not-offered")

    def usable(self, name: str, details: OrderDetails) -> Action:
        """Return the action `name`; raise UnavailableError, with its cause, if it may not be sent."""
        try:
            action = self.named(name)
        except UnavailableError as error:
            raise details.explain(error, name, ask=True) from None
        if action.disabled:
            message = (
                f"{name} is disabled for this order: {action.disabled_reason or 'Amazon gives no reason'}."
            )
            raise UnavailableError(message, request_id=self.request_id, code="disabled")
        return action


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
            hint = "Add `--marketplace US` (or another country or ID), or set SPMSG_MARKETPLACE."
            raise UsageError("Which marketplace?", hint=hint, code="marketplace-unknown")
        region = self._settings.region
        if region and found.region and region != found.region:
            message = f"{found.id} ({found.country}) lies in the region {found.region}, not in {region}."
            hint = f"Run it apart, with `--marketplace {found.country}` and that region's profile."
            raise UsageError(message, hint=hint, code="another-region")
        return found.id

    def elsewhere(self, error: UnavailableError, order: str, asked: str) -> str | None:
        """Return where Amazon has an order that it did not find where nobody but we had `asked` for it.

        None if `error` says something else, `--marketplace` is given, or Amazon does not tell.
        """
        if error.code != "no-such-order" or self._settings.marketplace is not None:
            return None
        try:
            found = self.order(order).marketplace
        except SpmsgError:
            return None
        return found if found not in ("", asked) else None

    # What is known of it

    def details(self, order: str, marketplace: str) -> OrderDetails:
        """Return what Amazon knows of an order, asked when something needs it."""
        return OrderDetails(order, marketplace, self)

    def locale(self, order: str, marketplace: str) -> str | None:
        """Ask Amazon for the buyer's locale."""
        return self._messaging.attributes(order, marketplace)

    def order(self, order: str) -> Order:
        """Ask Amazon for an order, and keep it."""
        found = self._orders.get(order)
        self._store.keep([found])
        return found

    def kept_order(self, order: str) -> Order | None:
        """Return an order that is kept, or None."""
        return self._store.get(order)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """The marketplace of each kept order; read once, for a batch asks for each of its rows."""
        return self._store.marketplaces()

    # What may be sent for it

    def has_seen(self, action: str) -> bool:
        """Return whether Amazon offered `action` for one of the account's last orders."""
        return any(seen.name == action for seen in self._store.actions())

    def available(self, order: str, marketplace: str, action: str) -> AvailableActions:
        """Return what the API of `action` offers for an order; raise UnavailableError if it is not there."""
        return self._read(self._listed(self.api(action), order, marketplace), order, marketplace)

    def overview(
        self, order: str, beside: Transport, marketplace: str | None = None
    ) -> tuple[OrderDetails, AvailableActions]:
        """Return an order with the buyer's locale, and what both APIs offer for it, all asked at once.

        The locale and the request for a review are asked for over `beside`, which should not wait: a failure
        there is no failure of the list.
        """
        place = marketplace or self.marketplace(order)
        executor = ThreadPoolExecutor(2)
        locale = executor.submit(Messaging(beside).attributes, order, place)
        review = executor.submit(self._listed, Solicitations(beside), order, place)
        executor.shutdown(wait=False)
        try:
            listed = self._listed(self._messaging, order, place)
        except UnavailableError as error:
            other = self.elsewhere(error, order, place) if marketplace is None else None
            if other is None:
                raise
            return self.overview(order, beside, other)
        both: list[Future[Any]] = [locale, review]
        wait(both, timeout=GRACE)
        requests = _answer(review)
        if requests is not None:
            listed = replace(listed, actions=(*listed.actions, *requests.actions))
        details = OrderDetails(order, place, self, known_locale=_answer(locale))
        return details, self._read(listed, order, place)

    def _listed(self, api: OrderActions, order: str, marketplace: str) -> ActionList:
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

    def _read(self, listed: ActionList, order: str, marketplace: str) -> AvailableActions:
        """Return what was listed for an order; the first list of a run is kept."""
        if not self._has_kept_actions:
            self._has_kept_actions = True
            with suppress(LocalStateError):  # kept for completion and `check` alone
                # Of the same marketplace: the next one has its schemas in another language.
                before = self._store.actions(marketplace=marketplace)
                self._store.keep_actions(order, marketplace, listed.actions)
                if changed := changed_limits(before, listed.actions):
                    self._note(f"Amazon changed the limits of {', '.join(changed)} since it was last seen.")
        actions = tuple(read_action(a.name, a.href, a.title, a.schema) for a in listed.actions)
        return AvailableActions(actions, listed.raw, listed.request_id)


def changed_limits(before: Iterable[ActionResource], now: Iterable[ActionResource]) -> list[str]:
    """Return the names of the actions that take other messages now; other words are no change."""
    limits = {each.name: _limits(each) for each in before}
    return [a.name for a in now if a.schema and a.name in limits and _limits(a) != limits[a.name]]


def _limits(action: ActionResource) -> tuple[object, ...]:
    found = read_action(action.name, "", None, action.schema)
    fields = [replace(field, title=None, description=None) for field in found.fields]
    return found.text, found.attachments, fields


def _answer(asked: Future[T]) -> T | None:
    """Return what was asked, None if it failed or has not come."""
    try:
        return asked.result(timeout=0)
    except (SpmsgError, TimeoutError):
        return None

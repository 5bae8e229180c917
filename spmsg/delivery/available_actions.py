"""What may be sent for an order: where it is, what Amazon offers for it, and why something is missing."""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from spmsg import marketplaces
from spmsg.config import Settings
from spmsg.delivery.action_cache import ActionCache
from spmsg.delivery.order_details import OrderDetails
from spmsg.delivery.orders.store import KeptOrder, OrderStore
from spmsg.errors import SpmsgError, UnavailableError, UsageError
from spmsg.message.action import Action, read_action
from spmsg.spapi.action_list import ActionResource
from spmsg.spapi.messaging import SOLICITATION, Messaging, OrderActions, Solicitations
from spmsg.spapi.orders import Order, Orders, review_window
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

    def named(self, name: str) -> Action:
        """Return the action `name`; raise UnavailableError, which names what is offered, if there is none."""
        found = next((action for action in self.actions if action.name == name), None)
        if found is not None:
            return found
        raise UnavailableError(
            f"{name} is not available for this order now.",
            hint=self._instead_of(name),
            request_id=self.request_id,
            code="not-offered",
        )

    def usable(self, name: str, details: OrderDetails) -> Action:
        """Return the action `name`; raise UnavailableError, with its cause, if it may not be sent."""
        try:
            action = self.named(name)
        except UnavailableError as error:
            raise explain(error, name, details, datetime.now(UTC)) from None
        if action.disabled:
            raise UnavailableError(
                f"{name} is disabled for this order: {action.disabled_reason or 'Amazon gives no reason'}.",
                request_id=self.request_id,
                code="disabled",
            )
        return action

    def _instead_of(self, name: str) -> str:
        if name == SOLICITATION:
            return "A review can be asked for once per order, from 5 to 30 days after its promised delivery."
        names = [action.name for action in self.actions]
        near = get_close_matches(name, names, n=1)
        offered = (
            f"It offers {', '.join(names)}." if names else "It offers nothing: the buyer may have opted out."
        )
        return f"Did you mean {near[0]}? {offered}" if near else offered


@dataclass(frozen=True)
class Overview:
    """What may be sent for an order, the request for a review included, and the buyer's locale ("en-US")."""

    available: AvailableActions
    marketplace: str
    locale: str | None


class OrderLookup:
    """Finds an account's orders, and what may be sent for each; safe for several threads.

    What was found is kept in `store` and `cache`. `note` is called when Amazon changed an action's limits.
    """

    def __init__(
        self,
        settings: Settings,
        transport: Transport,
        store: OrderStore,
        cache: ActionCache,
        note: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._messaging = Messaging(transport)
        self._solicitations = Solicitations(transport)
        self._orders = Orders(transport)
        self._store = store
        self._cache = cache
        self._note = note
        self._first = threading.Lock()  # taken by the first order, and never given back

    def api(self, action: str | None) -> OrderActions:
        """Return the API that `action` belongs to; for None, the one of messages."""
        return self._solicitations if action == SOLICITATION else self._messaging

    def marketplace(self, order: str | None, own: str | None = None) -> str:
        """Return the marketplace ID of an order.

        That is the row's `own`, else the option's, else the one in which `order` was seen, else the
        environment's or the profile's. Raises UsageError if none is known, or if it lies in another region
        than the endpoint.
        """
        found = marketplaces.find(own) if own else self._settings.marketplace
        if found is None:
            kept = self._kept.get(order) if order is not None else None
            found = marketplaces.find(kept.marketplace) if kept else self._settings.home_marketplace
        if found is None:
            raise UsageError(
                "Which marketplace?",
                hint="Add `--marketplace US` (or another country or ID), or set SPMSG_MARKETPLACE.",
                code="marketplace-unknown",
            )
        region = self._settings.region
        if region and found.region and region != found.region:
            raise UsageError(
                f"{found.id} ({found.country}) lies in the region {found.region}, not in {region}.",
                hint=f"Run it apart, with `--marketplace {found.country}` and that region's profile.",
                code="another-region",
            )
        return found.id

    def elsewhere(self, order: str, asked: str) -> str | None:
        """Return the marketplace that Amazon has `order` in, if it is another than `asked`.

        None if `--marketplace` is given, or Amazon does not tell.
        """
        if self._settings.marketplace is not None:
            return None
        try:
            found = self._orders.get(order)
        except SpmsgError:
            return None
        if found.marketplace in ("", asked):
            return None
        self._store.keep([found])
        return found.marketplace

    def has_seen(self, action: str) -> bool:
        """Return whether Amazon offered `action` for any of the account's orders before."""
        return any(seen.name == action for seen in self._cache.actions())

    def purchased_at(self, order: str) -> datetime | None:
        """Return when a kept order was placed, or None."""
        kept = self._kept.get(order)
        return kept.purchased_at if kept is not None else None

    def details(self, order: str, marketplace: str, *, known_locale: str | None = None) -> OrderDetails:
        """Return what Amazon knows of an order, asked when something needs it."""
        return OrderDetails(
            order,
            marketplace,
            ask_locale=self._messaging.attributes,
            ask_order=self._ask_order,
            kept_order=self._store.get,
            known_locale=known_locale,
        )

    def available(self, order: str, marketplace: str, action: str) -> AvailableActions:
        """Return what the API of `action` offers for an order; raise UnavailableError if it is not there."""
        found = self._listed(self.api(action), order, marketplace)
        if self._first.acquire(blocking=False):
            self._keep(found, order, marketplace)
        return found

    def overview(self, order: str, beside: Transport) -> Overview:
        """Return what may be sent for an order, where it is, and the buyer's locale, all asked at once.

        The locale and the request for a review are asked for over `beside`, which should not wait: a failure
        there is no failure of the list.
        """
        marketplace = self.marketplace(order)
        try:
            return self._overview(order, marketplace, beside)
        except UnavailableError as error:
            elsewhere = self.elsewhere(order, marketplace) if error.code == "no-such-order" else None
            if elsewhere is None:
                raise
            return self._overview(order, elsewhere, beside)

    def _overview(self, order: str, marketplace: str, beside: Transport) -> Overview:
        executor = ThreadPoolExecutor(2)
        locale = executor.submit(Messaging(beside).attributes, order, marketplace)
        review = executor.submit(self._listed, Solicitations(beside), order, marketplace)
        executor.shutdown(wait=False)
        available = self._listed(self._messaging, order, marketplace)
        deadline = time.monotonic() + GRACE
        requests = _answer(review, deadline)
        if requests is not None:
            available = replace(available, actions=(*available.actions, *requests.actions))
        self._first.acquire(blocking=False)
        self._keep(available, order, marketplace)
        return Overview(available, marketplace, _answer(locale, deadline))

    def _listed(self, api: OrderActions, order: str, marketplace: str) -> AvailableActions:
        try:
            listed = api.actions(order, marketplace)
        except UnavailableError as error:
            if error.code == "no-such-order":
                error.hint = self._other_marketplaces(marketplace)
            raise
        actions = tuple(read_action(a.name, a.href, a.title, a.schema) for a in listed.actions)
        return AvailableActions(actions, listed.raw, listed.request_id)

    def _other_marketplaces(self, asked: str) -> str:
        region = self._settings.region
        others = [
            country
            for country, each in marketplaces.BY_COUNTRY.items()
            if region in (None, each.region) and each.id != asked
        ]
        return (
            f"It may be in another marketplace: `--marketplace` takes {' '.join(others)}; so does a column"
            " `marketplace` of a list. Or check the order ID, and the profile (--profile)."
        )

    def _keep(self, available: AvailableActions, order: str, marketplace: str) -> None:
        actions = [ActionResource(a.name, a.title, "", a.schema) for a in available.actions]
        changed = self._cache.keep_actions(order, actions, marketplace)
        if changed:
            self._note(f"Amazon changed the limits of {', '.join(changed)} since it was last seen.")

    @cached_property
    def _kept(self) -> Mapping[str, KeptOrder]:
        """Where and when each kept order was placed; read once, for a batch asks for each of its rows."""
        return self._store.places()

    def _ask_order(self, order_id: str) -> Order:
        found = self._orders.get(order_id)
        self._store.keep([found])
        return found


def _answer(asked: Future[T], deadline: float) -> T | None:
    """Return what was asked, or None if it failed or did not come by `deadline` (of the monotonic clock)."""
    try:
        return asked.result(max(deadline - time.monotonic(), 0))
    except (SpmsgError, FutureTimeoutError):
        return None


def explain(error: UnavailableError, action: str, details: OrderDetails, now: datetime) -> UnavailableError:
    """Give `error` its cause, if the order tells it: not shipped, cancelled, too early or too late.

    Amazon says neither, nor on which side of its window a request for a review is.
    """
    if error.code not in ("not-offered", "outside-window"):
        return error
    order = details.known_order
    if action == SOLICITATION:
        with suppress(SpmsgError):
            order = details.order
    cause = _cause(action, order, now) if order is not None else None
    if cause is not None:
        error.code, error.message = cause
        error.hint = "Run it again from then on." if error.code == "too-early" else None
        return error
    error.code = "not-offered"
    window = review_window(order) if order is not None and action == SOLICITATION else None
    if window is not None:
        error.due = True
        error.hint = f"It is due until {_day(window[1])}: the buyer opted out, or it is offered again soon."
    return error


def _cause(action: str, order: Order, now: datetime) -> tuple[str, str] | None:
    if order.status == "CANCELLED":
        return "cancelled", "The order is cancelled."
    if action != SOLICITATION:
        return None
    if order.status not in ("SHIPPED", ""):
        return "not-shipped", "A review can be asked for once the whole order is shipped."
    window = review_window(order)
    if window is not None and now < window[0]:
        return "too-early", f"Only from {_day(window[0])} on a review can be asked for."
    if window is not None and now > window[1]:
        return "too-late", f"Only until {_day(window[1])} a review could be asked for."
    return None


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")

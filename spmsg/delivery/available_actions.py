"""The actions that Amazon offers for an order."""

import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from spmsg.delivery.action_cache import ActionCache, CachedAction
from spmsg.delivery.order_details import OrderDetails
from spmsg.errors import SpmsgError, UnavailableError
from spmsg.message.action import Action, read_action
from spmsg.spapi.messaging import SOLICITATION, Messaging, OrderActions, Solicitations
from spmsg.spapi.order import Order, review_window

T = TypeVar("T")

GRACE = 1.0
"""Seconds that what is asked beside the list of actions may come after it."""


@dataclass(frozen=True)
class AvailableActions:
    """What may be sent for an order now.

    `raw` is the HAL document as it came; `changed` names the actions whose schema was another when it was
    last seen.
    """

    actions: tuple[Action, ...]
    raw: Mapping[str, object]
    request_id: str | None
    changed: tuple[str, ...] = ()

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

    def usable(self, name: str) -> Action:
        """Return the action `name`; raise UnavailableError if it is not offered or is disabled."""
        action = self.named(name)
        if action.disabled:
            raise UnavailableError(
                f"{name} is disabled for this order: {action.disabled_reason or 'Amazon gives no reason'}.",
                request_id=self.request_id,
                code="disabled",
            )
        return action

    def _instead_of(self, name: str) -> str:
        from difflib import get_close_matches

        if name == SOLICITATION:
            return "A review can be asked for once per order, from 5 to 30 days after its promised delivery."
        names = [action.name for action in self.actions]
        near = get_close_matches(name, names, n=1)
        offered = (
            f"It offers {', '.join(names)}." if names else "It offers nothing: the buyer may have opted out."
        )
        return f"Did you mean {near[0]}? {offered}" if near else offered


def available_actions(api: OrderActions, order: str, marketplace: str) -> AvailableActions:
    """Ask Amazon what may be sent for `order`."""
    listed = api.actions(order, marketplace)
    actions = tuple(read_action(a.name, a.href, a.title, a.schema) for a in listed.actions)
    return AvailableActions(actions, listed.raw, listed.request_id)


def cached(available: AvailableActions, order: str, marketplace: str, cache: ActionCache) -> AvailableActions:
    """`available`, kept in `cache`, with the names of the actions whose schema was another before."""
    actions = (CachedAction(a.name, a.title, a.schema) for a in available.actions)
    return replace(available, changed=tuple(cache.keep_actions(order, actions, marketplace)))


def explained(error: UnavailableError, action: str, details: OrderDetails, now: datetime) -> UnavailableError:
    """`error` with its cause, if the order tells it: not shipped, cancelled, too early or too late.

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


@dataclass(frozen=True)
class Overview:
    """What may be sent for an order, the request for a review included, and the buyer's locale ("en-US")."""

    available: AvailableActions
    marketplace: str
    locale: str | None


class NotWorthWaitingError(SpmsgError):
    """What is asked beside the list would have had to wait."""


def no_waiting(seconds: float) -> None:
    """Raise NotWorthWaitingError: a `sleep` for what is not worth waiting for."""
    raise NotWorthWaitingError("not worth waiting for")


def gather(
    messaging: Messaging,
    beside: tuple[Messaging, Solicitations],
    order: str,
    marketplace: str,
    cache: ActionCache,
) -> Overview:
    """Ask for all that is worth knowing before writing to a buyer, at once, and keep the actions in `cache`.

    `beside` are APIs over a transport that does not wait (`no_waiting`). They are asked for the buyer's
    locale and the request for a review; a failure there is no failure of the list.
    """
    executor = ThreadPoolExecutor(2)
    locale = executor.submit(beside[0].attributes, order, marketplace)
    review = executor.submit(available_actions, beside[1], order, marketplace)
    executor.shutdown(wait=False)
    available = available_actions(messaging, order, marketplace)
    deadline = time.monotonic() + GRACE
    requests = _answer(review, deadline)
    if requests is not None:
        available = replace(available, actions=(*available.actions, *requests.actions))
    return Overview(cached(available, order, marketplace, cache), marketplace, _answer(locale, deadline))


def _answer(asked: Future[T], deadline: float) -> T | None:
    """Return what was asked, or None if it failed or did not come by `deadline` (of the monotonic clock)."""
    try:
        return asked.result(max(deadline - time.monotonic(), 0))
    except (SpmsgError, FutureTimeoutError):
        return None

"""Everything that is worth knowing before writing to the buyer of an order, asked at the same time.

The list of actions is what counts. The buyer's locale and the request for a review are asked beside it: they
add no waiting of their own, and a failure there is no failure of the list.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from spmsg.delivery.offer import Offer, offer, remembered
from spmsg.delivery.seen import Seen
from spmsg.errors import SpmsgError
from spmsg.spapi.messaging import Messaging
from spmsg.spapi.solicitations import Solicitations

T = TypeVar("T")

GRACE = 1.0
"""Seconds that what is asked beside the list may come after it."""


@dataclass(frozen=True)
class Survey:
    """What may be sent for an order, the request for a review included, and the buyer's locale ("en-US")."""

    offer: Offer
    locale: str | None


class Unhurried(SpmsgError):  # noqa: N818 - no error of the user's: it was not worth waiting for
    """Something asked beside the list would have had to wait."""


def no_waiting(seconds: float) -> None:
    """A `sleep` for what is not worth waiting for; raises Unhurried."""
    raise Unhurried("not worth waiting for")


def survey(
    messaging: Messaging,
    beside: tuple[Messaging, Solicitations],
    order: str,
    marketplace: str,
    seen: Seen,
) -> Survey:
    """Ask for all of it at once, and keep the actions in `seen`.

    `beside` are APIs over a transport that does not wait (see `no_waiting`).
    """
    locale = _Aside(lambda: beside[0].attributes(order, marketplace))
    review = _Aside(lambda: offer(beside[1], order, marketplace))
    offered = offer(messaging, order, marketplace)
    deadline = time.monotonic() + GRACE
    requests = review.result(deadline)
    if requests is not None:
        offered = replace(offered, actions=(*offered.actions, *requests.actions))
    return Survey(remembered(offered, order, marketplace, seen), locale.result(deadline))


class _Aside(Generic[T]):
    """Something asked in a thread of its own, which nobody has to wait for."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self._answer: T | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def result(self, deadline: float) -> T | None:
        """The answer, or None where it failed or did not come by `deadline` (of the monotonic clock)."""
        self._thread.join(max(deadline - time.monotonic(), 0))
        return self._answer

    def _run(self) -> None:
        try:
            self._answer = self._ask()
        except SpmsgError:
            return  # no role, no answer, no time: the list stands without it

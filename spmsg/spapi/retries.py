"""The waits between the attempts of one call: after failures, and after 429s.

Whether an attempt may be repeated is the caller's to know.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from spmsg.errors import (
    AmazonError,
    NoAnswerError,
    ServerError,
    ThrottledError,
    UnreachableError,
    UntrustedError,
)
from spmsg.spapi.answers import Answer

RETRIES = 3  # attempts after the first at what failed: about 0.5, 1 and 2 seconds apart
PATIENCE = 120.0  # seconds of waiting for 429s, in all; longer for slow operations
MAX_FAILURE_WAIT = 10.0  # seconds that we wait at most because a 503's Retry-After says so

_T = TypeVar("_T")


@dataclass
class Retries:
    """Counts the failures and 429s of one call, waits after each, and gives up in time."""

    rate: float  # requests a second, for 429s that name none
    sleep: Callable[[float], None]
    note: Callable[[str], None]
    failures: int = 0
    throttles: int = 0
    waited: float = 0.0  # seconds, for 429s

    def repeat(self, what: str, exchange: Callable[[], Answer], read: Callable[[Answer], _T]) -> _T:
        """Return what `read` makes of the first answer that is no failure; for what may be repeated."""
        while True:
            answer: Answer | None = None
            try:
                answer = exchange()
                if answer.status != 429:
                    return read(answer)
            except (UnreachableError, NoAnswerError, ServerError) as error:
                self.wait_after_failure(error, answer)
            else:
                self.sleep(self.seconds_after_429(answer, what))

    def wait_after_failure(self, error: AmazonError, answer: Answer | None = None) -> None:
        """Sleep before the next attempt; raise `error` if the last one has failed with it."""
        if isinstance(error, UntrustedError) or self.failures == RETRIES:
            raise error
        wait: float = 0.5 * 2**self.failures * (0.5 + random.random())  # noqa: S311 - no secret
        asked = _retry_after(answer) if answer is not None else None
        wait = max(wait, min(asked or 0.0, MAX_FAILURE_WAIT))
        self.failures += 1
        self.note(f"{error.message} Retrying in {wait:.1f} s ({self.failures} of {RETRIES}).")
        self.sleep(wait)

    def seconds_after_429(self, answer: Answer, what: str) -> float:
        """Return the seconds to wait: what the 429 says, else what one request takes to earn.

        Grows when 429 follows 429, whatever they say. Raises ThrottledError once patience would run out.
        """
        self.throttles += 1
        asked = _retry_after(answer)
        earned = 1 / (rate_limit(answer) or self.rate)
        wait = max(earned if asked is None else asked, min(0.05 * 2.0**self.throttles, 20.0))
        # One request of searchOrders takes three minutes to earn: at least one such wait must fit.
        if self.waited + wait > max(PATIENCE, 1.5 / self.rate):
            message = f"{what} is throttled: 429 {self.throttles} times, now with {wait:.0f} s to wait."
            hint = "Nothing was sent. Try again later. Do other programs use this account as well?"
            raise ThrottledError(message, hint=hint, request_id=answer.request_id)
        self.waited += wait
        self.note(f"429 from {what}: waiting {wait:.1f} s.")
        return wait


def rate_limit(answer: Answer) -> float | None:
    """Return `x-amzn-RateLimit-Limit`, in requests a second, or None if it is missing or makes no sense.

    Below one request in three hours or above 1,000 a second is no usage plan, and would stop us for good.
    """
    try:
        rate = float(answer.headers.get("x-amzn-RateLimit-Limit") or "")
    except ValueError:
        return None
    return rate if 0.0001 <= rate <= 1000 else None


def _retry_after(answer: Answer) -> float | None:
    """Return the seconds of `Retry-After`, a number or a date, or None if it is missing or makes no sense."""
    try:
        return float(Retry().parse_retry_after(answer.headers.get("Retry-After") or ""))
    except (HTTPError, ValueError, OverflowError):
        return None

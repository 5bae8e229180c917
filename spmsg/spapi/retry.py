"""How long to wait before one more attempt, and when there have been enough.

Whether an attempt may be repeated at all is for the caller to know: see `Operation.repeatable`.
"""

import random
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TypeVar

from spmsg.errors import AmazonError, NoAnswerError, ServerError, ThrottledError, UnreachableError
from spmsg.spapi.answers import Answer
from spmsg.spapi.http_errors import UntrustedError

_T = TypeVar("_T")

RETRIES = 3
"""Attempts after the first at what failed: about 0.5, 1 and 2 seconds apart."""
PATIENCE = 120.0
"""Seconds of waiting for 429s, in all; longer for slow operations."""
MAX_FAILURE_WAIT = 10.0
"""Seconds that we wait at most because a 503's Retry-After says so."""


def rate_limit(headers: Mapping[str, str]) -> float | None:
    """Return `x-amzn-RateLimit-Limit`, in requests a second, or None if it is missing or makes no sense.

    Amazon's header is a string that can be anything. Rates below one request in three hours or above
    1,000 a second are no usage plan of Amazon's, and would stop us for good or not at all.
    """
    try:
        rate = float(headers.get("x-amzn-RateLimit-Limit") or "")
    except ValueError:
        return None
    return rate if 0.0001 <= rate <= 1000 else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `Retry-After`, a number or an HTTP-date (RFC 9110, 10.2.3), or None.

    A date is held against the answer's own `Date`, so that it does not matter what our clock shows.
    """
    text = (headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,9})?", text):
        return float(text)
    until, now = _date(text), _date(headers.get("Date") or "")
    if until is None:
        return None
    return max(0.0, until - (time.time() if now is None else now))


class Retries:
    """The waits of one call: counts its failures and 429s, sleeps between, and gives up in time."""

    def __init__(self, rate: float, sleep: Callable[[float], None], note: Callable[[str], None]) -> None:
        """Take the `rate` (requests a second) for 429s that name none; `note` is told of each wait."""
        self._rate = rate
        self._sleep = sleep
        self._note = note
        self._failures = 0
        self._throttles = 0
        self._throttled = 0.0

    def repeat(self, what: str, exchange: Callable[[], Answer], meaning: Callable[[Answer], _T]) -> _T:
        """Return `meaning` of the first answer that is no failure; for what may be repeated at will."""
        while True:
            answer: Answer | None = None
            try:
                answer = exchange()
                if answer.status != 429:
                    return meaning(answer)
            except (UnreachableError, NoAnswerError, ServerError) as error:
                self.failed(error, answer)
            else:
                self._sleep(self.throttled(answer, what))

    def failed(self, error: AmazonError, answer: Answer | None = None) -> None:
        """Sleep before the next attempt at what failed with `error`, or raise it: that was the last one."""
        if isinstance(error, UntrustedError) or self._failures == RETRIES:
            raise error
        wait: float = 0.5 * 2**self._failures * (0.5 + random.random())  # noqa: S311 - no secret
        asked = retry_after(answer.headers) if answer is not None else None
        wait = max(wait, min(asked or 0.0, MAX_FAILURE_WAIT))
        self._failures += 1
        self._note(f"{error.message} Retrying in {wait:.1f} s ({self._failures} of {RETRIES}).")
        self._sleep(wait)

    def throttled(self, answer: Answer, what: str) -> float:
        """Return the seconds to wait after a 429: what it says, else what one request takes to earn.

        Grows when 429 follows 429, whatever they say. Raises ThrottledError once patience would run out.
        """
        self._throttles += 1
        asked = retry_after(answer.headers)
        earned = 1 / (rate_limit(answer.headers) or self._rate)
        least = min(0.05 * 2.0**self._throttles, 20.0)
        wait = max(earned if asked is None else asked, least)
        # One request of searchOrders takes three minutes to earn: at least one such wait must fit.
        if self._throttled + wait > max(PATIENCE, 1.5 / self._rate):
            raise ThrottledError(
                f"{what} is throttled: 429 {self._throttles} times, now with {wait:.0f} s to wait.",
                hint="Nothing was sent. Try again later. Do other programs use this account as well?",
                request_id=answer.request_id,
            )
        self._throttled += wait
        self._note(f"429 from {what}: waiting {wait:.1f} s.")
        return wait


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None

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
from spmsg.spapi.answers import RawAnswer
from spmsg.spapi.http_errors import UntrustedError

_T = TypeVar("_T")

RETRIES = 3
"""Attempts after the first at what failed: about 0.5, 1 and 2 seconds apart."""
PATIENCE = 120.0
"""Seconds of waiting for 429s, in all; longer for slow operations."""
MAX_TROUBLE = 100.0
"""Seconds of failed attempts and their waits after which there is no other: silence must not add up."""
MAX_FAILURE_WAIT = 10.0
"""Seconds that we wait at most because a 503's Retry-After says so."""


def rate_limit(headers: Mapping[str, str]) -> float | None:
    """Return `x-amzn-RateLimit-Limit`, in requests a second, or None if it is missing or makes no sense.

    Amazon's header is a string that can be anything. Rates below one request in three hours or above
    1,000 a second are no usage plan of Amazon's, and would stop us for good or not at all.
    """
    text = (headers.get("x-amzn-RateLimit-Limit") or "").strip()
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,12})?", text):
        return None
    rate = float(text)
    return rate if 0.0001 <= rate <= 1000 else None


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds of `Retry-After`, a number or an HTTP-date (RFC 9110, 10.2.3), or None.

    A date is held against the answer's own `Date`, so that it does not matter what our clock shows;
    `now` (seconds since the epoch) stands in if there is none.
    """
    text = (headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,9})?", text):
        return float(text)
    then = _date(text)
    if then is None:
        return None
    date = _date(headers.get("Date") or "")
    return max(0.0, then - (now if date is None else date))


class Retries:
    """The waits of one call: counts its failures and 429s, sleeps between, and gives up in time."""

    def __init__(
        self,
        rate: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
        jitter: Callable[[], float] = random.random,
        note: Callable[[str], None] = lambda text: None,
    ) -> None:
        """`rate`: requests a second, if a 429 names none; `jitter` gives numbers from 0 to 1."""
        self._rate = rate
        self._sleep = sleep
        self._clock = clock
        self._jitter = jitter
        self._note = note
        self._failures = 0
        self._trouble = 0.0
        self._throttles = 0
        self._throttled = 0.0

    def repeat(self, what: str, exchange: Callable[[], RawAnswer], meaning: Callable[[RawAnswer], _T]) -> _T:
        """Return `meaning` of the first answer that is no failure; for what may be repeated at will."""
        while True:
            raw: RawAnswer | None = None
            began = time.monotonic()
            try:
                raw = exchange()
                if raw.status != 429:
                    return meaning(raw)
            except (UnreachableError, NoAnswerError, ServerError) as error:
                self.failed(error, raw.headers if raw is not None else None, took=time.monotonic() - began)
            else:
                self.wait(self.throttled(raw.headers, raw.request_id, what))

    def failed(
        self, error: AmazonError, headers: Mapping[str, str] | None = None, *, took: float = 0.0
    ) -> None:
        """Sleep before the next attempt at what failed with `error`, or raise it: that was the last one.

        `took`: the seconds that the attempt lasted.
        """
        self._trouble += took
        if isinstance(error, UntrustedError) or self._failures == RETRIES or self._trouble > MAX_TROUBLE:
            raise error
        wait: float = 0.5 * 2**self._failures * (0.5 + self._jitter())
        asked = retry_after(headers, self._clock()) if headers is not None else None
        wait = max(wait, min(asked or 0.0, MAX_FAILURE_WAIT))
        self._failures += 1
        self._trouble += wait
        self._note(f"{error.message} Retrying in {wait:.1f} s ({self._failures} of {RETRIES}).")
        self._sleep(wait)

    def throttled(self, headers: Mapping[str, str], request_id: str | None, what: str) -> float:
        """Return the seconds to wait after a 429: what it says, else what one request takes to earn.

        Grows when 429 follows 429, whatever they say. Raises ThrottledError once patience would run out.
        """
        self._throttles += 1
        asked = retry_after(headers, self._clock())
        earned = 1 / (rate_limit(headers) or self._rate)
        least = min(0.05 * float(2 ** min(self._throttles, 10)), 20.0)
        wait = max(earned if asked is None else asked, least)
        # One request of searchOrders takes three minutes to earn: at least one such wait must fit.
        if self._throttled + wait > max(PATIENCE, 1.5 / self._rate):
            raise ThrottledError(
                f"{what} is throttled: 429 {self._throttles} times, now with {_duration(wait)} to wait.",
                hint="Nothing was sent. Try again later. Do other programs use this account as well?",
                request_id=request_id,
            )
        self._throttled += wait
        self._note(f"429 from {what}: waiting {wait:.1f} s.")
        return wait

    def wait(self, seconds: float) -> None:
        """Sleep; whatever stops the sleep passes through."""
        self._sleep(seconds)


def _date(text: str) -> float | None:
    if not 20 <= len(text) <= 40:
        return None
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError, TypeError):
        return None


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else "hours"

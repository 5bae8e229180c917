"""Keep to Amazon's pace: a token bucket for each operation and account, shared by all processes.

Amazon's usage plans are token buckets: `burst` requests at once after a rest, `rate` a second on average
(developer-docs.amazon.com/sp-api, "Usage plans and rate limits"). Ours are a little smaller and slower than
Amazon's (see `buckets`), so that what leaves in our pace never arrives too fast.

Why not pyrate-limiter (4.5): what it keeps in SQLite and PostgreSQL are windows of past requests, which allow
the burst or the rate but not "five at once, then one a second", and it polls where this queues.
"""

import math
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from spmsg.delivery.deadline import Patience
from spmsg.delivery.pace.buckets import SLOWER, Bucket, Buckets, PostgresBuckets, SqliteBuckets, capacity
from spmsg.errors import LocalStateError, ThrottledError
from spmsg.spapi.operations import Operation

T = TypeVar("T")

LONGEST_WAIT = 900.0
"""Seconds after which waiting for one's turn is given up; searchOrders alone takes 180 s for each."""
_LONGEST_THROTTLE = 300.0  # seconds: what one 429 can stop
_SLOWEST, _FASTEST = 1 / 20, 1000.0  # of the documented rate: a told rate beyond that is a mistake


class SharedPace:
    """Lets requests leave as fast as Amazon takes them and no faster; safe for threads and processes.

    When `buckets` cannot be read or written, `warn` is told once, and this process goes on in memory: pace is
    a courtesy, a 429 is waited out; it is the ledger that must not be missing. `sleep` may raise to be
    interrupted: the turn is given back then. `waiting` gets the operation's name and the seconds of a wait.
    """

    def __init__(
        self,
        buckets: Buckets,
        *,
        sleep: Callable[[float], None] = time.sleep,
        warn: Callable[[str], None] = lambda text: None,
        waiting: Callable[[str, float], None] = lambda name, seconds: None,
        patience: float = LONGEST_WAIT,
    ) -> None:
        self._buckets = buckets
        self._sleep = sleep
        self._warn = warn
        self._waiting = waiting
        self._patience = patience
        self._lock = threading.Lock()
        self._known_rates: dict[str, float] = {}

    def wait(self, operation: Operation) -> None:
        """Wait until a request of `operation` may leave. Raises ThrottledError if that takes too long."""
        while True:
            seconds, throttles = self._update(operation, _take)
            if seconds <= 0:
                return
            if seconds > self._patience:
                self._update(operation, partial(_give_back, throttles=throttles))
                raise ThrottledError(
                    f"Amazon's rate for {operation.name} is used up for the next {seconds / 60:.0f} minutes: "
                    "other runs wait for it too.",
                    hint="Run again later, or with fewer runs at once.",
                )
            self._waiting(operation.name, seconds)
            try:
                self._sleep(seconds)
            except BaseException:
                self._update(operation, partial(_give_back, throttles=throttles))
                raise
            if self._update(operation, lambda bucket: (bucket, bucket.throttles)) == throttles:
                return

    def learn(self, operation: Operation, rate: float) -> None:
        """Keep to the `rate` (requests a second) that Amazon told for `operation`.

        Amazon never tells the burst: the documented one stays.
        """
        if not math.isfinite(rate) or not operation.rate * _SLOWEST <= rate <= operation.rate * _FASTEST:
            return
        if self._known_rates.get(operation.name) != rate:  # told with every answer, and hardly ever new
            self._update(operation, lambda bucket: (replace(bucket, rate=rate), None))

    def throttled(self, operation: Operation, seconds: float) -> None:
        """Let nothing of `operation` leave for `seconds` after a 429, not even what had its turn."""
        if math.isfinite(seconds) and seconds > 0:
            self._update(operation, partial(_empty, seconds=min(seconds, _LONGEST_THROTTLE)))

    def _update(self, operation: Operation, change: Callable[[Bucket], tuple[Bucket, T]]) -> T:
        def step(bucket: Bucket | None, now: float) -> tuple[Bucket, T]:
            old = bucket or Bucket(capacity(operation.rate, operation.burst), now, operation.rate)
            new, result = change(old.at(now, operation.burst))
            self._known_rates[operation.name] = new.rate
            return new, result

        with self._lock:
            try:
                return self._buckets.update(operation.name, step)
            except (OSError, sqlite3.Error, LocalStateError) as error:
                self._buckets = SqliteBuckets(None, time.time)
                with suppress(OSError):  # stderr may be gone
                    self._warn(f"Pacing for this run alone, not together with others: {error}")
                return self._buckets.update(operation.name, step)


def open_pace(
    location: str,
    folder: Path,
    account: str,
    sleep: Callable[[float], None] = time.sleep,
    warn: Callable[[str], None] = lambda text: None,
    waiting: Callable[[str, float], None] = lambda name, seconds: None,
) -> SharedPace:
    """Return the pace of `account`: in PostgreSQL if the ledger is, else in a file in `folder`.

    Nothing is opened or made before the first request."""
    buckets: Buckets
    if location.startswith(("postgresql://", "postgres://")):
        from spmsg.delivery.postgres import Database

        buckets = PostgresBuckets(Database(location, Patience(3.0, sleep), durable=False), account)
    else:
        name = sha256(account.encode(errors="surrogatepass")).hexdigest()[:16]
        buckets = SqliteBuckets(folder / "pace" / f"{name}.sqlite3", time.time)
    return SharedPace(buckets, sleep=sleep, warn=warn, waiting=waiting)


def _take(bucket: Bucket) -> tuple[Bucket, tuple[float, float]]:
    """Take a token. Gives the seconds until it is there, and the count of 429s so far."""
    tokens = bucket.tokens - 1
    seconds = max(0.0, -tokens / (bucket.rate * SLOWER))
    return replace(bucket, tokens=tokens), (seconds, bucket.throttles)


def _give_back(bucket: Bucket, throttles: float) -> tuple[Bucket, None]:
    """Give back a token that was not used, unless a 429 has emptied the bucket since."""
    back = 1 if bucket.throttles == throttles else 0
    return replace(bucket, tokens=bucket.tokens + back), None


def _empty(bucket: Bucket, seconds: float) -> tuple[Bucket, None]:
    """Leave so much that the next token is there in `seconds`; those who sleep for one will take another."""
    tokens = 1 - seconds * bucket.rate * SLOWER
    return replace(bucket, tokens=tokens, throttles=bucket.throttles + 1), None

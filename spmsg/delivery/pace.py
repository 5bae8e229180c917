"""Keep to Amazon's pace: a token bucket for each operation and account, shared by all processes.

Amazon's usage plans are token buckets: `burst` requests at once after a rest, `rate` a second on average
(developer-docs.amazon.com/sp-api, "Usage plans and rate limits"). Ours are a little smaller and slower, so
that what leaves in our pace never arrives too fast. A bucket below zero counts the requests that sleep until
their token is there, first come, first served.

Why not pyrate-limiter (4.5): its windows of past requests allow the burst or the rate but not "five at once,
then one a second", and it polls where this queues.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg import private_files
from spmsg.delivery.deadline import Sleep
from spmsg.delivery.ledger.tables import BUCKETS, Execute
from spmsg.errors import LocalStateError, ThrottledError
from spmsg.spapi.operations import Operation

if TYPE_CHECKING:
    from spmsg.delivery.ledger.postgres import Database

LONGEST_WAIT = 900.0
"""Seconds after which waiting for a turn is given up; searchOrders alone takes 180 s for each."""
SPREAD = 1.0
"""Seconds by which one request's way to Amazon may be slower than the next one's: the first opens a
connection, the next ones use it. Requests that left `1/rate` apart then arrive closer together."""
SLOWER = 0.98
"""The part of Amazon's rate that we use: it tells 0.0056 for one in three minutes, and has another clock."""
_LONGEST_THROTTLE = 300.0  # seconds: what one 429 can stop
_SLOWEST, _FASTEST = 1 / 20, 1000.0  # of the documented rate: a told rate beyond that is a mistake
_BUSY = 2.0  # seconds; a process that was stopped (SIGSTOP) must not stop us
_WHICH = "WHERE account = ? AND operation = ?"
_FIND = f"SELECT tokens, updated, rate, throttles FROM spmsg_buckets {_WHICH}"  # noqa: S608 - a constant
_UPDATE = f"UPDATE spmsg_buckets SET (tokens, updated, rate, throttles) = (?, ?, ?, ?) {_WHICH}"  # noqa: S608 - a constant


def capacity(rate: float, burst: int) -> float:
    """Return how many requests may leave at once where Amazon lets `burst` arrive at once.

    What leaves within W + SPREAD seconds may arrive within W: at most `capacity + rate * (W + SPREAD)`, which
    must not be more than Amazon's `burst + rate * W`.
    """
    return max(1.0, burst - rate * SPREAD)


@dataclass(frozen=True, slots=True)
class Bucket:
    """`tokens` at the time `updated` (seconds since 1970), filling with `rate` (Amazon's, a second).

    `throttles` counts the 429s: who slept for a token while one came must ask for another.
    """

    tokens: float
    updated: float
    rate: float
    throttles: float = 0

    @property
    def wait(self) -> float:
        """The seconds until the last token that was taken is there."""
        return max(0.0, -self.tokens / (self.rate * SLOWER))

    def at(self, now: float, burst: int) -> "Bucket":
        """Return the bucket as it is at `now`; a clock that was set back adds and takes nothing."""
        tokens = self.tokens + max(0.0, now - self.updated) * self.rate * SLOWER
        return replace(self, tokens=min(tokens, capacity(self.rate, burst)), updated=now)

    def take(self) -> "Bucket":
        """Take a token."""
        return replace(self, tokens=self.tokens - 1)

    def give_back(self, throttles: float) -> "Bucket":
        """Give back a token that was not used, unless a 429 has emptied the bucket since."""
        return replace(self, tokens=self.tokens + 1) if self.throttles == throttles else self

    def empty(self, seconds: float) -> "Bucket":
        """Let the next token be there in `seconds`; those who sleep for one must take another."""
        return replace(self, tokens=1 - seconds * self.rate * SLOWER, throttles=self.throttles + 1)


Change = Callable[[Bucket | None, float], Bucket]
"""Gets a bucket, None if there is none yet, and the time; returns what the bucket is then."""


class SharedPace:
    """Lets requests leave as fast as Amazon takes them and no faster; safe for threads and processes.

    When `buckets` cannot be used, `warn` is told once, and this process goes on in memory: it is the ledger
    that must not be missing. `waiting` gets the operation's name and the seconds of a wait.
    """

    def __init__(
        self,
        buckets: "Buckets",
        *,
        sleep: Sleep = time.sleep,
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
            bucket = self._update(operation, Bucket.take)
            if bucket.tokens >= 0:
                return
            try:
                if bucket.wait > self._patience:
                    raise ThrottledError(
                        f"Amazon's rate for {operation.name} is used up for the next {bucket.wait / 60:.0f} "
                        "minutes: other runs wait for it too.",
                        hint="Run again later, or with fewer runs at once.",
                    )
                self._waiting(operation.name, bucket.wait)
                self._sleep(bucket.wait)
            except BaseException:
                self._update(operation, partial(Bucket.give_back, throttles=bucket.throttles))
                raise
            now = self._update(operation, lambda unchanged: unchanged)
            if now.throttles == bucket.throttles:  # else a 429 has taken the token back
                return

    def learn(self, operation: Operation, rate: float) -> None:
        """Keep to the `rate` (requests a second) that Amazon told for `operation`; it never tells a burst."""
        if not math.isfinite(rate) or not operation.rate * _SLOWEST <= rate <= operation.rate * _FASTEST:
            return
        if self._known_rates.get(operation.name) != rate:  # told with every answer, and hardly ever new
            self._update(operation, partial(replace, rate=rate))

    def throttled(self, operation: Operation, seconds: float) -> None:
        """Let nothing of `operation` leave for `seconds` after a 429, not even what had its turn."""
        if math.isfinite(seconds) and seconds > 0:
            self._update(operation, partial(Bucket.empty, seconds=min(seconds, _LONGEST_THROTTLE)))

    def _update(self, operation: Operation, change: Callable[[Bucket], Bucket]) -> Bucket:
        def change_at(kept: Bucket | None, now: float) -> Bucket:
            bucket = kept or Bucket(capacity(operation.rate, operation.burst), now, operation.rate)
            return change(bucket.at(now, operation.burst))

        with self._lock:
            try:
                new = self._buckets.update(operation.name, change_at)
            except LocalStateError as error:
                self._buckets = MemoryBuckets(time.time)
                with suppress(OSError):  # stderr may be gone
                    self._warn(f"Pacing for this run alone, not together with others: {error}")
                new = self._buckets.update(operation.name, change_at)
            self._known_rates[operation.name] = new.rate
        return new


class MemoryBuckets:
    """Buckets of this process alone."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def update(self, name: str, change: Change) -> Bucket:
        self._buckets[name] = change(self._buckets.get(name), self._clock())
        return self._buckets[name]


class SqliteBuckets:
    """Buckets in a file, for one machine's processes."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock

    def update(self, name: str, change: Change) -> Bucket:
        setup = f"PRAGMA synchronous = OFF; {BUCKETS}"
        with private_files.database(self._path, setup, _BUSY) as connection:
            execute: Execute = lambda sql, values: connection.execute(sql, tuple(values)).fetchall()  # noqa: E731
            return _update(execute, ("", name), change, self._clock)


class PostgresBuckets:
    """Buckets in the ledger's database, on its clock, over a connection of their own."""

    def __init__(self, database: "Database", account: str) -> None:
        self._database = database
        self._account = account

    def update(self, name: str, change: Change) -> Bucket:
        def work(execute: Execute) -> Bucket:
            clock = lambda: self._database.now(execute).timestamp()  # noqa: E731
            return _update(execute, (self._account, name), change, clock, " FOR UPDATE")

        return self._database.write(work, recording=True)  # a turn is given back after Ctrl-C, too


Buckets = MemoryBuckets | SqliteBuckets | PostgresBuckets
"""The buckets of one account. `update` changes one with nobody in between; it raises LocalStateError."""


def _update(
    execute: Execute, which: tuple[str, str], change: Change, clock: Callable[[], float], lock: str = ""
) -> Bucket:
    execute("INSERT INTO spmsg_buckets (account, operation) VALUES (?, ?) ON CONFLICT DO NOTHING", which)
    [row] = execute(_FIND + lock, which)
    # The clock is read under the lock: no later update can have read an earlier time
    bucket = change(Bucket(*row) if row[0] is not None else None, clock())
    execute(_UPDATE, (*astuple(bucket), *which))
    return bucket


@contextmanager
def open_pace(
    location: str,
    folder: Path,
    account: str,
    sleep: Sleep = time.sleep,
    warn: Callable[[str], None] = lambda text: None,
    waiting: Callable[[str, float], None] = lambda name, seconds: None,
) -> Iterator[SharedPace]:
    """Give the pace of `account`: in PostgreSQL if the ledger is, else in a file in `folder`.

    Nothing is opened or made before the first request.
    """
    pace = partial(SharedPace, sleep=sleep, warn=warn, waiting=waiting)
    if location.startswith(("postgresql://", "postgres://")):
        from spmsg.delivery.ledger.postgres import Database

        with closing(Database(location, 3.0, sleep)) as database:
            yield pace(PostgresBuckets(database, account))
    else:
        name = sha256(account.encode(errors="surrogatepass")).hexdigest()[:16]
        yield pace(SqliteBuckets(folder / "pace" / f"{name}.sqlite3", time.time))

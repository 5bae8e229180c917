"""Keep to Amazon's pace: a token bucket for each operation and account, shared by all processes.

Amazon's usage plans are token buckets: `burst` requests at once after a rest, `rate` a second on average
(developer-docs.amazon.com/sp-api, "Usage plans and rate limits"). Ours are a little smaller and slower, so
that what leaves in our pace never arrives too fast. A bucket is a level and when it was so. The level may be
negative: each token below zero is one that somebody sleeps for, in the order in which they came.

Why not pyrate-limiter (4.5): it keeps windows of past requests, which allow the burst or the rate but not
"five at once, then one a second", and it polls where this queues.
"""

import math
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from spmsg import private_files
from spmsg.delivery.deadline import Sleep
from spmsg.delivery.ledger.tables import BUCKETS, Execute
from spmsg.errors import LocalStateError, ThrottledError
from spmsg.spapi.operations import Operation

if TYPE_CHECKING:
    from spmsg.delivery.ledger.postgres import Database

T = TypeVar("T")

LONGEST_WAIT = 900.0
"""Seconds after which waiting for one's turn is given up; searchOrders alone takes 180 s for each."""
SPREAD = 1.0
"""Seconds by which one request's way to Amazon may be slower than the next one's: the first opens a
connection, the next ones use it. Requests that left `1/rate` apart then arrive closer together."""
SLOWER = 0.98
"""Of Amazon's rate, what we use: it tells 0.0056 for one in three minutes, and counts by another clock."""
_LONGEST_THROTTLE = 300.0  # seconds: what one 429 can stop
_SLOWEST, _FASTEST = 1 / 20, 1000.0  # of the documented rate: a told rate beyond that is a mistake
_BUSY = 2.0  # seconds; a process that was stopped (SIGSTOP) must not stop us
_WHICH = "WHERE account = ? AND operation = ?"
_FIND = f"SELECT tokens, updated, rate, throttles FROM spmsg_buckets {_WHICH}"  # noqa: S608 - a constant
_UPDATE = f"UPDATE spmsg_buckets SET (tokens, updated, rate, throttles) = (?, ?, ?, ?) {_WHICH}"  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class Bucket:
    """`tokens` at the time `updated` (seconds since 1970), filling with `rate` (Amazon's, a second).

    `throttles` counts the 429s: who slept for a token while one came must ask for another.
    """

    tokens: float
    updated: float
    rate: float
    throttles: float = 0

    def at(self, now: float, burst: int) -> "Bucket":
        """Return the bucket as it is at `now`; a clock that was set back adds and takes nothing."""
        tokens = self.tokens + max(0.0, now - self.updated) * self.rate * SLOWER
        return replace(self, tokens=min(tokens, capacity(self.rate, burst)), updated=now)


Step = Callable[[Bucket | None, float], tuple[Bucket, T]]
"""Gets a bucket, None if there is none yet, and the time; gives what the bucket is then, and a result."""


class Buckets(Protocol):
    """The buckets of one account; who uses them holds a lock."""

    def update(self, name: str, step: Step[T]) -> T:
        """Do `step` with nobody in between, and return its result. Raises LocalStateError."""


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
            except LocalStateError as error:
                self._buckets = MemoryBuckets(time.time)
                with suppress(OSError):  # stderr may be gone
                    self._warn(f"Pacing for this run alone, not together with others: {error}")
                return self._buckets.update(operation.name, step)


class MemoryBuckets:
    """Buckets for this process alone."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def update(self, name: str, step: Step[T]) -> T:
        self._buckets[name], result = step(self._buckets.get(name), self._clock())
        return result


class SqliteBuckets:
    """Buckets in a file, for one machine's processes."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock

    def update(self, name: str, step: Step[T]) -> T:
        setup = f"PRAGMA synchronous = OFF; {BUCKETS}"
        with private_files.database(self._path, setup, _BUSY) as connection:
            execute: Execute = lambda sql, values: connection.execute(sql, tuple(values)).fetchall()  # noqa: E731
            return _update(execute, ("", name), step, self._clock)


class PostgresBuckets:
    """Buckets in the ledger's database, on its clock, over a connection of their own."""

    def __init__(self, database: "Database", account: str) -> None:
        self._database = database
        self._account = account
        self._prepared = False
        weakref.finalize(self, database.close)

    def update(self, name: str, step: Step[T]) -> T:
        from spmsg.delivery.ledger import postgres

        if not self._prepared:
            postgres.prepare(self._database)
            self._prepared = True

        def work(execute: Execute) -> T:
            which = (self._account, name)
            return _update(execute, which, step, lambda: postgres.now(execute).timestamp(), " FOR UPDATE")

        return self._database.write(work, recording=True)  # a turn is given back after Ctrl-C, too


def _update(
    execute: Execute, which: tuple[str, str], step: Step[T], clock: Callable[[], float], lock: str = ""
) -> T:
    execute("INSERT INTO spmsg_buckets (account, operation) VALUES (?, ?) ON CONFLICT DO NOTHING", which)
    [row] = execute(_FIND + lock, which)
    # The clock is read under the lock: no later update can have read an earlier time
    bucket, result = step(Bucket(*row) if row[0] is not None else None, clock())
    execute(_UPDATE, (*astuple(bucket), *which))
    return result


def open_pace(
    location: str,
    folder: Path,
    account: str,
    sleep: Sleep = time.sleep,
    warn: Callable[[str], None] = lambda text: None,
    waiting: Callable[[str, float], None] = lambda name, seconds: None,
) -> SharedPace:
    """Return the pace of `account`: in PostgreSQL if the ledger is, else in a file in `folder`.

    Nothing is opened or made before the first request.
    """
    buckets: Buckets
    if location.startswith(("postgresql://", "postgres://")):
        from spmsg.delivery.ledger.postgres import Database

        buckets = PostgresBuckets(Database(location, 3.0, sleep, durable=False), account)
    else:
        name = sha256(account.encode(errors="surrogatepass")).hexdigest()[:16]
        buckets = SqliteBuckets(folder / "pace" / f"{name}.sqlite3", time.time)
    return SharedPace(buckets, sleep=sleep, warn=warn, waiting=waiting)


def capacity(rate: float, burst: int) -> float:
    """Return how many requests may leave at once where Amazon lets `burst` arrive at once.

    Of what leaves in a window of W seconds, what leaves in W + SPREAD may arrive in it: at most
    `capacity + rate * (W + SPREAD)`, which must not be more than Amazon's `burst + rate * W`.
    """
    return max(1.0, burst - rate * SPREAD)


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

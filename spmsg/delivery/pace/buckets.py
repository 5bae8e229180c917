"""Token buckets, and where they are kept: in SQLite for a machine's processes, in PostgreSQL for several.

A bucket is a level and when it was so; the rest is arithmetic. The level may be negative: each token below
zero is one that somebody sleeps for, so that those who wait are served in the order in which they came.
"""

import sqlite3
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spmsg.delivery.ledger import migrations
from spmsg.delivery.ledger.migrations import Execute
from spmsg.delivery.sqlite import open_file

if TYPE_CHECKING:
    from spmsg.delivery.postgres import Database

T = TypeVar("T")

SPREAD = 1.0
"""Seconds by which one request's way to Amazon may be slower than the next one's: the first opens a
connection, the next ones use it. Requests that left `1/rate` apart then arrive closer together."""
SLOWER = 0.98
"""Of Amazon's rate, what we use: it tells 0.0056 for one in three minutes, and counts by another clock."""
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


def capacity(rate: float, burst: int) -> float:
    """Return how many requests may leave at once where Amazon lets `burst` arrive at once.

    Of what leaves in a window of W seconds, what leaves in W + SPREAD may arrive in it: at most
    `capacity + rate * (W + SPREAD)`, which must not be more than Amazon's `burst + rate * W`.
    """
    return max(1.0, burst - rate * SPREAD)


class Buckets(ABC):
    """The buckets of one account; their users hold a lock."""

    _account = ""
    _for_update = ""

    def update(self, name: str, change: Callable[[Bucket | None, float], tuple[Bucket, T]]) -> T:
        """Replace a bucket by what `change` makes of it and the time, with nobody in between.

        `change` gets None if there is none; what it gives besides is returned. Raises the database's errors
        and OSError.
        """
        which = (self._account, name)

        def work(execute: Execute) -> T:
            execute(
                "INSERT INTO spmsg_buckets (account, operation) VALUES (?, ?) ON CONFLICT DO NOTHING", which
            )
            [row] = execute(_FIND + self._for_update, which)
            # The clock is read under the lock: no later update can have read an earlier time
            bucket, result = change(Bucket(*row) if row[0] is not None else None, self._now(execute))
            execute(_UPDATE, (*astuple(bucket), *which))
            return result

        return self._write(work)

    @abstractmethod
    def _write(self, work: Callable[[Execute], T]) -> T:
        """Do `work` in one transaction, which is soon over and need not be on disk."""

    @abstractmethod
    def _now(self, execute: Execute) -> float:
        """Return the seconds since 1970, on the clock that all users of these buckets share."""


class SqliteBuckets(Buckets):
    """Buckets in a file for one machine's processes; without a `path` in memory, for this one."""

    def __init__(self, path: Path | None, clock: Callable[[], float], *, patience: float = 2.0) -> None:
        self._path = path
        self._clock = clock
        self._patience = patience  # a process that was stopped (SIGSTOP) must not stop us
        self._connection: sqlite3.Connection | None = None

    def _write(self, work: Callable[[Execute], T]) -> T:
        if self._connection is None:
            if self._path is not None:
                self._connection = open_file(self._path, migrations.BUCKETS, self._patience)
            else:
                self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
                self._connection.execute(migrations.BUCKETS)
            self._connection.execute("PRAGMA synchronous = OFF")
            weakref.finalize(self, self._connection.close)
        connection = self._connection
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            return work(lambda sql, values: connection.execute(sql, tuple(values)).fetchall())

    def _now(self, execute: Execute) -> float:
        return self._clock()


class PostgresBuckets(Buckets):
    """Buckets in the ledger's database, on its clock, over a connection of their own."""

    _for_update = " FOR UPDATE"

    def __init__(self, database: "Database", account: str) -> None:
        self._database = database
        self._account = account
        self._prepared = False
        weakref.finalize(self, database.close)

    def _write(self, work: Callable[[Execute], T]) -> T:
        if not self._prepared:
            from spmsg.delivery.ledger.postgres import prepare

            prepare(self._database)
            self._prepared = True
        return self._database.write(work, recording=True)  # a turn is given back after Ctrl-C, too

    def _now(self, execute: Execute) -> float:
        # A statement that waited for a lock would tell an older time: asked for after the row was locked
        [[now]] = execute("SELECT extract(epoch FROM clock_timestamp())::float8", ())
        return float(now)

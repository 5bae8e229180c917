"""Token buckets, and where they are kept: in a small file for a machine's processes, or in memory.

A bucket is a level and when it was so; the rest is arithmetic. The level may be negative: each token below
zero is one that somebody sleeps for, so that those who wait are served in the order in which they came.
"""

import json
import math
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from spmsg import private_files

T = TypeVar("T")

SPREAD = 1.0
"""Seconds by which one request's way to Amazon may be slower than the next one's: the first opens a
connection, the next ones use it. Requests that left `1/rate` apart then arrive closer together."""
SLOWER = 0.98
"""Of Amazon's rate, what we use: it tells 0.0056 for one in three minutes, and counts by another clock."""


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
        """The bucket as it is at `now`; a clock that was set back adds nothing, and takes nothing."""
        tokens = self.tokens + max(0.0, now - self.updated) * self.rate * SLOWER
        return replace(self, tokens=min(tokens, capacity(self.rate, burst)), updated=now)


def capacity(rate: float, burst: int) -> float:
    """How many requests we let leave at once where Amazon lets `burst` arrive at once.

    Of what leaves in a window of W seconds, what leaves in W + SPREAD may arrive in it: at most
    `capacity + rate * (W + SPREAD)`, which must not be more than Amazon's `burst + rate * W`.
    """
    return max(1.0, burst - rate * SPREAD)


class Buckets(Protocol):
    """Where the buckets of one account are kept."""

    def update(self, name: str, change: Callable[[Bucket | None, float], tuple[Bucket, T]]) -> T:
        """Put what `change` makes of the bucket (None: there is none) and the present time in its place, with
        nobody in between. Gives what `change` gives besides. Raises OSError or LocalStateError."""


class MemoryBuckets:
    """For this process alone; its callers hold a lock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def update(self, name: str, change: Callable[[Bucket | None, float], tuple[Bucket, T]]) -> T:
        self._buckets[name], result = change(self._buckets.get(name), self._clock())
        return result


class FileBuckets:
    """For the processes of one machine: a JSON file, changed under its lock.

    Not on disk when `update` returns, and not written as a whole: a file that a killed process left half
    written counts as empty, which is harmless. At worst a burst is answered 429, and waited out.
    """

    def __init__(self, path: Path, clock: Callable[[], float], *, patience: float = 2.0) -> None:
        self._path = path
        self._clock = clock
        self._patience = patience

    def update(self, name: str, change: Callable[[Bucket | None, float], tuple[Bucket, T]]) -> T:
        # Held for 0.2 ms by who is well; a process that was stopped (SIGSTOP) must not stop us
        with private_files.lock(self._path, timeout=self._patience, poll_interval=0.002):
            private_files.create(self._path)
            buckets = _parsed(self._path.read_bytes())
            # The clock is read under the lock: no later update can have read an earlier time
            bucket, result = change(buckets.get(name), self._clock())
            if buckets.get(name) != bucket:
                buckets[name] = bucket
                self._path.write_text(
                    json.dumps({name: astuple(bucket) for name, bucket in buckets.items()}), encoding="utf-8"
                )
            return result


def _parsed(content: bytes) -> dict[str, Bucket]:
    """The buckets in the file; none if they make no sense."""
    try:
        buckets = {name: Bucket(*map(float, fields)) for name, fields in json.loads(content).items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {
        name: bucket
        for name, bucket in buckets.items()
        if all(map(math.isfinite, astuple(bucket))) and bucket.rate > 0
    }

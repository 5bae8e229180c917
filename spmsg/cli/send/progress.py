"""How far a batch has come, on a terminal: a bar with rate and time left; silent everywhere else."""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from spmsg.cli import stdio, waiting, wrap

BAR = 20
"""Cells."""
LOOK_BACK = 60
"""Rows by which the rate is measured."""


class Progress:
    """Observes a batch of `total` rows; None: nobody knows how many."""

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._done = 0
        self._times = deque([clock()], maxlen=LOOK_BACK)

    def advance(self) -> None:
        """One row is done."""
        self._done += 1
        self._times.append(self._clock())

    def __str__(self) -> str:
        """Such as "Sending ██████░░░░ 12 of 20, 1.0 a second, 8 s left"."""
        if self._total == 1:
            return "Sending"
        told = f"{self._done} of {self._total}" if self._total else f"{self._done} done"
        took = self._clock() - self._times[0]
        rate = (len(self._times) - 1) / took if took > 0 else 0.0
        if rate:
            told += f", {rate:.1f} a second" if rate >= 0.1 else f", {rate * 60:.1f} a minute"
        if rate and self._total:
            told += f", {span((self._total - self._done) / rate)} left"
        bar = f"{self._bar()} " if self._total and wrap.columns(sys.stderr) >= 60 + BAR else ""
        return f"Sending {bar}{told}"

    def _bar(self) -> str:
        full = stdio.drawable("█", "#", sys.stderr)
        empty = stdio.drawable("░", ".", sys.stderr)
        filled = min(BAR, BAR * self._done // (self._total or 1))
        return full * filled + empty * (BAR - filled)


def span(seconds: float) -> str:
    """A time to wait, in the unit that fits."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@contextmanager
def progress(total: int | None, *, wanted: bool) -> Iterator[Progress]:
    """Show on stderr how far `total` rows have come, where that is a terminal and it is `wanted`."""
    shown = Progress(total)
    with waiting.line(lambda: str(shown), wanted=wanted):
        yield shown

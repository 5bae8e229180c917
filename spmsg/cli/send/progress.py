"""How far a batch has come: a bar on a terminal, a line every half minute elsewhere."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from spmsg.cli import console, localized

if TYPE_CHECKING:
    from rich.progress import Progress

EVERY = 30.0
"""Seconds between two lines where no bar can be drawn."""


class Bar:
    """Counts what is done of `total` messages; None if nobody knows how many there are."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._done = 0
        self._began = time.monotonic()
        self.drawn: Progress | None = None

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if self.drawn is not None:
            self.drawn.advance(self.drawn.task_ids[0])

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Keep the bar off the terminal while stdout is written to."""
        if self.drawn is None or not sys.stdout.isatty():
            yield
            return
        self.drawn.stop()
        yield
        self.drawn.start()

    def __str__(self) -> str:
        """Return such as "12 of 2,000 done, 1.0 a second, 33 min left: waiting 40 s for Amazon's rate"."""
        text = localized.number(self._done)
        if self._total is not None:
            text += f" of {localized.number(self._total)}"
        speed = self._done / max(time.monotonic() - self._began, 0.001)
        return f"{text} done{rate(speed)}{self._left(speed)}{console.pacing()}"

    def _left(self, speed: float) -> str:
        if self._total is None or not speed:
            return ""
        seconds = (self._total - self._done) / speed
        if seconds < 100:
            return f", {seconds:.0f} s left"
        return f", {seconds / 60:.0f} min left" if seconds < 5400 else f", {seconds / 3600:.1f} h left"


def rate(speed: float | None) -> str:
    """Return such as ", 1.5 a second", or "" if nothing is done yet."""
    if not speed:
        return ""
    return f", {speed:.1f} a second" if speed >= 0.1 else f", {speed * 60:.1f} a minute"


@contextmanager
def progress(total: int | None) -> Iterator[Bar]:
    """Show on stderr how far `total` messages have come while the block runs."""
    bar = Bar(total)
    if console.watched():
        with _drawn(total) as bar.drawn:
            yield bar
    else:
        done = threading.Event()
        threading.Thread(target=_say_now_and_then, args=(bar, done), daemon=True).start()
        try:
            yield bar
        finally:
            done.set()


def _drawn(total: int | None) -> "Progress":
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Pace(TextColumn):
        def render(self, task: Any) -> Text:
            return Text(f"{rate(task.speed)}{console.pacing()}".removeprefix(", ").removeprefix(": "))

    columns: list[ProgressColumn] = [TextColumn("Sending"), BarColumn(20), MofNCompleteColumn()]
    if total == 1:
        columns = [SpinnerColumn(), TextColumn("Sending")]
    elif total is not None:
        columns += [TextColumn("left"), TimeRemainingColumn(compact=True)]
    drawn = Progress(*columns, Pace(""), console=console.stderr(), transient=True, redirect_stdout=False)
    drawn.add_task("", total=total)
    return drawn


def _say_now_and_then(bar: Bar, done: threading.Event) -> None:
    while not done.wait(EVERY):
        console.note(f"{bar}.")

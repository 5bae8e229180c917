"""How far a batch has come, on a terminal: a bar with rate and time left; silent everywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from spmsg.cli import stdio


class Progress(Protocol):
    """Observes a batch."""

    def advance(self) -> None:
        """One row is done."""


class _Silent:
    def advance(self) -> None:
        """Nothing is shown."""


@contextmanager
def progress(total: int | None, *, wanted: bool) -> Iterator[Progress]:
    """A bar on stderr for `total` rows (None: unknown), where that is a terminal and it is `wanted`."""
    if not wanted or total == 1 or not sys.stderr.isatty():
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    coloured = stdio.colours(sys.stderr)
    bar = Bar(
        TextColumn("{task.completed} done" if total is None else "Sending"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        console=Console(file=sys.stderr, no_color=not coloured),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
        redirect_stderr=True,
    )
    task = bar.add_task("", total=total, rate="")

    class Shown:
        def advance(self) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")

    with bar:
        yield Shown()

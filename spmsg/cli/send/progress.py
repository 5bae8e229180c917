"""How far a run of `spmsg send` has come, and how it ended: a bar, a batch's outcomes, what to do next."""

import sys
import threading
from collections.abc import Generator, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from spmsg.cli import console, localized, output
from spmsg.cli.send.results import STYLES, Tally
from spmsg.errors import CancelledError, ExitCode

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress, Task

    from spmsg.cli.send.options import Options

T = TypeVar("T")
EVERY = 30.0
"""Seconds between two lines where no bar can be drawn."""


def progress(results: Iterator[T], total: int | None) -> Generator[T]:
    """Yield `results` of `total` messages (None: not known), and show on stderr how far they have come.

    On a terminal that is a bar, which is away while a result is printed there; elsewhere a line now and then.
    """
    watched, done = console.watched(), threading.Event()
    if total == 1 and not watched:
        yield from results
        return
    with _bar(total, drawn=watched) as bar:
        [task] = bar.tasks
        if not watched:
            threading.Thread(target=_say_now_and_then, args=(task, done), daemon=True).start()
        try:
            for result in results:
                if watched and sys.stdout.isatty():
                    bar.stop()
                    yield result
                    bar.start()
                else:
                    yield result
                bar.advance(task.id)
        finally:
            done.set()


def _bar(total: int | None, *, drawn: bool) -> "Progress":
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
        def render(self, task: "Task") -> Text:
            pace = f"{self.text_format}{_rate(task)}{console.pacing()}"
            return Text(pace.removeprefix(", ").removeprefix(": "))

    columns: list[ProgressColumn] = [TextColumn("Sending"), BarColumn(20), MofNCompleteColumn()]
    if total == 1:
        columns = [SpinnerColumn(), Pace("Sending")]
    elif total is None:
        columns += [Pace("")]
    else:
        columns += [TextColumn("left"), TimeRemainingColumn(compact=True), Pace("")]
    bar = Progress(
        *columns, console=console.stderr(), transient=True, redirect_stdout=False, disable=not drawn
    )
    bar.add_task("", total=total)
    return bar


def _say_now_and_then(task: "Task", done: threading.Event) -> None:
    """Say such as "12 of 2,000 done, 1.0 a second, 0:33:20 left: waiting 40 s for Amazon's rate."."""
    while not done.wait(EVERY):
        total = f" of {localized.number(int(task.total))}" if task.total is not None else ""
        left = f", {timedelta(seconds=task.time_remaining)} left" if task.time_remaining else ""
        console.note(
            f"{localized.number(int(task.completed))}{total} done{_rate(task)}{left}{console.pacing()}."
        )


def _rate(task: "Task") -> str:
    speed = task.speed
    if not speed:
        return ""
    return f", {speed:.1f} a second" if speed >= 0.1 else f", {speed * 60:.1f} a minute"


def say_end(tally: Tally, options: "Options", *, interrupted: bool) -> None:
    """Say on stderr how the run ended."""
    for warning, count in tally.warnings.items():
        if count > 1:
            console.note(f"{localized.number(count)} messages had this warning: {warning}")
    taken = sum(map(tally.number, ("sent", "already-sent", "dry-run")))
    if tally.due > 1 and not taken:
        console.warn(
            f"Amazon offers this for none of the {localized.number(tally.due)} orders for which it is due."
            " At times it offers nothing to anybody for hours: run it again later."
        )
    if interrupted:
        console.fail(_interruption(tally))
    if tally.total == 1 or options.quiet:
        return
    if tally.broken_off:
        left = localized.number(tally.total - tally.done) if tally.total is not None else "The other"
        console.note(f"{left} orders were not tried.")
    if tally.done:
        by = [
            {"status": status, "code": code, "count": count, "orders": tally.examples[status, code]}
            for (status, code), count in tally.causes.most_common()
        ]
        go_on = _command_to_go_on(tally, options, interrupted=interrupted)
        console.say("summary", {"total": tally.done, "by": by, "next": go_on}, _table(tally, go_on))
    elif not tally.broken_off and not interrupted:
        console.note("Nothing to do.")


def _interruption(tally: Tally) -> CancelledError:
    uncertain = tally.number("uncertain")
    if tally.total == 1:
        if uncertain:
            return CancelledError("Interrupted: nobody knows whether the message was sent.")
        return CancelledError(
            f"Interrupted: {'the message was' if tally.number('sent') else 'nothing was'} sent."
        )
    counts = [f"{localized.number(tally.number('sent'))} sent"]
    if uncertain:
        counts.append(f"{localized.number(uncertain)} uncertain")
    if tally.total is not None:
        counts.append(f"{localized.number(tally.total - tally.done)} not tried")
    hint = "Run it again: it goes on where it stopped."
    return CancelledError(f"Interrupted: {', '.join(counts)}.", hint=hint)


def _command_to_go_on(tally: Tally, options: "Options", *, interrupted: bool) -> str | None:
    """Return the command that shows or runs what is left; None if nothing is."""
    if tally.number("uncertain"):
        return f"spmsg history --uncertain{options.account_as_typed}"
    left = interrupted or tally.broken_off or tally.number("waiting")
    return options.command if left or ExitCode.FAILED in tally.codes else None


def _table(tally: Tally, go_on: str | None) -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    table = output.table()
    table.add_column("outcome", no_wrap=True)
    table.add_column("cause", no_wrap=True)
    table.add_column("orders", justify="right")
    table.add_column("such as")  # gives way first, because it alone could be wrapped
    for (status, code), count in tally.causes.most_common():
        outcome = Text(status, STYLES.get(status, "red"))
        orders = " ".join(console.inline(order) for order in tally.examples[status, code])
        examples = Text(orders, no_wrap=True, overflow="ellipsis")
        table.add_row(outcome, code or "", localized.number(count), examples)
    return Group(table, console.unbroken(f"\nNext: {go_on}")) if go_on is not None else table

"""How far a run of `spmsg send` has come, and how it ended: a bar, the outcomes by cause, what to do next."""

import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from spmsg.cli import console, localized, output
from spmsg.cli.output import Column, View
from spmsg.cli.send import Options
from spmsg.cli.send.results import MANY
from spmsg.delivery.result import Result
from spmsg.errors import CancelledError, ExitCode, SpmsgError, gravest
from spmsg.message.violation import Severity

if TYPE_CHECKING:
    from rich.progress import Progress, Task

EVERY = 30.0
"""Seconds between two lines where no bar can be drawn."""
EXAMPLES = 3
"""Orders that are named for each cause."""


class Tally:
    """Counts results by cause (status and code), out of `total` if known, and keeps what ended them early."""

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.exit_codes: set[ExitCode] = set()
        self.causes: Counter[tuple[str, str | None]] = Counter()
        self.examples: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
        self.warnings: Counter[str] = Counter()
        self.due = 0
        """Orders for which Amazon should offer the action and does not."""
        self.interrupted = False
        self.fault: SpmsgError | None = None
        """What ended the run, as it would have ended every other row."""

    def counted(self, results: Iterable[Result]) -> Iterator[Result]:
        """Yield `results`, each once it is counted."""
        for result in results:
            cause = result.status.value, result.code
            self.exit_codes.add(result.exit_code)
            self.causes[cause] += 1
            if len(self.examples[cause]) < EXAMPLES and result.order not in {*self.examples[cause], ""}:
                self.examples[cause].append(result.order)
            for text in (v.text for v in result.violations if v.severity is Severity.WARNING):
                if text in self.warnings or len(self.warnings) < MANY:
                    self.warnings[text] += 1
            self.due += result.due
            yield result

    def number(self, *statuses: str) -> int:
        """Return how many results have one of `statuses`."""
        return sum(count for (status, _), count in self.causes.items() if status in statuses)

    @property
    def exit_code(self) -> ExitCode:
        """What the program ends with: the gravest of the rows, or what ended the run early."""
        fault = {self.fault.exit_code} if self.fault is not None else set()
        return ExitCode.INTERRUPTED if self.interrupted else gravest(self.exit_codes | fault)


def progress(results: Iterator[Result], total: int | None) -> Generator[Result]:
    """Yield `results` of `total` messages (None: not known), and show on stderr how far they have come.

    On a terminal that is a bar, which is hidden while a result is printed; elsewhere a line now and then.
    """
    if total == 1:
        with console.status("Sending"):
            first = next(results, None)
        if first is not None:
            yield first
        yield from results
        return
    watched, ended = console.watched(), threading.Event()
    with _bar(total, drawn=watched) as bar:
        [task] = bar.tasks
        if not watched:
            threading.Thread(target=_say_now_and_then, args=(task, ended), daemon=True).start()
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
            ended.set()


def _bar(total: int | None, *, drawn: bool) -> "Progress":
    from rich import progress as rich
    from rich.text import Text

    class Pace(rich.ProgressColumn):
        def render(self, task: "Task") -> Text:
            return Text(f"{_rate(task)}{console.pacing()}".lstrip(",: "))

    columns: list[rich.ProgressColumn] = [
        rich.TextColumn("Sending"), rich.BarColumn(20), rich.MofNCompleteColumn()
    ]  # fmt: skip
    if total is not None:
        columns += [rich.TextColumn("left"), rich.TimeRemainingColumn(compact=True)]
    bar = rich.Progress(
        *columns, Pace(), console=console.stderr(), transient=True, redirect_stdout=False, disable=not drawn
    )
    bar.add_task("", total=total)
    return bar


def _say_now_and_then(task: "Task", ended: threading.Event) -> None:
    """Say such as "12 of 2,000 done, 60 a minute, 0:33:20 left: waiting 40 s for Amazon's rate."."""
    while not ended.wait(EVERY):
        done = localized.number(int(task.completed))
        total = f" of {localized.number(int(task.total))}" if task.total is not None else ""
        left = f", {timedelta(seconds=task.time_remaining)} left" if task.time_remaining else ""
        console.note(f"{done}{total} done{_rate(task)}{left}{console.pacing()}.")


def _rate(task: "Task") -> str:
    return f", {task.speed * 60:.0f} a minute" if task.speed else ""


def say_end(tally: Tally, options: Options) -> None:
    """Say on stderr how the run ended: with a fault, interrupted, or with the last row."""
    if tally.fault is not None:
        console.fail(tally.fault)
    _say_warnings(tally)
    left = tally.total - tally.causes.total() if tally.total is not None else None
    if tally.interrupted:
        sent, uncertain = tally.number("sent"), tally.number("uncertain")
        counts = [(sent, "sent"), (uncertain, "uncertain"), (left, "not tried")]
        done = ", ".join(f"{localized.number(count)} {what}" for count, what in counts if count)
        hint = "Run it again: it goes on where it stopped."
        console.fail(CancelledError(f"Interrupted: {done or 'nothing was sent'}.", hint=hint))
    if tally.total == 1 or options.quiet:
        return
    if tally.fault is not None:
        console.note(f"{'The other' if left is None else localized.number(left)} orders were not tried.")
    unfinished = tally.interrupted or tally.fault is not None
    if tally.causes:
        _say_outcomes(tally, _next_command(tally, options, unfinished=unfinished))
    elif not unfinished:
        console.note("Nothing to do.")


def _say_warnings(tally: Tally) -> None:
    for warning, count in tally.warnings.items():
        if count > 1:
            console.note(f"{localized.number(count)} messages had this warning: {warning}")
    if tally.due > 1 and not tally.number("sent", "already-sent", "dry-run"):
        console.warn(
            f"Amazon offers this for none of the {localized.number(tally.due)} orders for which it is due."
            " At times it offers nothing to anybody for hours: run it again later."
        )


def _say_outcomes(tally: Tally, command: str | None) -> None:
    """Put the outcomes by cause on stderr, and the command for what is left."""
    from rich.console import Group

    by = [
        {"status": status, "code": code, "count": count, "orders": tally.examples[status, code]}
        for (status, code), count in tally.causes.most_common()
    ]
    shown = [output.table_of(by, OUTCOMES), *([console.unwrapped(f"\nNext: {command}")] if command else [])]
    console.say("summary", {"total": tally.causes.total(), "by": by, "next": command}, Group(*shown))


def _next_command(tally: Tally, options: Options, *, unfinished: bool) -> str | None:
    """Return the command that shows or runs what is left; None if nothing is."""
    if tally.number("uncertain"):
        return f"spmsg history --uncertain{options.account_as_typed}"
    left = unfinished or tally.number("waiting") or ExitCode.FAILED in tally.exit_codes
    return options.command_line if left else None


OUTCOMES = View(
    fields=(),
    columns=(
        Column("status", "outcome", style=output.status_style),
        Column("code", "cause", flexible=True),
        Column("count", "orders", show=localized.number, justify="right"),
        Column("orders", "such as", show=lambda orders: orders[0] if orders else ""),
    ),
)

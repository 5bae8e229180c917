"""How a run of `spmsg send` ended: a batch's outcomes by cause, and the command to go on with."""

from collections import Counter
from typing import TYPE_CHECKING

from spmsg.cli import console, localized
from spmsg.errors import CancelledError, ExitCode, gravest

if TYPE_CHECKING:
    from rich.console import RenderableType

    from spmsg.cli.send.options import Options
    from spmsg.delivery.result import Result

STYLES = {
    "sent": "green", "already-sent": "dim", "dry-run": "bold",
    "excluded": "magenta", "waiting": "magenta", "unavailable": "magenta",
}  # fmt: skip
"""The colours of the statuses; what failed, is invalid or uncertain is red."""
EXAMPLES = 3
"""Orders that are named for each cause."""


class Tally:
    """Counts results by outcome and cause, out of `total` if that is known."""

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.codes: set[ExitCode] = set()
        self.broken_off = False
        self.warnings: Counter[str] = Counter()
        self.bugs: set[str] = set()
        self.hinted: set[tuple[str, str | None]] = set()
        self.causes: Counter[tuple[str, str | None]] = Counter()
        self.examples: dict[tuple[str, str | None], list[str]] = {}
        self.due = 0  # those for which Amazon should offer the action and does not

    def add(self, result: "Result") -> None:
        """Count one."""
        self.codes.add(result.exit_code)
        self.due += result.due
        cause = result.status.value, result.code
        self.causes[cause] += 1
        examples = self.examples.setdefault(cause, [])
        if len(examples) < EXAMPLES and result.order not in examples:
            examples.append(result.order)

    def break_off(self, code: ExitCode) -> None:
        """Take note that an error ended the run before its last row."""
        self.codes.add(code)
        self.broken_off = True

    @property
    def done(self) -> int:
        """How many results there are."""
        return self.causes.total()

    @property
    def exit_code(self) -> ExitCode:
        """The gravest of the results' exit codes."""
        return gravest(self.codes)

    def number(self, status: str) -> int:
        """Return how many results have a status."""
        return sum(count for (found, _), count in self.causes.items() if found == status)


def say(tally: Tally, options: "Options", *, interrupted: bool) -> None:
    """Say on stderr how the run ended."""
    for warning, count in tally.warnings.items():
        if count > 1:
            console.note(f"{localized.number(count)} messages had this warning: {warning}")
    if tally.due > 1 and not tally.number("sent") + tally.number("dry-run"):
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
    if not tally.done:
        if not tally.broken_off and not interrupted:
            console.note("Nothing to do.")
        return
    go_on = _command_to_go_on(tally, options, interrupted=interrupted)
    by = [
        {"status": status, "code": code, "count": count, "orders": tally.examples[status, code]}
        for (status, code), count in tally.causes.most_common()
    ]
    console.say("summary", {"total": tally.done, "by": by, "next": go_on}, _table(tally, go_on))


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
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    table.add_column("outcome", no_wrap=True)
    table.add_column("cause", no_wrap=True)
    table.add_column("orders", justify="right")
    table.add_column("such as", overflow="ellipsis")  # gives way first
    for (status, code), count in tally.causes.most_common():
        examples = " ".join(console.inline(order) for order in tally.examples[status, code])
        table.add_row(
            Text(status, STYLES.get(status, "red")),
            Text(code or ""),
            localized.number(count),
            Text(examples, no_wrap=True, overflow="ellipsis"),
        )
    return Group(table, Text(f"\nNext: {console.safe(go_on)}")) if go_on is not None else table

"""What became of each message, on stdout; why one was not sent, and a batch's summary, on stderr."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from spmsg.cli import console, localized, output
from spmsg.cli.output import View
from spmsg.cli.send import preview
from spmsg.cli.send.progress import Bar
from spmsg.errors import CancelledError, ExitCode, SpmsgError, gravest

if TYPE_CHECKING:
    from rich.console import RenderableType

    from spmsg.cli.send.options import Options
    from spmsg.delivery.result import Result

VIEW = View(
    fields=(
        "order", "marketplace", "action", "status", "code", "reason", "key", "request_id", "at",
        "attachments",
    ),
    columns=(),
    identifier="order",
)  # fmt: skip
STYLES = {
    "sent": "green", "already-sent": "green", "dry-run": "bold", "excluded": "", "waiting": "magenta",
    "uncertain": "magenta",
}  # fmt: skip
"""The colours of the statuses; the others are red."""
EXAMPLES = 3
"""Orders that the summary names for each cause."""


class Tally:
    """Counts results by outcome and cause, out of `total` if that is known."""

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.codes: set[ExitCode] = set()
        self.causes: Counter[tuple[str, str | None]] = Counter()
        self.examples: dict[tuple[str, str | None], list[str]] = {}
        self.warnings: Counter[str] = Counter()
        self.due = 0  # those for which Amazon should offer the action and does not
        self.bugs: dict[str, SpmsgError] = {}

    def add(self, result: "Result") -> None:
        """Count one."""
        self.codes.add(result.exit_code)
        self.due += result.due
        cause = result.status.value, result.code
        self.causes[cause] += 1
        examples = self.examples.setdefault(cause, [])
        if len(examples) < EXAMPLES and result.order not in examples:
            examples.append(result.order)

    @property
    def done(self) -> int:
        """How many results there are."""
        return self.causes.total()

    @property
    def exit_code(self) -> ExitCode:
        """The gravest of the results' exit codes."""
        return gravest(self.codes)

    def number(self, status: str) -> int:
        """How many results have a status."""
        return sum(count for (found, _), count in self.causes.items() if found == status)


def told(found: "Iterable[Result]", tally: Tally, bar: Bar) -> Iterator[dict[str, Any]]:
    """The records of `found`, each counted, and its failure or warnings said on stderr as it passes."""
    for result in found:
        tally.add(result)
        with bar.aside():
            yield record(result)
            if result.exit_code is not ExitCode.OK:
                _say_failure(result, tally)
            for violation in result.violations:
                if violation.severity.value == "warning":
                    warning = f"{violation.text} [{violation.rule}]"
                    tally.warnings[warning] += 1
                    if tally.warnings[warning] == 1:
                        console.warn(f"{preview.where(violation)}{warning}")
        bar.advance()


def record(result: "Result") -> dict[str, Any]:
    """The contract's record of a result; a dry run's has the very request besides."""
    found: dict[str, Any] = {name: getattr(result, name) for name in VIEW.fields}
    found["status"] = result.status.value
    found["attachments"] = [asdict(attachment) for attachment in result.attachments]
    if result.request is not None:
        found["request"] = asdict(result.request)
        found["_preview"] = result.preview
    return found


def line(found: output.Record) -> "RenderableType":
    """Draw a result for a person: a line and its files; a dry run's message and request."""
    from rich.console import Group
    from rich.text import Text

    status, order, action = found["status"], found["order"], found["action"]
    when = f" {localized.minute(found['at'])}" if status == "already-sent" and found["at"] else ""
    head = Text.assemble(
        f"{console.inline(order)}  {console.inline(action)}  ", (status, STYLES.get(status, "red")), when
    )
    request = found.get("request")
    if request is None:
        files = found["attachments"]
        below = (f"  + {console.inline(a['file_name'])}, {localized.size(a['bytes'])}" for a in files)
        return Text("\n").join([head, *map(Text, below)])
    query = "&".join(f"{name}={value}" for name, value in request["query"].items())
    body = console.inline(f"{request['method']} {request['path']}?{query}") + "\n"
    body += output.dumps(request["body"], indent=2) + "\n"
    return Group(head, preview.panel(found["_preview"]), Text(body))


def _say_failure(result: "Result", tally: Tally) -> None:
    """Say why a message was not sent, and what to do about it."""
    from rich.text import Text

    order = result.order or "a row"
    status = result.status.value
    error = SpmsgError(result.reason or status, hint=result.hint, request_id=result.request_id)
    if result.bug is not None:
        error = _reported(result.bug, tally)
    errors = [violation for violation in result.violations if violation.severity.value == "error"]
    shown = []
    # What is invalid is told violation by violation; their sum is for programs.
    reason = "" if errors else error.message
    shown.append(console.labelled(status, f"{order}: {reason}".rstrip(), STYLES.get(status, "red")))
    shown += [Text(console.safe(f"  {preview.where(v)}{v.text} [{v.rule}]")) for v in errors]
    if error.hint:
        shown.append(console.labelled("hint", error.hint, "bold"))
    if error.request_id:
        shown.append(Text(f"Amazon's request ID: {console.inline(error.request_id)}"))
    fields = {
        "code": int(result.exit_code),
        "cause": result.code,
        "message": f"{order}: {error.message}",
        "hint": error.hint,
        "request_id": error.request_id,
    }
    console.say("error", fields, Text("\n").join(shown))


def _reported(bug: Exception, tally: Tally) -> SpmsgError:
    """The error that names the file with a bug's traceback; a batch writes one for each bug, not each row."""
    from traceback import extract_tb

    from spmsg.cli.app import bug_report

    place = f"{type(bug).__name__} {extract_tb(bug.__traceback__)[-1:]}"
    if place not in tally.bugs:
        tally.bugs[place] = bug_report(bug)
    return tally.bugs[place]


def end(tally: Tally, options: "Options", *, interrupted: bool) -> None:
    """Say how the run ended: a batch's outcomes by cause, and how to go on."""
    for warning, count in tally.warnings.items():
        if count > 1:
            console.note(f"{localized.number(count)} messages had this warning: {warning}")
    if tally.due > 1 and not tally.number("sent") + tally.number("dry-run"):
        console.warn(
            f"Amazon offers this for none of the {localized.number(tally.due)} orders for which it is due."
            " At times it offers nothing to anybody for hours: run it again later."
        )
    if interrupted:
        console.fail(_interrupted(tally))
    if tally.total == 1 or options.quiet:
        return
    if not tally.done:
        console.note("Nothing to do.")
        return
    go_on = _next(tally, options, interrupted=interrupted)
    by = [
        {"status": status, "code": code, "count": count, "orders": tally.examples[status, code]}
        for (status, code), count in tally.causes.most_common()
    ]
    console.say("summary", {"total": tally.done, "by": by, "next": go_on}, _summary(tally, go_on))


def _interrupted(tally: Tally) -> CancelledError:
    uncertain = tally.number("uncertain")
    if tally.total == 1:
        if uncertain:
            return CancelledError("Interrupted: nobody knows whether the message was sent.")
        done = "the message was sent" if tally.number("sent") else "nothing was sent"
        return CancelledError(f"Interrupted: {done}.")
    counts = [f"{localized.number(tally.number('sent'))} sent"]
    if uncertain:
        counts.append(f"{localized.number(uncertain)} uncertain")
    if tally.total is not None:
        counts.append(f"{localized.number(tally.total - tally.done)} not tried")
    return CancelledError(
        f"Interrupted: {', '.join(counts)}.", hint="Run it again: it goes on where it stopped."
    )


def _next(tally: Tally, options: "Options", *, interrupted: bool) -> str | None:
    """The command that shows or runs what is left; None if nothing is."""
    if tally.number("uncertain"):
        return f"spmsg history --uncertain{options.account_as_typed}"
    left = interrupted or (tally.total is not None and tally.done < tally.total)
    if left or ExitCode.FAILED in tally.codes or tally.number("waiting"):
        return options.command
    return None


def _summary(tally: Tally, go_on: str | None) -> "RenderableType":
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
        style = STYLES.get(status, "red")
        table.add_row(
            Text(status, style),
            Text(code or ""),
            localized.number(count),
            Text(examples, no_wrap=True, overflow="ellipsis"),
        )
    return Group(table, Text(f"\nNext: {console.safe(go_on)}")) if go_on is not None else table

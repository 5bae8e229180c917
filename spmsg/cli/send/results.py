"""What became of each message, on stdout; why one was not sent, on stderr."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from spmsg.cli import console, output
from spmsg.cli.options import Format
from spmsg.cli.output import View
from spmsg.errors import ExitCode, gravest
from spmsg.message.violation import Severity

if TYPE_CHECKING:
    from rich.console import RenderableType

    from spmsg.cli.send.options import Options
    from spmsg.delivery.result import Result

VIEW = View(
    fields=(
        "order", "marketplace", "action", "status", "code", "reason", "key", "request_id", "at",
        "attachments",
    ),
)  # fmt: skip
STYLES = {
    "sent": "green", "already-sent": "dim", "dry-run": "bold",
    "excluded": "magenta", "waiting": "magenta", "unavailable": "magenta",
}  # fmt: skip
"""The colours of the statuses; what failed, is invalid or uncertain is red."""
EXAMPLES = 3
"""Orders that are named for each cause."""
Cause = tuple[str, str | None]
"""A status and the code of its reason."""


@dataclass
class Tally:
    """Counts results by outcome and cause, out of `total` if that is known."""

    total: int | None
    codes: set[ExitCode] = field(default_factory=set)
    causes: Counter[Cause] = field(default_factory=Counter)
    examples: dict[Cause, list[str]] = field(default_factory=dict)
    due: int = 0
    """For how many Amazon should offer the action and does not."""
    broken_off: bool = False
    """Whether an error ended the run before its last row."""
    warnings: Counter[str] = field(default_factory=Counter)
    bugs: set[str] = field(default_factory=set)
    hinted: set[Cause] = field(default_factory=set)
    reasons: set[str | None] = field(default_factory=set)

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
        """Return how many results have a status."""
        return sum(count for (found, _), count in self.causes.items() if found == status)


def records(found: "Iterable[Result]", tally: Tally, options: "Options") -> Iterator[dict[str, Any]]:
    """Yield the records of `found`; count each, and put its failure or warnings on stderr."""
    brief = tally.total != 1 and not options.verbose
    table = output.chosen(options.output) is Format.TABLE
    seen = table and sys.stdout.isatty() and sys.stderr.isatty()
    for result in found:
        tally.add(result)
        first = result.reason not in tally.reasons
        tally.reasons.add(result.reason)
        yield {**record(result), "_brief": brief, "_whole": first or not brief}
        if result.exit_code is not ExitCode.OK:
            _say_failure(result, tally, brief=brief, seen=seen)
        if result.bug is not None:
            _report(result.bug, tally)
        _say_warnings(result, tally)


def record(result: "Result") -> dict[str, Any]:
    """Return the contract's record of a result; a dry run's has the very request besides."""
    found: dict[str, Any] = {name: getattr(result, name) for name in VIEW.fields}
    found["status"] = result.status.value
    found["attachments"] = [asdict(attachment) for attachment in result.attachments]
    if result.request is not None:
        found["request"] = asdict(result.request)
        found["_preview"] = result.preview
    return found


def line(found: output.Record) -> "RenderableType":
    """Draw a result for a person: one line in a batch; by itself with its files, or its request."""
    from rich.console import Group
    from rich.text import Text

    from spmsg.cli import localized
    from spmsg.cli.send import preview

    status, request = found["status"], found.get("request")
    shown = Text(f"{console.inline(found['order'])}  ", no_wrap=not found["_whole"])
    shown.overflow = "fold" if found["_whole"] else "ellipsis"  # a reason is in full the first time
    if not found["_brief"]:
        shown.append(f"{console.inline(found['action'])}  ")
    shown.append(status, STYLES.get(status, "red"))
    if status == "already-sent" and found["at"]:
        shown.append(f" {localized.minute(found['at'])}")
    if found["_brief"]:
        shown.append(
            "".join(f"  {console.inline(found[name])}" for name in ("code", "reason") if found[name])
        )
        # A group, because Rich forgets of a lone text that it is not to be wrapped
        return Group(shown, preview.panel(found["_preview"])) if request is not None else Group(shown)
    if request is None:
        for file in found["attachments"]:
            shown.append(f"\n  + {console.inline(file['file_name'])}, {localized.size(file['bytes'])}")
        return shown
    query = "&".join(f"{name}={value}" for name, value in request["query"].items())
    head = console.inline(f"{request['method']} {request['path']}?{query}")
    body = output.dumps(request["body"], indent=2)
    return Group(shown, preview.panel(found["_preview"]), Text(f"{head}\n{body}\n"))


def _say_failure(result: "Result", tally: Tally, *, brief: bool, seen: bool) -> None:
    """Say why a message was not sent and what to do about it; a `brief` one's hint once for each cause.

    Where stdout is `seen` too, what its line has is not repeated.
    """
    from rich.text import Text

    order, status, reason = result.order or "a row", result.status.value, result.reason or ""
    errors = [violation for violation in result.violations if violation.severity is Severity.ERROR]
    fields = {
        "code": int(result.exit_code),
        "message": f"{order}: {reason}",
        "hint": result.hint,
        "request_id": result.request_id,
    }
    head = f"{order}: {reason}" if brief or not errors else order  # each violation follows
    shown = [] if seen and (brief or errors) else [console.labelled(status, head, STYLES.get(status, "red"))]
    if not brief:
        shown += [Text(console.safe(f"  {v.place}{v.text} [{v.rule}]")) for v in errors]
    if result.hint and not (brief and (status, result.code) in tally.hinted):
        tally.hinted.add((status, result.code))
        shown.append(console.labelled("hint", result.hint, "bold"))
    if result.request_id and not brief:
        shown.append(Text(f"Amazon's request ID: {console.inline(result.request_id)}"))
    if shown:
        console.say("error", fields, Text("\n").join(shown))


def _say_warnings(result: "Result", tally: Tally) -> None:
    """Say what to think about in a message that went out; in a batch each thing once."""
    for violation in result.violations:
        if violation.severity is Severity.WARNING:
            text = f"{violation.text} [{violation.rule}]"
            tally.warnings[text] += 1
            if tally.warnings[text] == 1:
                console.warn(f"{violation.place}{text}")


def _report(bug: Exception, tally: Tally) -> None:
    """Put a bug's traceback into a file, and name that: once for each bug, not for each row."""
    from spmsg.cli.app import bug_report

    place = f"{type(bug).__name__} {extract_tb(bug.__traceback__)[-1:]}"
    if place not in tally.bugs:
        tally.bugs.add(place)
        console.fail(bug_report(bug))

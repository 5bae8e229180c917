"""What became of each message, on stdout; why one was not sent, on stderr."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from spmsg.cli import reader, stdio, views
from spmsg.cli.options import Format, Output
from spmsg.cli.send.progress import Progress
from spmsg.cli.views import View
from spmsg.errors import ExitCode, SpmsgError

if TYPE_CHECKING:
    from spmsg.delivery.result import Result
    from spmsg.message.violation import Violation

FIELDS = (
    "order", "marketplace", "action", "status", "code", "reason", "key", "request_id", "at", "attachments",
)  # fmt: skip
VIEW = View(fields=FIELDS, columns=(), identifier="order")
COLOURS = {"sent": "32", "already-sent": "32", "dry-run": "1", "uncertain": "35"}


class Tally:
    """Counts results by status, and keeps the exit codes that they would end with."""

    def __init__(self) -> None:
        self.codes: set[ExitCode] = set()
        self._statuses: Counter[str] = Counter()

    def add(self, result: "Result") -> None:
        """Count one."""
        self.codes.add(result.exit_code)
        self._statuses[result.status.value] += 1

    def extend(self, found: "Iterable[Result]") -> None:
        """Count several."""
        for result in found:
            self.add(result)

    def summary(self, *, interrupted: bool = False) -> str:
        """A line such as "3 sent, 1 invalid"."""
        counts = ", ".join(f"{number} {status}" for status, number in self._statuses.items())
        end = " Interrupted: run it again, it goes on where it stopped." if interrupted else ""
        return (counts or "Nothing to do") + "." + end


def told(
    found: "Iterable[Result]", tally: Tally, options: Output, progress: Progress
) -> Iterator[dict[str, Any]]:
    """The records of `found`, each counted, and its failure or warnings said on stderr as it passes."""
    for result in found:
        tally.add(result)
        yield record(result)
        progress.advance()
        if result.exit_code is not ExitCode.OK:
            say_failure(result, options)
        elif not options.quiet:
            for violation in result.violations:
                stdio.say_labelled("warning", _violation(violation), stdio.MAGENTA)


def record(result: "Result") -> dict[str, Any]:
    """The contract's record of a result; a dry run's has the very request besides."""
    found: dict[str, Any] = {name: getattr(result, name) for name in FIELDS}
    found["status"] = result.status.value
    found["attachments"] = [asdict(attachment) for attachment in result.attachments]
    if result.request is not None:
        found["request"] = asdict(result.request)
    return found


def line(found: views.Record) -> str:
    """A result for a person: a line; for a dry run, the request."""
    status = found["status"]
    head = f"{stdio.inline(found['order'])}  {stdio.inline(found['action'])}  {status}"
    if status == "already-sent" and found["at"]:
        head += f" {reader.minute(found['at'])}"
    files = [f"  + {stdio.inline(a['file_name'])}, {reader.size(a['bytes'])}" for a in found["attachments"]]
    lines = [stdio.fitted(each, sys.stdout) for each in (head, *files)]
    if stdio.colours(sys.stdout):
        lines[0] = f"\x1b[{COLOURS.get(status, '31')}m{status}\x1b[0m".join(lines[0].rsplit(status, 1))
    request = found.get("request")
    if request:
        query = "&".join(f"{name}={value}" for name, value in request["query"].items())
        lines += ["", stdio.inline(f"  {request['method']} {request['path']}?{query}"), ""]
        body = views.dumps(request["body"], indent=2)
        lines += [f"  {each}" for each in body.splitlines()]
    return "\n".join(lines) + "\n"


def say_failure(result: "Result", options: Output) -> None:
    """Why a message was not sent, and what to do about it."""
    if views.chosen(options.output) is Format.JSON:
        error = SpmsgError(f"{result.order}: {result.reason}", hint=result.hint, request_id=result.request_id)
        error.exit_code = result.exit_code
        stdio.fail(error, as_json=True)
        return
    status = result.status.value
    # What is invalid is told violation by violation; their sum is for programs.
    reason = "" if status == "invalid" and result.violations else result.reason or ""
    indent = ""
    if views.chosen(options.output) is Format.TABLE and sys.stdout.isatty() and sys.stderr.isatty():
        indent = "  "  # the line above has named the order already
        if reason:
            stdio.say(f"  {reason}")
    else:
        stdio.say_labelled(status, f"{result.order}: {reason}".rstrip(), COLOURS.get(status, stdio.RED))
    for violation in result.violations:
        mark = "warning: " if violation.severity == "warning" else ""
        stdio.say(f"  {mark}{_violation(violation)}")
    if result.hint:
        stdio.say_labelled(f"{indent}hint", result.hint, stdio.BOLD)
    if result.request_id:
        stdio.say(f"{indent}Amazon's request ID: {result.request_id}")


def _violation(violation: "Violation") -> str:
    """A violation with its place, and its rule's name for `--allow`."""
    where = f"line {violation.line}, column {violation.column}: " if violation.line else ""
    return f"{where}{violation.text} [{violation.rule}]"

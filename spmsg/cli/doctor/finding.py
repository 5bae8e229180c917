"""What a check found, how it is shown, and how checks run beside each other."""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from spmsg.cli import console, output
from spmsg.errors import AmazonError, CredentialsError, ExitCode, PermissionDeniedError, SpmsgError

if TYPE_CHECKING:
    from rich.table import Table

T = TypeVar("T")

SECONDS = 18.0
"""For all checks, so that it is over in 20 with what the start and the keyring take."""
_TRY_AGAIN = "Run it again in a few minutes. If it stays, look at the network connection and the endpoint."


class State(StrEnum):
    """How a check ended; the values are the output's."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


_LOOKS = {
    State.OK: ("✓", "green"),
    State.WARNING: ("!", "magenta"),
    State.FAILED: ("✗", "red"),
    State.SKIPPED: ("-", "dim"),
}


@dataclass(frozen=True)
class Finding:
    """What a check found.

    `remedy` is what to do, None if nothing; `exit_code` what the program ends with if the check failed.
    """

    check: str
    state: State
    detail: str
    remedy: str | None = None
    exit_code: ExitCode = ExitCode.FAILED


def ok(check: str, detail: str) -> Finding:
    """Return that nothing is wrong."""
    return Finding(check, State.OK, detail)


def warning(check: str, detail: str, remedy: str | None) -> Finding:
    """Return that something may do harm, or cannot be told."""
    return Finding(check, State.WARNING, detail, remedy)


def skipped(check: str, why: str) -> Finding:
    """Return that a check could not be made, or was not wanted."""
    return Finding(check, State.SKIPPED, why)


def failed(check: str, error: SpmsgError) -> Finding:
    """Return what `error` means: refused credentials and permissions end with 4, others with 6."""
    refused = isinstance(error, (CredentialsError, PermissionDeniedError))
    detail = error.message + (f" (request ID {error.request_id})" if error.request_id else "")
    code = ExitCode.REFUSED if refused else ExitCode.FAILED
    return Finding(check, State.FAILED, detail, error.hint or _TRY_AGAIN, code)


class Workers:
    """Runs checks in threads, and waits for them `SECONDS` in all.

    A check that hangs is left behind: `__main__` ends the process without it.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(8)
        self._end = time.monotonic() + SECONDS

    def start(self, work: Callable[[], T]) -> "Future[T]":
        """Run `work` in a thread."""
        return self._pool.submit(work)

    def result(self, future: "Future[T]", late: T) -> T:
        """Return the result of `future`, or `late` when the time is over."""
        try:
            return future.result(max(0.0, self._end - time.monotonic()))
        except TimeoutError:
            return late


def timed_out(check: str, hint: str) -> Finding:
    """Return that a check did not finish."""
    return failed(check, AmazonError("This did not finish in time.", hint=hint))


def table(findings: Sequence[Finding]) -> "Table":
    """Draw the findings, with each remedy below what is wrong; nothing is cut off."""
    from rich.text import Text

    narrow = console.stdout().width < 72
    shown = output.table()
    shown.add_column("" if narrow else "status", no_wrap=True)
    shown.add_column("check", style="bold", no_wrap=True)
    shown.add_column("found", overflow="fold")
    draws = console.can_encode("✓✗→", sys.stdout)
    for finding in findings:
        mark, style = _LOOKS[finding.state]
        if not draws:
            mark = finding.state.value[0] if narrow else ""
        label = mark if narrow else f"{mark} {finding.state}".strip()
        found = Text(console.safe(finding.detail), "dim" if finding.state is State.SKIPPED else "")
        if finding.remedy:
            found.append(f"\n{'→' if draws else '->'} {console.safe(finding.remedy)}", style)
        shown.add_row(Text(label, style), finding.check, found)
    return shown

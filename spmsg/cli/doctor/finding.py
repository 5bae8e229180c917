"""What a check found, and how it is shown."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from spmsg.cli import console
from spmsg.cli.output import Record, View
from spmsg.errors import CredentialsError, ExitCode, PermissionDeniedError, SpmsgError

VIEW = View(fields=("check", "status", "detail", "remedy"), columns=(), identifier="check")
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
    """One check: what is the matter in `detail`, what to do in `remedy`, None if nothing is to be done.

    `exit_code` is what the program ends with if it failed.
    """

    check: str
    state: State
    detail: str
    remedy: str | None = None
    exit_code: ExitCode = ExitCode.FAILED

    @property
    def record(self) -> Record:
        """The contract's record."""
        return {
            "check": self.check,
            "status": self.state.value,
            "detail": self.detail,
            "remedy": self.remedy,
        }


def ok(check: str, detail: str) -> Finding:
    """A check that found nothing wrong."""
    return Finding(check, State.OK, detail)


def warning(check: str, detail: str, remedy: str | None) -> Finding:
    """A check that found what may do harm, or could not tell."""
    return Finding(check, State.WARNING, detail, remedy)


def skipped(check: str, why: str) -> Finding:
    """A check that could not be made, or was not wanted."""
    return Finding(check, State.SKIPPED, why)


def failed(check: str, error: SpmsgError) -> Finding:
    """The finding that `error` stands for: refused credentials and permissions end with 4, others with 6."""
    refused = isinstance(error, (CredentialsError, PermissionDeniedError))
    detail = error.message + (f" (request ID {error.request_id})" if error.request_id else "")
    code = ExitCode.REFUSED if refused else ExitCode.FAILED
    return Finding(check, State.FAILED, detail, error.hint or _TRY_AGAIN, code)


def table(findings: Sequence[Finding]) -> Table:
    """The findings for a person, with each remedy below what is wrong; nothing is cut off."""
    narrow = console.stdout().width < 72
    shown = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), show_edge=False)
    shown.add_column("" if narrow else "status", no_wrap=True)
    shown.add_column("check", style="bold", no_wrap=True)
    shown.add_column("found", overflow="fold")
    draws = console.draws("✓✗→", sys.stdout)
    for finding in findings:
        mark, style = _LOOKS[finding.state]
        if not draws:
            mark = "" if not narrow else finding.state.value[0]
        label = mark if narrow else f"{mark} {finding.state}".strip()
        found = Text(console.safe(finding.detail), "dim" if finding.state is State.SKIPPED else "")
        if finding.remedy:
            found.append(f"\n{'→' if draws else '->'} {console.safe(finding.remedy)}", style)
        shown.add_row(Text(label, style), finding.check, found)
    return shown

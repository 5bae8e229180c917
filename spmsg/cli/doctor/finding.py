"""What a check found, and how it is shown."""

import shutil
import sys
import textwrap
from dataclasses import dataclass
from enum import StrEnum

from spmsg.cli import stdio
from spmsg.cli.views import Record, View
from spmsg.errors import CredentialsError, ExitCode, PermissionDeniedError, SpmsgError


class State(StrEnum):
    """How a check ended; the values are the output's."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One check: what is the matter in `detail`, what to do in `remedy`, None where nothing is to be done.

    `exit_code` is what the program ends with for a failed one.
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


_TRY_AGAIN = "Run it again in a few minutes. If it stays, look at the network connection and the endpoint."


def failed(check: str, error: SpmsgError) -> Finding:
    """The finding that `error` stands for: refused credentials and permissions end with 4, others with 6."""
    refused = isinstance(error, (CredentialsError, PermissionDeniedError))
    detail = error.message + (f" (request ID {error.request_id})" if error.request_id else "")
    code = ExitCode.REFUSED if refused else ExitCode.FAILED
    return Finding(check, State.FAILED, detail, error.hint or _TRY_AGAIN, code)


def skipped(check: str, why: str) -> Finding:
    """A check that could not be made, or was not wanted."""
    return Finding(check, State.SKIPPED, why)


_MARKS = {State.OK: ("✓", "32"), State.WARNING: ("!", "33"), State.FAILED: ("✗", "31")}
_LABEL, _CHECK = 11, 15


def line(record: Record) -> str:
    """A finding for a person: its mark, its name and what it says; the remedy below, behind an arrow."""
    state = State(record["status"])
    mark, colour = _MARKS.get(state, ("-", "2"))
    label = f"{mark} {state.value}"
    width = min(shutil.get_terminal_size().columns, 100)
    indent = " " * (_LABEL + _CHECK if width >= 72 else 4)
    head = f"{label:{_LABEL}}{record['check']:{_CHECK}}"
    if stdio.colours(sys.stdout):
        head = f"\x1b[{colour}m{label:{_LABEL}}\x1b[0m{record['check']:{_CHECK}}"
    body = _wrapped(record["detail"], width, indent, indent)
    if record["remedy"]:
        body += _wrapped(record["remedy"], width, f"{indent}→ ", f"{indent}  ")
    if width >= 72:
        return "\n".join([head + body[0].strip(), *body[1:]]) + "\n"
    return "\n".join([head.rstrip(), *body]) + "\n"


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    for paragraph in stdio.safe(text).splitlines() or [""]:
        lines += textwrap.wrap(
            paragraph,
            width - 1,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,  # a path that is cut cannot be copied
            break_on_hyphens=False,
        ) or [first]
    return lines


VIEW = View(fields=("check", "status", "detail", "remedy"), columns=(), identifier="check")

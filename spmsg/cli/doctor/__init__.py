"""`spmsg doctor`: is everything in order, and what to do if it is not."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from spmsg.cli import console, output
from spmsg.cli.doctor import checks
from spmsg.cli.doctor.checks import Finding
from spmsg.cli.options import Common, command
from spmsg.cli.output import Column, View
from spmsg.errors import gravest

if TYPE_CHECKING:
    from rich.text import Text

_LOOKS = {"ok": ("✓", "green"), "warning": ("!", "magenta"), "failed": ("✗", "red"), "skipped": ("-", "dim")}


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Check everything that a message needs, and say what to do where something is wrong.

    \b
    spmsg doctor
    spmsg doctor -p shop-de -o json
    spmsg doctor --offline

    Sends nothing. Ends with 4 if credentials or permissions are wrong, with 6 if anything else
    is, within 20 seconds.

    Next: spmsg auth login, or spmsg orders
    """

    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Amazon.")] = False


def run(options: Options) -> int:
    with console.status("Looking everything over"):
        findings = list(_findings(options))
    records = [
        {name: getattr(found, name) for name in VIEW.fields} | {"_finding": found} for found in findings
    ]
    output.show(records, VIEW, options.output)
    if output.for_people(options.output):
        _sum_up(options, [found.status for found in findings])
    return gravest({found.exit_code for found in findings if found.status == "failed"})


def _sum_up(options: Options, statuses: Sequence[str]) -> None:
    if failed := statuses.count("failed"):
        console.note(f"\n{failed} of {len(statuses)} checks failed. Correct them from the top.")
    else:
        warnings = statuses.count("warning")
        console.note(f"\nIt works; warnings: {warnings}." if warnings else "\nAll in order.")
        console.note(f"Next: spmsg orders{options.account_as_typed}", whole=True)


def _findings(options: Options) -> Iterator[Finding]:
    """Check this machine, then Amazon, then the ledger, which is looked over meanwhile."""
    from spmsg.cli.doctor import amazon
    from spmsg.cli.runtime import simulator

    workers = checks.Workers()
    yield checks.versions()
    configuration = checks.configuration()
    yield configuration
    settings, profile = checks.profile(options, configuration)
    yield profile
    ledger = workers.start("ledger", lambda: checks.ledger(settings), "Is another program holding it?")
    looked, credentials = checks.credentials_of(settings)
    yield credentials
    if settings is None or options.offline:
        why = "--offline" if options.offline else "There is no profile to ask with."
        yield from (Finding(check, "skipped", why) for check in amazon.CHECKS)
    else:
        with simulator(settings) as adapter:
            yield from amazon.Amazon(options, settings, looked, workers, adapter).findings()
    yield checks.state_folder()
    yield ledger()


def _mark(status: str) -> str:
    """Return such as "✓ ok", or the mark alone on a narrow terminal."""
    mark = _LOOKS[status][0]
    if not console.can_encode(mark, sys.stdout):
        return status
    return mark if console.stdout().width < 72 else f"{mark} {status}"


def _found(finding: Finding) -> "Text":
    """Return what was found, and below it the remedy; nothing is cut off."""
    from rich.text import Text

    style = _LOOKS[finding.status][1]
    found = Text(console.safe(finding.detail), "dim" if finding.status == "skipped" else "", overflow="fold")
    if finding.remedy:
        arrow = "→" if console.can_encode("→", sys.stdout) else "->"
        found.append(f"\n{arrow} {console.safe(finding.remedy)}", style)
    return found


VIEW = View(
    fields=("check", "status", "detail", "remedy"),
    columns=(
        Column("status", "", show=_mark, style=lambda status: _LOOKS[status][1]),
        Column("check", style="bold"),
        Column("_finding", "found", show=_found, flexible=True),
    ),
)

app = command(Options, run)

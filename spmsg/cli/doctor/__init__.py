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
from spmsg.cli.output import View
from spmsg.errors import gravest

if TYPE_CHECKING:
    from rich.table import Table

VIEW = View(fields=("check", "status", "detail", "remedy"))
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
    if not output.for_people(options.output):
        records = ({name: getattr(found, name) for name in VIEW.fields} for found in findings)
        output.show(records, VIEW, options.output)
    else:
        console.show(_table(findings))
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


def _table(findings: Sequence[Finding]) -> "Table":
    """Draw the findings, with each remedy below what is wrong; nothing is cut off."""
    from rich.text import Text

    draws = console.can_encode("✓✗→", sys.stdout)
    narrow = draws and console.stdout().width < 72  # marks are enough
    shown = output.empty_table()
    shown.add_column("" if narrow else "status", no_wrap=True)
    shown.add_column("check", style="bold", no_wrap=True)
    shown.add_column("found", overflow="fold")
    for finding in findings:
        mark, style = _LOOKS[finding.status]
        found = Text(console.safe(finding.detail), "dim" if finding.status == "skipped" else "")
        if finding.remedy:
            found.append(f"\n{'→' if draws else '->'} {console.safe(finding.remedy)}", style)
        word = "" if narrow else finding.status
        shown.add_row(Text(f"{mark if draws else ''} {word}".strip(), style), finding.check, found)
    return shown


app = command(Options, run)

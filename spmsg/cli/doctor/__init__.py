"""`spmsg doctor`: is everything in order, and what to do if it is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from spmsg.cli import console, output
from spmsg.cli.doctor import finding
from spmsg.cli.doctor.finding import Finding, State, Workers, skipped, timed_out
from spmsg.cli.options import Common, Format, command
from spmsg.cli.output import Record, View
from spmsg.errors import gravest


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
    if output.chosen(options.output) is Format.TABLE:
        console.show(finding.table(findings))
        _sum_up(options, [each.state for each in findings])
    else:
        output.show(map(_record, findings), VIEW, options.output)
    return gravest({each.exit_code for each in findings if each.state is State.FAILED})


def _findings(options: Options) -> Iterator[Finding]:
    """Check this machine, then Amazon, then the ledger, which is looked over meanwhile."""
    from spmsg.cli.doctor import amazon, machine

    workers = Workers()
    yield machine.versions()
    configuration = machine.configuration()
    yield configuration
    settings, profile = machine.profile(options.overrides, configuration)
    yield profile
    ledger = workers.start(lambda: machine.ledger(settings))
    looked, credentials = machine.credentials_of(settings)
    yield credentials
    if options.offline:
        yield from (skipped(check, "--offline") for check in amazon.CHECKS)
    else:
        yield from amazon.Amazon(options, settings, looked, workers).findings()
    yield machine.state_folder()
    late = timed_out("ledger", "Is another program holding it, or is it on a slow disk?")
    yield workers.result(ledger, late)


def _record(found: Finding) -> Record:
    return {
        "check": found.check, "status": found.state, "detail": found.detail, "remedy": found.remedy,
    }  # fmt: skip


def _sum_up(options: Options, states: list[State]) -> None:
    count, warned = states.count(State.FAILED), states.count(State.WARNING)
    if count:
        console.note(f"\n{count} of {len(states)} checks failed. Correct them from the top.")
        return
    warnings = {0: "All in order.", 1: "It works; a warning."}.get(warned, f"It works; {warned} warnings.")
    console.note(f"\n{warnings}\nNext: spmsg orders{f' -p {options.profile}' if options.profile else ''}")


VIEW = View(fields=("check", "status", "detail", "remedy"))

app = command(Options, run)

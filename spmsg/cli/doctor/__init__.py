"""`spmsg doctor`: is everything in order, and what to do where it is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from spmsg.cli import stdio, views
from spmsg.cli.doctor.finding import VIEW, Finding, State, line
from spmsg.cli.options import Common, Format, command
from spmsg.errors import ExitCode, gravest


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Check everything that a message needs, and say what to do where something is wrong.

    \b
    spmsg doctor
    spmsg doctor -p shop-de -o json
    spmsg doctor --offline

    Sends nothing. Ends with 4 where credentials or permissions are wrong, 6 where anything
    else is, within 20 seconds.

    Next: spmsg auth login, or spmsg orders
    """

    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Amazon.")] = False


def run(options: Options) -> int:
    codes: set[ExitCode] = set()
    states: list[State] = []

    def records() -> Iterator[views.Record]:
        for finding in _findings(options):
            states.append(finding.state)
            if finding.state is State.FAILED:
                codes.add(finding.exit_code)
            yield finding.record

    views.show(records(), VIEW, options.output, line)
    if not options.quiet and views.chosen(options.output) is Format.TABLE:
        _sum_up(options, states)
    return gravest(codes)


def _findings(options: Options) -> Iterator[Finding]:
    """The findings as they come: first this machine, then Amazon, then the ledger, looked over meanwhile."""
    from spmsg.cli.doctor import machine
    from spmsg.cli.doctor.amazon import Amazon
    from spmsg.cli.doctor.deadline import Deadline
    from spmsg.cli.side_by_side import started

    deadline = Deadline()
    yield machine.versions()
    found = machine.Configuration(options.overrides)
    yield from found.findings()
    settings = found.settings
    location = machine.ledger_location(settings)
    ledger = started(lambda: machine.ledger(location))
    looked, finding = machine.credentials_of(settings)
    yield finding
    yield from Amazon(options, settings, looked, deadline).findings()
    yield machine.state_folder()
    yield deadline.finding(ledger, "ledger", "Is another program holding it, or is it on a slow disk?")


def _sum_up(options: Options, states: list[State]) -> None:
    failed, warned = states.count(State.FAILED), states.count(State.WARNING)
    profile = f" -p {options.profile}" if options.profile else ""
    if failed:
        stdio.say(f"\n{failed} of {len(states)} checks failed. Mend them from the top, and run it again.")
    elif warned:
        stdio.say(f"\nIt works; {'a warning' if warned == 1 else f'{warned} warnings'}.")
    else:
        stdio.say("\nAll in order.")
    if not failed:
        stdio.say(f"Next: spmsg orders{profile}")


app = command(Options, run)

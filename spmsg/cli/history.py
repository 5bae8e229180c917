"""`spmsg history`: what was sent, failed, or is uncertain."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg import config
from spmsg.cli import reader, stdio, views, wrap
from spmsg.cli.manual import Command, Group
from spmsg.cli.options import HELP, Format, Output, callback
from spmsg.cli.views import Column, View
from spmsg.errors import UsageError

if TYPE_CHECKING:
    from spmsg.delivery.ledger import Entry, Ledger

app = typer.Typer(add_completion=False, rich_markup_mode=None, cls=Group, invoke_without_command=True)


class EntryStatus(StrEnum):
    """The states of a message in the ledger."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Verdict(StrEnum):
    """What the seller found out about an uncertain message."""

    SENT = "sent"
    NOT_SENT = "not-sent"


@dataclass(frozen=True, kw_only=True)
class Selection(Output):
    """Which entries of the ledger."""

    order: Annotated[str | None, typer.Option("--order", metavar="ORDER", help="Only this order.")] = None
    action: Annotated[str | None, typer.Option("--action", metavar="ACTION", help="Only this action.")] = None
    status: Annotated[EntryStatus | None, typer.Option("--status", help="Only this state.")] = None
    since: Annotated[
        str | None, typer.Option("--since", metavar="7d|DATE", help="Changed since: 12h, 7d, 4w, or a date.")
    ] = None
    uncertain: Annotated[
        bool, typer.Option("--uncertain", help="Only those of which nobody knows whether they were sent.")
    ] = False
    profile: Annotated[
        str | None,
        typer.Option("--profile", "-p", metavar="NAME", help="Only this profile's; all by default."),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Options(Selection):
    """Show what was sent, failed, or is uncertain; the newest first.

    \b
    spmsg history --since 7d
    spmsg history --uncertain
    spmsg history resolve 17 --as sent
    spmsg history export --since 2026-01-01 > sent-2026.csv

    Next: spmsg history resolve ID --as sent|not-sent, for what is uncertain
    """

    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = 50


def run(options: Options) -> None:
    ledger = _ledger(options.profile)
    records = _records(ledger, options, options.limit)
    if views.chosen(options.output) is not Format.TABLE:
        views.show(records, VIEW, options.output)
        return
    shown = list(records)
    filters = (options.order, options.action, options.status, options.since, options.profile)
    if options.uncertain:
        view = replace(VIEW, empty="Nothing is uncertain.")
    else:
        view = replace(VIEW, empty="Nothing in the ledger matches.") if any(filters) else VIEW
    views.show(shown, view, options.output)
    if options.quiet:
        return
    if len(shown) == options.limit:
        stdio.say(f"The newest {options.limit}: --limit shows more, `spmsg history export` all of them.")
    if view is VIEW:
        _bars(ledger)
    uncertain = next((each["id"] for each in shown if each["status"] == "uncertain"), None)
    if uncertain is not None:
        stdio.say(
            f"\nUncertain: look the order up in Seller Central, then: "
            f"spmsg history resolve {uncertain} --as sent|not-sent"
        )


@dataclass(frozen=True, kw_only=True)
class ResolveOptions(Output):
    """Settle an uncertain message, after looking the order up in Seller Central.

    \b
    spmsg history resolve 17 --as sent       it is there: never send it again
    spmsg history resolve 17 --as not-sent   it is not: the next run sends it
    """

    entry: Annotated[int, typer.Argument(metavar="ID", help="The ID that `spmsg history --uncertain` shows.")]
    verdict: Annotated[Verdict, typer.Option("--as", help="Whether the buyer has got it.")]


def resolve(options: ResolveOptions) -> None:
    entry = _ledger(None).resolve(options.entry, sent=options.verdict is Verdict.SENT)
    views.show([_record(entry)], VIEW, options.output)


@dataclass(frozen=True, kw_only=True)
class ExportOptions(Selection):
    """Write the whole history as CSV, for your records; the newest first.

    \b
    spmsg history export --since 2026-01-01 > sent-2026.csv
    """


def export(options: ExportOptions) -> None:
    output = options.output or Format.CSV
    views.show(_records(_ledger(options.profile), options, None), VIEW, output)


def _ledger(profile: str | None) -> "Ledger":
    from spmsg.delivery.ledger import open_ledger

    settings = config.resolve(config.Overrides(profile))
    return open_ledger(settings.ledger, own_folder=settings.state_dir)


def _records(ledger: "Ledger", chosen: Selection, limit: int | None) -> Iterator[dict[str, Any]]:
    from spmsg.cli.orders import since_time
    from spmsg.delivery.ledger import Status

    status = EntryStatus.UNCERTAIN if chosen.uncertain else chosen.status
    if chosen.uncertain and chosen.status not in (None, EntryStatus.UNCERTAIN):
        raise UsageError("--uncertain and --status exclude each other.", hint="Leave one of them out.")
    entries = ledger.entries(
        order=chosen.order,
        action=chosen.action,
        status=Status(status.value) if status else None,
        since=since_time(chosen.since) if chosen.since else None,
        profile=chosen.profile,
        limit=limit,
    )
    return map(_record, entries)


def _record(entry: "Entry") -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "profile": entry.profile,
        "order": entry.identity.order,
        "marketplace": entry.identity.marketplace,
        "action": entry.identity.action,
        "key": entry.identity.key,
        "status": entry.status.value,
        "reason": entry.reason,
        "request_id": entry.request_id,
    }


def _bars(ledger: "Ledger") -> None:
    """How many messages were sent on each of the last fourteen days, as bars, from the first one on."""
    from datetime import timedelta

    now = datetime.now().astimezone()
    sent: Mapping[date, int] = ledger.sent_per_day(since=now - timedelta(days=DAYS))
    if not sent:
        return
    days = [min(sent) + timedelta(days=n) for n in range((max(now.date(), *sent) - min(sent)).days + 1)]
    lines = bars([(reader.day(day), sent.get(day, 0)) for day in days], wrap.columns(sys.stdout))
    stdio.write("\n" + stdio.bold("Sent per day") + "\n" + "\n".join(lines) + "\n")


def bars(rows: Sequence[tuple[str, int]], width: int) -> list[str]:
    """A bar for each (label, number), to scale; the longest ends where a line of `width` cells ends."""
    label = max(wrap.cells(name) for name, _ in rows)
    numbers = [reader.number(number) for _, number in rows]
    most = max(number for _, number in rows) or 1
    room = min(max(width - label - max(map(len, numbers)) - 3, 5), LONGEST_BAR)
    eighths = stdio.drawable(" ▏▎▍▌▋▊▉█", "", sys.stdout)
    lines = []
    for (name, number), told in zip(rows, numbers, strict=True):
        full, part = divmod(max(room * 8 * number // most, 1 if number else 0), 8)
        bar = "█" * full + eighths[part].strip() if eighths else "#" * (full or (1 if number else 0))
        lines.append(name + " " * (label - wrap.cells(name)) + f"  {bar}{' ' if bar else ''}{told}")
    return lines


DAYS = 14
LONGEST_BAR = 60
STYLES = {"sent": "green", "failed": "red", "uncertain": "magenta", "sending": "magenta"}
VIEW = View(
    fields=("id", "at", "profile", "order", "marketplace", "action", "key", "status", "reason", "request_id"),
    columns=(
        Column("id", justify="right", wrap=False),
        Column("at", show=reader.minute),
        Column("order", wrap=False, style="bold"),
        Column("action", from_width=76, below="order"),
        Column("status", style=lambda status: STYLES.get(status, ""), wrap=False),
    ),
    about="reason",
    identifier="id",
    empty="Nothing was sent yet.",
)


def _unless_subcommand(context: typer.Context) -> bool:
    return context.invoked_subcommand is None


app.callback(context_settings=HELP)(callback(Options, run, only_if=_unless_subcommand))
app.command("resolve", cls=Command, context_settings=HELP)(callback(ResolveOptions, resolve))
app.command("export", cls=Command, context_settings=HELP)(callback(ExportOptions, export))

"""`spmsg history`: what was sent, failed, or is uncertain."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg import config
from spmsg.cli import completers, console, localized, output
from spmsg.cli.options import Format, Output, add, add_default
from spmsg.cli.output import Column, View
from spmsg.errors import UsageError

if TYPE_CHECKING:
    from spmsg.delivery.ledger import Entry, Ledger

app = typer.Typer(add_completion=False)


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

    order: Annotated[
        str | None,
        typer.Option("--order", metavar="ORDER", autocompletion=completers.orders, help="Only this order."),
    ] = None
    action: Annotated[
        str | None,
        typer.Option(
            "--action", metavar="ACTION", autocompletion=completers.actions, help="Only this action."
        ),
    ] = None
    status: Annotated[
        EntryStatus | None, typer.Option("--status", case_sensitive=False, help="Only this state.")
    ] = None
    since: Annotated[
        str | None, typer.Option("--since", metavar="7d|DATE", help="Changed since: 12h, 7d, 4w, or a date.")
    ] = None
    uncertain: Annotated[
        bool, typer.Option("--uncertain", help="Only those of which nobody knows whether they were sent.")
    ] = False
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", "-p", metavar="NAME", autocompletion=completers.profiles,
            help="Only this profile's; all by default.",
        ),
    ] = None  # fmt: skip


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
    shown = list(_records(_ledger(options.profile), options, options.limit))
    filters = (options.order, options.action, options.status, options.since, options.profile)
    empty = "Nothing was sent yet."
    if options.uncertain or any(filters):
        empty = "Nothing is uncertain." if options.uncertain else "Nothing in the ledger matches."
    output.show(shown, replace(VIEW, empty=empty), options.output)
    if output.chosen(options.output) is not Format.TABLE:
        return
    if len(shown) == options.limit:
        console.note(f"The newest {options.limit}: --limit shows more, `spmsg history export` all of them.")
    uncertain = next((each["id"] for each in shown if each["status"] == "uncertain"), None)
    if uncertain is not None:
        console.note(
            "\nUncertain: look the order up in Seller Central, then: "
            f"spmsg history resolve {uncertain} --as sent|not-sent"
        )


@dataclass(frozen=True, kw_only=True)
class ResolveOptions(Output):
    """Settle an uncertain message, after looking the order up in Seller Central.

    \b
    spmsg history resolve 17 --as sent       it is there: never send it again
    spmsg history resolve 17 --as not-sent   it is not: the next run sends it
    """

    entry: Annotated[
        int,
        typer.Argument(
            metavar="ID", autocompletion=completers.uncertain_entries,
            help="The ID that `spmsg history --uncertain` shows.",
        ),
    ]  # fmt: skip
    verdict: Annotated[
        Verdict, typer.Option("--as", case_sensitive=False, help="Whether the buyer has got it.")
    ]


def resolve(options: ResolveOptions) -> None:
    entry = _ledger(None).resolve(options.entry, sent=options.verdict is Verdict.SENT)
    output.show([_record(entry)], VIEW, options.output)


@dataclass(frozen=True, kw_only=True)
class ExportOptions(Selection):
    """Write the whole history as CSV, for your records; the newest first.

    \b
    spmsg history export --since 2026-01-01 > sent-2026.csv
    """


def export(options: ExportOptions) -> None:
    records = _records(_ledger(options.profile), options, None)
    output.show(records, VIEW, options.output or Format.CSV)


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


STYLES = {"sent": "green", "failed": "red", "uncertain": "magenta", "sending": "magenta"}
VIEW = View(
    fields=("id", "at", "profile", "order", "marketplace", "action", "key", "status", "reason", "request_id"),
    columns=(
        Column("id", justify="right"),
        Column("at", show=localized.minute),
        Column("order", style="bold"),
        Column("action", from_width=76, flexible=True),
        Column("status", style=lambda status: STYLES.get(status, "")),
        Column("reason", from_width=100, flexible=True),
    ),
    identifier="id",
)

add_default(app, Options, run)
add(app, "resolve", ResolveOptions, resolve)
add(app, "export", ExportOptions, export)

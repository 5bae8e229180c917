"""`spmsg history`: what was sent, failed, or is uncertain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spmsg import config
from spmsg.cli import completers, console, localized, output
from spmsg.cli.history import selection
from spmsg.cli.history.selection import Selection
from spmsg.cli.history.summary import STYLES, SummaryOptions, summarize
from spmsg.cli.options import Account, Format, add, add_default
from spmsg.cli.output import Column, View
from spmsg.errors import LocalStateError
from spmsg.marketplaces import country

if TYPE_CHECKING:
    from spmsg.delivery.ledger import Entry

app = typer.Typer(add_completion=False)


class Verdict(StrEnum):
    """What the seller found out about an uncertain message."""

    SENT = "sent"
    NOT_SENT = "not-sent"


@dataclass(frozen=True, kw_only=True)
class Options(Selection):
    """Show what a profile sent, what failed, and what is uncertain; the newest first.

    \b
    spmsg history --since yesterday
    spmsg history --uncertain
    spmsg history resolve 17 --as sent
    spmsg history summary --since 30d
    spmsg history export --since 2026-01-01 > sent-2026.csv

    What went to simulators and to the sandbox is kept apart: `-p demo` or --sandbox shows it.

    Next: spmsg history resolve ID --as sent|not-sent, for what is uncertain
    """

    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many.")] = 50


def run(options: Options) -> None:
    with selection.open_ledger(options) as ledger:
        shown = list(_records(selection.entries(options, ledger, options.limit)))
    columns = VIEW.columns if options.all_profiles else [c for c in VIEW.columns if c.field != "profile"]
    view = replace(VIEW, columns=columns, empty=selection.nothing_found(options))
    output.show(shown, view, options.output)
    if output.chosen(options.output) is not Format.TABLE:
        return
    if len(shown) == options.limit:
        console.note(f"The newest {options.limit}: --limit shows more, `spmsg history export` all of them.")
    uncertain = next((each["id"] for each in shown if each["status"] == "uncertain"), None)
    if uncertain is not None:
        console.note(
            "\nUncertain: look the order up in Seller Central, then: "
            f"spmsg history resolve {uncertain} --as sent|not-sent{options.account_as_typed}"
        )


@dataclass(frozen=True, kw_only=True)
class ResolveOptions(Account):
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
    with selection.open_ledger(options) as ledger:
        entry = ledger.resolve(options.entry, sent=options.verdict is Verdict.SENT)
    output.show(_records([entry]), VIEW, options.output)


@dataclass(frozen=True, kw_only=True)
class ExportOptions(Selection):
    """Write the whole history as CSV, for your records; the newest first.

    \b
    spmsg history export --since 2026-01-01 > sent-2026.csv
    spmsg history export --all-profiles -o jsonl > sent.jsonl
    """


def export(options: ExportOptions) -> None:
    with selection.open_ledger(options) as ledger:
        output.show(_records(selection.entries(options, ledger)), VIEW, options.output or Format.CSV)


def _records(entries: "Iterable[Entry]") -> Iterator[dict[str, Any]]:
    titles: dict[str, Mapping[str, str]] = {}
    for entry in entries:
        identity = entry.identity
        if identity.account not in titles:
            titles[identity.account] = _titles(identity.account)
        yield {
            "id": entry.id,
            "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "profile": entry.profile,
            "order": identity.order,
            "marketplace": identity.marketplace,
            "action": identity.action,
            "key": identity.key,
            "status": entry.status.value,
            "code": entry.code,
            "reason": entry.reason,
            "request_id": entry.request_id,
            "title": titles[identity.account].get(identity.order),
            "_why": entry.code or entry.reason,
        }


def _titles(account: str) -> Mapping[str, str]:
    """Return what was bought, by order, as far as the orders are kept."""
    from spmsg.delivery.orders.store import OrderStore

    try:
        return OrderStore(config.state_dir(), account).titles()
    except LocalStateError:  # what was sent is told all the same
        return {}


VIEW = View(
    fields=(
        "id", "at", "profile", "order", "marketplace", "action", "key", "status", "code", "reason",
        "request_id", "title",
    ),
    columns=(
        Column("id", justify="right"),
        Column("profile", from_width=76),
        Column("at", show=localized.minute),
        Column("order", style="bold"),
        Column("marketplace", "in", show=country, from_width=76),
        Column("action", from_width=76, flexible=True),
        Column("status", style=lambda status: STYLES[status]),
        Column("_why", "why", from_width=100, flexible=True),
        Column("title", from_width=120, flexible=True),
    ),
)  # fmt: skip

add_default(app, Options, run)
add(app, "resolve", ResolveOptions, resolve)
add(app, "export", ExportOptions, export)
add(app, "summary", SummaryOptions, summarize)

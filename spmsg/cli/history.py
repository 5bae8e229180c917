"""`spmsg history`: what was sent, failed, or is uncertain."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from spmsg import config
from spmsg.cli import completers, console, localized, output
from spmsg.cli.localized import read_moment
from spmsg.cli.options import Account, Format, Since, Until, add, add_default
from spmsg.cli.output import Column, View
from spmsg.delivery.ledger import Entry, Ledger, open_ledger
from spmsg.delivery.ledger.entry import Filters
from spmsg.delivery.orders.store import OrderStore
from spmsg.delivery.result import Status, utc
from spmsg.errors import LocalStateError, UsageError
from spmsg.marketplaces import country
from spmsg.order_id import check_order_id

if TYPE_CHECKING:
    from rich.progress_bar import ProgressBar


@dataclass(frozen=True, kw_only=True)
class EntryOptions(Account):
    """The options that choose entries of the ledger."""

    since: Since = None
    until: Until = None
    action: Annotated[
        str | None,
        typer.Option(metavar="ACTION", autocompletion=completers.actions, help="Only this action."),
    ] = None
    status: Annotated[
        Literal["sending", "sent", "failed", "uncertain"] | None,
        typer.Option(
            metavar="STATE", case_sensitive=False, help="Only what is sending, sent, failed or uncertain."
        ),
    ] = None
    key: Annotated[str | None, typer.Option(metavar="KEY", help="Only this campaign's, by its --key.")] = None
    order: Annotated[
        str | None, typer.Option(metavar="ORDER", autocompletion=completers.orders, help="Only this order.")
    ] = None
    uncertain: Annotated[
        bool, typer.Option("--uncertain", help="Only those of which nobody knows whether they were sent.")
    ] = False
    all_profiles: Annotated[
        bool, typer.Option("--all-profiles", help="Of all profiles, not of the current one alone.")
    ] = False

    def filters(self, ledger: Ledger) -> Filters:
        """Return these options as the ledger takes them; raise UsageError for what makes no sense."""
        if self.uncertain and self.status not in (None, "uncertain"):
            raise UsageError("--uncertain and --status exclude each other.", hint="Leave one of them out.")
        if self.order is not None:
            check_order_id(self.order)
        status = "uncertain" if self.uncertain else self.status
        chosen: Filters = {
            "order": self.order,
            "action": self.action,
            "key": self.key,
            "status": Status(status) if status is not None else None,
            "since": read_moment(self.since, "--since") if self.since else None,
            "until": read_moment(self.until, "--until", end=True) if self.until else None,
        }
        current = self.settings
        if not self.all_profiles:
            return {**chosen, "accounts": [current.account], "profile": current.profile}
        own = {profile.get("account") for profile in config.load().profiles.values()}
        here = _host(current.account, own)
        return {**chosen, "accounts": [each for each in ledger.accounts() if _host(each, own) == here]}

    def nothing_found(self) -> str:
        """Return what a person reads if there is no such entry."""
        found = "Nothing is uncertain" if self.uncertain else "No such message is recorded"
        elsewhere = f" in the profile {self.settings.profile}; --all-profiles looks in all"
        return f"{found}{'' if self.all_profiles else elsewhere}."


def _host(account: str, own: Set[object]) -> str:
    """Return the host that `config` adds to the account of a simulator or sandbox; "" for Amazon itself.

    `own` are the names that profiles give to their accounts, which can hold an @ too.
    """
    if "@" in account and account not in own:
        return account.rpartition("@")[2]
    return account if account == config.DEMO else ""


@dataclass(frozen=True, kw_only=True)
class Options(EntryOptions):
    """Show what a profile sent, what failed, and what is uncertain; the newest first.

    \b
    spmsg history --since yesterday
    spmsg history --uncertain
    spmsg history resolve 17 --as sent
    spmsg history summary --since 30d
    spmsg history export --since 2026-01-01 > sent-2026.csv

    What went to simulators and to the sandbox is kept apart: `-p demo` or --sandbox shows it.

    Next: spmsg history resolve ID --as sent (or not-sent), for what is uncertain
    """

    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 50


def run(options: Options) -> None:
    with _open_ledger(options) as ledger:
        shown = list(_records(islice(ledger.entries(**options.filters(ledger)), options.limit)))
    columns = [each for each in VIEW.columns if each.field != "profile" or options.all_profiles]
    view = replace(VIEW, columns=columns, empty=options.nothing_found())
    output.show(shown, view, options.output)
    if not output.for_people(options.output):
        return
    if len(shown) == options.limit:
        console.note(f"The newest {options.limit}: --limit shows more, `spmsg history export` all of them.")
    uncertain = next((each["id"] for each in shown if each["status"] == "uncertain"), None)
    if uncertain is not None:
        console.note("\nUncertain: look the order up in Seller Central, then one of")
        for verdict in ("sent", "not-sent"):  # a line each: pasted into a shell, `sent|not-sent` means sent
            command = f"spmsg history resolve {uncertain} --as {verdict}{options.account_as_typed}"
            console.note(command, whole=True)


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
        Literal["sent", "not-sent"],
        typer.Option("--as", case_sensitive=False, help="Whether the buyer has got it."),
    ]


def resolve(options: ResolveOptions) -> None:
    with _open_ledger(options) as ledger:
        entry = ledger.resolve(options.entry, sent=options.verdict == "sent")
    output.show(_records([entry]), VIEW, options.output)


@dataclass(frozen=True, kw_only=True)
class ExportOptions(EntryOptions):
    """Write the whole history as CSV, for your records; the newest first.

    \b
    spmsg history export --since 2026-01-01 > sent-2026.csv
    spmsg history export --all-profiles -o jsonl > sent.jsonl
    """


def export(options: ExportOptions) -> None:
    with _open_ledger(options) as ledger:
        entries = ledger.entries(**options.filters(ledger))
        output.show(_records(entries), VIEW, options.output or Format.CSV)


def _open_ledger(options: Account) -> closing[Ledger]:
    settings = options.settings
    return closing(open_ledger(settings.ledger, own_folder=settings.state_dir))


def _records(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    titles = cache(_titles)
    for entry in entries:
        identity = entry.identity
        yield {
            "id": entry.id,
            "at": utc(entry.at),
            "profile": entry.profile,
            "order": identity.order,
            "marketplace": identity.marketplace,
            "action": identity.action,
            "key": identity.key,
            "status": entry.status.value,
            "code": entry.code,
            "reason": entry.reason,
            "request_id": entry.request_id,
            "title": titles(identity.account).get(identity.order),
            "_why": entry.code or entry.reason,
        }


def _titles(account: str) -> Mapping[str, str]:
    """Return the product titles of the account's kept orders, by order."""
    try:
        return OrderStore(config.state_dir(), account).titles()
    except LocalStateError:  # the history is shown without them
        return {}


@dataclass(frozen=True, kw_only=True)
class SummaryOptions(EntryOptions):
    """Count by day, action and outcome.

    \b
    spmsg history summary --since 30d
    spmsg history summary --action productReviewAndSellerFeedback -o csv

    Days are the local ones.
    """


def summarize(options: SummaryOptions) -> None:
    with _open_ledger(options) as ledger:
        counts = ledger.counts(**options.filters(ledger))
    most, total = max((count.count for count in counts), default=1), Counter[str]()
    records = []
    for count in counts:
        total[count.status] += count.count
        bar = {"_bar": (count.status, count.count / most)}
        records.append({**asdict(count), "day": count.day.isoformat(), **bar})
    output.show(records, replace(SUMMARY, empty=options.nothing_found()), options.output)
    if counts and output.for_people(options.output):
        console.note(", ".join(f"{localized.number(n)} {status}" for status, n in total.most_common()))


def _bar(bar: tuple[str, float]) -> "ProgressBar":
    """Draw the share of the greatest count in the colour of the status."""
    from rich.progress_bar import ProgressBar

    style = output.status_style(bar[0])
    return ProgressBar(
        1.0, bar[1], width=console.stdout().width // 6, complete_style=style, finished_style=style
    )


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
        Column("status", style=output.status_style),
        Column("_why", "why", from_width=100, flexible=True),
        Column("title", from_width=120, flexible=True),
    ),
)  # fmt: skip

SUMMARY = View(
    fields=("day", "marketplace", "action", "status", "count"),
    columns=(
        Column("day", show=localized.day),
        Column("marketplace", "in", show=country),
        Column("action", flexible=True),
        Column("status", style=output.status_style),
        Column("count", show=localized.number, justify="right"),
        Column("_bar", "", show=_bar, from_width=76),
    ),
)

app = typer.Typer(add_completion=False)
add_default(app, Options, run)
add(app, "resolve", ResolveOptions, resolve)
add(app, "export", ExportOptions, export)
add(app, "summary", SummaryOptions, summarize)

"""Which entries of the ledger a command of `spmsg history` is about."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from spmsg import config
from spmsg.cli import completers
from spmsg.cli.options import Account
from spmsg.cli.times import moment
from spmsg.config import Settings
from spmsg.errors import UsageError

if TYPE_CHECKING:
    from spmsg.delivery.ledger import Count, Entry, Filters, Ledger


@dataclass(frozen=True, kw_only=True)
class Selection(Account):
    """The options that choose entries."""

    since: Annotated[
        str | None,
        typer.Option("--since", metavar="7d|DATE", help="Changed since: 12h, 7d, yesterday, or a date."),
    ] = None
    until: Annotated[
        str | None, typer.Option("--until", metavar="1d|DATE", help="Changed until; a date means its end.")
    ] = None
    action: Annotated[
        str | None,
        typer.Option(
            "--action", metavar="ACTION", autocompletion=completers.actions, help="Only this action."
        ),
    ] = None
    status: Annotated[
        Literal["sending", "sent", "failed", "uncertain"] | None,
        typer.Option(
            "--status", metavar="STATE", case_sensitive=False,
            help="Only what is sending, sent, failed or uncertain.",
        ),
    ] = None  # fmt: skip
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY", help="Only this campaign's, by its --key.")
    ] = None
    order: Annotated[
        str | None,
        typer.Option("--order", metavar="ORDER", autocompletion=completers.orders, help="Only this order."),
    ] = None
    uncertain: Annotated[
        bool, typer.Option("--uncertain", help="Only those of which nobody knows whether they were sent.")
    ] = False
    all_profiles: Annotated[
        bool, typer.Option("--all-profiles", help="Of all profiles, not of the current one alone.")
    ] = False


def settings(options: Account) -> Settings:
    """Return the settings of the profile that `options` name."""
    return config.resolve(config.Overrides(options.profile, sandbox=options.sandbox))


def open_ledger(options: Account) -> "closing[Ledger]":
    """Open the ledger of the profile that `options` name, for a `with` block."""
    from spmsg.delivery import ledger

    found = settings(options)
    return closing(ledger.open_ledger(found.ledger, own_folder=found.state_dir))


def entries(options: Selection, ledger: "Ledger", limit: int | None = None) -> "Iterator[Entry]":
    """Return the chosen entries, newest first."""
    return ledger.entries(limit=limit, **_filters(options, ledger))


def counts(options: Selection) -> "list[Count]":
    """Return how many of the chosen entries came to what on each local day."""
    with open_ledger(options) as ledger:
        return ledger.counts(**_filters(options, ledger))


def nothing_found(options: Selection) -> str:
    """Return what a person reads where no entry was chosen."""
    named = (options.since, options.until, options.action, options.status, options.key, options.order)
    found = "Nothing is uncertain" if options.uncertain else "Nothing was sent yet"
    found = "Nothing in the history matches" if any(named) else found
    if options.all_profiles:
        return f"{found}."
    return f"{found} in the profile {settings(options).profile}; --all-profiles looks in all."


def _filters(options: Selection, ledger: "Ledger") -> "Filters":
    from spmsg.delivery.ledger import Filters, Status

    if options.uncertain and options.status not in (None, "uncertain"):
        raise UsageError("--uncertain and --status exclude each other.", hint="Leave one of them out.")
    status = "uncertain" if options.uncertain else options.status
    chosen = Filters(
        order=options.order,
        action=options.action,
        key=options.key,
        status=Status(status) if status is not None else None,
        since=moment(options.since, "--since") if options.since else None,
        until=moment(options.until, "--until", end=True) if options.until else None,
    )
    current = settings(options)
    if not options.all_profiles:
        return {**chosen, "accounts": [current.account], "profile": current.profile}
    place = _place(current.account)
    return {**chosen, "accounts": [name for name in ledger.accounts() if _place(name) == place]}


def _place(account: str) -> str | None:
    """Where an account of the ledger is: None is Amazon, otherwise a simulator's or the sandbox's host.

    `config` puts the host behind the account's name; a name can hold an @ of its own.
    """
    if account == config.DEMO:
        return config.DEMO
    profiles = config.load().profiles
    if account in {table.get("account") for table in profiles.values()} or "@" not in account:
        return None
    return account.rpartition("@")[2]

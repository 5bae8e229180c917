"""Which entries of the ledger a command of `spmsg history` is about."""

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from spmsg import config
from spmsg.cli import completers
from spmsg.cli.localized import read_moment
from spmsg.cli.options import Account, Since, Until
from spmsg.errors import UsageError
from spmsg.order_id import check_order_id

if TYPE_CHECKING:
    from spmsg.delivery.ledger import Ledger
    from spmsg.delivery.ledger.entry import Filters


@dataclass(frozen=True, kw_only=True)
class Selection(Account):
    """The options that choose entries."""

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

    def filters(self, ledger: "Ledger") -> "Filters":
        """Return what the options say, for the ledger; raise UsageError for what makes no sense."""
        from spmsg.delivery.ledger.entry import Filters
        from spmsg.delivery.result import Status

        if self.uncertain and self.status not in (None, "uncertain"):
            raise UsageError("--uncertain and --status exclude each other.", hint="Leave one of them out.")
        if self.order is not None:
            check_order_id(self.order)
        status = "uncertain" if self.uncertain else self.status
        chosen = Filters(
            order=self.order,
            action=self.action,
            key=self.key,
            status=Status(status) if status is not None else None,
            since=read_moment(self.since, "--since") if self.since else None,
            until=read_moment(self.until, "--until", end=True) if self.until else None,
        )
        current = config.resolve(self.overrides)
        if not self.all_profiles:
            return {**chosen, "accounts": [current.account], "profile": current.profile}
        own = {profile.get("account") for profile in config.load().profiles.values()}

        def place(account: str) -> str:
            """Return the host that `config` puts behind the name, "" for Amazon itself."""
            if "@" in account and account not in own:
                return account.rpartition("@")[2]
            return account if account == config.DEMO else ""

        here = place(current.account)
        return {**chosen, "accounts": [each for each in ledger.accounts() if place(each) == here]}

    def nothing(self) -> str:
        """Return what a person reads where no entry was chosen."""
        found = "Nothing is uncertain" if self.uncertain else "No such message is recorded"
        if self.all_profiles:
            return f"{found}."
        return (
            f"{found} in the profile {config.resolve(self.overrides).profile}; --all-profiles looks in all."
        )


def open_ledger(options: Account) -> "closing[Ledger]":
    """Open the ledger of the profile that `options` name, for a `with` block."""
    from spmsg.delivery import ledger

    settings = config.resolve(options.overrides)
    return closing(ledger.open_ledger(settings.ledger, own_folder=settings.state_dir))

"""`spmsg auth logout`: forget a profile and its secrets."""

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from spmsg import config, config_file
from spmsg.cli import stdio
from spmsg.cli.auth import questions
from spmsg.cli.auth.storage import Keeper
from spmsg.config import DEMO, Overrides
from spmsg.credentials.resolution import variable_of
from spmsg.credentials.secrets import NAMES
from spmsg.credentials.stores import NoKeyringError
from spmsg.errors import CancelledError, UsageError


@dataclass(frozen=True, kw_only=True)
class Options:
    """Forget a profile: its secrets, its access token, and its entry in config.toml.

    \b
    spmsg auth logout -p shop-de
    spmsg auth logout -p shop-de --yes

    Where nobody can be asked, --yes is needed. What was sent stays in the ledger. To
    withdraw the authorisation itself, remove the application in Seller Central, under
    Apps and Services > Manage Your Apps.
    """

    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", "-p", envvar="SPMSG_PROFILE", metavar="NAME", show_default=False,
            help="Which one; the one in use by default.",
        ),
    ] = None  # fmt: skip
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False
    no_input: Annotated[bool, typer.Option("--no-input", envvar="SPMSG_NO_INPUT", help="Never ask.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but failures.")] = False


def run(options: Options) -> None:
    path = config.config_file()
    document = config.read(path)
    known = config.profiles(document)
    name = options.profile or str(document.get("default_profile") or "default")
    if name == DEMO:
        raise UsageError(
            "The profile demo is built in: there is nothing to forget.",
            hint="`spmsg simulator reset` empties the simulator.",
        )
    if name not in known:
        raise config.unknown_profile(name, known)
    question = f"Forget the profile {name} and its secrets?"
    if not options.yes:
        if not questions.asks(options.no_input):
            raise UsageError(
                f"`spmsg auth logout` asks before it forgets the profile {name}, and there is nobody to ask.",
                hint="Add --yes.",
            )
        with questions.given_up("Nothing was removed."):
            agreed = questions.agreed(question)
        if not agreed:
            raise CancelledError("Nothing was removed.")
    settings = config.resolve(Overrides(profile=name))
    keeper = Keeper(path, settings)
    try:
        keeper.forget_secrets()
    except NoKeyringError as error:
        error.message += f" Nothing of the profile {name} was removed."
        error.hint = (
            f"Unlock the keyring and run this again, or remove [profiles.{name}] from {path} yourself, and "
            f"the entry {name}/{settings.login} of the service spmsg from the keyring."
        )
        raise
    keeper.forget_token()
    config_file.remove_profile(path, name)
    if not options.quiet:
        _tell(name, document, sorted(set(known) - {name}))


def _tell(name: str, document: dict[str, object], left: list[str]) -> None:
    stdio.say(f"Logged out: the profile {name} and its secrets are gone.")
    held = [v for v in (variable_of(secret, name, os.environ) for secret in NAMES) if v]
    if held:
        stdio.say(f"Still in the environment: {', '.join(held)}.")
    if left and document.get("default_profile") == name:
        stdio.say(f"\nNext: spmsg auth switch {left[0]}")

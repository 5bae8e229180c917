"""`spmsg auth logout`: forget a profile and its secrets."""

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from spmsg import config, config_file
from spmsg.cli import console, questions
from spmsg.cli.auth import account
from spmsg.cli.options import NoInput, Output, Profile
from spmsg.config import DEMO, Overrides
from spmsg.credentials.resolution import variable_of
from spmsg.credentials.secrets import NAMES
from spmsg.credentials.stores import NoKeyringError
from spmsg.errors import CancelledError, UsageError


@dataclass(frozen=True, kw_only=True)
class Options(Output):
    """Forget a profile, by default the one in use: secrets, access token, and entry in config.toml.

    \b
    spmsg auth logout -p shop-de
    spmsg auth logout -p shop-de --yes

    Without a terminal, --yes is needed. What was sent stays in the ledger. To withdraw
    the authorisation itself, remove the application in Seller Central, under
    Apps and Services > Manage Your Apps.
    """

    profile: Profile = None
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False
    no_input: NoInput = False


def run(options: Options) -> None:
    file = config.load()
    name = options.profile or file.default_profile
    if name == DEMO:
        raise UsageError(
            "The profile demo is built in: there is nothing to forget.",
            hint="`spmsg simulator reset` empties the simulator.",
        )
    file.profile(name)  # raises if there is none
    if not options.yes:
        _ask(name, options.no_input)
    settings = config.resolve(Overrides(profile=name))
    try:
        account.forget_secrets(settings)
    except NoKeyringError as error:
        error.message += f" Nothing of the profile {name} was removed."
        error.hint = (
            f"Unlock the keyring and run this again, or remove [profiles.{name}] from {file.path} yourself, "
            f"and the entry {name}/{settings.login} of the service spmsg from the keyring."
        )
        raise
    account.forget_token(settings)
    config_file.remove_profile(file.path, name)
    console.note(f"Logged out: the profile {name} and its secrets are gone.")
    if held := [v for secret in NAMES if (v := variable_of(secret, name, os.environ))]:
        console.note(f"Still in the environment: {', '.join(held)}.")
    left = sorted(set(file.profiles) - {name})
    if left and name == file.default_profile:
        console.note(f"\nNext: spmsg auth switch {left[0]}")


def _ask(name: str, no_input: bool) -> None:
    if not questions.possible(no_input=no_input):
        raise UsageError(
            f"`spmsg auth logout` asks before it forgets the profile {name}, and there is nobody to ask.",
            hint="Add --yes.",
        )
    try:
        agreed = questions.confirm(f"Forget the profile {name} and its secrets?")
    except (KeyboardInterrupt, EOFError):
        agreed = False
    if not agreed:
        raise CancelledError("Nothing was removed.")

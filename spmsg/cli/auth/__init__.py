"""`spmsg auth`: the credentials of profiles. `login` has a module of its own."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from spmsg import config, config_file, credentials
from spmsg.cli import completers, console, output, questions
from spmsg.cli.auth import login
from spmsg.cli.options import Common, Format, NoInput, Output, Profile, add, group
from spmsg.cli.output import Column, View
from spmsg.config import DEMO, Settings
from spmsg.credentials import Lookup
from spmsg.credentials.secrets import NAMES
from spmsg.credentials.stores import NoKeyringError
from spmsg.delivery.result import utc
from spmsg.errors import AmazonError, CancelledError, CredentialsError, ExitCode, SpmsgError, UsageError
from spmsg.marketplaces import country

ABOUT = """Set up, try and switch credentials.

\b
spmsg auth login                     set up an account: asks, tries, stores
spmsg auth login -p shop-de          and another one
spmsg auth switch shop-de            use that one from now on
spmsg auth status                    do they work? where are they kept?

Without an account: every command takes `--profile demo`, the simulator.
"""
_STYLES = {"works": "green", "unreachable": "magenta"}
"""Of a status; the others, which need somebody to act, are red."""
STATUS = View(
    fields=("profile", "default", "marketplace", "region", "status", *NAMES, "detail", "remedy"),
    columns=(
        Column("default", "", show=lambda default: "*" if default else ""),
        Column("profile", style="bold", flexible=True),
        Column("marketplace", "country", show=country),
        Column("region", from_width=60),
        Column("status", style=lambda status: _STYLES.get(status, "red")),
        Column("_secrets", "secrets from", flexible=True),
    ),
    plain=dict.fromkeys(NAMES, lambda secret: secret["source"] if secret else ""),
)
TOKEN = View(fields=("access_token", "expires_at"))


@dataclass(frozen=True, kw_only=True)
class StatusOptions(Common):
    """Show each profile: where its secrets come from, and whether Amazon takes them.

    \b
    spmsg auth status
    spmsg auth status -p shop-de -o json

    Ends with 4 if the profile in use does not work. Secrets are not shown.
    """


def status(options: StatusOptions) -> int:
    file = config.load()
    current = options.profile or file.default_profile
    names = [current] if options.profile else sorted({*file.profiles, current})
    with console.status("Asking Login with Amazon"), ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda name: _row(options, name, name == current), names))
    output.show([record for record, _ in rows], STATUS, options.output)
    if output.for_people(options.output):
        for record, problem in rows:
            if problem is not None:
                hint = f"\nhint: {problem.hint}" if problem.hint else ""
                console.note(f"\n{record['profile']}: {problem.message}{hint}")
    problem = next(problem for record, problem in rows if record["profile"] == current)
    return problem.exit_code if problem is not None else ExitCode.OK


def _row(options: StatusOptions, name: str, current: bool) -> tuple[dict[str, Any], SpmsgError | None]:
    """Return the record of a profile, and why it does not work; None if it does."""
    record: dict[str, Any] = dict.fromkeys(STATUS.fields) | {"profile": name, "default": current}
    try:
        settings = config.resolve(name, timeout=options.timeout)
        looked, place = credentials.look_up(settings), settings.default_marketplace
        record |= {
            "marketplace": place.id if place else None,
            "region": settings.region or (place.region if place else None),
            **{secret: _source(looked, secret) for secret in NAMES},
            "_secrets": looked.origin or "nowhere",
        }
        record["status"], problem = _tried(options, settings, looked)
    except UsageError as error:
        record["status"], problem = "broken", error
    if problem is not None:
        record |= {"detail": problem.message, "remedy": problem.hint}
    return record, problem


def _tried(options: StatusOptions, settings: Settings, looked: Lookup) -> tuple[str, SpmsgError | None]:
    """Return the status of a profile's secrets, and why they do not work."""
    if looked.problem is not None:
        return "missing", looked.problem
    try:
        login.try_out(options, settings, looked.secrets)
    except CredentialsError as error:
        looked.hint_at_mixture(error)
        return "refused", error
    except AmazonError as error:
        return "unreachable", error
    return "works", None


def _source(looked: Lookup, name: str) -> dict[str, str] | None:
    """Return where a secret comes from, and the end of the client ID, which tells two applications apart."""
    secret = looked.found.get(name)
    if secret is None:
        return None
    tail = secret.value[-4:] if name == "client_id" and len(secret.value) >= 20 else ""
    source = f"{secret.place} ({secret.variable})" if secret.variable else secret.place
    return {"source": source, "masked": f"•••{tail}"}


@dataclass(frozen=True, kw_only=True)
class SwitchOptions(Output):
    """Use another profile from now on, if none is named.

    \b
    spmsg auth switch shop-de

    Next: spmsg auth status
    """

    name: Annotated[
        str, typer.Argument(metavar="PROFILE", autocompletion=completers.profiles, help="Which, or `demo`.")
    ]


def switch(options: SwitchOptions) -> None:
    file = config.load()
    if options.name != DEMO:
        file.profile(options.name)  # raises UsageError if there is none
    config_file.set_default(file.path, options.name)
    console.note(f"The profile {options.name} is used from now on.")
    held = os.environ.get("SPMSG_PROFILE")
    if held and held != options.name:
        console.note(f"Not in this shell: SPMSG_PROFILE is {held}, and comes first.")


@dataclass(frozen=True, kw_only=True)
class LogoutOptions(Output):
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


def logout(options: LogoutOptions) -> None:
    file = config.load()
    name = options.profile or file.default_profile
    if name == DEMO:
        hint = "`spmsg simulator reset` empties the simulator."
        raise UsageError("The profile demo is built in: there is nothing to forget.", hint=hint)
    file.profile(name)  # raises UsageError if there is none
    if not options.yes and not questions.possible(no_input=options.no_input):
        raise UsageError(f"Nobody is there to be asked before {name} is forgotten.", hint="Add --yes.")
    try:
        agreed = options.yes or questions.confirm(f"Forget the profile {name} and its secrets?")
    except (KeyboardInterrupt, EOFError):
        agreed = False
    if not agreed:
        raise CancelledError("Nothing was removed.")
    settings = config.resolve(name)
    try:
        login.forget(settings)
    except NoKeyringError as error:
        error.hint = (
            f"Unlock it and run this again, or remove [profiles.{name}] from {file.path} yourself, and the "
            f"entry {name}/{settings.login} of spmsg from the keyring."
        )
        raise
    config_file.remove_profile(file.path, name)
    console.note(f"Logged out: the profile {name} and its secrets are gone.")
    if held := credentials.variables_of(name).values():
        console.note(f"Still in the environment: {', '.join(held)}.")
    left = sorted(set(file.profiles) - {name})
    if left and name == file.default_profile:
        console.note(f"\nNext: spmsg auth switch {left[0]}", whole=True)


@dataclass(frozen=True, kw_only=True)
class TokenOptions(Common):
    """Print an access token, alone on stdout, for curl and other programs. It lasts an hour at most.

    \b
    spmsg auth token | sed 's/^/x-amz-access-token: /' | curl -H @- URL

    So the token stands in no process list. URL is under the endpoint that `spmsg doctor` shows.
    """


def print_token(options: TokenOptions) -> None:
    from spmsg.cli.runtime import Runtime

    with closing(Runtime(options)) as runtime:
        tokens = runtime.tokens
        token = tokens.access_token()
    if sys.stdout.isatty():
        console.warn(
            "whoever has this token can act as your shop for an hour. Keep it out of chats and screenshots."
        )
    if options.output in (Format.JSON, Format.JSONL, Format.CSV):
        expires = utc(datetime.fromtimestamp(tokens.expires_at or 0, UTC))
        output.show([{"access_token": token, "expires_at": expires}], TOKEN, options.output)
    else:
        console.write(f"{token}\n")


app = group(ABOUT)
add(app, "login", login.Options, login.run)
add(app, "status", StatusOptions, status)
add(app, "switch", SwitchOptions, switch)
add(app, "logout", LogoutOptions, logout)
add(app, "token", TokenOptions, print_token)

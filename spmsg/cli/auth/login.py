"""`spmsg auth login`: ask for credentials, try them, and only then store them."""

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from spmsg import config, marketplaces
from spmsg.cli import console, questions
from spmsg.cli.auth import account
from spmsg.cli.options import Common
from spmsg.config import Overrides, Settings
from spmsg.credentials.resolution import secrets_folder
from spmsg.credentials.secrets import Secrets
from spmsg.credentials.stores import NoKeyringError
from spmsg.errors import AmazonError, CancelledError, CredentialsError, LocalStateError, UsageError
from spmsg.marketplaces import Marketplace

if TYPE_CHECKING:
    from spmsg.spapi.tokens import RefusedError


class Region(StrEnum):
    """Amazon's selling regions."""

    NA = "NA"
    EU = "EU"
    FE = "FE"


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Set up the credentials of an account: asks for them, tries them, stores them.

    \b
    spmsg auth login
    spmsg auth login -p shop-de -m DE
    spmsg auth login -p shop-us --with-token < shop-us.json

    The secrets go to the system's keyring, or, with --insecure-storage, to a file that
    you alone can read. For servers there are two more ways, which store nothing:
    SPMSG_CLIENT_ID, SPMSG_CLIENT_SECRET and SPMSG_REFRESH_TOKEN in the environment, or
    a `credential_command` in config.toml that prints them as JSON.

    Next: spmsg doctor
    """

    with_token: Annotated[
        bool,
        typer.Option(
            "--with-token",
            help="Read JSON from stdin: client_id, client_secret, refresh_token, marketplace.",
        ),
    ] = False
    insecure_storage: Annotated[
        bool,
        typer.Option("--insecure-storage", help="Keep the secrets in a file (mode 0600), not in a keyring."),
    ] = False
    region: Annotated[
        Region | None,
        typer.Option(
            case_sensitive=False,
            metavar="REGION",
            help="NA, EU or FE; of a marketplace new to spmsg.",
        ),
    ] = None


def run(options: Options) -> None:
    asks = not options.with_token
    if asks and not questions.possible(no_input=options.no_input):
        raise UsageError(
            "`spmsg auth login` asks for secrets, and there is nobody to ask.",
            hint="Give them as JSON on stdin with --with-token, or set SPMSG_CLIENT_ID, SPMSG_CLIENT_SECRET "
            "and SPMSG_REFRESH_TOKEN: then no login is needed.",
        )
    try:
        _log_in(options, asks)
    except (KeyboardInterrupt, EOFError):
        raise CancelledError("Nothing was stored.") from None
    except (CredentialsError, AmazonError, LocalStateError) as error:
        error.message += "\nNothing was stored."
        raise


def _log_in(options: Options, asks: bool) -> None:
    file = config.load()
    name = _name(options.profile, sorted(file.profiles), asks)
    settings = config.resolve(Overrides(profile=name, timeout=options.timeout), unknown_is_new=True)
    if settings.credential_command is not None:
        raise UsageError(
            f"The profile {name!r} has a credential_command, which gives its secrets.",
            hint=f"Remove that line from {file.path} first, or log in to another profile.",
        )
    store = "file" if options.insecure_storage else "keyring"
    if asks:
        marketplace = marketplaces.find(options.marketplace or account.ask_marketplace())
        region = _region(marketplace, options.region, asks)
        if store == "keyring" and (problem := account.keyring_problem()):
            store = _offer_file(problem)  # before three secrets are looked up and pasted
        secrets = account.ask_secrets()
    else:
        named = options.marketplace or os.environ.get("SPMSG_MARKETPLACE")
        secrets, given = account.read_stdin(marketplace_needed=not named)
        marketplace = marketplaces.find(options.marketplace or given or named or "")
        region = _region(marketplace, options.region, asks)
    while refused := _refusal(options, secrets, settings):
        if not asks:
            raise refused
        secrets = account.ask_again(secrets, refused)
    values = {"marketplace": marketplace.country or marketplace.id, "region": region}
    try:
        where = account.keep(name, secrets, store, values)
    except NoKeyringError as error:
        if not asks:
            raise
        where = account.keep(name, secrets, _offer_file(error), values)
    account.forget(settings)
    _report(name, marketplace, where)


def _name(given: str | None, known: list[str], asks: bool) -> str:
    if given is not None:
        return account.check_name(given)
    if asks:
        return account.ask_name(known)
    if known:
        raise UsageError(
            "Which profile is it for? There are some already.", hint="Name it: --profile shop-us."
        )
    return "default"


def _region(marketplace: Marketplace, given: str | None, asks: bool) -> str | None:
    """Return the region to be stored with a marketplace: None if spmsg knows it."""
    if marketplace.region is None:
        if given is None and not asks:
            raise UsageError(
                "The marketplace is new to spmsg: its selling region is not known.",
                hint="Add --region NA|EU|FE.",
            )
        return given or account.ask_region()
    if given not in (None, marketplace.region):
        raise UsageError(
            f"{marketplace.country} lies in the region {marketplace.region}, not in {given}.",
            hint="Leave out --region.",
        )
    return None


def _refusal(options: Options, secrets: Secrets, settings: Settings) -> "RefusedError | None":
    """Return Amazon's refusal of `secrets`; None if it takes them. Raises if that cannot be told."""
    from spmsg.spapi import tokens
    from spmsg.spapi.http_client import HttpClient

    http = HttpClient(settings.timeout, trace=console.trace if options.verbose else None)
    try:
        with console.status("Trying them at Login with Amazon"):
            tokens.log_in(http, settings.lwa_url, secrets)
    except tokens.RefusedError as error:
        return error
    return None


def _offer_file(why: NoKeyringError) -> str:
    console.note(f"\n{why.message} The secrets can be kept in a file that you alone can read instead, in")
    console.note(f"  {secrets_folder()}")
    if not questions.confirm("Keep them there?"):
        raise CancelledError("Nothing was stored.", hint=why.hint)
    return "file"


def _report(name: str, marketplace: Marketplace, where: str) -> None:
    place = marketplace.country or marketplace.id
    file = config.load()
    console.note(f"Logged in: profile {name}, marketplace {place}\nSecrets: {where}\nSettings: {file.path}")
    if file.default_profile == name:
        console.note("\nNext: spmsg doctor")
    else:
        console.note(f"To use it without -p: spmsg auth switch {name}\n\nNext: spmsg doctor -p {name}")

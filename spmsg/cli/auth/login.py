"""`spmsg auth login`: ask for credentials, try them, and only then store them."""

import os
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from spmsg import config, config_file, marketplaces
from spmsg.cli import console, questions
from spmsg.cli.auth import account
from spmsg.cli.options import Common
from spmsg.config import Settings
from spmsg.credentials.secrets import Secrets
from spmsg.credentials.stores import KeyringStore, NoKeyringError, open_store, secrets_folder
from spmsg.errors import (
    AmazonError,
    CancelledError,
    CredentialsError,
    LocalStateError,
    SpmsgError,
    UsageError,
)
from spmsg.marketplaces import Marketplace

_TRYING = "Trying them at Login with Amazon"


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
        typer.Option("--with-token", help="Read JSON from stdin: the three secrets and the marketplace."),
    ] = False
    insecure_storage: Annotated[
        bool, typer.Option("--insecure-storage", help="Keep the secrets in a file (0600), not in a keyring.")
    ] = False


def run(options: Options) -> None:
    if not options.with_token and not questions.possible(no_input=options.no_input):
        raise UsageError(
            "`spmsg auth login` asks for secrets, and there is nobody to ask.",
            hint="Give them as JSON on stdin with --with-token, or set SPMSG_CLIENT_ID, SPMSG_CLIENT_SECRET "
            "and SPMSG_REFRESH_TOKEN: then no login is needed.",
        )
    try:
        log_in = _log_in_from_stdin if options.with_token else _log_in_asking
        former, marketplace, where = log_in(options)
    except (KeyboardInterrupt, EOFError):
        raise CancelledError("Nothing was stored.") from None
    except (CredentialsError, AmazonError, LocalStateError) as error:
        error.message += "\nNothing was stored."
        raise
    try:
        forget(former)
    except (SpmsgError, OSError) as error:
        console.warn(f"The secrets of the login before could not be removed: {error}")
    _report(former.profile, marketplace, where)


def _log_in_asking(options: Options) -> tuple[Settings, Marketplace, str]:
    """Ask for an account, try it, store it.

    Returns the profile's settings as they were, its new marketplace, and where the secrets are, in words.
    """
    name = options.profile
    if name is None:
        name = account.ask_name(sorted(config.load().profiles))
    settings = _settings(options, name)
    marketplace = marketplaces.find(options.marketplace or account.ask_marketplace())
    store = "file" if options.insecure_storage else "keyring"
    if store == "keyring":  # before three secrets are looked up and pasted
        try:
            KeyringStore().check()
        except NoKeyringError as error:
            store = _offer_file(error)
    secrets = _ask_until_taken(options, settings)
    try:
        where = _keep(settings.profile, marketplace, secrets, store)
    except NoKeyringError as error:
        where = _keep(settings.profile, marketplace, secrets, _offer_file(error))
    return settings, marketplace, where


def _log_in_from_stdin(options: Options) -> tuple[Settings, Marketplace, str]:
    """Read an account from stdin, try it, store it; returns the same."""
    if options.profile is None and config.load().profiles:
        raise UsageError("Which profile is it for? There are some already.", hint="Add --profile shop-us.")
    settings = _settings(options, "default" if options.profile is None else options.profile)
    secrets, named = account.read_stdin()
    named = options.marketplace or named or os.environ.get("SPMSG_MARKETPLACE")
    if not named:
        raise UsageError("Which marketplace is it?", hint="Add it to the JSON, or --marketplace US.")
    marketplace = marketplaces.find(named)
    with console.status(_TRYING):
        try_out(options, settings, secrets)
    store = "file" if options.insecure_storage else "keyring"
    return settings, marketplace, _keep(settings.profile, marketplace, secrets, store)


def _settings(options: Options, name: str) -> Settings:
    """Return the settings of the profile to set up, which may be new."""
    account.check_name(name)
    settings = config.resolve(name, timeout=options.timeout, unknown_is_new=True)
    if settings.credential_command is not None:
        raise UsageError(
            f"The profile {name!r} has a credential_command, which gives its secrets.",
            hint=f"Remove that line from {config.config_file()} first, or log in to another profile.",
        )
    return settings


def _ask_until_taken(options: Options, settings: Settings) -> Secrets:
    """Ask for the secrets, and again for those that Login with Amazon refuses."""
    from spmsg.spapi.tokens import RefusedError

    secrets = account.ask_secrets()
    while True:
        try:
            with console.status(_TRYING):
                try_out(options, settings, secrets)
        except RefusedError as error:
            if not error.names:
                raise
            console.fail(error)
            console.note("Nothing is stored yet. Once more, please; Ctrl-C ends it.\n")
            secrets = replace(secrets, **{name: account.ask_secret(name) for name in error.names})
        else:
            return secrets


def try_out(options: Common, settings: Settings, secrets: Secrets) -> None:
    """Raise CredentialsError if Login with Amazon refuses `secrets`, AmazonError if it does not answer."""
    from spmsg.cli.runtime import simulator
    from spmsg.spapi import tokens
    from spmsg.spapi.http_client import HttpClient

    with simulator(settings) as adapter:
        http = HttpClient(settings.timeout, adapter, console.trace if options.verbose else None)
        tokens.log_in(http, settings.lwa_url, secrets)


def _offer_file(why: NoKeyringError) -> str:
    console.note(f"\n{why.message} The secrets can be kept in a file that you alone can read instead, in")
    console.note(f"  {secrets_folder()}", whole=True)
    if not questions.confirm("Keep them there?"):
        raise CancelledError("Nothing was stored.", hint=why.hint)
    return "file"


def _keep(profile: str, marketplace: Marketplace, secrets: Secrets, kind: str) -> str:
    """Store `secrets`, and the profile in config.toml; return where the secrets are, in words.

    Raises NoKeyringError, LocalStateError, UsageError or OSError; nothing is stored then.
    """
    login, store = os.urandom(6).hex(), open_store(kind)
    where = store.write(profile, login, secrets)
    try:
        place = marketplace.country or marketplace.id
        values = {"marketplace": place, "secrets": kind, "login": login}
        config_file.keep_profile(config.config_file(), profile, values)
    except SpmsgError:
        store.remove(profile, login)
        raise
    return where


def forget(settings: Settings) -> None:
    """Remove the token and the secrets of the login in `settings`. Raises NoKeyringError, OSError."""
    for path in (settings.token_cache, settings.token_cache.with_name(f"{settings.token_cache.name}.lock")):
        path.unlink(missing_ok=True)
    if settings.secrets and settings.login:
        open_store(settings.secrets).remove(settings.profile, settings.login)


def _report(name: str, marketplace: Marketplace, where: str) -> None:
    file, place = config.load(), marketplace.country or marketplace.id
    done = f"Logged in: profile {name}, marketplace {place}\nSecrets: {where}\nSettings: {file.path}"
    console.note(done, whole=True)
    if marketplace.region is None and "region" not in file.profiles[name]:
        console.warn(f'add region = "NA", "EU" or "FE" to [profiles.{name}] there: {place} is new to spmsg.')
    if file.default_profile == name:
        console.note("\nNext: spmsg doctor", whole=True)
    else:
        console.note(f"To use it without -p: spmsg auth switch {name}", whole=True)
        console.note(f"\nNext: spmsg doctor -p {name}", whole=True)

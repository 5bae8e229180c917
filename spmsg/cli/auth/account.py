"""An account for `spmsg auth`: asked at a terminal or read from stdin, kept, and forgotten again."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spmsg import config, config_file, marketplaces
from spmsg.cli import console, questions
from spmsg.cli.questions import Choice
from spmsg.config import DEMO, Settings
from spmsg.credentials.resolution import secrets_folder
from spmsg.credentials.secrets import (
    MAX_BYTES,
    NAMES,
    DocumentError,
    Secrets,
    flaw,
    read_document,
    trimmed,
    values,
)
from spmsg.credentials.stores import KeyringStore, NoKeyringError, open_store
from spmsg.errors import SpmsgError, UsageError
from spmsg.marketplaces import BY_COUNTRY, REGIONS

if TYPE_CHECKING:
    from spmsg.spapi.tokens import RefusedError

LABELS = {"client_id": "Client ID", "client_secret": "Client secret", "refresh_token": "Refresh token"}
_WHERE = (
    "The three secrets are in Seller Central, under Apps and Services > Develop Apps: your application's "
    '"View credentials" shows the client ID and the client secret, and "Authorize" gives the refresh token.'
)
_EXAMPLE = '{"client_id": "…", "client_secret": "…", "refresh_token": "…", "marketplace": "US"}'


def check_name(name: str) -> str:
    """Return `name` if a profile that is set up can have it; else raise UsageError."""
    if name == DEMO:
        raise UsageError(
            "The profile demo is built in: the simulator needs no login.", hint="Choose another name."
        )
    return config.check_name(name)


def ask_name(known: Sequence[str]) -> str:
    """Ask for the name of the profile."""
    default = "" if known else "default"
    if known:
        console.note(f"Profiles so far: {', '.join(known)}. A name that exists is set up anew.")

    def wrong(answer: str) -> str | None:
        try:
            check_name(answer.strip() or default)
        except UsageError as error:
            return f"{error.message} {error.hint or ''}".strip()
        return None

    question = "Name of this profile:" if known else f"Name of this profile (Enter: {default}):"
    return questions.text(question, wrong).strip() or default


def ask_marketplace() -> str:
    """Ask for the marketplace in which the account sells: a country or an ID."""
    choices = [Choice(code, f"{code}  {marketplaces.NAMES[code]}") for code in BY_COUNTRY]
    return questions.select("Marketplace (a country, or a marketplace ID):", choices, accept=_is_marketplace)


def _is_marketplace(typed: str) -> bool:
    with suppress(UsageError):
        marketplaces.find(typed)
        return True
    return False


def ask_region() -> str:
    """Ask for the selling region of a marketplace that spmsg does not know."""
    return questions.select("Its selling region:", [Choice(region, region) for region in REGIONS])


def ask_secrets() -> Secrets:
    """Ask for the three secrets."""
    console.note(f"\n{_WHERE}\n")
    return Secrets(**{name: _ask_secret(name) for name in NAMES})


def ask_again(secrets: Secrets, refused: "RefusedError") -> Secrets:
    """Ask anew for those of `secrets` that Amazon refused; raise `refused` if it does not say which."""
    if not refused.names:
        raise refused
    console.fail(refused)
    console.note("Nothing is stored yet. Once more, please; Ctrl-C ends it.\n")
    return replace(secrets, **{name: _ask_secret(name) for name in refused.names})


def _ask_secret(name: str) -> str:
    def wrong(pasted: str) -> str | None:
        problem = flaw(trimmed(pasted))
        return f"What you gave {problem}. Once more, without it, please." if problem else None

    return trimmed(questions.password(f"{LABELS[name]}:", wrong))


def read_stdin(*, marketplace_needed: bool) -> tuple[Secrets, str | None]:
    """Read the secrets and the marketplace, if any, from stdin.

    Raises UsageError, which repeats nothing of what is there.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            "--with-token reads JSON from a pipe or a file, and stdin is neither.",
            hint="For example: spmsg auth login --with-token < shop-us.json. Without it, login asks.",
        )
    try:
        return _account(read_document(sys.stdin.buffer.read(MAX_BYTES + 1)), marketplace_needed)
    except DocumentError as error:
        raise UsageError(
            f"The JSON on stdin cannot be used: {error}.", hint=f"It must look so: {_EXAMPLE}"
        ) from None


def _account(document: Mapping[str, Any], marketplace_needed: bool) -> tuple[Secrets, str | None]:
    found, marketplace = values(document), document.get("marketplace")
    if document.keys() - {*NAMES, "marketplace"}:  # they are not repeated: a secret can stand there
        raise DocumentError("some of its members are unknown")
    if marketplace is not None and (not isinstance(marketplace, str) or len(marketplace) > 32):
        raise DocumentError("its marketplace is not a marketplace ID or a country in quotes")
    missing = [name for name in NAMES if name not in found]
    if marketplace_needed and not marketplace:
        missing.append("marketplace, which --marketplace US would name too")
    if missing:
        raise DocumentError(f"it has no {', '.join(missing)}")
    return Secrets(**found), marketplace


def keyring_problem() -> NoKeyringError | None:
    """Return why this system's keyring can keep nothing, as far as can be told without writing to it."""
    try:
        KeyringStore().name()
    except NoKeyringError as error:
        return error
    return None


def keep(profile: str, secrets: Secrets, kind: str, values: Mapping[str, str | None]) -> str:
    """Store `secrets` in a store of `kind`, and the profile with its `values` in config.toml.

    Returns where the secrets are, in words. The secrets of an older login stay, see `forget`. Raises
    NoKeyringError, LocalStateError or UsageError; nothing is stored then.
    """
    login = os.urandom(6).hex()
    store = open_store(kind, secrets_folder())
    where = store.write(profile, login, secrets)
    try:
        config_file.keep_profile(config.config_file(), profile, {**values, "secrets": kind, "login": login})
    except SpmsgError:
        store.remove(profile, login)
        raise
    return where


def forget(settings: Settings) -> None:
    """Remove the secrets and the token of the login in `settings`; warn of what stays."""
    try:
        forget_secrets(settings)
    except SpmsgError as error:
        console.warn(f"The secrets of the login before could not be removed. {error.message}")
    try:
        forget_token(settings)
    except OSError as error:
        console.warn(f"The old access token is still in {error.filename}: {error.strerror}.")


def forget_secrets(settings: Settings) -> None:
    """Remove the secrets that `settings` name, if any. Raises CredentialsError or LocalStateError."""
    if settings.secrets and settings.login:
        open_store(settings.secrets, secrets_folder()).remove(settings.profile, settings.login)


def forget_token(settings: Settings) -> None:
    """Remove the access token that is kept between commands. Raises OSError."""
    path = settings.token_cache
    for each in (path, path.with_name(f"{path.name}.lock")):
        each.unlink(missing_ok=True)

"""Putting a profile and its secrets where they belong, and taking them away again."""

import os
from collections.abc import Mapping

from spmsg import config, config_file
from spmsg.cli import console
from spmsg.config import Settings
from spmsg.credentials.resolution import secrets_folder
from spmsg.credentials.secrets import Secrets
from spmsg.credentials.stores import KeyringStore, NoKeyringError, open_store
from spmsg.errors import SpmsgError


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

"""A profile's three secrets: where they come from.

Each of them is looked for by itself, and the first place that has it wins:

1. the environment: SPMSG_CLIENT_ID, SPMSG_CLIENT_SECRET, SPMSG_REFRESH_TOKEN, or python-amazon-sp-api's
   LWA_APP_ID, LWA_CLIENT_SECRET, SP_API_REFRESH_TOKEN; with `_PROFILE` behind the name, for that one alone
2. the profile's own place: its `credential_command`, or else what `login` stored, in the keyring or a file

So an agency can keep its application in the environment and each seller's refresh token in a profile. A
place that is not needed is not opened.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from spmsg import config
from spmsg.config import Settings
from spmsg.credentials import stores
from spmsg.credentials.secrets import NAMES, DocumentError, Secrets, flaw, read_document
from spmsg.errors import CredentialsError

VARIABLES = {
    "client_id": ("SPMSG_CLIENT_ID", "LWA_APP_ID"),
    "client_secret": ("SPMSG_CLIENT_SECRET", "LWA_CLIENT_SECRET"),
    "refresh_token": ("SPMSG_REFRESH_TOKEN", "SP_API_REFRESH_TOKEN"),
}
"""The environment's names of each secret: ours first, then python-amazon-sp-api's."""


@dataclass(frozen=True)
class Secret:
    """One secret, and the place that gave it: "environment", "keyring", "file", "credential_command".

    `variable` is its name in the environment, None elsewhere.
    """

    value: str = field(repr=False)
    place: str
    variable: str | None = None


@dataclass(frozen=True)
class Lookup:
    """What was found of a profile's secrets, by name; `problem` is why the rest was not found."""

    found: Mapping[str, Secret]
    problem: CredentialsError | None = None

    @property
    def secrets(self) -> Secrets:
        """All three; raises `problem` if one is missing."""
        if self.problem is not None:
            raise self.problem
        return Secrets(**{name: self.found[name].value for name in NAMES})

    @property
    def origin(self) -> str:
        """Where they were found: "the keyring", "the keyring (client_id) and the environment (…)"."""
        places: dict[str, list[str]] = {}
        for name, secret in self.found.items():
            places.setdefault(secret.place, []).append(secret.variable or name)
        if len(places) == 1 and "environment" not in places:
            return f"the {next(iter(places))}"
        return " and ".join(f"the {place} ({', '.join(names)})" for place, names in places.items())

    def hint_at_mixture(self, error: CredentialsError) -> None:
        """Let the hint of `error` say so if the secrets come from several places."""
        if len({secret.place for secret in self.found.values()}) > 1:
            error.hint = f"Do they belong together ({self.origin})? {error.hint or ''}".strip()


def find(settings: Settings) -> Secrets:
    """Return the profile's secrets. Raises CredentialsError if one is missing, broken, or open to others."""
    return look_up(settings).secrets


def look_up(settings: Settings) -> Lookup:
    """Return what there is of the profile's secrets, and what is wrong with the rest."""
    if settings.simulated:
        return Lookup({name: Secret("demo", "simulator") for name in NAMES})
    variables = variables_of(settings.profile)
    found = {name: Secret(os.environ[each], "environment", each) for name, each in variables.items()}
    for variable in variables.values():
        if problem := flaw(os.environ[variable]):
            hint = "It was probably pasted with something around it: set it again."
            return Lookup(found, CredentialsError(f"{variable} in the environment {problem}.", hint=hint))
    if len(found) < len(NAMES):
        try:
            found = _stored(settings) | found
        except CredentialsError as error:
            return Lookup(found, error)
    return Lookup(found, _missing(settings, [name for name in NAMES if name not in found]))


def check(settings: Settings) -> None:
    """Raise CredentialsError if others can read the profile's secrets or change its credential_command.

    Cheap enough for every run, also while the access token of an earlier one still works.
    """
    if settings.simulated or len(variables_of(settings.profile)) == len(NAMES):
        return
    if settings.credential_command is not None:
        path = config.config_file()
        if sys.platform != "win32" and path.exists() and path.stat().st_mode & 0o002:
            message = f"{path} names a credential_command, and anybody on this machine may change it."
            raise CredentialsError(message, hint=f"Run: chmod go-w {path}")
    elif settings.secrets == "file" and settings.login:
        stores.open_store("file").read(settings.profile, settings.login)


def fingerprint(settings: Settings) -> str:
    """Return a text that changes whenever `login` or the environment gives other secrets; reads no store.

    The same `credential_command` is taken to give the secrets of the same account. The text holds the
    environment's secrets, so it may only be kept as a digest.
    """
    variables = variables_of(settings.profile)
    own = settings.credential_command or (settings.secrets or "", settings.login or "")
    given = (f"{name}={os.environ[variable]}" for name, variable in variables.items())
    return "\0".join([settings.profile, *own, *given])


def variables_of(profile: str) -> dict[str, str]:
    """Return the variables that give secrets for `profile`, by the secret's name.

    One with the profile's name behind it comes first: `LWA_APP_ID_shop`, as python-amazon-sp-api has it,
    and `SPMSG_CLIENT_ID_SHOP_US` for `shop-us`, because a shell's names hold no dashes.
    """
    capitals = "".join(c if c.isalnum() else "_" for c in profile).upper()
    found: dict[str, str] = {}
    for name, variables in VARIABLES.items():
        own = (f"{variable}_{suffix}" for variable in variables for suffix in (profile, capitals))
        for variable in (*own, *variables):
            if os.environ.get(variable):
                found.setdefault(name, variable)
    return found


def _stored(settings: Settings) -> dict[str, Secret]:
    """Return what the profile's own place holds."""
    check(settings)
    if settings.credential_command is not None:
        place, content = "credential_command", stores.run_command(settings.credential_command)
        hint = stores.EXPECTED_OUTPUT
    elif settings.secrets is not None and settings.login is not None:
        store = stores.open_store(settings.secrets)
        place, content = settings.secrets, store.read(settings.profile, settings.login)
        hint = f"Run `spmsg auth login -p {settings.profile}` again."
    else:
        return {}
    try:
        return {name: Secret(value, place) for name, value in read_document(content).items()}
    except DocumentError as error:
        message = f"What the {place} gives for the profile {settings.profile!r} cannot be used: {error}."
        raise CredentialsError(message, hint=hint) from None


def _missing(settings: Settings, missing: list[str]) -> CredentialsError | None:
    if not missing:
        return None
    login = "spmsg auth login" + ("" if settings.profile == "default" else f" -p {settings.profile}")
    if len(missing) == len(NAMES):
        message = f"There are no credentials for the profile {settings.profile!r}."
        hint = f"`{login}` asks for them and tries them. Without an Amazon account: add `--profile demo`."
    else:
        names = " and ".join(name.replace("_", " ") for name in missing)
        message = f"The profile {settings.profile!r} has no {names}."
        hint = f"Set {' and '.join(VARIABLES[name][0] for name in missing)}, or run `{login}`."
    return CredentialsError(message, hint=stores.EXPECTED_OUTPUT if settings.credential_command else hint)

"""Which place gives which of a profile's secrets."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from spmsg import config
from spmsg.config import Settings
from spmsg.credentials import stores
from spmsg.credentials.secrets import NAMES, DocumentError, Secrets, flaw, read_document, values
from spmsg.errors import CredentialsError

VARIABLES = {
    "client_id": ("SPMSG_CLIENT_ID", "LWA_APP_ID"),
    "client_secret": ("SPMSG_CLIENT_SECRET", "LWA_CLIENT_SECRET"),
    "refresh_token": ("SPMSG_REFRESH_TOKEN", "SP_API_REFRESH_TOKEN"),
}
"""The environment's names of each secret: ours first, then python-amazon-sp-api's."""
_PLACES = {
    "keyring": "the keyring",
    "file": "the file of `spmsg auth login`",
    "credential_command": "the credential_command",
    "simulator": "the simulator",
    "environment": "the environment",
}
"""The places in sentences."""
_PRINTS = "It must print a JSON object with client_id, client_secret and refresh_token."


@dataclass(frozen=True)
class Secret:
    """One secret, and the place that gave it; `variable` is its name in the environment, or None."""

    value: str = field(repr=False)
    place: str
    variable: str | None = None

    @property
    def source(self) -> str:
        """Where it was found: "keyring", "environment (SPMSG_CLIENT_ID)"."""
        return f"{self.place} ({self.variable})" if self.variable else self.place


@dataclass(frozen=True)
class Lookup:
    """What was found of a profile's secrets, by name; `problem` is why the rest was not found."""

    found: Mapping[str, Secret]
    problem: CredentialsError | None

    @property
    def secrets(self) -> Secrets:
        """All three; raises `problem` if one is missing."""
        if self.problem is not None:
            raise self.problem
        return Secrets(**{name: self.found[name].value for name in NAMES})

    @property
    def origin(self) -> str:
        """Where they were found: "the keyring", or, if mixed, "the keyring (client_id) and …"."""
        names: dict[str, list[str]] = {}
        for name, secret in self.found.items():
            names.setdefault(secret.place, []).append(secret.variable or name)
        if len(names) == 1 and "environment" not in names:
            return _PLACES[next(iter(names))]
        return " and ".join(f"{_PLACES[place]} ({', '.join(each)})" for place, each in names.items())

    def doubt(self, error: CredentialsError) -> None:
        """Let the hint of `error` ask whether secrets of several places belong together."""
        if len({secret.place for secret in self.found.values()}) > 1:
            error.hint = f"Do they belong together ({self.origin})? {error.hint or ''}".strip()


def find(settings: Settings, environment: Mapping[str, str] = os.environ) -> Secrets:
    """Return the secrets of the profile in `settings`.

    Raises CredentialsError with the remedy if one is missing, broken, or readable by others.
    """
    return look_up(settings, environment).secrets


def look_up(settings: Settings, environment: Mapping[str, str] = os.environ) -> Lookup:
    """Return what there is of the profile's secrets; does not raise for what is missing."""
    if settings.simulated:
        return Lookup({name: Secret("demo", "simulator") for name in NAMES}, None)
    found: dict[str, Secret] = {}
    try:
        for name in NAMES:
            if variable := variable_of(name, settings.profile, environment):
                found[name] = Secret(_checked(environment[variable], variable), "environment", variable)
        if len(found) < len(NAMES):
            place, stored = _stored(settings, environment)
            found = {name: Secret(value, place) for name, value in stored.items()} | found
    except CredentialsError as error:
        return Lookup(found, error)
    found = {name: found[name] for name in NAMES if name in found}
    return Lookup(found, _missing([name for name in NAMES if name not in found], settings))


def check(settings: Settings, environment: Mapping[str, str] = os.environ) -> None:
    """Raise CredentialsError if others can read the profile's secrets or change its credential_command.

    Cheap enough for every run, also while the access token of an earlier one still works.
    """
    if settings.simulated or all(variable_of(n, settings.profile, environment) for n in NAMES):
        return
    if settings.credential_command is not None:
        _refuse_writable_by_others(config.config_file(environment))
    elif settings.secrets == "file" and settings.login:
        stores.FileStore(secrets_folder(environment)).read(settings.profile, settings.login)


def fingerprint(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Return a text that changes whenever `login` or the environment gives other secrets; reads no store.

    A `credential_command` counts by its words: the same command is taken to speak of the same account.
    The text holds the environment's secrets, so it may only be kept as a digest.
    """
    variables = [variable_of(name, settings.profile, environment) for name in NAMES]
    own = settings.credential_command or (settings.secrets or "", settings.login or "")
    values = [environment[variable] if variable else "" for variable in variables]
    return "\0".join([settings.profile, *own, *values])


def secrets_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where `login --insecure-storage` keeps its files: `credentials` beside `config.toml`."""
    return config.config_file(environment).parent / "credentials"


def variable_of(name: str, profile: str, environment: Mapping[str, str]) -> str | None:
    """Return the variable that gives the secret `name` for `profile`, or None.

    One with the profile's name behind it comes first: `LWA_APP_ID_shop`, as python-amazon-sp-api has it,
    and `SPMSG_CLIENT_ID_SHOP_US` for `shop-us`, because a shell's names hold no dashes.
    """
    capitals = "".join(c if c.isalnum() else "_" for c in profile).upper()
    own = [f"{variable}_{suffix}" for variable in VARIABLES[name] for suffix in (profile, capitals)]
    return next((variable for variable in (*own, *VARIABLES[name]) if environment.get(variable)), None)


def _stored(settings: Settings, environment: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the profile's own place, and what it holds."""
    if settings.credential_command is not None:
        _refuse_writable_by_others(config.config_file(environment))
        place, content = "credential_command", stores.run_command(settings.credential_command)
        hint = _PRINTS
    elif settings.secrets is not None and settings.login is not None:
        store = stores.open_store(settings.secrets, secrets_folder(environment))
        place, content = settings.secrets, store.read(settings.profile, settings.login)
        hint = f"Run `spmsg auth login -p {settings.profile}` again."
    else:
        return "", {}
    try:
        return place, values(read_document(content))
    except DocumentError as error:
        raise CredentialsError(
            f"What {_PLACES[place]} gives for the profile {settings.profile!r} cannot be used: {error}.",
            hint=hint,
        ) from None


def _refuse_writable_by_others(path: Path) -> None:
    if sys.platform != "win32" and path.exists() and path.stat().st_mode & 0o002:
        raise CredentialsError(
            f"{path} names a credential_command, and anybody on this machine may change it.",
            hint=f"Run: chmod go-w {path}",
        )


def _checked(value: str, variable: str) -> str:
    if problem := flaw(value):
        raise CredentialsError(
            f"{variable} in the environment {problem}.",
            hint="It was probably pasted with something around it: set it again.",
        )
    return value


def _missing(missing: list[str], settings: Settings) -> CredentialsError | None:
    if not missing:
        return None
    login = "spmsg auth login" + ("" if settings.profile == "default" else f" -p {settings.profile}")
    names = " and ".join(name.replace("_", " ") for name in missing)
    variables = " and ".join(VARIABLES[name][0] for name in missing)
    if settings.credential_command is not None:
        message = f"The credential_command of the profile {settings.profile!r} gives no {names}."
        hint = _PRINTS
    elif len(missing) < len(NAMES):
        message = f"The profile {settings.profile!r} has no {names}."
        hint = f"Set {variables}, or run `{login}`."
    else:
        message = f"There are no credentials for the profile {settings.profile!r}."
        hint = (
            f"`{login}` asks for them and tries them. "
            "Without an Amazon account, try everything on the simulator: add `--profile demo`."
        )
    return CredentialsError(message, hint=hint)

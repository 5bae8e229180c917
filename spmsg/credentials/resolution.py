"""Which place gives which secret, and a name for all of it that costs nothing to know."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from spmsg import config
from spmsg.config import Settings
from spmsg.credentials.environment import VARIABLES, variable_of
from spmsg.credentials.secrets import NAMES, Secrets, flaw
from spmsg.errors import CredentialsError

KEYRING, FILE, COMMAND, SIMULATOR = "keyring", "file", "credential_command", "simulator"
_ENVIRONMENT = "environment"
_PLACES = {
    KEYRING: "the keyring", FILE: "the file of `spmsg auth login`", COMMAND: "the credential_command",
    SIMULATOR: "the simulator", _ENVIRONMENT: "the environment",
}  # fmt: skip
"""In sentences."""


@dataclass(frozen=True)
class Credentials(Secrets):
    """The three secrets of an account; `sources` says where each was found, in a user's words."""

    sources: tuple[str, ...]

    @property
    def source(self) -> str:
        """Where they were found, in a few words."""
        return ", ".join(dict.fromkeys(self.sources))


@dataclass(frozen=True)
class Secret:
    """One secret, and where it was found: "keyring", "file", "credential_command", "environment (NAME)"."""

    value: str = field(repr=False)
    source: str


@dataclass(frozen=True)
class Lookup:
    """What was found of a profile's secrets, by their names; `problem` is why the rest was not."""

    found: Mapping[str, Secret]
    problem: CredentialsError | None

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the secrets that were not found."""
        return tuple(name for name in NAMES if name not in self.found)

    @property
    def origin(self) -> str:
        """Where they were found: "the keyring", or, where they are mixed, "the keyring (client_id) and …"."""
        names: dict[str, list[str]] = {}
        for name in NAMES:
            if name in self.found:
                place, _, variable = self.found[name].source.partition(" ")
                names.setdefault(place, []).append(variable.strip("()") or name)
        named = self.is_mixed or _ENVIRONMENT in names
        return " and ".join(
            f"{_PLACES[place]} ({', '.join(each)})" if named else _PLACES[place]
            for place, each in names.items()
        )

    @property
    def is_mixed(self) -> bool:
        """Whether they come from several places, and so may not belong together."""
        return len({secret.source.partition(" ")[0] for secret in self.found.values()}) > 1


def find(settings: Settings, environment: Mapping[str, str] = os.environ) -> Credentials:
    """The secrets of the profile in `settings`.

    Raises CredentialsError, with the remedy, where one is missing, broken, or lies where others can read it.
    """
    looked = look_up(settings, environment)
    if looked.problem is not None:
        raise looked.problem
    found = looked.found
    values = {name: found[name].value for name in NAMES}
    return Credentials(**values, sources=tuple(found[name].source for name in NAMES))


def look_up(settings: Settings, environment: Mapping[str, str] = os.environ) -> Lookup:
    """What there is of the secrets of the profile in `settings`; never raises for what there is not."""
    if settings.simulated:
        return Lookup({name: Secret("demo", SIMULATOR) for name in NAMES}, None)
    found: dict[str, Secret] = {}
    try:
        for name in NAMES:
            variable = variable_of(name, settings.profile, environment)
            if variable is not None:
                found[name] = Secret(
                    _checked(environment[variable], variable), f"{_ENVIRONMENT} ({variable})"
                )
        if len(found) < len(NAMES):
            for name, secret in _stored(settings, environment).items():
                found.setdefault(name, secret)
    except CredentialsError as error:
        return Lookup(found, error)
    missing = [name for name in NAMES if name not in found]
    return Lookup(found, _missing(missing, settings) if missing else None)


def fingerprint(settings: Settings, environment: Mapping[str, str] = os.environ) -> str | None:
    """A text that changes whenever `login` or the environment gives other secrets, without reading a store.

    None where all three are in the environment: then they are as cheap to know themselves. A
    `credential_command` counts by its words: the same command is taken to speak of the same account.
    It holds the environment's secrets, so it may only be kept as a digest.
    """
    if settings.simulated:
        return None
    given = {n: variable_of(n, settings.profile, environment) for n in NAMES}
    if all(given.values()):
        return None
    own = settings.credential_command or (settings.secrets or "", settings.login or "")
    values = [environment[variable] if variable else "" for variable in given.values()]
    return "\0".join([settings.profile, *own, *values])


def secrets_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where `login --insecure-storage` keeps its files: `credentials` beside `config.toml`."""
    return config.config_file(environment).parent / "credentials"


def _stored(settings: Settings, environment: Mapping[str, str]) -> dict[str, Secret]:
    if settings.credential_command is not None:
        from spmsg.credentials import command

        refuse_writable_by_others(config.config_file(environment))
        return _from(command.run(settings.credential_command), COMMAND)
    if settings.secrets is None or settings.login is None:
        return {}
    if settings.secrets == FILE:
        from spmsg.credentials.file_store import FileStore

        return _from(FileStore(secrets_folder(environment)).read(settings.profile, settings.login), FILE)
    from spmsg.credentials.keyring_store import KeyringStore

    return _from(KeyringStore().read(settings.profile, settings.login), KEYRING)


def _from(values: Mapping[str, str], source: str) -> dict[str, Secret]:
    return {name: Secret(value, source) for name, value in values.items()}


def refuse_writable_by_others(path: Path) -> None:
    """Raises CredentialsError where anybody may change which command the file at `path` names."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & 0o002:
        raise CredentialsError(
            f"{path} names a credential_command, and anybody on this machine may change it.",
            hint=f"Run: chmod go-w {path}",
        )


def _checked(value: str, variable: str) -> str:
    problem = flaw(value)
    if problem:
        raise CredentialsError(
            f"{variable} in the environment {problem}.",
            hint="It was probably pasted with something around it: set it again.",
        )
    return value


def _missing(missing: list[str], settings: Settings) -> CredentialsError:
    login = "spmsg auth login" + ("" if settings.profile == "default" else f" -p {settings.profile}")
    if settings.credential_command is not None:
        return CredentialsError(
            f"The credential_command of the profile {settings.profile!r} gives no {_listed(missing)}.",
            hint="It must print a JSON object with client_id, client_secret and refresh_token.",
        )
    if len(missing) < len(NAMES):
        return CredentialsError(
            f"The profile {settings.profile!r} has no {_listed(missing)}.",
            hint=f"Set {' and '.join(VARIABLES[name][0] for name in missing)}, or run `{login}`.",
        )
    return CredentialsError(
        f"There are no credentials for the profile {settings.profile!r}.",
        hint=f"`{login}` asks for them and tries them. "
        "Without an Amazon account, try everything on the simulator: add `--profile demo`.",
    )


def _listed(names: list[str]) -> str:
    return " and ".join(name.replace("_", " ") for name in names)

"""Where a profile's secrets come from. They are read at the last moment and kept nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from spmsg.config import Settings
from spmsg.errors import CredentialsError

NAMES = {
    "client_id": ("SPMSG_CLIENT_ID", "LWA_APP_ID"),
    "client_secret": ("SPMSG_CLIENT_SECRET", "LWA_CLIENT_SECRET"),
    "refresh_token": ("SPMSG_REFRESH_TOKEN", "SP_API_REFRESH_TOKEN"),
}
"""The environment's names of each secret: ours, then those of python-amazon-sp-api."""


@dataclass(frozen=True)
class Credentials:
    """The three secrets of an account; `source` says where they were found, in a user's words."""

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    source: str


def find(settings: Settings, environment: Mapping[str, str] = os.environ) -> Credentials:
    """The secrets of the profile in `settings`.

    Raises CredentialsError where there are none, naming what is missing.
    """
    if settings.simulated:
        return Credentials("demo", "demo", "demo", "the embedded simulator")
    return from_environment(settings.profile, environment)


def from_environment(profile: str, environment: Mapping[str, str]) -> Credentials:
    """The secrets that the environment holds for `profile`; raises CredentialsError where one is missing."""
    found = {
        secret: next((environment[n] for n in _suffixed(names, profile) if environment.get(n)), "")
        for secret, names in NAMES.items()
    }
    missing = [NAMES[secret][0] for secret, value in found.items() if not value]
    if missing:
        partly = len(missing) < len(NAMES)
        raise CredentialsError(
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing from the environment."
            if partly
            else f"There are no credentials for the profile {profile!r}.",
            hint="`spmsg auth login` asks for them and tries them. "
            "Without an Amazon account, try everything on the simulator: add `--profile demo`.",
        )
    return Credentials(**{k: _clean(k, v) for k, v in found.items()}, source="the environment")


def _suffixed(names: tuple[str, ...], profile: str) -> list[str]:
    """`LWA_APP_ID_shop` before `LWA_APP_ID`, as python-amazon-sp-api has it for an account `shop`."""
    shouted = profile.upper().replace("-", "_").replace(".", "_")
    return [f"{n}_{s}" for n in names for s in dict.fromkeys((profile, shouted))] + list(names)


def _clean(name: str, value: str) -> str:
    if not value.isascii() or not value.isprintable() or value != value.strip():
        raise CredentialsError(
            f"The {name.replace('_', ' ')} holds a space, a line break or a control character.",
            hint="It was probably pasted with something around it: set it again.",
        )
    return value

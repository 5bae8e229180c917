"""Secrets in the environment, under our names and those of python-amazon-sp-api."""

from collections.abc import Mapping

VARIABLES = {
    "client_id": ("SPMSG_CLIENT_ID", "LWA_APP_ID"),
    "client_secret": ("SPMSG_CLIENT_SECRET", "LWA_CLIENT_SECRET"),
    "refresh_token": ("SPMSG_REFRESH_TOKEN", "SP_API_REFRESH_TOKEN"),
}
"""The environment's names of each secret: ours first."""


def variables(secret: str, profile: str) -> list[str]:
    """The names under which the environment may hold `secret` for `profile`, the first to win first.

    `LWA_APP_ID_shop` comes before `LWA_APP_ID`, as python-amazon-sp-api has it for an account `shop`; a
    shell's names hold capitals and no dashes, so `SPMSG_CLIENT_ID_SHOP_US` is for `shop-us` too.
    """
    shouted = "".join(c if c.isalnum() else "_" for c in profile).upper()
    own = [f"{name}_{suffix}" for name in VARIABLES[secret] for suffix in dict.fromkeys((profile, shouted))]
    return [*own, *VARIABLES[secret]]


def variable_of(secret: str, profile: str, environment: Mapping[str, str]) -> str | None:
    """The name of the variable that gives `secret` for `profile`; None where none does."""
    return next((name for name in variables(secret, profile) if environment.get(name)), None)

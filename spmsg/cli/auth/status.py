"""`spmsg auth status`: the profiles, where their secrets come from, and whether they work."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from spmsg import config, credentials
from spmsg.cli import console, output
from spmsg.cli.options import Common
from spmsg.cli.output import Column, View
from spmsg.config import Settings
from spmsg.credentials import Lookup
from spmsg.credentials.secrets import NAMES
from spmsg.errors import AmazonError, CredentialsError, ExitCode, SpmsgError, UsageError
from spmsg.marketplaces import country

STYLES = {"works": "green", "unreachable": "magenta"}
"""The others, which need somebody to act, are red."""


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Show each profile: where its secrets come from, and whether Amazon takes them.

    \b
    spmsg auth status
    spmsg auth status -p shop-de -o json

    Ends with 4 if the profile in use does not work. Secrets are not shown.
    """


def run(options: Options) -> int:
    file = config.load()
    current = options.profile or file.default_profile
    names = [current] if options.profile else sorted({*file.profiles, current})
    with console.status("Asking Login with Amazon"), ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda name: _row(options, name, name == current), names))
    output.show([record for record, _ in rows], VIEW, options.output)
    if output.for_people(options.output):
        for record, problem in rows:
            if problem is not None:
                hint = f"\nhint: {problem.hint}" if problem.hint else ""
                console.note(f"\n{record['profile']}: {problem.message}{hint}")
    problem = next(problem for record, problem in rows if record["profile"] == current)
    return problem.exit_code if problem is not None else ExitCode.OK


def _row(options: Options, name: str, current: bool) -> tuple[dict[str, Any], SpmsgError | None]:
    """Return the record of a profile, and why it does not work; None if it does."""
    record: dict[str, Any] = dict.fromkeys(VIEW.fields) | {"profile": name, "default": current}
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


def _tried(options: Options, settings: Settings, looked: Lookup) -> tuple[str, SpmsgError | None]:
    """Return the status of a profile's secrets, and why they do not work."""
    from spmsg.cli.runtime import simulator
    from spmsg.spapi import tokens
    from spmsg.spapi.http_client import HttpClient

    if looked.problem is not None:
        return "missing", looked.problem
    try:
        with simulator(settings) as adapter:
            http = HttpClient(settings.timeout, adapter, console.trace if options.verbose else None)
            tokens.log_in(http, settings.lwa_url, looked.secrets)
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


VIEW = View(
    fields=("profile", "default", "marketplace", "region", "status", *NAMES, "detail", "remedy"),
    columns=(
        Column("default", "", show=lambda default: "*" if default else ""),
        Column("profile", style="bold", flexible=True),
        Column("marketplace", "country", show=country),
        Column("region", from_width=60),
        Column("status", style=lambda status: STYLES.get(status, "red")),
        Column("_secrets", "secrets from", flexible=True),
    ),
    plain=dict.fromkeys(NAMES, lambda secret: secret["source"] if secret else ""),
)

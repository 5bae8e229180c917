"""`spmsg auth status`: which profiles there are, where their secrets come from, and whether they work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer

from spmsg import config, credentials
from spmsg.cli import stdio, views
from spmsg.cli.options import Common, Format
from spmsg.cli.runtime import Runtime
from spmsg.cli.side_by_side import mapped
from spmsg.cli.views import Column, View
from spmsg.config import Overrides, Settings
from spmsg.credentials import NAMES, Lookup
from spmsg.errors import AmazonError, CredentialsError, ExitCode, SpmsgError, UsageError
from spmsg.marketplaces import Marketplace

WORKS, REFUSED, MISSING, UNREACHABLE, UNCHECKED, BROKEN = (
    "works",
    "refused",
    "missing",
    "unreachable",
    "unchecked",
    "broken",
)


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Show each profile: where its secrets come from, and whether Amazon takes them.

    \b
    spmsg auth status
    spmsg auth status -p shop-de -o json
    spmsg auth status --offline

    Ends with 4 where the profile in use does not work. Secrets are not shown.
    """

    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Amazon.")] = False


@dataclass(frozen=True)
class _Row:
    record: Mapping[str, Any] = field(repr=False)
    exit_code: ExitCode


def run(options: Options) -> int:
    document = config.read(config.config_file())
    current = options.profile or str(document.get("default_profile") or "default")
    known = sorted(config.profiles(document))
    names = [current] if options.profile or current not in known else []
    if not options.profile:
        names = [*known, *names]
    rows: list[_Row] = []

    def records() -> Any:
        for row in mapped(lambda name: _row(options, name, name == current), names):
            rows.append(row)
            yield row.record

    views.show(records(), VIEW, options.output)
    if views.chosen(options.output) is Format.TABLE:
        _tell(rows)
    return next((row.exit_code for row in rows if row.record["profile"] == current), ExitCode.REFUSED)


def _row(options: Options, name: str, current: bool) -> _Row:
    record: dict[str, Any] = {"profile": name, "default": current, "marketplace": None, "region": None}
    record |= dict.fromkeys(NAMES)
    looked: Lookup | None = None
    try:
        settings = config.resolve(Overrides(profile=name, timeout=options.timeout))
        place = settings.marketplace or settings.home_marketplace
        record |= {"marketplace": place.id if place else None, "region": _region(settings, place)}
        looked = credentials.look_up(settings)
        record |= {secret: _shown(looked, secret) for secret in NAMES}
        status, problem = _tried(options, settings, looked)
    except UsageError as error:
        status, problem = BROKEN, error
    record |= {"status": status, "detail": None, "remedy": None, "_secrets": _sources(record)}
    if problem is not None:
        record |= {"detail": problem.message, "remedy": _remedy(problem, looked)}
    return _Row(record, problem.exit_code if problem is not None else ExitCode.OK)


def _region(settings: Settings, place: Marketplace | None) -> str | None:
    return settings.region or (place.region if place else None)


def _tried(options: Options, settings: Settings, looked: Lookup) -> tuple[str, SpmsgError | None]:
    if looked.problem is not None:
        return MISSING, looked.problem
    if options.offline:
        return UNCHECKED, None
    from spmsg.cli.trial import Trial

    runtime = Runtime(options)
    adapter = runtime.adapter if settings.simulated else None
    trial = Trial(settings.lwa_url, timeout=settings.timeout, trace=runtime.trace, adapter=adapter)
    try:
        trial.exchange(looked.secrets)
    except CredentialsError as error:
        return REFUSED, error
    except AmazonError as error:
        return UNREACHABLE, error
    return WORKS, None


def _shown(looked: Lookup, name: str) -> dict[str, str] | None:
    """Where a secret comes from, and enough of it to tell two applications apart: of the client ID alone."""
    secret = looked.found.get(name)
    if secret is None:
        return None
    tail = secret.value[-4:] if name == "client_id" and len(secret.value) >= 20 else ""
    return {"source": secret.source, "masked": f"•••{tail}"}


def _remedy(problem: SpmsgError, looked: Lookup | None) -> str | None:
    if looked is not None and looked.is_mixed and isinstance(problem, CredentialsError):
        return f"Do they belong together ({looked.origin})? {problem.hint or ''}".strip()
    return problem.hint


def _tell(rows: list[_Row]) -> None:
    for row in rows:
        if row.record["detail"]:
            stdio.say(f"\n{row.record['profile']}: {row.record['detail']}")
            if row.record["remedy"]:
                stdio.say_labelled("hint", row.record["remedy"], stdio.BOLD)


def _sources(record: Mapping[str, Any]) -> str:
    found = [record[name]["source"] for name in NAMES if record.get(name)]
    return "\n".join(dict.fromkeys(found)) or "nowhere"


def _country(marketplace: str | None) -> str:
    from spmsg.marketplaces import BY_ID

    known = BY_ID.get(marketplace or "")
    return known.country if known else marketplace or ""


def _source(secret: Mapping[str, str] | None) -> str:
    return secret["source"] if secret else ""


STYLES = {WORKS: "green", UNCHECKED: "", UNREACHABLE: "magenta"}

VIEW = View(
    fields=("profile", "default", "marketplace", "region", "status", *NAMES, "detail", "remedy"),
    columns=(
        Column("default", "", show=lambda default: "*" if default else ""),
        Column("profile", style="bold"),
        Column("marketplace", "", show=_country),
        Column("region"),
        Column("status", style=lambda status: STYLES.get(status, "red")),
        Column("_secrets", "secrets from"),
    ),
    identifier="profile",
    plain=dict.fromkeys(NAMES, _source),
    empty="No profiles yet: spmsg auth login",
)

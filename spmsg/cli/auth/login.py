"""`spmsg auth login`: ask for credentials, try them, and only then store them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from spmsg import config, marketplaces
from spmsg.cli import stdio
from spmsg.cli.auth import questions
from spmsg.cli.auth.storage import Keeper, Place
from spmsg.cli.options import Common
from spmsg.config import Overrides, Settings
from spmsg.credentials.secrets import Secrets
from spmsg.errors import CredentialsError, SpmsgError, UsageError
from spmsg.marketplaces import Marketplace


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
        typer.Option(
            "--with-token",
            help="Read JSON from stdin: client_id, client_secret, refresh_token, marketplace.",
        ),
    ] = False
    insecure_storage: Annotated[
        bool,
        typer.Option("--insecure-storage", help="Keep the secrets in a file (mode 0600), not in a keyring."),
    ] = False
    region: Annotated[
        str | None,
        typer.Option(
            "--region", metavar="NA|EU|FE", show_default=False, help="Of a marketplace that is new to spmsg."
        ),
    ] = None


@dataclass(frozen=True)
class _Account:
    """What is to be stored; `region` is None where the marketplace says it."""

    profile: str
    marketplace: Marketplace
    region: str | None
    secrets: Secrets


def run(options: Options) -> None:
    path = config.config_file()
    known = config.profiles(config.read(path))
    asks = not options.with_token and questions.asks(options.no_input)
    if not asks and not options.with_token:
        raise UsageError(
            "`spmsg auth login` asks for secrets, and there is nobody to ask.",
            hint="Give them as JSON on stdin with --with-token, or set SPMSG_CLIENT_ID, SPMSG_CLIENT_SECRET "
            "and SPMSG_REFRESH_TOKEN: then no login is needed.",
        )
    with questions.given_up("Nothing was stored."):
        name = _name(options.profile, set(known), asks)
    settings = config.resolve(Overrides(profile=name, timeout=options.timeout), unknown_is_new=True)
    if settings.credential_command is not None:
        raise UsageError(
            f"The profile {name!r} has a credential_command, which gives its secrets.",
            hint=f"Remove that line from {path} first, or log in to another profile.",
        )
    keeper = Keeper(path, settings)
    insecure = options.insecure_storage
    if asks:
        with questions.given_up("Nothing was stored."):
            marketplace, region = _place(options)
            insecure = insecure or _no_keyring(keeper)  # told before three secrets are looked up and pasted
            secrets = _tried(options, questions.secrets(), settings)
        account = _Account(name, marketplace, region, secrets)
    else:
        account = _given(options, name)
        _try(options, account.secrets, settings)
    place = keeper.keep(account.secrets, insecure=insecure, may_use_file=_offer_file if asks else None)
    try:
        keeper.enter(place, account.marketplace.country or account.marketplace.id, account.region)
    except SpmsgError:
        keeper.take_back(place)
        raise
    warnings = keeper.forget_older()
    if not options.quiet:
        _tell(account, place, path, warnings)


def _name(given: str | None, known: set[str], asks: bool) -> str:
    if given is not None:
        return questions.check_name(given)
    if asks:
        return questions.profile_name(known)
    if known:
        raise UsageError(
            "Which profile is it for? There are some already.", hint="Name it: --profile shop-us."
        )
    return "default"


def _place(options: Options) -> tuple[Marketplace, str | None]:
    marketplace = marketplaces.find(options.marketplace) if options.marketplace else questions.marketplace()
    return marketplace, _region(marketplace, options.region, questions.region)


def _no_keyring(keeper: Keeper) -> bool:
    """Whether the secrets go to a file, for want of a keyring; raises CredentialsError where they may not."""
    problem = keeper.keyring_problem()
    if problem is not None and not _offer_file(problem, keeper.file):
        raise CredentialsError("Nothing was stored.", hint=problem.hint)
    return problem is not None


def _tried(options: Options, secrets: Secrets, settings: Settings) -> Secrets:
    """`secrets` once Login with Amazon takes them; those that it refuses are asked for again."""
    from spmsg.cli.trial import RefusedError

    while True:
        try:
            _try(options, secrets, settings)
        except RefusedError as error:
            if not error.names:
                raise
            secrets = questions.again(secrets, error)
        else:
            return secrets


def _given(options: Options, name: str) -> _Account:
    from spmsg.cli.auth.given import read_stdin

    def unknown() -> str:
        raise UsageError(
            "The marketplace is new to spmsg: its selling region is not known.", hint="Add --region NA|EU|FE."
        )

    given = read_stdin(marketplace_needed=options.marketplace is None)
    marketplace = marketplaces.find(options.marketplace or given.marketplace or "")
    return _Account(name, marketplace, _region(marketplace, options.region, unknown), given.secrets)


def _region(marketplace: Marketplace, given: str | None, ask: Callable[[], str]) -> str | None:
    """The region to be written down: None for a marketplace whose region we know."""
    wanted = questions.check_region(given) if given else None
    if marketplace.region is None:
        return wanted or ask()
    if wanted and wanted != marketplace.region:
        raise UsageError(
            f"{marketplace.country} lies in the region {marketplace.region}, not in {wanted}.",
            hint="Leave out --region.",
        )
    return None


def _try(options: Options, secrets: Secrets, settings: Settings) -> None:
    from spmsg.cli.console import StderrTrace
    from spmsg.cli.trial import Trial

    if not options.quiet:
        stdio.say("Trying them at Login with Amazon …")
    trial = Trial(
        settings.lwa_url, timeout=settings.timeout, trace=StderrTrace() if options.verbose else None
    )
    try:
        trial.exchange(secrets)
    except SpmsgError as error:
        error.message += "\nNothing was stored."
        raise
    except KeyboardInterrupt:
        stdio.say("")  # the line with ^C
        raise


def _offer_file(why: CredentialsError, path: Path) -> bool:
    questions.say(f"\n{why.message} The secrets can be kept in a file that you alone can read instead:")
    stdio.say(f"  {path}")
    with questions.given_up("Nothing was stored."):
        return questions.agreed("Keep them there?")


def _tell(account: _Account, place: Place, path: Path, warnings: list[str]) -> None:
    for warning in warnings:
        stdio.say_labelled("warning", warning, stdio.MAGENTA)
    default = config.read(path).get("default_profile") == account.profile
    country = account.marketplace.country or account.marketplace.id
    stdio.say_labelled("Logged in", f"profile {account.profile}, marketplace {country}", "32")
    stdio.say(f"Secrets: {place.told}\nSettings: {path}")
    option = "" if default else f" -p {account.profile}"
    if option and account.profile != "default":
        stdio.say(f"To use it without -p: spmsg auth switch {account.profile}")
    stdio.say(f"\nNext: spmsg doctor{option}")

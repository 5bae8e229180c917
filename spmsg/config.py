"""Profiles and settings: an option beats the environment, which beats the profile, which beats the built-in.

Profiles live in `config.toml` and hold no secrets:

    default_profile = "shop-us"

    [profiles.shop-us]
    marketplace = "US"
    account = "A2ZPJ4TLUOSWY8"   # the name in the ledger; the profile's own name when left out
    secrets = "keyring"          # where `spmsg auth login` keeps them, and under which name:
    login = "b2c41f90d7aa"

`config_file` rewrites it. `resolve` reads all of it and touches no network, no keyring and no secret.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from spmsg import marketplaces, profile_values
from spmsg.errors import UsageError
from spmsg.marketplaces import Marketplace

DEMO = "demo"
"""The built-in profile: the embedded simulator, inside this process."""
DEMO_ENDPOINT = "https://simulator.invalid"
LWA_URL = "https://api.amazon.com/auth/o2/token"
DEFAULT_TIMEOUT = 30.0
MAX_TIMEOUT = 600.0
PROFILE_KEYS = (
    "marketplace",
    "region",
    "account",
    "endpoint",
    "lwa_url",
    "ledger",
    "credential_command",
    "secrets",
    "login",
)


@dataclass(frozen=True)
class Overrides:
    """What the command line says; None where it says nothing."""

    profile: str | None = None
    marketplace: str | None = None
    timeout: float | None = None
    sandbox: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything a command needs to know but the secrets.

    `endpoint` is the SP-API's base URL, or None where no region is known yet. `account` is the name under
    which the ledger keeps what was sent. `marketplace` is what was asked for by option or environment,
    `home_marketplace` what the profile falls back on. `timeout` is in seconds, for one request.
    """

    profile: str
    account: str
    endpoint: str | None
    lwa_url: str
    marketplace: Marketplace | None
    home_marketplace: Marketplace | None
    state_dir: Path
    ledger: str = field(repr=False)
    """A path, or a postgresql:// URL, which can hold a password."""
    timeout: float
    paced: bool
    credential_command: tuple[str, ...] | None = field(repr=False)
    secrets: str | None
    """One of profile_values.STORES, or None where `spmsg auth login` has stored nothing for the profile."""
    login: str | None
    """The name of what is stored: a new one at each login, so that nothing older can pass for it."""
    simulated: bool

    @property
    def region(self) -> str | None:
        """The selling region that the endpoint serves; None for an endpoint that is not Amazon's."""
        for region in marketplaces.REGIONS:
            if self.endpoint in {marketplaces.endpoint(region, sandbox=s) for s in (False, True)}:
                return region
        return None


def config_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where `config.toml` is, whether or not it exists."""
    if named := environment.get("SPMSG_CONFIG"):
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("spmsg", appauthor=False) / "config.toml"


def state_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the ledger and the caches, whether or not it exists."""
    if named := environment.get("SPMSG_STATE_DIR"):
        return Path(named).expanduser()
    from platformdirs import user_state_path

    return user_state_path("spmsg", appauthor=False)


def read(path: Path) -> dict[str, object]:
    """What `config.toml` says; empty where there is none.

    Raises UsageError, with file and line, for one that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}.", hint="Mend the file, or move it out of the way."
        ) from None
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{path} is not valid TOML: {error}.", hint="Mend that line, or move the file out of the way."
        ) from None


def profiles(document: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """The profiles of a configuration document, by name, without the built-in `demo`."""
    table = document.get("profiles", {})
    if not isinstance(table, Mapping) or not all(isinstance(p, Mapping) for p in table.values()):
        raise UsageError("In config.toml, `profiles` must be a table of tables, such as [profiles.shop-us].")
    return dict(table)


def resolve(
    overrides: Overrides, environment: Mapping[str, str] = os.environ, *, unknown_is_new: bool = False
) -> Settings:
    """The settings of one command. Raises UsageError for anything that cannot be understood, and for a
    profile that there is not, unless `unknown_is_new`: then it has no settings yet.
    """
    document = (
        {}
        if (overrides.profile or environment.get("SPMSG_PROFILE")) == DEMO
        else read(config_file(environment))
    )
    name = (
        overrides.profile
        or environment.get("SPMSG_PROFILE")
        or profile_values.text(document, "default_profile")
        or "default"
    )
    if not name.isprintable() or "/" in name or len(name) > 64:
        raise UsageError(
            f"{name!r} cannot be a profile's name.", hint="Use letters, digits, dots and dashes."
        )
    profile = _profile(name, document, unknown_is_new)
    if overrides.sandbox and name == DEMO:
        raise UsageError(
            "The demo profile has no sandbox: it is a simulator itself.", hint="Leave out --sandbox."
        )

    asked = overrides.marketplace or environment.get("SPMSG_MARKETPLACE")
    marketplace = marketplaces.find(asked) if asked else None
    home = profile_values.text(profile, "marketplace") or ("US" if name == DEMO else None)
    home_marketplace = marketplaces.find(home) if home else None
    endpoint = _endpoint(name, overrides, environment, profile, marketplace or home_marketplace)
    folder = state_dir(environment)
    return Settings(
        profile=name,
        account=_account(profile_values.text(profile, "account") or name, endpoint),
        endpoint=endpoint,
        lwa_url=_lwa_url(name, environment, profile),
        marketplace=marketplace,
        home_marketplace=home_marketplace,
        state_dir=folder,
        ledger=environment.get("SPMSG_LEDGER")
        or profile_values.text(profile, "ledger")
        or str(folder / "ledger.sqlite3"),
        timeout=_timeout(overrides.timeout, environment),
        paced=environment.get("SPMSG_RATE", "").lower() != "off" and name != DEMO,
        credential_command=profile_values.command(profile),
        secrets=profile_values.store(profile),
        login=profile_values.login(profile),
        simulated=name == DEMO,
    )


def _profile(name: str, document: Mapping[str, object], unknown_is_new: bool) -> Mapping[str, object]:
    known = profiles(document)
    if name in known:
        unknown = sorted(set(known[name]) - set(PROFILE_KEYS))
        if unknown:
            raise UsageError(
                f"config.toml: the profile {name!r} has a setting that does not exist: {', '.join(unknown)}.",
                hint=f"It can have {', '.join(PROFILE_KEYS)}. Secrets go elsewhere: `spmsg auth login`.",
            )
        return known[name]
    if name in (DEMO, "default") or unknown_is_new:
        return {}
    from difflib import get_close_matches

    near = get_close_matches(name, [*known, DEMO], n=1)
    raise UsageError(
        f"There is no profile {name!r}.",
        hint=(f"Did you mean {near[0]}? " if near else "") + f"`spmsg auth login --profile {name}` makes it.",
    )


def _endpoint(
    name: str,
    overrides: Overrides,
    environment: Mapping[str, str],
    profile: Mapping[str, object],
    marketplace: Marketplace | None,
) -> str | None:
    if name == DEMO:
        return DEMO_ENDPOINT
    region = (profile_values.text(profile, "region") or "").upper() or None
    if region and region not in marketplaces.REGIONS:
        raise UsageError(f"There is no selling region {region!r}.", hint="Use NA, EU or FE.")
    region = (marketplace.region if marketplace else None) or region
    if overrides.sandbox:
        return marketplaces.endpoint(region, sandbox=True) if region else None
    named = environment.get("SPMSG_ENDPOINT") or profile_values.text(profile, "endpoint")
    if named:
        return _plain(checked_url(named, "SPMSG_ENDPOINT"))
    return marketplaces.endpoint(region) if region else None


def _plain(url: str) -> str:
    """`url` in its one spelling: the same host must not be another account in the ledger."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    port = "" if parts.port in (None, 443 if parts.scheme == "https" else 80) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}"


def _lwa_url(name: str, environment: Mapping[str, str], profile: Mapping[str, object]) -> str:
    if name == DEMO:
        return f"{DEMO_ENDPOINT}/auth/o2/token"
    named = environment.get("SPMSG_LWA_URL") or profile_values.text(profile, "lwa_url")
    return checked_url(named, "SPMSG_LWA_URL") if named else LWA_URL


def _account(name: str, endpoint: str | None) -> str:
    """The account's name in the ledger, with the host unless it is Amazon's production.

    What was sent to a sandbox or a simulator must never count as sent to a buyer.
    """
    amazon = {marketplaces.endpoint(region) for region in marketplaces.REGIONS}
    if endpoint is None or endpoint in amazon or endpoint == DEMO_ENDPOINT:
        return name
    return f"{name}@{urlsplit(endpoint).netloc}"


def checked_url(url: str, setting: str) -> str:
    """`url`, when the access token or the secrets may be sent there.

    https, or http on a loopback host; no user name, query or fragment. Raises UsageError otherwise.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise UsageError(f"{setting} is not a URL: {url!r}.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(
            f"{setting} is not an http(s) URL: {url!r}.", hint="For example http://127.0.0.1:8043"
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise UsageError(
            f"{setting} must use https: your secrets would travel readable to {host}.",
            hint="http:// is for simulators on this machine alone (127.0.0.1, ::1, localhost).",
        )
    if parts.username or parts.query or parts.fragment:
        raise UsageError(f"{setting} must be a plain URL, without user name, query or fragment.")
    return url.strip()


def is_loopback(host: str) -> bool:
    """Whether `host` is this very machine: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _timeout(option: float | None, environment: Mapping[str, str]) -> float:
    given: float | str | None = option if option is not None else environment.get("SPMSG_TIMEOUT")
    if given is None or given == "":
        return DEFAULT_TIMEOUT
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_TIMEOUT:
        raise UsageError(f"The timeout {given!r} must be more than 0 and at most {MAX_TIMEOUT:.0f} seconds.")
    return seconds

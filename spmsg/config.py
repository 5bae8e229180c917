"""Profiles and settings: an option beats the environment, which beats the profile, which beats the built-in.

Profiles live in `config.toml` and hold no secrets:

    default_profile = "shop-us"

    [profiles.shop-us]
    marketplace = "US"
    account = "A2ZPJ4TLUOSWY8"   # the name in the ledger; by default the profile's own
    secrets = "keyring"          # where `spmsg auth login` keeps them, and under which name:
    login = "b2c41f90d7aa"

`resolve` reads all of it; it asks no network and no keyring. `config_file` writes the file.
"""

import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from spmsg import marketplaces, urls
from spmsg.errors import UsageError
from spmsg.marketplaces import Marketplace

DEMO = "demo"
"""The built-in profile: the embedded simulator, inside this process."""
DEMO_ENDPOINT = "https://simulator.invalid"
LWA_URL = "https://api.amazon.com/auth/o2/token"
DEFAULT_TIMEOUT = 30.0
MAX_TIMEOUT = 600.0
STORES = ("keyring", "file")
"""Where `spmsg auth login` can keep secrets: the system's keyring, or a private file."""
PROFILE_KEYS = (
    "marketplace", "region", "account", "endpoint", "lwa_url", "ledger", "credential_command", "secrets",
    "login",
)  # fmt: skip


@dataclass(frozen=True)
class Overrides:
    """What the command line says; None if it says nothing."""

    profile: str | None = None
    marketplace: str | None = None
    timeout: float | None = None
    sandbox: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything a command needs to know but the secrets.

    `endpoint` is the SP-API's base URL, None if no region is known. `account` is the name under which the
    ledger keeps what was sent. `marketplace` is the option's, `home_marketplace` the environment's or the
    profile's. `ledger` is an absolute path or a postgresql:// URL, which can hold a password.
    `timeout` is in seconds, for one request. `secrets` is one of STORES, None if nothing is stored; `login`
    is the name of what is stored, a new one at each login, so that nothing older can pass for it.
    """

    profile: str
    account: str
    endpoint: str | None
    lwa_url: str
    marketplace: Marketplace | None
    home_marketplace: Marketplace | None
    state_dir: Path
    ledger: str = field(repr=False)
    timeout: float
    paced: bool
    credential_command: tuple[str, ...] | None = field(repr=False)
    secrets: str | None
    login: str | None
    simulated: bool

    @property
    def token_cache(self) -> Path:
        """The file that keeps the profile's access token between commands."""
        return self.state_dir / "tokens" / f"{self.profile}.json"

    @property
    def region(self) -> str | None:
        """The selling region that the endpoint serves; None for an endpoint that is not Amazon's."""
        for region in marketplaces.REGIONS:
            if self.endpoint in {marketplaces.endpoint(region, sandbox=s) for s in (False, True)}:
                return region
        return None


def config_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the path of `config.toml`, which need not exist."""
    if named := environment.get("SPMSG_CONFIG"):
        return _expanded(named, "SPMSG_CONFIG")
    from platformdirs import user_config_path  # as tomllib: `--version` and `--help` need neither

    return user_config_path("spmsg", appauthor=False) / "config.toml"


def state_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the ledger and the caches, which need not exist. Raises UsageError."""
    if named := environment.get("SPMSG_STATE_DIR"):
        return _absolute(named, "SPMSG_STATE_DIR")
    from platformdirs import user_state_path

    return user_state_path("spmsg", appauthor=False)


def ledger_location(profile: Mapping[str, object], environment: Mapping[str, str] = os.environ) -> str:
    """Return the ledger of a profile's table: an absolute path, or a postgresql:// URL. Raises UsageError."""
    named, name = _named(environment, "SPMSG_LEDGER", profile, "ledger")
    if not named:
        return str(state_dir(environment) / "ledger.sqlite3")
    if re.match(r"postgres(ql)?://", named):
        return named
    return str(_absolute(named, name))


@dataclass(frozen=True)
class ConfigFile:
    """What `config.toml` at `path` says; nothing if there is no such file."""

    path: Path
    default_profile: str = "default"
    profiles: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def load(environment: Mapping[str, str] = os.environ) -> ConfigFile:
    """Return what `config.toml` says. Raises UsageError with file and line if it cannot be read."""
    import tomllib

    path = config_file(environment)
    try:
        text = path.read_text(encoding="utf-8-sig")  # editors on Windows begin it with a byte order mark
        document = tomllib.loads(text)
    except FileNotFoundError:
        return ConfigFile(path)
    except tomllib.TOMLDecodeError as error:
        problem = f"is not valid TOML: {error}"
    except (OSError, UnicodeDecodeError) as error:
        problem = f"cannot be read: {error}"
    else:
        return ConfigFile(path, _text(document, "default_profile") or "default", profiles(document))
    raise UsageError(f"{path} {problem}.", hint="Correct the file, or move it out of the way.")


def profiles(document: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Return the profiles in a document of TOML. Raises UsageError if they are no tables."""
    table = document.get("profiles", {})
    if not isinstance(table, Mapping) or not all(isinstance(p, Mapping) for p in table.values()):
        raise UsageError("In config.toml, `profiles` must be a table of tables, such as [profiles.shop-us].")
    return dict(table)


def check_name(name: str) -> str:
    """Return `name`, if a profile can have it; raises UsageError."""
    if not re.fullmatch(r"[^\W_][\w.-]{0,63}", name):
        raise UsageError(
            f"{name!r} cannot be a profile's name.",
            hint="Use letters, digits, dots and dashes, 64 at most; a letter or digit first.",
        )
    return name


def unknown_profile(name: str, known: Mapping[str, object]) -> UsageError:
    """Return the error for a profile that does not exist; it names the nearest one."""
    near = get_close_matches(name, [*known, DEMO], n=1)
    return UsageError(
        f"There is no profile {name!r}.",
        hint=(f"Did you mean {near[0]}? " if near else "")
        + f"There are {', '.join(sorted([*known, DEMO]))}; `spmsg auth login -p {name}` sets up a new one.",
        code="no-such-profile",
    )


def resolve(
    overrides: Overrides, environment: Mapping[str, str] = os.environ, *, unknown_is_new: bool = False
) -> Settings:
    """Return the settings of one command.

    Raises UsageError for what cannot be understood, and for a profile that does not exist; with
    `unknown_is_new` that one has no settings yet.
    """
    named = overrides.profile or environment.get("SPMSG_PROFILE")
    file = ConfigFile(Path()) if named == DEMO else load(environment)
    name = check_name(named or file.default_profile)
    simulated = name == DEMO
    profile = _profile(name, file.profiles, unknown_is_new)
    if overrides.sandbox and simulated:
        raise UsageError(
            "The demo profile has no sandbox: it is a simulator itself.", hint="Leave out --sandbox."
        )
    marketplace = marketplaces.find(overrides.marketplace) if overrides.marketplace else None
    home = environment.get("SPMSG_MARKETPLACE") or _text(profile, "marketplace")
    home = home or ("US" if simulated else None)
    home_marketplace = marketplaces.find(home) if home else None
    endpoint: str | None = DEMO_ENDPOINT
    lwa_url = f"{DEMO_ENDPOINT}/auth/o2/token"
    if not simulated:
        endpoint = _endpoint(overrides.sandbox, environment, profile, marketplace or home_marketplace)
        lwa_url = _url(environment, "SPMSG_LWA_URL", profile, "lwa_url") or LWA_URL
    return Settings(
        profile=name,
        account=_account(_text(profile, "account") or name, endpoint),
        endpoint=endpoint,
        lwa_url=lwa_url,
        marketplace=marketplace,
        home_marketplace=home_marketplace,
        state_dir=state_dir(environment),
        ledger=ledger_location(profile, environment),
        timeout=_timeout(overrides.timeout, environment),
        paced=environment.get("SPMSG_RATE", "").lower() != "off" and not simulated,
        credential_command=_credential_command(profile),
        # `login` becomes part of a file's name
        secrets=_matching(profile, "secrets", "|".join(STORES)),
        login=_matching(profile, "login", "[A-Za-z0-9]{1,64}"),
        simulated=simulated,
    )


def _profile(
    name: str, known: Mapping[str, Mapping[str, object]], unknown_is_new: bool
) -> Mapping[str, object]:
    if name not in known:
        if name in (DEMO, "default") or unknown_is_new:
            return {}
        raise unknown_profile(name, known)
    unknown = sorted(set(known[name]) - set(PROFILE_KEYS))
    if unknown:
        raise UsageError(
            f"config.toml: the profile {name!r} has a setting that does not exist: {', '.join(unknown)}.",
            hint=f"It can have {', '.join(PROFILE_KEYS)}. Secrets go elsewhere: `spmsg auth login`.",
        )
    return known[name]


def _endpoint(
    sandbox: bool,
    environment: Mapping[str, str],
    profile: Mapping[str, object],
    marketplace: Marketplace | None,
) -> str | None:
    region = (_text(profile, "region") or "").upper() or None
    if region and region not in marketplaces.REGIONS:
        raise UsageError(f"There is no selling region {region!r}.", hint="Use NA, EU or FE.")
    region = (marketplace.region if marketplace else None) or region
    if not sandbox and (named := _url(environment, "SPMSG_ENDPOINT", profile, "endpoint")):
        return named
    return marketplaces.endpoint(region, sandbox=sandbox) if region else None


def _account(name: str, endpoint: str | None) -> str:
    """Return the account's name in the ledger, with the host unless it is Amazon's production.

    What was sent to a sandbox or a simulator must never count as sent to a buyer.
    """
    amazon = {marketplaces.endpoint(region) for region in marketplaces.REGIONS}
    if endpoint is None or endpoint in amazon or endpoint == DEMO_ENDPOINT:
        return name
    return f"{name}@{urlsplit(endpoint).netloc}"


def _timeout(option: float | None, environment: Mapping[str, str]) -> float:
    given = option if option is not None else environment.get("SPMSG_TIMEOUT") or DEFAULT_TIMEOUT
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_TIMEOUT:
        raise UsageError(f"The timeout {given!r} must be more than 0 and at most {MAX_TIMEOUT:.0f} seconds.")
    return seconds


def _credential_command(profile: Mapping[str, object]) -> tuple[str, ...] | None:
    """Return the words of `credential_command`. No error repeats them: some people put secrets there."""
    given = profile.get("credential_command")
    if given is None:
        return None
    try:
        words = shlex.split(given) if isinstance(given, str) else given
    except ValueError as error:
        raise UsageError(f"config.toml: `credential_command` cannot be split: {error}.") from None
    if (
        not isinstance(words, list)
        or not words
        or not all(isinstance(w, str) and "\0" not in w for w in words)
    ):
        raise UsageError(
            "config.toml: `credential_command` must be a command, or a list of its words, in quotes.",
            hint='For example credential_command = ["vault-credentials", "shop-us"]',
        )
    return tuple(words)


def _matching(profile: Mapping[str, object], key: str, pattern: str) -> str | None:
    """Return a setting that `spmsg auth login` writes."""
    value = _text(profile, key)
    if value and not re.fullmatch(pattern, value):
        raise UsageError(
            f"config.toml: `{key}` must be as `spmsg auth login` writes it.",
            hint="Secrets themselves have no place there.",
        )
    return value


def _url(
    environment: Mapping[str, str], variable: str, profile: Mapping[str, object], key: str
) -> str | None:
    named, name = _named(environment, variable, profile, key)
    return urls.check_base(named, name) if named else None


def _named(
    environment: Mapping[str, str], variable: str, profile: Mapping[str, object], key: str
) -> tuple[str | None, str]:
    """Return a setting of the environment or else of the profile, and what the user calls it."""
    if value := environment.get(variable):
        return value, variable
    return _text(profile, key), f"`{key}` in config.toml"


def _text(table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageError(f"config.toml: `{key}` must be text in quotes, not {value!r}.")
    return value or None


def _absolute(named: str, name: str) -> Path:
    path = _expanded(named, name)
    if not path.is_absolute():
        raise UsageError(
            f"{name} must be a full path: {named!r} would be another place in each folder.",
            hint=f"Write {Path.cwd() / path}, or one that begins with ~/.",
        )
    return path


def _expanded(named: str, name: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError:
        raise UsageError(
            f"{name} is {named!r}, and this machine has no such user.", hint="Write the full path."
        ) from None

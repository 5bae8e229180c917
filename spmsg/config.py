"""Profiles and settings: an option beats the environment, which beats the profile, which beats the built-in.

Profiles live in `config.toml` and hold no secrets:

    default_profile = "shop-us"

    [profiles.shop-us]
    marketplace = "US"
    account = "A2ZPJ4TLUOSWY8"   # the name in the ledger; by default the profile's own
    secrets = "keyring"          # where `spmsg auth login` keeps them, and under which name:
    login = "b2c41f90d7aa"

Nothing here asks the network or a keyring. `config_file` writes the file.
"""

import os
import re
import shlex
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_state_path

from spmsg import marketplaces, urls
from spmsg.errors import UsageError, did_you_mean
from spmsg.marketplaces import Marketplace

DEMO = "demo"
"""The built-in profile: the embedded simulator, inside this process."""
DEMO_ENDPOINT = "https://simulator.invalid"
LWA_URL = "https://api.amazon.com/auth/o2/token"
DEFAULT_TIMEOUT = 30.0
MAX_TIMEOUT = 600.0
PROFILE_KEYS = (
    "marketplace", "region", "account", "endpoint", "lwa_url", "ledger", "credential_command", "secrets",
    "login",
)  # fmt: skip
VARIABLES = {
    "marketplace": "SPMSG_MARKETPLACE", "endpoint": "SPMSG_ENDPOINT", "lwa_url": "SPMSG_LWA_URL",
    "ledger": "SPMSG_LEDGER",
}  # fmt: skip
"""The environment's names of a profile's settings."""
_AS_LOGIN_WRITES = "as `spmsg auth login` writes it"


@dataclass(frozen=True)
class Settings:
    """Everything a command needs to know but the secrets.

    `endpoint` is the SP-API's base URL, None if no region is known. `account` is the name under which the
    ledger keeps what was sent. `marketplace` is the option's, `home_marketplace` the environment's or the
    profile's. `ledger` is an absolute path or a postgresql:// URL, which can hold a password. `timeout` is
    in seconds, for one request. `secrets` is "keyring" or "file", None if nothing is stored; `login` is the
    name of what is stored, a new one at each login, so that nothing older can pass for it.
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
        hosts = (*marketplaces.ENDPOINTS.items(), *marketplaces.SANDBOXES.items())
        return next((region for region, host in hosts if host == self.endpoint), None)

    @property
    def default_marketplace(self) -> Marketplace | None:
        """The marketplace of an order that does not tell its own."""
        return self.marketplace or self.home_marketplace


def config_file() -> Path:
    """Return the path of `config.toml`, which need not exist."""
    if named := os.environ.get("SPMSG_CONFIG"):
        return _path(named, "SPMSG_CONFIG", absolute=False)
    return user_config_path("spmsg", appauthor=False) / "config.toml"


def state_dir() -> Path:
    """Return the folder of the ledger and the caches, which need not exist. Raises UsageError."""
    if named := os.environ.get("SPMSG_STATE_DIR"):
        return _path(named, "SPMSG_STATE_DIR")
    return user_state_path("spmsg", appauthor=False)


@dataclass(frozen=True)
class ConfigFile:
    """What `config.toml` at `path` says; nothing if there is no such file."""

    path: Path
    default_profile: str = "default"
    profiles: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def profile(self, name: str) -> Mapping[str, object]:
        """Return the settings of a profile. Raises UsageError if it does not exist, or has unknown ones."""
        if name not in self.profiles:
            known = sorted([*self.profiles, DEMO])
            meant = f"{did_you_mean(name, known)}Known: {', '.join(known)}."
            hint = f"{meant} `spmsg auth login -p {name}` sets up a new one."
            raise UsageError(f"There is no profile {name!r}.", hint=hint, code="no-such-profile")
        if unknown := sorted(set(self.profiles[name]) - set(PROFILE_KEYS)):
            raise UsageError(
                f"config.toml: the profile {name!r} has a setting that does not exist: {', '.join(unknown)}.",
                hint=f"It can have {', '.join(PROFILE_KEYS)}. Secrets go elsewhere: `spmsg auth login`.",
            )
        return self.profiles[name]


def load() -> ConfigFile:
    """Return what `config.toml` says. Raises UsageError with file and line if it cannot be read."""
    path = config_file()
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows: a byte order mark
    except FileNotFoundError:
        return ConfigFile(path)
    except (OSError, ValueError) as error:  # TOMLDecodeError, UnicodeDecodeError
        raise UsageError(
            f"{path} cannot be read as TOML: {error}.", hint="Correct the file, or move it out of the way."
        ) from None
    profiles = document.get("profiles", {})
    if not isinstance(profiles, dict) or not all(isinstance(each, dict) for each in profiles.values()):
        raise UsageError(f"{path}: `profiles` must be a table of tables, such as [profiles.shop-us].")
    return ConfigFile(path, _text(document, "default_profile") or "default", profiles)


def check_name(name: str) -> str:
    """Return `name`, if a profile can have it; raises UsageError."""
    if not re.fullmatch(r"[^\W_][\w.-]{0,63}", name):
        hint = "Use letters, digits, dots and dashes, 64 at most; a letter or digit first."
        raise UsageError(f"{name!r} cannot be a profile's name.", hint=hint)
    return name


def resolve(
    profile: str | None = None,
    marketplace: str | None = None,
    timeout: float | None = None,
    *,
    sandbox: bool = False,
    unknown_is_new: bool = False,
) -> Settings:
    """Return the settings of one command, whose options are given; None for one that is not.

    Raises UsageError for what cannot be understood, and for a profile that does not exist; with
    `unknown_is_new` that one has no settings yet.
    """
    named = profile or os.environ.get("SPMSG_PROFILE")
    file = ConfigFile(Path()) if named == DEMO else load()
    name = check_name(named or file.default_profile)
    simulated = name == DEMO
    if sandbox and simulated:
        raise UsageError("The demo profile is a simulator: it has no sandbox.", hint="Leave out --sandbox.")
    new = unknown_is_new or name in (DEMO, "default")
    given = _Given({} if new and name not in file.profiles else file.profile(name))
    asked = marketplaces.find(marketplace) if marketplace else None
    home = given.text("marketplace") or ("US" if simulated else None)
    home_marketplace = marketplaces.find(home) if home else None
    endpoint: str | None = DEMO_ENDPOINT
    lwa_url = f"{DEMO_ENDPOINT}/auth/o2/token"
    if not simulated:
        endpoint = given.endpoint(asked or home_marketplace, sandbox=sandbox)
        lwa_url = given.url("lwa_url") or LWA_URL
    account = given.text("account") or name
    if endpoint and endpoint not in (DEMO_ENDPOINT, *marketplaces.ENDPOINTS.values()):
        account += f"@{urlsplit(endpoint).netloc}"  # a sandbox's messages never count as sent to a buyer
    timeout = DEFAULT_TIMEOUT if timeout is None else timeout
    if not 0 < timeout <= MAX_TIMEOUT:
        raise UsageError(f"The timeout must be more than 0 and at most {MAX_TIMEOUT:.0f} seconds.")
    return Settings(
        profile=name,
        account=account,
        endpoint=endpoint,
        lwa_url=lwa_url,
        marketplace=asked,
        home_marketplace=home_marketplace,
        state_dir=state_dir(),
        ledger=given.ledger(),
        timeout=timeout,
        paced=os.environ.get("SPMSG_RATE", "").lower() != "off" and not simulated,
        credential_command=_credential_command(given.table),
        secrets=_text(given.table, "secrets", "keyring|file", _AS_LOGIN_WRITES),
        login=_text(given.table, "login", "[A-Za-z0-9]{1,64}", _AS_LOGIN_WRITES),
        simulated=simulated,
    )


@dataclass(frozen=True)
class _Given:
    """The settings in the environment, and after these the ones in a profile's table."""

    table: Mapping[str, object]

    def text(self, key: str) -> str | None:
        return os.environ.get(VARIABLES.get(key, "")) or _text(self.table, key)

    def name(self, key: str) -> str:
        """Return what the user calls a setting."""
        variable = VARIABLES[key]
        return variable if os.environ.get(variable) else f"`{key}` in config.toml"

    def url(self, key: str) -> str | None:
        value = self.text(key)
        return urls.check_base(value, self.name(key)) if value else None

    def ledger(self) -> str:
        value = self.text("ledger") or str(state_dir() / "ledger.sqlite3")
        return value if re.match(r"postgres(ql)?://", value) else str(_path(value, self.name("ledger")))

    def endpoint(self, marketplace: Marketplace | None, *, sandbox: bool) -> str | None:
        own = (_text(self.table, "region", "NA|EU|FE|na|eu|fe", "NA, EU or FE") or "").upper()
        region = marketplace.region if marketplace and marketplace.region else own
        if sandbox:
            return marketplaces.SANDBOXES.get(region)
        return self.url("endpoint") or marketplaces.ENDPOINTS.get(region)


def _credential_command(table: Mapping[str, object]) -> tuple[str, ...] | None:
    """Return the words of `credential_command`. No error repeats them: some people put secrets there."""
    words = table.get("credential_command")
    if words is None:
        return None
    with suppress(ValueError):  # a quote that is not closed
        words = shlex.split(words) if isinstance(words, str) else words
    if isinstance(words, list) and words and all(isinstance(w, str) and "\0" not in w for w in words):
        return tuple(words)
    message = "config.toml: `credential_command` must be a command, or a list of its words, in quotes."
    raise UsageError(message, hint='For example credential_command = ["vault-credentials", "shop-us"]')


def _text(
    table: Mapping[str, object], key: str, pattern: str = ".*", form: str = "text in quotes"
) -> str | None:
    value = table.get(key)
    if value is not None and not (isinstance(value, str) and re.fullmatch(f"|{pattern}", value)):
        raise UsageError(f"config.toml: `{key}` must be {form}.")
    return value or None


def _path(named: str, name: str, *, absolute: bool = True) -> Path:
    """Return the path that a setting names; one that begins with ~ counts as `absolute`."""
    try:
        path = Path(named).expanduser()
    except RuntimeError:
        raise UsageError(
            f"{name} is {named!r}: there is no such user.", hint="Write the full path."
        ) from None
    if absolute and not path.is_absolute():
        message = f"{name} must be a full path: {named!r} would be another place in each folder."
        raise UsageError(message, hint=f"Write {Path.cwd() / path}, or one that begins with ~/.")
    return path

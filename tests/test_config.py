"""Settings: an option beats the environment, which beats the profile, which beats what is built in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from spmsg import config
from spmsg.config import Settings
from spmsg.errors import UsageError
from tests.harness import set_environment

Resolve = Callable[..., Settings]
SHOP = {"profile": "shop"}


@pytest.fixture
def resolve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """The settings of the profile `shop`, whose table holds `lines`, in an environment of `variables`."""

    def make(*lines: str, options: Mapping[str, Any] = SHOP, **variables: str) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text("\n".join(["[profiles.shop]", *lines]))
        ours = {"SPMSG_CONFIG": str(path), "SPMSG_STATE_DIR": str(tmp_path / "state")}
        set_environment(monkeypatch, **ours | variables)
        return config.resolve(**options)

    return make


def test_an_option_beats_the_environment_which_beats_the_profile(resolve: Resolve) -> None:
    option = {"profile": "shop", "marketplace": "FR", "timeout": 3}
    found = resolve('marketplace = "US"', options=option, SPMSG_MARKETPLACE="DE")
    assert (found.marketplace and found.marketplace.country, found.timeout) == ("FR", 3)
    found = resolve('marketplace = "US"', SPMSG_MARKETPLACE="DE")
    assert (found.marketplace, found.region) == (None, "EU")
    assert found.home_marketplace and found.home_marketplace.country == "DE"
    found = resolve('marketplace = "US"')
    assert (found.marketplace, found.timeout, found.region) == (None, 30, "NA")
    assert found.home_marketplace and found.home_marketplace.country == "US"


def test_the_ledger_is_in_the_state_folder_unless_named(resolve: Resolve, tmp_path: Path) -> None:
    assert resolve().ledger == str(tmp_path / "state" / "ledger.sqlite3")
    assert resolve(f"ledger = '{tmp_path}/a'").ledger == f"{tmp_path}/a"
    assert resolve(f"ledger = '{tmp_path}/a'", SPMSG_LEDGER="postgresql://h/b").ledger == "postgresql://h/b"


@pytest.mark.parametrize("named", ["ledger.db", "./ledger.db", "sub/ledger.db", "mysql://host/name"])
def test_a_relative_ledger_is_refused_because_each_folder_would_have_its_own(
    resolve: Resolve, named: str
) -> None:
    with pytest.raises(UsageError, match="SPMSG_LEDGER must be a full path") as refused:
        resolve(SPMSG_LEDGER=named)
    assert "~/" in (refused.value.hint or "")
    with pytest.raises(UsageError, match=r"`ledger` in config\.toml must be a full path"):
        resolve(f"ledger = '{named}'")
    with pytest.raises(UsageError, match="SPMSG_STATE_DIR must be a full path"):
        resolve(SPMSG_STATE_DIR=named)


def test_a_tilde_is_the_home_and_nobodys_home_is_named(
    resolve: Resolve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert resolve(SPMSG_LEDGER="~/a.db").ledger == str(tmp_path / "a.db")
    assert resolve("ledger = '~/a.db'").ledger == str(tmp_path / "a.db")
    for variable in ("SPMSG_LEDGER", "SPMSG_STATE_DIR", "SPMSG_CONFIG"):
        with pytest.raises(UsageError, match=f"{variable} is '~nobody-here/x'"):
            resolve(**{variable: "~nobody-here/x"})


@pytest.fixture
def config_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPMSG_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


def test_a_config_file_with_a_byte_order_mark_is_read(config_file: Path) -> None:
    config_file.write_bytes(b'\xef\xbb\xbfdefault_profile = "shop"\r\n')
    assert config.load().default_profile == "shop"


def test_what_is_not_toml_is_told_with_its_line(config_file: Path) -> None:
    config_file.write_text("a = 1\nb = [\n")
    with pytest.raises(UsageError, match="cannot be read as TOML"):
        config.load()
    config_file.write_bytes("ü".encode("latin-1"))
    with pytest.raises(UsageError, match="cannot be read"):
        config.load()


def test_another_host_is_another_account(resolve: Resolve) -> None:
    assert resolve('marketplace = "US"').account == "shop"
    assert resolve('account = "A1"', 'marketplace = "US"').account == "A1"
    assert resolve(SPMSG_ENDPOINT="http://127.0.0.2:8043/").account == "shop@127.0.0.2:8043"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://SellingPartnerAPI-NA.amazon.com",
        "https://sellingpartnerapi-na.amazon.com:443/",
        "HTTPS://sellingpartnerapi-na.amazon.com",
    ],
)
def test_amazons_endpoint_in_another_spelling_is_the_same_account(resolve: Resolve, spelling: str) -> None:
    settings = resolve(SPMSG_ENDPOINT=spelling)
    assert (settings.account, settings.region) == ("shop", "NA")


@pytest.mark.parametrize("variable", ["SPMSG_ENDPOINT", "SPMSG_LWA_URL"])
def test_secrets_go_only_where_they_travel_encrypted(resolve: Resolve, variable: str) -> None:
    with pytest.raises(UsageError, match=f"{variable}.*must use https"):
        resolve(**{variable: "http://example.com"})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('secrets = "drawer"', "as `spmsg auth login` writes it"),
        ('login = "../../etc"', "as `spmsg auth login` writes it"),
        ("credential_command = 5", "must be a command"),
        ("credential_command = []", "must be a command"),
        ('credential_command = ["vault", 5]', "must be a command"),
        ("credential_command = 'echo \"s3cret'", "must be a command"),
        ('client_secret = "s3cret"', "does not exist: client_secret"),
        ("marketplace = 5", "must be text in quotes"),
        ('region = "XX"', "must be NA, EU or FE"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_without_its_values(
    resolve: Resolve, line: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        resolve(line)
    assert "s3cret" not in refused.value.message


@pytest.mark.parametrize("name", ["../x", "a b", "-x", "a/b", "a\\b", "x" * 65, ".x"])
def test_names_that_no_profile_can_have_are_refused(resolve: Resolve, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a profile's name"):
        resolve(options={"profile": name})


def test_a_profile_that_does_not_exist_is_told_with_the_nearest(resolve: Resolve) -> None:
    with pytest.raises(UsageError, match="no profile 'shob'") as refused:
        resolve(options={"profile": "shob"})
    assert "Did you mean shop?" in (refused.value.hint or "")


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), 601])
def test_a_timeout_that_is_none_is_refused(resolve: Resolve, timeout: float) -> None:
    with pytest.raises(UsageError, match="must be more than 0"):
        resolve(options={"timeout": timeout})


def test_no_repr_shows_the_ledgers_password_or_the_command(resolve: Resolve) -> None:
    found = resolve("credential_command = 'vault s3cret'", SPMSG_LEDGER="postgresql://u:s3cret@h/d")
    assert "s3cret" not in repr(found)

"""`spmsg auth login --with-token`: JSON on stdin, tried at Amazon, stored, never shown."""

import json
import stat
import tomllib

import pytest

from tests.cli.auth.machine import Machine
from tests.harness import posix

SECRETS = {"client_id": "amzn1.application-oa2-client.0c1d2e3f", "client_secret": "s", "refresh_token": "r"}


def test_a_login_puts_the_secrets_into_the_keyring_and_nowhere_else(machine: Machine) -> None:
    done = machine.log_in("-p", "shop-us")
    assert (done.code, done.out) == (0, "")
    assert "Next: spmsg doctor" in done.err
    [[entry, secret]] = machine.entries.items()
    profile = tomllib.loads(machine.config.read_text())["profiles"]["shop-us"]
    assert entry == f"spmsg shop-us/{profile['login']}"
    assert json.loads(secret)["client_secret"] == "amzn1.oa2-cs.v1.tops3cret"
    assert profile == {"marketplace": "US", "secrets": "keyring", "login": profile["login"]}
    assert machine.files_with("tops3cret") == machine.files_with("refr3sh") == []
    assert stat.S_IMODE(machine.config.stat().st_mode) == 0o600


def test_a_second_command_opens_no_keyring_and_exchanges_no_token(machine: Machine) -> None:
    machine.log_in()
    first = machine.run("auth", "token").out
    opened = machine.times_opened
    assert machine.run("auth", "token").out == first
    assert machine.run("orders", "--limit", "1").code == 0
    assert machine.times_opened == opened


def test_another_login_to_the_same_profile_ends_the_old_token_and_secrets(machine: Machine) -> None:
    machine.log_in()
    first = machine.run("auth", "token").out
    machine.log_in("-p", "default", refresh_token="Atzr|other", marketplace="DE")
    assert machine.run("auth", "token").out != first
    assert len(machine.entries) == 1
    assert "Atzr|other" in next(iter(machine.entries.values()))
    assert tomllib.loads(machine.config.read_text())["profiles"]["default"]["marketplace"] == "DE"


def test_refused_credentials_change_nothing(machine: Machine) -> None:
    machine.log_in()
    before = (machine.entries, machine.config.read_text())
    for changes in ({"client_secret": "bad"}, {"refresh_token": "bad"}):
        refused = machine.log_in("-p", "default", **changes)
        assert refused.code == 4
        assert "Nothing was stored." in refused.err
    assert (machine.entries, machine.config.read_text()) == before


def test_an_amazon_that_cannot_be_reached_stores_nothing(machine: Machine) -> None:
    given = json.dumps({**SECRETS, "marketplace": "US"})
    done = machine.run(
        "auth", "login", "--with-token", stdin=given, SPMSG_LWA_URL="http://127.0.0.1:1/auth/o2/token"
    )
    assert done.code == 6
    assert "Nothing was stored." in done.err
    assert not machine.config.exists()
    assert machine.entries == {}


def test_without_a_keyring_it_refuses_and_names_the_remedy(without_keyring: Machine) -> None:
    done = without_keyring.log_in()
    assert done.code == 4
    assert "keyring of this system cannot be used" in done.err
    assert "--insecure-storage" in done.err
    assert without_keyring.files_with("tops3cret") == []


def test_a_file_is_used_when_told_and_is_private(without_keyring: Machine) -> None:
    assert without_keyring.log_in("--insecure-storage").code == 0
    [name] = without_keyring.files_with("tops3cret")
    file = without_keyring.folder / name
    assert file.parent == without_keyring.config.parent / "credentials"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert without_keyring.run("orders", "--limit", "1").code == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("tops3cret", "it is not a JSON object"),
        (json.dumps({**SECRETS}), "--marketplace US"),
        (json.dumps({"marketplace": "US"}), "it has no client_id, client_secret, refresh_token"),
        (json.dumps({**SECRETS, "marketplace": 5}), "its marketplace is not text"),
        (
            json.dumps({**SECRETS, "refresh_token": "refr3sh\n", "marketplace": "US"}),
            "its refresh_token has a line break at its end",
        ),
        (json.dumps({**SECRETS, "marketplace": "XX"}), "There is no marketplace 'XX'"),
    ],
)
def test_json_that_cannot_be_used_is_wrong_usage_and_is_not_repeated(
    machine: Machine, given: str, told: str
) -> None:
    done = machine.run("auth", "login", "--with-token", stdin=given)  # `run` looks for the secrets
    assert done.code == 2
    assert told in done.err
    assert not machine.config.exists()


def test_of_a_marketplace_that_is_new_to_us_the_region_is_to_be_added(machine: Machine) -> None:
    done = machine.log_in(marketplace="A1NEWMARKETPL")
    assert done.code == 0
    assert 'region = "NA", "EU" or "FE"' in done.err


def test_the_option_names_the_marketplace_as_well(machine: Machine) -> None:
    assert machine.log_in("-m", "jp", marketplace=None).code == 0
    assert 'marketplace = "JP"' in machine.config.read_text()


def test_where_there_are_profiles_one_must_be_named(machine: Machine) -> None:
    machine.log_in()
    done = machine.log_in()
    assert done.code == 2
    assert "--profile" in done.err


def test_the_demo_needs_no_login(machine: Machine) -> None:
    assert machine.log_in("-p", "demo").code == 2


def test_with_nobody_to_ask_it_says_what_to_do(machine: Machine) -> None:
    done = machine.run("auth", "login")
    assert done.code == 2
    assert "--with-token" in done.err
    assert "SPMSG_CLIENT_ID" in done.err


def test_a_profile_with_a_credential_command_is_not_overruled(machine: Machine) -> None:
    machine.config.parent.mkdir(parents=True)
    machine.config.write_text('[profiles.vault]\ncredential_command = "vault-credentials"\n')
    done = machine.log_in("-p", "vault")
    assert done.code == 2
    assert "credential_command" in done.err


def test_a_config_file_that_cannot_be_written_leaves_no_secrets_behind(machine: Machine) -> None:
    machine.config.parent.mkdir(parents=True)
    machine.config.write_text("profiles.x.marketplace = 'US'\nprofiles.y.marketplace = 'DE'\n")
    done = machine.log_in("-p", "shop")
    assert done.code == 2
    assert "cannot be changed" in done.err
    assert machine.entries == {}


@posix
def test_a_loose_mode_is_told_at_the_next_run_although_a_token_still_works(without_keyring: Machine) -> None:
    without_keyring.log_in("--insecure-storage")
    assert without_keyring.run("auth", "token").code == 0
    file = without_keyring.folder / without_keyring.files_with("tops3cret")[0]
    file.chmod(0o640)
    for command in (["orders", "--limit", "1"], ["auth", "token"], ["actions", "902-6786204-8179805"]):
        done = without_keyring.run(*command)
        assert (done.code, f"chmod 600 {file}" in done.err) == (4, True)

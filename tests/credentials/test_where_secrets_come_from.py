"""Precedence: the environment, then the profile's own place; each secret by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spmsg import config, credentials
from spmsg.credentials.secrets import Secrets
from spmsg.credentials.stores import FileStore
from spmsg.errors import CredentialsError
from tests.harness import posix

Profile = Callable[..., Any]
STORED = Secrets("stored-client", "stored-secret", "stored-token")
KEPT = ('secrets = "file"', 'login = "abc123"')
WHOLE = {"SPMSG_CLIENT_ID": "e-client", "SPMSG_CLIENT_SECRET": "e-secret", "SPMSG_REFRESH_TOKEN": "e-token"}


@pytest.fixture
def stored(tmp_path: Path) -> None:
    FileStore(tmp_path / "credentials").write("shop-us", "abc123", STORED)


def values(found: Secrets) -> tuple[str, str, str]:
    return found.client_id, found.client_secret, found.refresh_token


@pytest.mark.usefixtures("stored")
def test_what_login_stored_is_found(profile: Profile) -> None:
    found = credentials.find(profile(*KEPT))
    assert values(found) == ("stored-client", "stored-secret", "stored-token")


@pytest.mark.usefixtures("stored")
def test_a_damaged_file_is_told_and_not_repeated(profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "credentials" / "shop-us.abc123.json").write_text('{"client_secret": "tops3cret"')
    with pytest.raises(CredentialsError, match=r"the file .* is not a JSON object") as caught:
        credentials.find(profile(*KEPT))
    assert "tops3cret" not in caught.value.message


def test_a_whole_environment_opens_no_store(profile: Profile) -> None:
    settings = profile(*KEPT, **WHOLE)  # there is no file for this login
    assert credentials.find(settings).client_id == "e-client"


@pytest.mark.usefixtures("stored")
def test_a_partly_set_environment_is_completed_from_the_store(profile: Profile) -> None:
    looked = credentials.look_up(profile(*KEPT, LWA_APP_ID="app", LWA_CLIENT_SECRET="s3"))
    assert {name: (s.value, s.place, s.variable) for name, s in looked.found.items()} == {
        "client_id": ("app", "environment", "LWA_APP_ID"),
        "client_secret": ("s3", "environment", "LWA_CLIENT_SECRET"),
        "refresh_token": ("stored-token", "file", None),
    }
    assert looked.origin == ("the environment (LWA_APP_ID, LWA_CLIENT_SECRET) and the file (refresh_token)")


def test_secrets_of_one_place_are_told_in_a_few_words(profile: Profile) -> None:
    looked = credentials.look_up(profile(**WHOLE))
    assert looked.origin == "the environment (SPMSG_CLIENT_ID, SPMSG_CLIENT_SECRET, SPMSG_REFRESH_TOKEN)"


@pytest.mark.parametrize(
    ("variables", "winner"),
    [
        ({"SP_API_REFRESH_TOKEN": "a"}, "a"),
        ({"SP_API_REFRESH_TOKEN": "a", "SPMSG_REFRESH_TOKEN": "b"}, "b"),
        ({"SPMSG_REFRESH_TOKEN": "b", "SP_API_REFRESH_TOKEN_SHOP_US": "c"}, "c"),
        ({"SP_API_REFRESH_TOKEN_SHOP_US": "c", "SPMSG_REFRESH_TOKEN_shop-us": "d"}, "d"),
        ({"SPMSG_REFRESH_TOKEN_SHOP_DE": "other", "SPMSG_REFRESH_TOKEN": "b"}, "b"),
        ({"SPMSG_REFRESH_TOKEN_SHOP_US": "", "SPMSG_REFRESH_TOKEN": "b"}, "b"),
    ],
)
def test_a_name_with_the_profile_behind_it_is_for_that_profile_and_comes_first(
    profile: Profile, variables: dict[str, str], winner: str
) -> None:
    looked = credentials.look_up(profile(**variables))
    assert looked.found["refresh_token"].value == winner


def test_a_missing_part_is_named_with_its_variable(profile: Profile) -> None:
    with pytest.raises(CredentialsError) as caught:
        credentials.find(profile(SPMSG_CLIENT_ID="a", SPMSG_CLIENT_SECRET="b"))
    assert "no refresh token" in caught.value.message
    assert "SPMSG_REFRESH_TOKEN" in (caught.value.hint or "")


def test_somebody_with_nothing_hears_of_login_and_of_the_demo(profile: Profile) -> None:
    with pytest.raises(CredentialsError) as caught:
        credentials.find(profile())
    assert "spmsg auth login -p shop-us" in (caught.value.hint or "")
    assert "--profile demo" in (caught.value.hint or "")


def test_a_broken_variable_is_named_and_not_repeated(profile: Profile) -> None:
    with pytest.raises(CredentialsError) as caught:
        credentials.find(profile(**{**WHOLE, "SPMSG_CLIENT_SECRET": "tops3cret\n"}))
    assert caught.value.message == "SPMSG_CLIENT_SECRET in the environment has a line break at its end."


def test_no_repr_shows_a_secret(profile: Profile) -> None:
    looked = credentials.look_up(profile(**WHOLE))
    shown = f"{looked!r} {STORED!r} {credentials.find(profile(**WHOLE))!r}"
    assert not any(value in shown for value in (*WHOLE.values(), "stored-"))


def test_the_demo_needs_none() -> None:
    assert credentials.look_up(config.resolve("demo")).origin == "the simulator"


def test_the_fingerprint_changes_with_each_login_and_with_the_environment(profile: Profile) -> None:
    prints = [
        credentials.fingerprint(profile(*KEPT)),
        credentials.fingerprint(profile(KEPT[0], 'login = "abc124"')),
        credentials.fingerprint(profile('secrets = "keyring"', KEPT[1])),
        credentials.fingerprint(profile(*KEPT, SPMSG_REFRESH_TOKEN="a")),
        credentials.fingerprint(profile(*KEPT, SPMSG_CLIENT_ID="a")),
        credentials.fingerprint(profile('credential_command = "a b"')),
        credentials.fingerprint(profile('credential_command = "a c"')),
    ]
    assert len(set(prints)) == len(prints)
    assert credentials.fingerprint(profile(*KEPT)) == prints[0]


@posix
def test_every_run_checks_that_the_stored_file_is_private(profile: Profile, tmp_path: Path) -> None:
    settings = profile(*KEPT)
    FileStore(tmp_path / "credentials").write("shop-us", "abc123", STORED)
    credentials.check(settings)
    (tmp_path / "credentials" / "shop-us.abc123.json").chmod(0o644)
    with pytest.raises(CredentialsError, match="can be read by others"):
        credentials.check(settings)
    credentials.check(profile(*KEPT, **WHOLE))  # they are not used then

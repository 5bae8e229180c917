"""Where login keeps secrets: private files, and real keyrings, working and not."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from spmsg.credentials.secrets import Secrets
from spmsg.credentials.stores import FileStore, KeyringStore, NoKeyringError
from spmsg.errors import CredentialsError
from tests.harness import posix

SECRETS = Secrets("client", "tops3cret", "Atzr|token")
UseRing = Callable[[str], Path]


def test_what_is_stored_is_read_back_and_removed(use_ring: UseRing) -> None:
    file = use_ring("working")
    store = KeyringStore(timeout=30)
    assert store.write("shop", "a1", SECRETS) == "the keyring (working ring Ring)"
    assert list(json.loads(file.read_text())) == ["spmsg shop/a1"]
    assert json.loads(store.read("shop", "a1"))["client_secret"] == "tops3cret"
    store.remove("shop", "a1")
    store.remove("shop", "a1")  # gone is gone
    with pytest.raises(CredentialsError, match="does not hold the secrets of the profile 'shop'"):
        store.read("shop", "a1")


def test_one_that_hangs_is_given_up(use_ring: UseRing) -> None:
    use_ring("hanging")
    began = time.monotonic()
    with pytest.raises(NoKeyringError, match="did not answer within 3 s") as caught:
        KeyringStore().read("shop", "a1")
    assert 3 <= time.monotonic() - began < 60
    assert "--insecure-storage" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("raising", "KeyringLocked"),
        ("crashing", "broke down"),
        ("asking", "EOFError"),  # there is no terminal to ask on
    ],
)
def test_one_that_fails_is_told_without_the_secret(use_ring: UseRing, kind: str, told: str) -> None:
    use_ring(kind)
    with pytest.raises(NoKeyringError, match=told) as caught:
        KeyringStore(timeout=30).write("shop", "a1", SECRETS)
    assert "tops3cret" not in caught.value.message
    assert "Atzr" not in caught.value.message


def test_one_that_keeps_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with pytest.raises(NoKeyringError, match="does not give back"):
        KeyringStore(timeout=30).write("shop", "a1", SECRETS)


def test_where_there_is_none_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with pytest.raises(NoKeyringError, match="cannot be used: there is none") as caught:
        KeyringStore(timeout=30).check()
    assert "--insecure-storage" in (caught.value.hint or "")


def test_where_the_package_is_not_installed_the_remedy_is_told(use_ring: UseRing) -> None:
    use_ring("not-installed")
    with pytest.raises(NoKeyringError, match=r"pip install '\.\[keyring\]'"):
        KeyringStore(timeout=30).check()


def test_a_keyring_module_in_the_current_folder_is_not_the_one_that_is_meant(
    use_ring: UseRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_ring("working")
    (tmp_path / "keyring.py").write_text("raise SystemExit('a stranger has the secrets')")
    monkeypatch.chdir(tmp_path)
    KeyringStore(timeout=30).check()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "config" / "credentials")


def test_each_login_has_a_file_of_its_own(files: FileStore) -> None:
    files.write("shop", "a1", SECRETS)
    files.write("shop", "b2", Secrets("other", "x", "y"))
    assert json.loads(files.read("shop", "a1")) == {
        "client_id": "client",
        "client_secret": "tops3cret",
        "refresh_token": "Atzr|token",
    }
    files.remove("shop", "a1")
    files.remove("shop", "a1")  # gone is gone
    assert json.loads(files.read("shop", "b2"))["client_id"] == "other"
    with pytest.raises(CredentialsError, match="cannot be read from"):
        files.read("shop", "a1")


@posix
def test_a_file_that_others_can_read_is_refused_with_the_remedy(files: FileStore) -> None:
    files.write("shop", "a1", SECRETS)
    path = files.path("shop", "a1")
    path.chmod(0o644)
    with pytest.raises(CredentialsError, match="can be read by others") as caught:
        files.read("shop", "a1")
    assert caught.value.hint == f"Run: chmod 600 {path}"

"""A file with secrets is its owner's alone, from the moment it is made."""

import os
import stat
from pathlib import Path

import pytest

from spmsg.credentials.file_store import FileStore
from spmsg.credentials.secrets import Secrets
from spmsg.errors import CredentialsError, LocalStateError

SECRETS = Secrets("client", "tops3cret", "Atzr|token")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "config" / "credentials")


def test_what_is_written_can_be_read_back(store: FileStore) -> None:
    store.write("shop", "a1", SECRETS)
    assert store.read("shop", "a1") == {
        "client_id": "client",
        "client_secret": "tops3cret",
        "refresh_token": "Atzr|token",
    }


def test_file_and_folder_are_private_whatever_the_umask(store: FileStore) -> None:
    before = os.umask(0)
    try:
        path = store.write("shop", "a1", SECRETS)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [p.name for p in path.parent.iterdir()] == ["shop.a1.json"]


def test_each_login_has_a_file_of_its_own(store: FileStore) -> None:
    store.write("shop", "a1", SECRETS)
    store.write("shop", "b2", Secrets("other", "x", "y"))
    store.remove("shop", "a1")
    store.remove("shop", "a1")  # gone is gone
    assert store.read("shop", "b2")["client_id"] == "other"
    with pytest.raises(CredentialsError, match="not on this machine"):
        store.read("shop", "a1")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o666])
def test_one_that_others_can_reach_is_refused_with_the_remedy(store: FileStore, mode: int) -> None:
    path = store.write("shop", "a1", SECRETS)
    path.chmod(mode)
    with pytest.raises(CredentialsError, match="can be read by others") as caught:
        store.read("shop", "a1")
    assert caught.value.hint == f"Run: chmod 600 {path}"


def test_a_symbolic_link_is_refused(store: FileStore, tmp_path: Path) -> None:
    path = store.write("shop", "a1", SECRETS)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CredentialsError, match="symbolic link"):
        store.read("shop", "a1")


def test_a_pipe_in_its_place_holds_nobody_up(store: FileStore) -> None:
    path = store.write("shop", "a1", SECRETS)
    path.unlink()
    os.mkfifo(path, 0o600)
    with pytest.raises(CredentialsError, match="no regular file"):
        store.read("shop", "a1")


def test_a_damaged_file_is_named_and_not_repeated(store: FileStore) -> None:
    path = store.write("shop", "a1", SECRETS)
    path.write_text('{"client_secret": "tops3cret"')
    with pytest.raises(CredentialsError, match="is not JSON") as caught:
        store.read("shop", "a1")
    assert "tops3cret" not in caught.value.message


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalStateError, match="cannot be kept"):
        FileStore(tmp_path / "file" / "credentials").write("shop", "a1", SECRETS)

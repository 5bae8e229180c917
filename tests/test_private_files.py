"""Files of our own: private, whole or not at all, locked."""

import os
import stat
import sys
import threading
import time
from pathlib import Path

import filelock
import pytest

from spmsg import private_files
from spmsg.delivery.ledger import open_ledger
from spmsg.errors import CredentialsError, LocalStateError
from spmsg.simulator.state import open_state
from tests.harness import posix


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.parametrize("make", [private_files.create, lambda path: private_files.write(path, "text")])
def test_files_are_0600_and_every_folder_above_is_0700_whatever_the_umask(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    before = os.umask(0)
    try:
        make(tmp_path / "state" / "tokens" / "default.json")
    finally:
        os.umask(before)
    assert mode(tmp_path / "state") == mode(tmp_path / "state" / "tokens") == 0o700
    assert mode(tmp_path / "state" / "tokens" / "default.json") == 0o600


def test_a_file_that_is_there_keeps_its_content(tmp_path: Path) -> None:
    private_files.write(tmp_path / "file", "kept")
    private_files.create(tmp_path / "file")
    assert private_files.read(tmp_path / "file") == b"kept"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    private_files.write(path, "old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        private_files.write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_no_file_is_reached_through_a_symbolic_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("theirs")
    link = tmp_path / "link"
    link.symlink_to(victim)
    for reach in (private_files.read, private_files.create):
        with pytest.raises(LocalStateError, match="symbolic link"):
            reach(link)
    private_files.write(link, "ours")
    assert victim.read_text() == "theirs"
    assert not link.is_symlink()


@posix
@pytest.mark.parametrize("others", [0o640, 0o604, 0o620, 0o666])
def test_a_secret_that_others_can_reach_is_refused_with_the_remedy(others: int, tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    private_files.write(path, "{}")
    path.chmod(others)
    with pytest.raises(CredentialsError, match="The secrets in") as refused:
        private_files.read(path, holds="The secrets")
    assert refused.value.hint == f"Run: chmod 600 {path}"
    assert private_files.read(path) == b"{}"


@posix
def test_a_named_pipe_or_a_device_holds_nobody_up(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("there are no named pipes")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LocalStateError, match="not a regular file"):
        private_files.read(tmp_path / "pipe")


def test_a_lock_that_stays_taken_is_given_up_after_its_time(tmp_path: Path) -> None:
    with (
        private_files.lock(tmp_path / "file"),
        pytest.raises(filelock.Timeout),
        private_files.lock(tmp_path / "file", timeout=0.05),
    ):
        pass


@posix
@pytest.mark.parametrize("name", ["ledger.sqlite3", "simulator.sqlite3"])
def test_a_file_of_the_state_folder_that_is_a_link_is_refused_with_the_remedy(
    name: str, tmp_path: Path
) -> None:
    folder, victim = tmp_path / "state", tmp_path / "victim"
    folder.mkdir()
    (folder / name).symlink_to(victim)
    with pytest.raises(LocalStateError, match="symbolic link"):
        if name.startswith("ledger"):
            open_ledger(str(folder / name), own_folder=folder)
        else:
            open_state(folder)
    assert not victim.exists()


def test_nobody_uses_a_new_file_before_its_maker_has_closed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing it takes away the locks that SQLite has on it in another thread."""
    closing, happened, close = threading.Event(), list[str](), os.close

    def close_slowly(descriptor: int) -> None:
        if not closing.is_set():
            closing.set()
            time.sleep(0.2)
            happened.append("closed")
        close(descriptor)

    monkeypatch.setattr(os, "close", close_slowly)
    maker = threading.Thread(target=private_files.create, args=(tmp_path / "new",))
    maker.start()
    assert closing.wait(5)
    private_files.create(tmp_path / "new")
    happened.append("used")
    maker.join()
    assert happened == ["closed", "used"]

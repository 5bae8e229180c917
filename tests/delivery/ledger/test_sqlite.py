"""A ledger file that is full, locked, read-only, ruined, foreign, newer or gone: refused, with the remedy."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spmsg.delivery import deadline
from spmsg.delivery.ledger import Identity, Ledger, open_ledger
from spmsg.delivery.ledger.sqlite import SqliteLedger
from spmsg.delivery.result import Status
from spmsg.errors import CancelledError, LocalStateError, UncertainError, UsageError
from tests.delivery.ledger import claims
from tests.delivery.ledger.older_version import old_entry, old_tables
from tests.harness import posix

IDENTITY = Identity("seller", "ATVPDKIKX0DER", "902-6786204-8179805", "warranty", "k")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger.sqlite3"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    opened = open_ledger(str(path), patience=0.1)
    yield opened
    opened.close()


def claim(ledger: Ledger, key: str = "k") -> claims.Claim:
    identity = Identity("seller", "ATVPDKIKX0DER", "902-6786204-8179805", "warranty", key)
    return claims.claim(ledger, identity)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_ledger_is_private_with_all_its_files(ledger: Ledger, path: Path) -> None:
    claim(ledger)
    assert mode(path.parent) == 0o700
    assert {each.name: mode(each) for each in path.parent.iterdir()} == {
        "ledger.sqlite3": 0o600,
        "ledger.sqlite3-journal": 0o600,
        "ledger.sqlite3.runs": 0o700,
    }
    [lock] = (path.parent / "ledger.sqlite3.runs").iterdir()
    assert mode(lock) == 0o600


def test_every_commit_is_synced(path: Path) -> None:
    ledger = open_ledger(str(path))
    connection = sqlite_connection(ledger)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    ledger.close()


def test_a_full_disk_refuses_the_claim(ledger: Ledger, path: Path) -> None:
    connection = sqlite_connection(ledger)
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LocalStateError, match="full") as caught:
        for number in range(1_000):
            claim(ledger, str(number))
    assert str(path) in caught.value.message
    assert "Free some space" in (caught.value.hint or "")
    # The claim that failed left nothing: it is won once there is room
    known = len(list(ledger.entries()))
    connection.execute("PRAGMA max_page_count = 100000")
    assert claim(ledger, str(known)).won


def test_a_ledger_that_is_locked_for_too_long_refuses(ledger: Ledger, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LocalStateError, match=r"locked by another process for 0\.1 s") as caught:
            claim(ledger)
        assert str(path) in caught.value.message
        other.execute("ROLLBACK")
    assert claim(ledger).won


def test_what_is_known_is_found_while_another_writes(ledger: Ledger, path: Path) -> None:
    ledger.finish(claim(ledger).entry, Status.SENT)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ledger.find(IDENTITY) is not None


def test_a_ledger_with_holes_is_refused(path: Path) -> None:
    ledger = open_ledger(str(path))
    for number in range(200):
        claim(ledger, str(number))
    ledger.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(LocalStateError, match="is ruined"):
        damaged = open_ledger(str(path))
        try:
            damaged.check()
        finally:
            damaged.close()


def test_what_is_no_ledger_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(LocalStateError, match="is ruined") as caught:
        open_ledger(str(path))
    assert "backup" in (caught.value.hint or "")
    assert path.read_bytes() == b"not a database, " * 100
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE cookies (name TEXT)")
        with pytest.raises(LocalStateError, match="another program"):
            open_ledger(str(path))
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("cookies",)]


@pytest.mark.parametrize("replaced", [True, False])
def test_a_ledger_that_is_gone_while_open_takes_no_claims(ledger: Ledger, path: Path, replaced: bool) -> None:
    claim(ledger, "first")
    path.rename(path.with_name("old"))
    if replaced:
        open_ledger(str(path)).close()
    with pytest.raises(LocalStateError, match="moved or deleted"):
        claim(ledger, "second")


@pytest.mark.parametrize("place", ["file/ledger", "folder", "/", os.devnull])
def test_a_place_that_can_hold_no_ledger_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(LocalStateError, match="cannot be") as caught:
        open_ledger(str(tmp_path / place))
    assert str(tmp_path / place) in caught.value.message
    assert "SPMSG_LEDGER" in (caught.value.hint or "")


READ_ONLY = """
import os, sys
import spmsg.delivery.ledger.sqlite
from spmsg.delivery.ledger import open_ledger
if os.getuid() == 0:
    os.setuid(65534)
try:
    open_ledger(sys.argv[1]).check()
except Exception as error:
    print(error.message, error.hint)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, which tmp_path is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_ledger_that_may_not_be_written_is_refused(open_folder: Path, exists: bool) -> None:
    # As another user, in a process of its own: root may write anything
    folder = open_folder / "state"
    path = folder / "ledger"
    if exists:
        open_ledger(str(path)).close()
        path.chmod(0o444)
    else:
        folder.mkdir()
    folder.chmod(0o555)
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    assert f"The ledger {path} cannot be" in ran.stdout
    assert "SPMSG_LEDGER" in ran.stdout


def test_a_network_filesystem_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("only Linux tells")
    path.parent.mkdir()
    device = path.parent.stat().st_dev
    mounts = (
        "22 27 0:0 / /proc rw,relatime - proc proc rw\n"
        f"31 27 {os.major(device)}:{os.minor(device)} / /home rw shared:1 - nfs4 filer:/home rw,vers=4.2\n"
    )
    read = Path.read_text

    def read_text(file: Path, encoding: str | None = None, errors: str | None = None) -> str:
        return mounts if str(file) == "/proc/self/mountinfo" else read(file, encoding, errors)

    monkeypatch.setattr(Path, "read_text", read_text)
    with pytest.raises(LocalStateError, match=r"network filesystem \(nfs4\)") as caught:
        open_ledger(str(path))
    assert "local disk" in (caught.value.hint or "")


def test_a_linux_without_proc_is_no_obstacle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_text

    def read_text(file: Path, encoding: str | None = None, errors: str | None = None) -> str:
        return read(Path("/nowhere") if file.parts[1:2] == ("proc",) else file, encoding, errors)

    monkeypatch.setattr(Path, "read_text", read_text)
    open_ledger(str(path)).close()
    assert path.is_file()


def test_a_url_of_another_database_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="not mysql://"):
        open_ledger("mysql://localhost/ledger")


def test_the_ledger_holds_no_columns_for_texts_or_buyers(ledger: Ledger) -> None:
    columns = {row[1] for row in sqlite_connection(ledger).execute("PRAGMA table_info(spmsg_entries)")}
    assert columns == {
        *("id", "at", "profile", "account", "marketplace", "order_id", "action", "key", "status"),
        *("code", "reason", "request_id", "digest", "bytes", "allowed", "run", "attempt", "former"),
    }


def test_a_copy_of_the_file_alone_has_all_that_is_recorded(ledger: Ledger, path: Path) -> None:
    for number in range(10):
        won = claim(ledger, str(number))
        ledger.finish(won.entry, Status.SENT)
        copy = path.with_name(f"copy-{number}")
        copy.write_bytes(path.read_bytes())
        with closing(open_ledger(str(copy))) as restored:
            assert not claim(restored, str(number)).won
            assert len(list(restored.entries(status=Status.SENT))) == number + 1


def test_a_run_s_lock_file_goes_with_it_unless_it_left_a_message(ledger: Ledger, path: Path) -> None:
    runs = path.with_name(f"{path.name}.runs")
    won = claim(ledger)
    ledger.finish(won.entry, Status.SENT)
    assert len(list(runs.iterdir())) == 1
    ledger.close()
    assert list(runs.iterdir()) == []
    with closing(open_ledger(str(path))) as second:
        claim(second, "left")
    assert len(list(runs.iterdir())) == 1
    with closing(open_ledger(str(path))) as third:
        assert next(third.entries()).status is Status.UNCERTAIN
        claim(third, "another")
        assert len(list(runs.iterdir())) == 1


def test_a_run_whose_lock_file_was_deleted_sends_nothing_more(ledger: Ledger, path: Path) -> None:
    claim(ledger, "1")
    [lock] = path.with_name(f"{path.name}.runs").iterdir()
    lock.unlink()
    with pytest.raises(LocalStateError, match="was deleted or replaced"):
        claim(ledger, "2")
    with closing(open_ledger(str(path))) as other:
        [entry] = other.entries()
    assert entry.status is Status.UNCERTAIN
    assert "lost its lock file" in (entry.reason or "")


def test_a_wait_ends_when_the_run_is_to_stop(path: Path) -> None:
    asked = False

    def sleep(seconds: float) -> None:
        if asked:
            raise CancelledError("Interrupted.")

    with closing(open_ledger(str(path), sleep=sleep)) as ledger:
        won = claim(ledger)
        asked = True
        ledger.finish(won.entry, Status.SENT)  # which is recorded all the same
        with pytest.raises(CancelledError):
            claim(ledger, "another")
        asked = False
        assert [entry.status for entry in ledger.entries()] == [Status.SENT]


def test_a_ledger_that_is_locked_is_not_waited_for_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "AFTER_TIMEOUT", 0.1)
    with closing(open_ledger(str(path), patience=2)) as ledger:
        won = claim(ledger)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            for _ in range(3):
                with pytest.raises(UncertainError, match="could not be recorded") as caught:
                    ledger.finish(won.entry, Status.SENT, request_id="request-1")
            assert time.monotonic() - began < 5.9
        assert caught.value.request_id == "request-1"
        assert f"history resolve {won.entry.id}" in (caught.value.hint or "")
        assert ledger.finish(won.entry, Status.SENT).status is Status.SENT


def old_ledger(path: Path) -> sqlite3.Connection:
    """The ledger of a version that went by process IDs, in WAL mode."""
    path.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    old_tables(
        lambda sql, values: connection.execute(sql, tuple(values)).fetchall(),
        "INTEGER PRIMARY KEY AUTOINCREMENT",
        "001 entries and changes",
    )
    for key, status in (("k", "sending"), ("sent", "sent"), ("failed", "failed")):
        connection.execute(old_entry(key, status))
    return connection


def test_a_ledger_of_an_older_version_is_brought_into_one_file(path: Path) -> None:
    old_ledger(path).close()
    with closing(open_ledger(str(path))) as ledger:
        found = {entry.identity.key: (entry.id, entry.status, entry.code) for entry in ledger.entries()}
        assert found == {
            "k": (1, Status.UNCERTAIN, "owner-gone"),
            "sent": (2, Status.SENT, None),
            "failed": (3, Status.FAILED, None),
        }
        assert not claim(ledger, "sent").won
        assert claim(ledger, "failed").won
        assert claim(ledger, "new").entry.id > 3
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert not path.with_name(f"{path.name}-wal").exists()


def test_an_older_version_that_is_at_work_is_not_disturbed(path: Path) -> None:
    with closing(old_ledger(path)) as old:
        with pytest.raises(LocalStateError, match="an older spmsg has it open") as caught:
            open_ledger(str(path), patience=0.3)
        assert "Stop all runs" in (caught.value.hint or "")
        old.execute(old_entry("more", "sent"))
    open_ledger(str(path)).close()


def test_an_older_version_cannot_claim(path: Path) -> None:
    open_ledger(str(path)).close()
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute(old_entry("k", "sending"))


def test_an_older_ledger_without_its_wal_is_refused(path: Path) -> None:
    with closing(old_ledger(path)):
        alone = path.with_name("alone")
        alone.write_bytes(path.read_bytes())
    with pytest.raises(LocalStateError, match="alone-wal, which is not beside it"):
        open_ledger(str(alone))


def sqlite_connection(ledger: Ledger) -> sqlite3.Connection:
    assert isinstance(ledger, SqliteLedger)
    return ledger._connection

"""The ledger in a file: SQLite, for the processes of one machine.

What is written is on disk on return, and in this one file: `journal_mode=TRUNCATE` writes into the database
itself (WAL leaves the last messages in a second file), and `synchronous=FULL` syncs each commit:
https://www.sqlite.org/pragma.html#pragma_synchronous. On macOS fsync leaves the data in the drive's cache,
so `fullfsync` is set, which does nothing elsewhere.
"""

import os
import re
import sqlite3
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from spmsg import private_files
from spmsg.delivery.deadline import STEP, Deadline, Patience, Sleep
from spmsg.delivery.ledger.ledger import Ledger
from spmsg.delivery.ledger.tables import APPLIED, SQLITE, Execute, Row, migrate, refuse_newer
from spmsg.errors import LocalStateError

T = TypeVar("T")
_Inode = tuple[int, int]  # device and inode

_COUNTER = "INTEGER PRIMARY KEY AUTOINCREMENT"  # an ID that was told to a person is never used again
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone"}
_LOCAL = "Name a file on a local disk with SPMSG_LEDGER, or, for several machines, a postgresql://… database."


class SqliteLedger(Ledger):
    """A ledger over one connection, behind a lock: SQLite lets one write at a time anyway."""

    def __init__(self, path: Path, *, patience: float, sleep: Sleep, clock: Callable[[], float]) -> None:
        super().__init__()
        self.location = str(path)
        self._path = path
        self._clock = clock
        trouble = f"The ledger {path} has been locked by another process"
        hint = f"Wait for that process, or end it (`fuser {path}` names it), then run again."
        self._patience = Patience(patience, sleep, trouble, hint)
        self._lock = threading.Lock()
        file = path.resolve()
        self._runs = file.with_name(f"{file.name}.runs")
        self._run_lock: FileLock | None = None
        self._run_lock_inode: _Inode | None = None
        with self._call() as execute:
            private_files.create(file)
            _refuse_network_filesystem(file)
            self._inode = _inode_of(path)
            self._connection = sqlite3.connect(
                path, timeout=STEP, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(execute)
            except BaseException:
                self._connection.close()
                raise

    def check(self) -> str:
        problems = [str(line) for (line,) in self._read("PRAGMA integrity_check(3)", ())]
        if problems != ["ok"]:
            raise _refused(self._path, "; ".join(problems), sqlite3.SQLITE_CORRUPT)
        self._write(lambda execute: execute("UPDATE spmsg_migrations SET at = at", ()))
        [[entries]] = self._read("SELECT COUNT(*) FROM spmsg_entries", ())
        return f"SQLite {sqlite3.sqlite_version}, {self._path}: sound, writable, {entries} entries"

    def close(self) -> None:
        if self._run_lock is not None:
            with suppress(LocalStateError):
                self._write(partial(self._end_run, self._run_lock), recording=True)
            self._run_lock.release()
        self._connection.close()

    def _write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        with self._call(recording=recording) as execute:
            return self._transaction(work, execute)

    def _read(self, sql: str, values: Sequence[object]) -> list[Row]:
        with self._call() as execute:
            return execute(sql, values)

    @contextmanager
    def _call(self, *, recording: bool = False) -> Iterator[Execute]:
        """Give what runs statements until the call's deadline, for one thread at a time."""
        try:
            with self._patience.deadline(recording=recording) as deadline, deadline.holding(self._lock):
                yield partial(self._execute, deadline)
        except (OSError, sqlite3.Error) as error:
            raise _refused(self._path, error, getattr(error, "sqlite_errorcode", 0)) from error

    def _transaction(self, work: Callable[[Execute], T], execute: Execute) -> T:
        if _inode_of(self._path) != self._inode:
            what = f"The ledger {self._path} was moved or deleted while it was in use."
            hint = "Put it back, then run again: without it nobody knows what was sent before."
            raise LocalStateError(what, hint=hint)
        # IMMEDIATE takes the lock before anything is read, so that nothing that was read can be stale
        execute("BEGIN IMMEDIATE", ())
        try:
            result = work(execute)
            execute("COMMIT", ())
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return result

    def _execute(self, deadline: Deadline, sql: str, values: Sequence[object]) -> list[Row]:
        while True:
            try:
                return self._connection.execute(sql, tuple(values)).fetchall()
            except sqlite3.OperationalError as error:
                # SQLite's own wait cannot be interrupted, so it is short, and made again
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                deadline.pause(0.001)

    def _now(self, execute: Execute) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)

    # Locks are taken, tried and deleted within a write transaction only: two runs that tried one at the same
    # time would each see it taken

    def _own_run(self, execute: Execute) -> str:
        if self._run is None:
            self._delete_locks_of_ended_runs(execute)
            run = uuid.uuid4().hex  # never used again
            self._run_lock = private_files.lock(self._runs / run, timeout=0)
            self._run_lock.acquire()
            self._run_lock_inode, self._run = _inode_of(self._lock_file(run)), run
        if _inode_of(self._lock_file(self._run)) != self._run_lock_inode:
            what = f"The lock of this run, {self._lock_file(self._run)}, was deleted or replaced."
            hint = "Leave that folder alone while spmsg runs, then run this again."
            raise LocalStateError(what, hint=hint)
        return self._run

    def _how_it_ended(self, execute: Execute, run: str) -> str | None:
        try:
            if _inode_of(self._lock_file(run)) is None:
                return "has lost its lock file"
            with private_files.lock(self._runs / run, timeout=0):
                return "ended without recording the outcome"
        except (OSError, RuntimeError):  # Timeout, which is taken; and whatever filelock cannot tell
            return None

    def _delete_locks_of_ended_runs(self, execute: Execute) -> None:
        for path in self._runs.glob("*.lock"):
            if self._how_it_ended(execute, path.stem) and not _is_sending(execute, path.stem):
                path.unlink(missing_ok=True)

    def _end_run(self, lock: FileLock, execute: Execute) -> None:
        lock.release()
        if not _is_sending(execute, self._run):
            with suppress(OSError):  # the next run deletes it
                Path(lock.lock_file).unlink()

    def _lock_file(self, run: str) -> Path:
        return self._runs / f"{run}.lock"

    def _prepare(self, execute: Execute) -> None:
        tables = {str(name) for (name,) in execute("SELECT name FROM sqlite_master", ())}
        if tables and "spmsg_migrations" not in tables:
            raise LocalStateError(
                f"{self._path} is a database of another program, not a ledger of spmsg.",
                hint="Name a file of its own with SPMSG_LEDGER.",
            )
        applied = {str(name) for (name,) in execute(APPLIED, ())} if tables else set()
        refuse_newer(applied, SQLITE, self.location)
        self._leave_wal(execute, is_empty=not tables)
        execute("PRAGMA synchronous = FULL", ())
        execute("PRAGMA fullfsync = ON", ())
        if applied != SQLITE.keys():
            now = self._now(execute)
            self._transaction(lambda execute: migrate(execute, SQLITE, _COUNTER, now, self.location), execute)

    def _leave_wal(self, execute: Execute, *, is_empty: bool) -> None:
        """Let SQLite write into the ledger's one file, also where an older spmsg used a second one."""
        [[mode]] = execute("PRAGMA journal_mode", ())
        if mode == "wal" and is_empty:
            raise LocalStateError(
                f"The ledger {self._path} is empty: what an older spmsg sent is in {self._path.name}-wal, "
                "which is not beside it.",
                hint=f"Put that file back. If nothing was ever sent with it, delete {self._path}.",
            )
        try:
            [[mode]] = execute("PRAGMA journal_mode = TRUNCATE", ())
        except LocalStateError as error:
            raise LocalStateError(
                f"The ledger {self._path} is to be brought into one file, and an older spmsg has it open.",
                hint="Stop all runs and crontab lines that use it, then run this again.",
            ) from error
        if mode != "truncate":
            raise LocalStateError(f"The ledger {self._path} is where SQLite keeps no journal.", hint=_LOCAL)


def _is_sending(execute: Execute, run: str | None) -> bool:
    """Tell whether an entry is `sending` by `run`."""
    return bool(execute("SELECT 1 FROM spmsg_entries WHERE status = 'sending' AND run = ?", (run,)))


def _refuse_network_filesystem(path: Path) -> None:
    """Raise LocalStateError if two machines could open the file and not see each other's locks.

    Only Linux tells: https://www.sqlite.org/faq.html#q5
    """
    if sys.platform != "linux":
        return
    mounts = ""
    with suppress(FileNotFoundError):  # as where no /proc is mounted
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    device = path.stat().st_dev
    found = re.search(rf" {os.major(device)}:{os.minor(device)} .* - (\S+)", mounts)
    if found and found[1] in _NETWORK:
        what = f"The ledger {path} is on a network filesystem ({found[1]})"
        raise LocalStateError(f"{what}, where SQLite cannot keep two machines apart.", hint=_LOCAL)


def _refused(path: Path, reason: object, code: int) -> LocalStateError:
    """Return what SQLite's result `code` means for the ledger's owner, and the remedy."""
    what = "cannot be used"
    hint = f"Look whether this user may write to {path.parent} and the disk is well; or set SPMSG_LEDGER."
    primary = code & 0xFF  # in an extended one: https://www.sqlite.org/rescode.html
    if primary == sqlite3.SQLITE_FULL:
        what, hint = "cannot grow", f"Free some space on the disk of {path.parent}, then run again."
    elif primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        what = "is ruined"
        hint = (
            "Put a backup in its place, or save what can be saved: "
            f"`sqlite3 {path} .recover | sqlite3 {path}.new`. "
            "With an empty one instead, what was sent before would be sent again."
        )
    return LocalStateError(f"The ledger {path} {what}: {reason}.", hint=hint)


def _inode_of(path: Path) -> _Inode | None:
    """Return what tells the file at `path` from another one of that name; None if there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino

"""The ledger in a file: SQLite, for the processes of one machine.

What is written is on disk on return, and in this one file: `journal_mode=TRUNCATE` writes into the database
itself (WAL leaves the last messages in a second file), and `synchronous=FULL` syncs each commit:
https://www.sqlite.org/pragma.html#pragma_synchronous. On macOS fsync leaves the data in the drive's cache,
so `fullfsync` is set, which does nothing elsewhere.
"""

import os
import sqlite3
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from spmsg import private_files
from spmsg.delivery.deadline import STEP, Deadline, OutOfTimeError, Patience
from spmsg.delivery.ledger.ledger import Ledger
from spmsg.delivery.ledger.migrations import APPLIED, SQLITE, Execute, Row, migrate, refuse_newer
from spmsg.errors import LocalStateError

T = TypeVar("T")

_COUNTER = "INTEGER PRIMARY KEY AUTOINCREMENT"  # an ID that was told to a person is never used again
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone"}
_LOCAL = "Name a file on a local disk with SPMSG_LEDGER, or, for several machines, a postgresql://… database."


class SqliteLedger(Ledger):
    """A ledger over one connection, behind a lock: SQLite lets one write at a time anyway."""

    def __init__(self, path: Path, *, patience: Patience, clock: Callable[[], float]) -> None:
        super().__init__(patience)
        self.location = str(path)
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        file = path.resolve()
        self._locks = _RunLocks(file.with_name(f"{file.name}.runs"))
        with self._faults(), patience.deadline() as deadline:
            private_files.create(file)
            _refuse_network_filesystem(file)
            self._file = _file_of(path)
            self._connection = sqlite3.connect(
                path, timeout=STEP, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(deadline)
            except BaseException:
                self._connection.close()
                raise

    def check(self) -> str:
        problems = [str(line) for (line,) in self._read("PRAGMA integrity_check(3)", ())]
        if problems != ["ok"]:
            raise _refused(sqlite3.SQLITE_CORRUPT, "; ".join(problems), self._path)
        self._write(lambda execute: execute("UPDATE spmsg_migrations SET at = at", ()))
        [[entries]] = self._read("SELECT COUNT(*) FROM spmsg_entries", ())
        return f"SQLite {sqlite3.sqlite_version}, {self._path}: sound, writable, {entries} entries"

    def close(self) -> None:
        if self._run is not None:
            # Within a transaction, as every use of the locks
            with suppress(LocalStateError):
                self._write(lambda execute: self._locks.end(keep=self._sends(execute)), recording=True)
            self._locks.end(keep=True)
        with self._faults():
            self._connection.close()

    def _write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        with (
            self._faults(),
            self._patience.deadline(recording=recording) as deadline,
            deadline.holding(self._lock),
        ):
            return self._transaction(work, deadline)

    def _transaction(self, work: Callable[[Execute], T], deadline: Deadline) -> T:
        if _file_of(self._path) != self._file:
            raise LocalStateError(
                f"The ledger {self._path} was moved or deleted while it was in use.",
                hint="Put it back, then run again: without it nobody knows what was sent before.",
            )
        execute = partial(self._execute, deadline)
        # IMMEDIATE takes the lock before anything is read, so that nothing that was read can be stale
        execute("BEGIN IMMEDIATE")
        try:
            result = work(execute)
            execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return result

    def _read(self, sql: str, values: Sequence[object]) -> list[Row]:
        with self._faults(), self._patience.deadline() as deadline, deadline.holding(self._lock):
            return self._execute(deadline, sql, values)

    def _execute(self, deadline: Deadline, sql: str, values: Sequence[object] = ()) -> list[Row]:
        while True:
            try:
                return self._connection.execute(sql, tuple(values)).fetchall()
            except sqlite3.OperationalError as error:
                # SQLite's own wait cannot be interrupted, so it is short, and made again
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                deadline.pause(0.001)

    def _now(self, execute: Execute) -> int:
        return int(self._clock() * 1_000_000)

    def _own_run(self, execute: Execute) -> str:
        if self._run is None:
            self._locks.delete_free(lambda run: self._sends(execute, run))
            self._run = self._locks.begin()
        self._locks.check()
        return self._run

    def _how_it_ended(self, execute: Execute, run: str) -> str | None:
        return self._locks.how_it_ended(run)

    def _sends(self, execute: Execute, run: str | None = None) -> bool:
        """Tell whether an entry is `sending` by `run`, by default this one."""
        run = run if run is not None else self._run
        return bool(execute("SELECT 1 FROM spmsg_entries WHERE status = 'sending' AND run = ?", (run,)))

    def _prepare(self, deadline: Deadline) -> None:
        execute = partial(self._execute, deadline)
        tables = {str(name) for (name,) in execute("SELECT name FROM sqlite_master")}
        if tables and "spmsg_migrations" not in tables:
            raise LocalStateError(
                f"{self._path} is a database of another program, not a ledger of spmsg.",
                hint="Name a file of its own with SPMSG_LEDGER.",
            )
        applied = {str(name) for (name,) in execute(APPLIED)} if tables else set()
        refuse_newer(applied, SQLITE, self.location)
        [[mode]] = execute("PRAGMA journal_mode")
        if mode == "wal" and not tables:
            raise LocalStateError(
                f"The ledger {self._path} is empty: what an older spmsg sent is in {self._path.name}-wal, "
                "which is not beside it.",
                hint=f"Put that file back. If nothing was ever sent with it, delete {self._path}.",
            )
        try:
            [[mode]] = execute("PRAGMA journal_mode = TRUNCATE")
        except OutOfTimeError:
            raise LocalStateError(
                f"The ledger {self._path} is to be brought into one file, and an older spmsg has it open.",
                hint="Stop all runs and crontab lines that use it, then run this again.",
            ) from None
        if mode != "truncate":
            raise LocalStateError(f"The ledger {self._path} is where SQLite keeps no journal.", hint=_LOCAL)
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA fullfsync = ON")
        if applied != SQLITE.keys():
            self._transaction(
                lambda execute: migrate(
                    execute, SQLITE, counter=_COUNTER, now=self._now(execute), location=self.location
                ),
                deadline,
            )

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OutOfTimeError:
            raise LocalStateError(
                f"The ledger {self._path} has been locked by another process for "
                f"{self._patience.seconds:g} s.",
                hint=f"Wait for that process, or end it (`fuser {self._path}` names it), then run again.",
            ) from None
        except OSError as error:
            raise _refused(sqlite3.SQLITE_ERROR, error.strerror or error, self._path) from error
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            raise _refused(code, error, self._path) from error


class _RunLocks:
    """The locks in `folder`: one for each run, held by it, named by a UUID that is never used again.

    A run lives as long as it holds its lock. All of this is called within the ledger's write transaction
    only: two that tried a lock at the same time would each see it taken.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = ""
        self._held: FileLock | None = None
        self._file: tuple[int, int] | None = None

    def begin(self) -> str:
        """Take a new lock and return the name of its run. Raises OSError."""
        self._run = uuid.uuid4().hex
        self._held = self._lock(self._run)
        self._held.acquire()
        self._file = _file_of(self._path(self._run))
        return self._run

    def check(self) -> None:
        """Raise LocalStateError if the file in place is not the one whose lock this run holds."""
        if self._file is None or _file_of(self._path(self._run)) != self._file:
            raise LocalStateError(
                f"The lock of this run, {self._path(self._run)}, was deleted or replaced.",
                hint="Leave that folder alone while spmsg runs, then run this again.",
            )

    def how_it_ended(self, run: str) -> str | None:
        """Return how `run` ended, in words; None if it lives, or if that cannot be told."""
        try:
            if _file_of(self._path(run)) is None:
                return "has lost its lock file"
            with self._lock(run):
                return "ended without recording the outcome"
        except (OSError, RuntimeError):  # Timeout, which is taken; and whatever filelock cannot tell
            return None

    def delete_free(self, sends: Callable[[str], bool]) -> None:
        """Delete the files that ended runs left, unless the run `sends` an entry still. Raises OSError."""
        if not self._folder.is_dir():
            return
        for path in self._folder.glob("*.lock"):
            if self.how_it_ended(path.stem) is not None and not sends(path.stem):
                path.unlink(missing_ok=True)

    def end(self, *, keep: bool) -> None:
        """Give the lock back. Deletes its file unless `keep`."""
        if self._held is not None:
            self._held.release()
            if not keep:
                with suppress(OSError):  # the next run deletes it
                    self._path(self._run).unlink()
            self._held = None

    def _path(self, run: str) -> Path:
        return self._folder / f"{run}.lock"

    def _lock(self, run: str) -> FileLock:
        return private_files.lock(self._folder / run, timeout=0)


def _refuse_network_filesystem(path: Path) -> None:
    """Raise LocalStateError if two machines could open the file and not see each other's locks.

    Known on Linux alone, by /proc/self/mountinfo: https://www.sqlite.org/faq.html#q5
    """
    if sys.platform != "linux":
        return
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    device = path.stat().st_dev
    number = f" {os.major(device)}:{os.minor(device)} "
    found = next((line for line in mounts.splitlines() if number in line), "")
    kind = found.partition(" - ")[2].partition(" ")[0]
    if kind in _NETWORK:
        raise LocalStateError(
            f"The ledger {path} is on a network filesystem ({kind}), where SQLite cannot keep "
            "two machines apart.",
            hint=_LOCAL,
        )


_WORDS = {
    sqlite3.SQLITE_FULL: ("cannot grow", "Free some space on the disk of {folder}, then run again."),
    **dict.fromkeys(
        (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
        (
            "cannot be written",
            "Make it and its folder {folder} writable for this user, or name another file with SPMSG_LEDGER.",
        ),
    ),
    **dict.fromkeys(
        (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT),
        (
            "is ruined",
            "Put a backup in its place, or save what can be saved: "
            "`sqlite3 {path} .recover | sqlite3 {path}.new`. "
            "With an empty one instead, what was sent before would be sent again.",
        ),
    ),
}
"""What SQLite's primary result codes mean for the ledger's owner, and the remedy."""
_OTHERWISE = ("cannot be used", "Look after the disk of {folder}, or name another file with SPMSG_LEDGER.")


def _refused(code: int, reason: object, path: Path) -> LocalStateError:
    # The primary code is in an extended one's low byte: https://www.sqlite.org/rescode.html
    what, hint = _WORDS.get(code & 0xFF, _OTHERWISE)
    return LocalStateError(
        f"The ledger {path} {what}: {reason}.", hint=hint.format(path=path, folder=path.parent)
    )


def _file_of(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at `path` from another one of that name; None if there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino

"""The ledger in a file: SQLite, for the processes of one machine.

Why what `claim` and `finish` write is on disk when they return: in WAL mode a commit is synced only with
`synchronous=FULL` (with NORMAL, SQLite's usual advice for WAL, the last commits are lost with the power):
https://www.sqlite.org/pragma.html#pragma_synchronous. On macOS fsync alone leaves the data in the drive's
cache, hence `fullfsync`, which does nothing elsewhere.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from spmsg.delivery.ledger.migrations import APPLIED, SQLITE, migrate, refuse_newer
from spmsg.delivery.ledger.owner import Owner
from spmsg.delivery.ledger.sql import Execute, Row
from spmsg.delivery.ledger.sql_ledger import SqlLedger
from spmsg.delivery.ledger.sqlite_faults import translate
from spmsg.delivery.state_folder import private_file, refuse_network_filesystem
from spmsg.errors import LocalStateError

T = TypeVar("T")

_COUNTER = "INTEGER PRIMARY KEY AUTOINCREMENT"  # an ID that was told to a person is never used again


class SqliteLedger(SqlLedger):
    """One connection, behind a lock: SQLite lets one write at a time anyway."""

    def __init__(
        self, path: Path, *, owner: Owner | None, clock: Callable[[], float], patience: float = 10.0
    ) -> None:
        super().__init__(owner)
        self.location = str(path)
        self._path = path
        self._clock = clock
        self._patience = patience
        self._lock = threading.RLock()
        try:
            private_file(path)
            refuse_network_filesystem(path)
        except OSError as error:
            raise LocalStateError(
                f"The ledger {path} cannot be opened: {error.strerror or error}.",
                hint="Make it readable and writable for this user, or name another file with SPMSG_LEDGER.",
            ) from error
        with self._faults():
            self._connection = self._connect()
        try:
            with self._faults():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def check(self) -> str:
        with self._lock, self._faults():
            problems = [str(line) for (line,) in self._connection.execute("PRAGMA integrity_check(3)")]
            if problems != ["ok"]:
                raise sqlite3.DatabaseError(f"database disk image is malformed: {'; '.join(problems)}")
            self._write(lambda execute: execute("UPDATE spmsg_migrations SET at = at", ()))
            [[entries]] = self._read("SELECT COUNT(*) FROM spmsg_entries", ())
        return f"SQLite {sqlite3.sqlite_version}, {self._path}: sound, writable, {entries} entries"

    def close(self) -> None:
        with self._lock, self._faults():
            self._connection.close()

    def _write(self, work: Callable[[Execute], T]) -> T:
        with self._lock, self._faults():
            self._still_there()
            # IMMEDIATE: the lock is had before anything is read, so that nothing read can be stale
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(self._execute)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            return result

    def _read(self, sql: str, values: Sequence[object]) -> list[Row]:
        with self._lock, self._faults():
            return self._execute(sql, values)

    def _stream(self, sql: str, values: Sequence[object]) -> Iterator[Row]:
        # A connection of its own: a reader in WAL mode sees one state and hinders no writer
        with self._faults(), closing(self._connect()) as connection:
            yield from connection.execute(sql, tuple(values))

    def _now(self, execute: Execute | None = None) -> int:
        return int(self._clock() * 1_000_000)

    def _execute(self, sql: str, values: Sequence[object]) -> list[Row]:
        return self._connection.execute(sql, tuple(values)).fetchall()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        return connection

    def _prepare(self) -> None:
        self._file = self._path.stat().st_ino
        tables = {str(name) for (name,) in self._execute("SELECT name FROM sqlite_master", ())}
        if "spmsg_migrations" in tables:
            applied = {str(name) for (name,) in self._execute(APPLIED, ())}
            refuse_newer(applied, SQLITE, self.location)
        elif tables:
            raise LocalStateError(
                f"{self._path} is a database of another program, not a ledger of spmsg.",
                hint="Name a file of its own with SPMSG_LEDGER.",
            )
        else:
            applied = set()
        if applied == SQLITE.keys():
            return
        self._switch_to_wal()
        self._write(
            lambda execute: migrate(
                execute, SQLITE, counter=_COUNTER, now=self._now(), location=self.location
            )
        )

    def _switch_to_wal(self) -> None:
        """Once in a ledger's life: the file remembers it. SQLite does not wait for locks here, so we do."""
        deadline = time.monotonic() + self._patience
        while True:
            try:
                [[mode]] = self._execute("PRAGMA journal_mode = WAL", ())
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
                continue
            if mode != "wal":
                raise LocalStateError(
                    f"The ledger {self._path} is on a filesystem that SQLite cannot share (no WAL).",
                    hint="Name a file on a local disk with SPMSG_LEDGER, or a postgresql://… database.",
                )
            return

    def _still_there(self) -> None:
        """A ledger that was replaced while it is open would take claims that nobody else can see."""
        try:
            same = self._path.stat().st_ino == self._file
        except FileNotFoundError:
            same = False
        if not same:
            raise LocalStateError(
                f"The ledger {self._path} was moved or deleted while it was in use.",
                hint="Put it back, then run again: without it nobody knows what was sent before.",
            )

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise translate(error, self._path, self._patience) from error

"""The ledger in PostgreSQL: one for several machines.

Of two claims at the same time, INSERT … ON CONFLICT lets one in; the other waits for it to commit and then
reads the row under SELECT … FOR UPDATE. All times are the database's: machines' clocks differ. The lock of a
run is an advisory lock of its connection, on a random key that is never used again; other runs only look for
it in pg_locks, because trying it would succeed for the holder and behind a pooler.
"""

import secrets
from collections.abc import Callable, Sequence
from typing import TypeVar

from spmsg.delivery.deadline import Patience
from spmsg.delivery.ledger.ledger import Ledger
from spmsg.delivery.ledger.migrations import APPLIED, POSTGRES, Execute, Row, migrate, refuse_newer
from spmsg.delivery.postgres import Database
from spmsg.errors import LocalStateError

T = TypeVar("T")

_COUNTER = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
_NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
_MIGRATING = 0x73706D7367  # "spmsg": the key of the advisory lock that migrations take
_HOLDER = (
    "SELECT pid = pg_backend_pid() FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid::bigint << 32 | objid::bigint = ?::bigint"
)


class PostgresLedger(Ledger):
    """A ledger over one connection, which is made again, with another key, after it broke."""

    _for_update = " FOR UPDATE"

    def __init__(self, url: str, patience: Patience) -> None:
        super().__init__(patience)
        self.database = Database(url, patience, on_connect=self._begin_run)
        self.location = self.database.location
        self._pooled = False
        try:
            prepare(self.database)
        except BaseException:
            self.database.close()
            raise

    def check(self) -> str:
        self._write(lambda execute: execute("UPDATE spmsg_migrations SET at = at", ()))
        self._write(self._own_run)
        [[version, durable, entries]] = self._read(
            "SELECT current_setting('server_version'), current_setting('fsync'),"
            " (SELECT COUNT(*) FROM spmsg_entries)",
            (),
        )
        note = "" if durable == "on" else " (fsync is off on the server: a power cut can lose what was sent)"
        return f"PostgreSQL {version}, {self.location}: in reach, writable, {entries} entries{note}"

    def close(self) -> None:
        self.database.close()

    def _write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        return self.database.write(work, recording=recording, once=once)

    def _read(self, sql: str, values: Sequence[object]) -> list[Row]:
        return self.database.read(sql, values)

    def _now(self, execute: Execute) -> int:
        [[now]] = execute(_NOW, ())
        return int(now)

    def _begin_run(self, execute: Execute, backend: int) -> None:
        """Take the lock of a new connection, to whose server process `backend` it was made."""
        key = secrets.randbits(62)
        [[pid, _]] = execute("SELECT pg_backend_pid(), pg_try_advisory_lock(?)", (key,))
        self._pooled = pid != backend
        self._run = str(key)

    def _own_run(self, execute: Execute) -> str:
        assert self._run is not None  # noqa: S101 - set with each connection
        if execute(_HOLDER, (self._run,)) == [(True,)]:
            return self._run
        if self._pooled:
            raise LocalStateError(
                f"The ledger {self.location} is behind a pooler that changes the server's session between "
                "transactions.",
                hint="Name the database server itself, or a pooler in session mode.",
            )
        raise LocalStateError(
            f"The session of this run lost its lock in the ledger {self.location}.", hint="Run it again."
        )

    def _how_it_ended(self, execute: Execute, run: str) -> str | None:
        return None if execute(_HOLDER, (run,)) else "ended without recording the outcome"


def prepare(database: Database) -> None:
    """Bring the tables up to date. Raises LocalStateError if they are newer than this program."""
    applied: set[str] = set()
    if database.read("SELECT 1 WHERE to_regclass('spmsg_migrations') IS NOT NULL"):
        applied = {str(name) for (name,) in database.read(APPLIED)}
        refuse_newer(applied, POSTGRES, database.location)
    if applied == POSTGRES.keys():
        return

    def work(execute: Execute) -> None:
        execute("SELECT pg_advisory_xact_lock(?)", (_MIGRATING,))
        [[now]] = execute(_NOW, ())
        migrate(execute, POSTGRES, counter=_COUNTER, now=now, location=database.location)

    database.write(work)

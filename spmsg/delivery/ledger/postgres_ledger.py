"""The ledger in PostgreSQL: one for several machines.

Of two claims at the same time, INSERT … ON CONFLICT lets one in; the other waits for it to commit and then
reads the row under SELECT … FOR UPDATE. All times are the database's: machines' clocks differ.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from spmsg.delivery.ledger.migrations import APPLIED, POSTGRES, migrate, refuse_newer
from spmsg.delivery.ledger.owner import Owner
from spmsg.delivery.ledger.sql import Execute, Row
from spmsg.delivery.ledger.sql_ledger import SqlLedger
from spmsg.delivery.postgres import Database

T = TypeVar("T")

_COUNTER = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
_NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
_MIGRATING = 0x73706D7367  # "spmsg": the number of the advisory lock that migrations take


class PostgresLedger(SqlLedger):
    """Over one connection, which is made again after it broke. `database` may be shared with the pace."""

    _for_update = " FOR UPDATE"

    def __init__(self, url: str, *, owner: Owner | None, patience: float = 10.0) -> None:
        super().__init__(owner)
        self.database = Database(url, patience=patience)
        self.location = self.database.location
        try:
            prepare(self.database)
        except BaseException:
            self.database.close()
            raise

    def check(self) -> str:
        def writable(execute: Execute) -> None:
            execute("UPDATE spmsg_migrations SET at = at", ())

        self.database.write(writable)
        [[version, durable, entries]] = self.database.read(
            "SELECT current_setting('server_version'), current_setting('fsync'),"
            " (SELECT COUNT(*) FROM spmsg_entries)"
        )
        note = "" if durable == "on" else " (fsync is off on the server: a power cut can lose what was sent)"
        return f"PostgreSQL {version}, {self.location}: in reach, writable, {entries} entries{note}"

    def close(self) -> None:
        self.database.close()

    def _write(self, work: Callable[[Execute], T]) -> T:
        return self.database.write(work)

    def _read(self, sql: str, values: Sequence[object]) -> list[Row]:
        return self.database.read(sql, values)

    def _stream(self, sql: str, values: Sequence[object]) -> Iterator[Row]:
        return self.database.stream(sql, values)

    def _now(self, execute: Execute | None = None) -> int:
        [[now]] = execute(_NOW, ()) if execute is not None else self.database.read(_NOW)
        return int(now)


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

"""The ledger in PostgreSQL, one for several machines, and its database, which the pace uses too.

Of two claims at the same time, INSERT … ON CONFLICT lets one in; the other waits for it to commit and then
reads the row under SELECT … FOR UPDATE. All times are the database's: machines' clocks differ. The lock of a
run is an advisory lock of its connection, on a random key that is never used again; other runs only look for
it in pg_locks, because trying it would succeed for the holder and behind a pooler.
"""

import re
import secrets
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from spmsg.delivery.deadline import STEP, Deadline, Patience, Sleep
from spmsg.delivery.ledger.ledger import Ledger
from spmsg.delivery.ledger.tables import APPLIED, POSTGRES, Execute, Row, migrate, time_of
from spmsg.errors import LocalStateError, SpmsgError, UsageError

try:
    import psycopg
    from psycopg import errors
    from psycopg.conninfo import conninfo_to_dict
except ImportError as error:
    raise UsageError(
        "A ledger in PostgreSQL needs the driver psycopg, which is not installed here.",
        hint="Install the extra `postgres`: `pip install '.[postgres]'` in the checkout of spmsg.",
    ) from error

T = TypeVar("T")

_COUNTER = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
_MIGRATING = 0x73706D7367  # "spmsg": the key of the advisory lock that migrations take
# Whether this session holds the advisory lock of a key; no row if nobody does
_LOCK_IS_MINE = (
    "SELECT pid = pg_backend_pid() FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid::bigint << 32 | objid::bigint = ?::bigint"
)
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
_CONNECT_TIMEOUT = 8  # seconds for each address, which Ctrl-C does not cut short
# With synchronous_commit=off a crash of the server takes back what it said was committed; what asks for more
# than "on" (a standby's word too) stays. The server's own probes notice a client that vanished: it would
# otherwise hold the dead run's lock for two hours.
_SESSION = """
    SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES
        ('lock_timeout', ?),
        ('tcp_keepalives_idle', '15'),
        ('tcp_keepalives_interval', '5'),
        ('tcp_keepalives_count', '3'),
        ('tcp_user_timeout', '30000'),
        ('synchronous_commit', CASE
            WHEN current_setting('synchronous_commit') = 'off' THEN 'on'
            ELSE current_setting('synchronous_commit') END)) AS wanted (name, value) USING (name)"""


class PostgresLedger(Ledger):
    """A ledger over one connection, which is made again, with another key, after it broke."""

    _for_update = " FOR UPDATE"

    def __init__(self, url: str, patience: float, sleep: Sleep) -> None:
        super().__init__()
        self.database = Database(url, patience, sleep, self._begin_run)
        self.location = self.database.location
        self.database.read("SELECT 1")

    def check(self) -> str:
        self._write(lambda execute: execute("UPDATE spmsg_migrations SET at = at", ()))
        self._write(self._own_run)
        [[version]], [[fsync]] = self._read("SHOW server_version", ()), self._read("SHOW fsync", ())
        [[entries]] = self._read("SELECT COUNT(*) FROM spmsg_entries", ())
        note = "" if fsync == "on" else " (fsync is off on the server: a power cut can lose what was sent)"
        return f"PostgreSQL {version}, {self.location}: in reach, writable, {entries} entries{note}"

    def close(self) -> None:
        self.database.close()

    def _write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        return self.database.write(work, recording=recording, once=once)

    def _read(self, sql: str, values: Sequence[object]) -> list[Row]:
        return self.database.read(sql, values)

    def _now(self, execute: Execute) -> datetime:
        return self.database.now(execute)

    def _begin_run(self, execute: Execute) -> None:
        """Take the lock of a new connection."""
        self._run = str(secrets.randbits(62))
        execute("SELECT pg_try_advisory_lock(?::bigint)", (self._run,))

    def _own_run(self, execute: Execute) -> str:
        if self._run is None or execute(_LOCK_IS_MINE, (self._run,)) != [(True,)]:
            raise LocalStateError(
                f"The session of this run does not hold its lock in the ledger {self.location}.",
                hint="Run it again; in place of a pooler in transaction mode, name the server itself.",
            )
        return self._run

    def _how_it_ended(self, execute: Execute, run: str) -> str | None:
        return None if execute(_LOCK_IS_MINE, (run,)) else "ended without recording the outcome"


class Database:
    """One connection to up-to-date tables, behind a lock, made when first needed and again after it broke.

    One is enough: Amazon takes a message a second, a transaction here takes milliseconds. `on_connect` gets
    the `execute` of each new connection. `location` is the URL without secrets. All methods raise
    LocalStateError, CancelledError.
    """

    def __init__(
        self,
        url: str,
        patience: float,
        sleep: Sleep,
        on_connect: Callable[[Execute], None] = lambda execute: None,
    ) -> None:
        self.location = re.sub("//.*@", "//", url.partition("?")[0])
        self._url = url
        hint = "Look whether the PostgreSQL server is well (pg_stat_activity), then run again."
        self._patience = Patience(patience, sleep, f"The ledger {self.location} has not answered", hint)
        self._on_connect = on_connect
        self._lock = threading.Lock()
        self._connection: _Connection | None = None
        try:
            self._password = str(conninfo_to_dict(url).get("password") or "")
        except psycopg.ProgrammingError:  # whose words may hold the URL, with its password
            raise UsageError(
                "SPMSG_LEDGER is not a PostgreSQL URL.",
                hint="postgresql://USER@HOST:5432/DATABASE; the password is best kept in ~/.pgpass.",
            ) from None

    def write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        """Do `work` in one transaction and return what it gives.

        If the connection breaks, it is done again over a new one; with `once` not if its COMMIT was on its
        way, because nobody can know then whether it arrived. `recording` goes on for a moment after Ctrl-C.
        """
        return self._call(partial(self._transaction, work, once), recording=recording)

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of one statement."""
        return self._call(lambda connection: _execute(connection, sql, values))

    @staticmethod
    def now(execute: Execute) -> datetime:
        """Return the time (UTC) on the server's clock."""
        [[microseconds]] = execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint", ())
        return time_of(microseconds)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()

    def _call(self, work: Callable[["_Connection"], T], *, recording: bool = False) -> T:
        try:
            with self._patience.deadline(recording=recording) as deadline, deadline.holding(self._lock):
                if self._connection is not None and not self._connection.closed:
                    self._connection.deadline = deadline
                    try:
                        return work(self._connection)
                    except psycopg.OperationalError:
                        if not self._connection.closed:
                            raise
                self._connection = self._connect(deadline)
                return work(self._connection)
        except psycopg.Error as error:
            raise self._translate(error) from error

    def _transaction(self, work: Callable[[Execute], T], once: bool, connection: "_Connection") -> T:
        committing = False
        _execute(connection, _BEGIN)
        try:
            result = work(partial(_execute, connection))
            committing = True
            _execute(connection, "COMMIT")
        except BaseException as error:
            if not connection.closed:
                with suppress(psycopg.OperationalError):
                    _execute(connection, "ROLLBACK")
            elif once and committing and isinstance(error, psycopg.Error):
                raise self._translate(error) from error  # which `_call` does not try again
            raise
        return result

    def _connect(self, deadline: Deadline) -> "_Connection":
        connection = _Connection.connect(
            self._url,
            # Transactions are begun where they are meant; a lone SELECT is one round trip, and holds nothing
            autocommit=True,
            # Behind a pooler (pgbouncer) the next statement may meet a server that knows none prepared
            prepare_threshold=None,
            application_name="spmsg",
            connect_timeout=_CONNECT_TIMEOUT,
            # A server that vanished must not hang us: whole seconds, and milliseconds
            keepalives_idle=15,
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=30_000,
        )
        connection.deadline = deadline
        try:
            _execute(connection, _SESSION, (f"{self._patience.seconds * 900:.0f}ms",))
            self._prepare(partial(_execute, connection))
            self._on_connect(partial(_execute, connection))
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, execute: Execute) -> None:
        """Bring the tables up to date. Raises LocalStateError if they are newer than this program."""
        [[begun]] = execute("SELECT to_regclass('spmsg_migrations') IS NOT NULL", ())
        if begun and {name for (name,) in execute(APPLIED, ())} == POSTGRES.keys():
            return
        execute(_BEGIN, ())
        execute("SELECT pg_advisory_xact_lock(?)", (_MIGRATING,))
        migrate(execute, POSTGRES, _COUNTER, self.now(execute), self.location)
        execute("COMMIT", ())

    def _translate(self, error: psycopg.Error) -> LocalStateError:
        what = "is out of reach"
        hint = "Look whether the PostgreSQL server runs and lets this user in from here, then run again."
        if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled):
            what = "has been locked by another process for too long"
            hint = "Look for a long transaction in pg_stat_activity, then run again."
        elif isinstance(
            error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction | errors.DiskFull
        ):
            what = "cannot be written"
            hint = (
                "Look whether it is the primary server and has space, and grant this user SELECT, INSERT, "
                "UPDATE and DELETE on the spmsg_ tables (CREATE on the schema for the first run)."
            )
        reason = " ".join(str(error).split()).rstrip(".")
        if self._password:
            reason = reason.replace(self._password, "***")
        return LocalStateError(f"The ledger {self.location} {what}: {reason[:500]}.", hint=hint)


class _Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection whose waiting ends with the deadline: a frozen server answers no timeout of its own."""

    deadline: Deadline

    def wait(self, gen: Generator[Any, Any, T], interval: float = STEP, timeout: float | None = None) -> T:
        return super().wait(self._watched(gen), interval=STEP)

    def _watched(self, steps: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        """Do `steps`, and look at the deadline whenever the server has not answered for a while."""
        try:
            ready = yield next(steps)
            while True:
                if not ready:
                    self.deadline.pause()
                ready = yield steps.send(ready)
        except StopIteration as end:
            result: T = end.value
            return result
        except SpmsgError:
            self.close()  # without a ROLLBACK, which would wait as well
            raise


def _execute(connection: _Connection, sql: str, values: Sequence[object] = ()) -> list[Row]:
    cursor = connection.execute(sql.replace("?", "%s").encode(), tuple(values) or None)
    return cursor.fetchall() if cursor.description is not None else []

"""Use a PostgreSQL database, for the ledger and the pace; psycopg's exceptions end here."""

import re
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from spmsg.delivery.deadline import STEP, Deadline, OutOfTimeError, Patience
from spmsg.delivery.ledger.migrations import Execute, Row
from spmsg.errors import LocalStateError, UsageError

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
            WHEN NOT ?::boolean THEN 'off'
            WHEN current_setting('synchronous_commit') = 'off' THEN 'on'
            ELSE current_setting('synchronous_commit') END)) AS wanted (name, value) USING (name)"""


_WORDS: tuple[tuple[tuple[type[psycopg.Error], ...], str, str], ...] = (
    (
        (errors.LockNotAvailable, errors.QueryCanceled),
        "has been locked by another process for too long",
        "Look for a long transaction in pg_stat_activity, then run again.",
    ),
    (
        (errors.DiskFull, errors.OutOfMemory),
        "cannot grow",
        "Free some space on the database server, then run again.",
    ),
    (
        (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction),
        "cannot be written",
        "Name the primary server, and grant this user SELECT, INSERT, UPDATE and DELETE on the spmsg_ tables"
        " (CREATE on the schema for the first run).",
    ),
    ((errors.DataCorrupted, errors.IndexCorrupted), "is ruined", "Restore the database from a backup."),
    (
        (psycopg.Error,),
        "is out of reach",
        "Look whether the PostgreSQL server runs and lets this user in from here, then run again.",
    ),
)
"""What PostgreSQL's errors mean for the ledger's owner, and the remedy."""


class _Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection whose waiting ends with the deadline: a frozen server answers no timeout of its own."""

    deadline: Deadline

    def wait(self, gen: Generator[Any, Any, T], interval: float = STEP, timeout: float | None = None) -> T:
        return super().wait(self._watched(gen), interval=STEP)

    def _watched(self, steps: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        """Do `steps`, and look at the deadline whenever the server has not answered for a while."""
        try:
            wanted = next(steps)
            while True:
                ready = yield wanted
                if not ready:
                    try:
                        self.deadline.pause()
                    except BaseException:
                        self.close()  # without a ROLLBACK, which would wait as well
                        raise
                wanted = steps.send(ready)
        except StopIteration as end:
            result: T = end.value
            return result


class Database:
    """One connection, behind a lock, made when first needed and again after it broke.

    One is enough: Amazon takes a message a second, a transaction here takes milliseconds; and a pool would be
    one more package, with threads of its own. `location` is what messages call it: the URL without secrets.
    `durable`: a commit is on the server's disk on return. `on_connect` gets each new connection's `execute`
    and the process ID that the server told for it.
    """

    def __init__(
        self,
        url: str,
        patience: Patience,
        *,
        durable: bool = True,
        on_connect: Callable[[Execute, int], None] = lambda execute, backend: None,
    ) -> None:
        self._url = url
        self._patience = patience
        self._durable = durable
        self._on_connect = on_connect
        self._lock = threading.Lock()
        self._connection: _Connection | None = None
        self.location = re.sub("//.*@", "//", url.partition("?")[0])
        try:
            self._password = str(conninfo_to_dict(url).get("password") or "")
        except psycopg.ProgrammingError:  # whose words may hold the URL, with its password
            raise UsageError(
                "SPMSG_LEDGER is not a PostgreSQL URL.",
                hint="postgresql://USER@HOST:5432/DATABASE; the password is best kept in ~/.pgpass.",
            ) from None

    def write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        """Do `work` in one transaction that is on disk on return, and return what it gives.

        If the connection breaks, `work` is done once more over a new one; with `once` not if the commit was
        on its way, because nobody can know then whether it arrived. `recording` an outcome goes on for a
        moment after the run was interrupted. Raises LocalStateError, CancelledError.
        """
        return self._with_connection(lambda connection: self._transaction(connection, work, once), recording)

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of one statement. Raises LocalStateError, CancelledError."""
        return self._with_connection(lambda connection: _execute(connection, sql, values))

    def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _with_connection(self, work: Callable[[_Connection], T], recording: bool = False) -> T:
        with (
            self._faults(),
            self._patience.deadline(recording=recording) as deadline,
            deadline.holding(self._lock),
        ):
            if self._connection is not None and not self._connection.closed:
                self._connection.deadline = deadline
                try:
                    return work(self._connection)
                except psycopg.OperationalError:
                    if not self._connection.closed:
                        raise
            self._connection = self._connect(deadline)
            return work(self._connection)

    def _connect(self, deadline: Deadline) -> _Connection:
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
            connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
            _execute(connection, _SESSION, (f"{self._patience.seconds * 900:.0f}ms", self._durable))
            self._on_connect(partial(_execute, connection), connection.info.backend_pid)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OutOfTimeError:
            raise LocalStateError(
                f"The ledger {self.location} has not answered for {self._patience.seconds:g} s.",
                hint="Look whether the PostgreSQL server is well (pg_stat_activity), then run again.",
            ) from None
        except psycopg.Error as error:
            raise self._translate(error) from error

    def _translate(self, error: psycopg.Error) -> LocalStateError:
        what, remedy = next(means for kinds, *means in _WORDS if isinstance(error, kinds))
        words = " ".join(str(error).split()).rstrip(".")
        if self._password:
            words = words.replace(self._password, "***")
        return LocalStateError(f"The ledger {self.location} {what}: {words[:500]}.", hint=remedy)

    def _transaction(self, connection: _Connection, work: Callable[[Execute], T], once: bool) -> T:
        committing = False
        try:
            _execute(connection, "BEGIN")
            result = work(partial(_execute, connection))
            committing = True
            _execute(connection, "COMMIT")
        except BaseException as error:
            if not connection.closed:
                with suppress(psycopg.OperationalError):
                    _execute(connection, "ROLLBACK")
            elif committing and once and isinstance(error, psycopg.Error):
                raise self._translate(error) from error  # so that it is not repeated
            raise
        return result


def _execute(connection: _Connection, sql: str, values: Sequence[object] = ()) -> list[Row]:
    cursor = connection.execute(sql.replace("?", "%s").encode(), tuple(values) or None)
    return cursor.fetchall() if cursor.description is not None else []

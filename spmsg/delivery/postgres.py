"""One PostgreSQL database, as the ledger and the pace use it; alone knows psycopg's exceptions."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from spmsg.delivery.ledger.sql import Execute, Row
from spmsg.errors import LocalStateError, UsageError

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")


class Database:
    """One connection, behind a lock, made when first needed and again after it broke.

    One is enough: Amazon takes a message a second, a transaction here takes milliseconds; and a pool would be
    one more package, with threads of its own. `location` is what messages call it: the URL without secrets.
    `durable`: a commit is on the server's disk when it returns.
    """

    def __init__(self, url: str, *, patience: float = 10.0, durable: bool = True) -> None:
        self._url = url
        self._patience = patience
        self._durable = durable
        self._lock = threading.RLock()
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self.location, self._secrets = _without_secrets(url)

    def __repr__(self) -> str:
        return f"Database({self.location!r})"

    def write(self, work: Callable[[Execute], T]) -> T:
        """What `work` gives, in one transaction, on disk when this returns.

        When the connection breaks, `work` is done once more over a new one. It may have been committed before
        that (nobody can know), so it must make nothing happen twice. Raises LocalStateError.
        """

        def transaction(connection: "psycopg.Connection[tuple[Any, ...]]") -> T:
            with connection.transaction():
                return work(lambda sql, values: _execute(connection, sql, values))

        return self._with_connection(transaction)

    def read(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows of one statement. Raises LocalStateError."""
        return self._with_connection(lambda connection: _execute(connection, sql, values))

    def stream(self, sql: str, values: Sequence[object]) -> Iterator[Row]:
        """The rows of one statement, a thousand at a time, over a connection of their own."""
        with (
            self._faults(),
            closing(self._connect()) as connection,
            connection.transaction(),
            connection.cursor(name="spmsg") as cursor,
        ):
            cursor.itersize = 1000
            cursor.execute(_placeholders(sql), tuple(values))
            yield from cursor

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _with_connection(self, work: "Callable[[psycopg.Connection[tuple[Any, ...]]], T]") -> T:
        with self._lock, self._faults():
            import psycopg

            for again in (True, False):
                if self._connection is None or self._connection.closed:
                    self._connection = self._connect()
                try:
                    return work(self._connection)
                except psycopg.OperationalError:
                    if not (again and self._connection.closed):
                        raise
            raise AssertionError("unreachable")

    def _connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        import psycopg

        connection = psycopg.connect(
            self._url,
            # Transactions are begun where they are meant; a lone SELECT is one round trip, and holds nothing
            autocommit=True,
            # Behind a pooler (pgbouncer) the next statement may meet a server that knows none prepared
            prepare_threshold=None,
            application_name="spmsg",
            # A server that vanished must not hang us: whole seconds, and milliseconds
            connect_timeout=max(2, round(self._patience)),
            keepalives_idle=15,
            keepalives_interval=5,
            keepalives_count=3,
            tcp_user_timeout=30_000,
        )
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        # With synchronous_commit=off a crash of the server takes back what it said was committed. A setting
        # that asks for more than "on" (a standby's word too) stays.
        connection.execute(
            "SELECT set_config('lock_timeout', %s, false), set_config('synchronous_commit', CASE"
            " WHEN NOT %s THEN 'off'"
            " WHEN current_setting('synchronous_commit') = 'off' THEN 'on'"
            " ELSE current_setting('synchronous_commit') END, false)",
            (f"{round(self._patience * 1000)}ms", self._durable),
        )
        return connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            import psycopg
        except ImportError as error:
            raise UsageError(
                "A ledger in PostgreSQL needs the driver psycopg, which is not installed here.",
                hint="Install the extra `postgres`: `pip install '.[postgres]'` in the checkout of spmsg.",
            ) from error
        try:
            yield
        except psycopg.ProgrammingError as error:
            if error.sqlstate is None:  # libpq could not make sense of the URL
                raise UsageError(
                    f"SPMSG_LEDGER is not a PostgreSQL URL: {self._words(error)}",
                    hint="postgresql://USER@HOST:5432/DATABASE; the password is best kept in ~/.pgpass.",
                ) from None  # the original may show the URL, with its password
            raise self._translate(error) from error
        except psycopg.Error as error:
            raise self._translate(error) from error

    def _translate(self, error: "psycopg.Error") -> LocalStateError:
        from psycopg import errors

        words = self._words(error)
        if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled):
            return LocalStateError(
                f"The ledger {self.location} has been locked by another process for {self._patience:g} s.",
                hint="Look for a long transaction in pg_stat_activity, then run again.",
            )
        if isinstance(error, errors.DiskFull | errors.OutOfMemory):
            return LocalStateError(
                f"The ledger {self.location} cannot grow: {words}.",
                hint="Free some space on the database server, then run again.",
            )
        if isinstance(error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
            return LocalStateError(
                f"The ledger {self.location} cannot be written: {words}.",
                hint="Name the primary server, and grant this user SELECT, INSERT and UPDATE on the "
                "spmsg_ tables (CREATE on the schema for the first run).",
            )
        if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
            return LocalStateError(
                f"The ledger {self.location} is ruined: {words}.", hint="Restore the database from a backup."
            )
        return LocalStateError(
            f"The ledger {self.location} is out of reach: {words}.",
            hint="Look whether the PostgreSQL server runs and lets this user in from here, then run again.",
        )

    def _words(self, error: Exception) -> str:
        words = " ".join(str(error).split()).rstrip(".")
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return words[:500]


def _execute(
    connection: "psycopg.Connection[tuple[Any, ...]]", sql: str, values: Sequence[object]
) -> list[Row]:
    cursor = connection.execute(_placeholders(sql), tuple(values) or None)
    return cursor.fetchall() if cursor.description is not None else []


def _placeholders(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


def _without_secrets(url: str) -> tuple[str, tuple[str, ...]]:
    """The URL as it may be shown, and what must be blotted out of others' words about it."""
    try:
        parts = urlsplit(url)
        secrets = [parts.password or "", *parse_qs(parts.query).get("password", ())]
        place = parts.netloc.rpartition("@")[2]
        shown = f"{parts.scheme}://{place}{parts.path}"
    except ValueError:  # an unfinished [IPv6] address
        return "postgresql://…", (url,)
    plain = {form for secret in secrets for form in (secret, unquote(secret)) if form}
    return shown, (url, *sorted(plain, key=len, reverse=True))

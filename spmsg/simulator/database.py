"""The simulator's database: opened, locked, and its failures told.

WAL with `synchronous=OFF`: a killed process cannot ruin it, and what is simulated need not survive a power
cut.
"""

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spmsg.errors import LocalStateError

_VERSION = 1
_SCHEMA = """
CREATE TABLE tokens (digest TEXT PRIMARY KEY, account TEXT NOT NULL, lacking TEXT NOT NULL,
                     expires REAL NOT NULL);
CREATE TABLE buckets (account TEXT, operation TEXT, level REAL NOT NULL, at REAL NOT NULL,
                      PRIMARY KEY (account, operation)) WITHOUT ROWID;
CREATE TABLE faults (spec TEXT PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE destinations (id TEXT PRIMARY KEY, account TEXT NOT NULL, marketplace TEXT NOT NULL,
                           resource TEXT NOT NULL, object TEXT NOT NULL);
CREATE TABLE objects (name TEXT PRIMARY KEY, content BLOB NOT NULL, content_type TEXT NOT NULL);
CREATE TABLE messages (id INTEGER PRIMARY KEY, order_id TEXT NOT NULL, marketplace TEXT NOT NULL,
                       action TEXT NOT NULL, text TEXT, fields TEXT NOT NULL, locale TEXT, at REAL NOT NULL);
CREATE INDEX messages_of_order ON messages (order_id, action);
CREATE TABLE attachments (message INTEGER NOT NULL, position INTEGER NOT NULL, file_name TEXT NOT NULL,
                          destination TEXT NOT NULL, content BLOB NOT NULL, content_type TEXT NOT NULL,
                          PRIMARY KEY (message, position)) WITHOUT ROWID;
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Database:
    """A SQLite database that many threads share, and many processes where it is a file.

    `read` and `write` raise LocalStateError where it cannot be used.
    """

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self._lock = threading.RLock()
        with self.write() as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                for statement in _SCHEMA.split(";"):
                    database.execute(statement)
                key = secrets.token_urlsafe(30)
                database.execute("INSERT INTO secrets VALUES ('signing key', ?)", (key,))
                database.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread alone."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise LocalStateError(
                    f"The simulator's state {self._where} cannot be used: {error}.",
                    hint=f"Delete {self._where}: only simulated messages are in it.",
                ) from error

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction, undone where anything is raised."""
        with self.read() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()


def in_memory() -> Database:
    """A database that ends with this process."""
    return Database(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), "in memory")


def in_file(path: Path) -> Database:
    """The database in a file, made 0600 where it is not there; LocalStateError where it cannot be used."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            _use_wal(connection)
            return Database(connection, str(path))
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise LocalStateError(
            f"The simulator's state {path} cannot be used: {error}.",
            hint=f"Delete {path} (only simulated messages are in it), or choose another SPMSG_STATE_DIR.",
        ) from error


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turns the write-ahead log on; two processes that do so at once make one of them try again.

    SQLite answers "database is locked" to the second one at once, whatever its busy timeout says.
    """
    for patience in range(200):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or patience == 199:
                raise
            threading.Event().wait(0.02)

"""What the simulator remembers: tokens, buckets, uploads, and what the buyers received.

One SQLite database, in memory or in a folder that many short-lived processes share. It is WAL with
`synchronous=OFF`: a killed process cannot ruin it, and a simulated message need not survive a power cut.
"""

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spmsg.errors import LocalStateError

FILE_NAME = "simulator.sqlite3"

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
_TABLES = ("tokens", "buckets", "faults", "destinations", "objects", "messages", "attachments")


MessageRow = tuple[int, str, str, str, str | None, str, str | None, float]
"""(id, order, marketplace, action, text, fields, locale, at)"""


@dataclass(frozen=True)
class Account:
    """A seller-application pair, as a digest, and the APIs whose roles it lacks."""

    id: str
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Token:
    """An access token that was given out; `expires` in seconds since the epoch."""

    account: Account
    expires: float


@dataclass(frozen=True)
class Destination:
    """An upload destination: for which resource it was made, and the S3 object that it stands for."""

    id: str
    account: str
    marketplace: str
    resource: str
    object: str


@dataclass(frozen=True)
class StoredObject:
    """What arrived at the simulated S3."""

    content: bytes
    content_type: str


class State:
    """The simulator's memory; safe for many threads, and for many processes where it is a file.

    Every method raises LocalStateError where the file cannot be read or written.
    """

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self._lock = threading.RLock()
        with self._write() as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                for statement in _SCHEMA.split(";"):
                    database.execute(statement)
                key = secrets.token_urlsafe(30)
                database.execute("INSERT INTO secrets VALUES ('signing key', ?)", (key,))
                database.execute(f"PRAGMA user_version = {_VERSION}")
        with self._read() as database:
            (self.signing_key,) = database.execute("SELECT value FROM secrets").fetchone()

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise self._broken(error) from error

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._read() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def _broken(self, error: sqlite3.Error) -> LocalStateError:
        return LocalStateError(
            f"The simulator's state {self._where} cannot be used: {error}.",
            hint=f"Delete {self._where}: only simulated messages are in it.",
        )

    def close(self) -> None:
        """Lets go of the file; the state cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    def clear(self) -> None:
        """Forgets every token, upload and message."""
        with self._write() as database:
            for table in _TABLES:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names

    # Tokens and rates

    def add_token(self, token: str, account: Account, expires: float, now: float) -> None:
        """Remembers an access token that was given out, and forgets those that have ended long ago."""
        with self._write() as database:
            database.execute("DELETE FROM tokens WHERE expires < ?", (now - 86_400,))
            lacking = " ".join(sorted(account.lacking))
            database.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?)", (_digest(token), account.id, lacking, expires)
            )

    def token(self, token: str) -> Token | None:
        """The access token as it was given out, or None where it never was."""
        with self._read() as database:
            row = database.execute(
                "SELECT account, lacking, expires FROM tokens WHERE digest = ?", (_digest(token),)
            ).fetchone()
        return None if row is None else Token(Account(row[0], frozenset(row[1].split())), row[2])

    def expire_token(self, token: str) -> None:
        """Ends an access token before its time."""
        with self._write() as database:
            database.execute("UPDATE tokens SET expires = 0 WHERE digest = ?", (_digest(token),))

    def take(self, account: str, operation: str, rate: float, burst: int, now: float) -> bool:
        """Takes one request from an operation's token bucket; False where it is empty.

        `rate` is in requests a second, `burst` the bucket's size.
        """
        with self._write() as database:
            row = database.execute(
                "SELECT level, at FROM buckets WHERE account = ? AND operation = ?", (account, operation)
            ).fetchone()
            level = float(burst) if row is None else min(burst, row[0] + max(0.0, now - row[1]) * rate)
            # A client that waits exactly 1/rate must not be refused for a rounding error.
            allowed = level >= 1 - 1e-9
            level = max(0.0, level - 1) if allowed else level
            database.execute("REPLACE INTO buckets VALUES (?, ?, ?, ?)", (account, operation, level, now))
        return allowed

    # Faults

    def use_fault(self, spec: str, count: int) -> bool:
        """Uses a counted fault once; False when it has been used `count` times."""
        with self._write() as database:
            row = database.execute("SELECT used FROM faults WHERE spec = ?", (spec,)).fetchone()
            used = 0 if row is None else row[0]
            if used < count:
                database.execute("REPLACE INTO faults VALUES (?, ?)", (spec, used + 1))
        return bool(used < count)

    def forget_faults(self) -> None:
        """Lets every counted fault begin anew."""
        with self._read() as database:
            spent = database.execute("SELECT 1 FROM faults LIMIT 1").fetchone()
        if spent is not None:
            with self._write() as database:
                database.execute("DELETE FROM faults")

    # Uploads

    def add_destination(self, destination: Destination) -> None:
        """Remembers an upload destination that was created."""
        d = destination
        with self._write() as database:
            database.execute(
                "INSERT INTO destinations VALUES (?, ?, ?, ?, ?)",
                (d.id, d.account, d.marketplace, d.resource, d.object),
            )

    def destination(self, destination_id: str) -> Destination | None:
        """The upload destination of that ID."""
        with self._read() as database:
            row = database.execute(
                "SELECT id, account, marketplace, resource, object FROM destinations WHERE id = ?",
                (destination_id,),
            ).fetchone()
        return None if row is None else Destination(*row)

    def store(self, name: str, stored: StoredObject) -> None:
        """Keeps what arrived at the simulated S3; a second object of the same name replaces the first."""
        with self._write() as database:
            database.execute(
                "REPLACE INTO objects VALUES (?, ?, ?)", (name, stored.content, stored.content_type)
            )

    def stored(self, name: str) -> StoredObject | None:
        """The object of that name ("bucket/key"), or None where nothing has arrived."""
        with self._read() as database:
            row = database.execute(
                "SELECT content, content_type FROM objects WHERE name = ?", (name,)
            ).fetchone()
        return None if row is None else StoredObject(*row)

    # Messages

    def add_message(
        self,
        message: Mapping[str, object],
        attachments: Sequence[tuple[str, str, StoredObject]],
        *,
        once: bool,
    ) -> bool:
        """Hands a message to the buyer; False where `once` and this order has had one of its action.

        `attachments` are (file name, upload destination ID, what was stored).
        """
        with self._write() as database:
            if once and self.was_sent(str(message["order_id"]), str(message["action"])):
                return False
            number = database.execute(
                "INSERT INTO messages (order_id, marketplace, action, text, fields, locale, at)"
                " VALUES (:order_id, :marketplace, :action, :text, :fields, :locale, :at)",
                message,
            ).lastrowid
            database.executemany(
                "INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (number, position, file_name, destination, stored.content, stored.content_type)
                    for position, (file_name, destination, stored) in enumerate(attachments)
                ],
            )
        return True

    def was_sent(self, order: str, action: str) -> bool:
        """Whether the order's buyer has received a message of this action."""
        with self._read() as database:
            row = database.execute(
                "SELECT 1 FROM messages WHERE order_id = ? AND action = ? LIMIT 1", (order, action)
            ).fetchone()
        return row is not None

    def messages(self, order: str | None) -> list[MessageRow]:
        """Each message, the first one first; of one order, if it is given."""
        where, values = ("", ()) if order is None else (" WHERE order_id = ?", (order,))
        with self._read() as database:
            return database.execute(
                f"SELECT id, order_id, marketplace, action, text, fields, locale, at FROM messages{where}"  # noqa: S608
                " ORDER BY id",
                values,
            ).fetchall()

    def attachments(self, message: int) -> list[tuple[str, bytes, str, str]]:
        """(file name, content, content type, upload destination ID) of a message's attachments."""
        with self._read() as database:
            return database.execute(
                "SELECT file_name, content, content_type, destination FROM attachments"
                " WHERE message = ? ORDER BY position",
                (message,),
            ).fetchall()


def open_state(folder: Path | None) -> State:
    """The state in `folder`, made when it is not there; in memory where `folder` is None.

    Raises LocalStateError where the folder or the file cannot be used.
    """
    if folder is None:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        return State(connection, "in memory")
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            _use_wal(connection)
            return State(connection, str(path))
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise LocalStateError(
            f"The simulator's state {path} cannot be used: {error}.",
            hint=f"Delete {path} (only simulated messages are in it), or choose another SPMSG_STATE_DIR.",
        ) from error


def reset(state: State) -> None:
    """Empties the simulator: no message was ever sent, no token given out, no fault used."""
    state.clear()


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


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()

"""What the simulator remembers: tokens, rates, uploads, and what its buyers received.

In a SQLite file that many processes share, or in memory. The file is not synced: a killed process cannot
ruin it, and what is simulated need not survive a power cut.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from spmsg import private_files
from spmsg.errors import LocalStateError

FILE_NAME = "simulator.sqlite3"

_VERSION = 3
_TABLES = {
    "tokens": "digest TEXT PRIMARY KEY, account TEXT, lacking TEXT, expires REAL",
    "buckets": "account TEXT, operation TEXT, level REAL, at REAL, PRIMARY KEY (account, operation)",
    "faults": "spec TEXT PRIMARY KEY, used INTEGER",
    "destinations": "id TEXT PRIMARY KEY, account TEXT, marketplace TEXT, resource TEXT, "
    "content BLOB, content_type TEXT",
    "messages": "id INTEGER PRIMARY KEY, order_id TEXT, marketplace TEXT, action TEXT, at REAL, "
    "locale TEXT, text TEXT, fields TEXT, attachments TEXT",
}


@dataclass(frozen=True)
class Token:
    """An access token: its seller (a digest), the APIs whose roles it lacks, its end in epoch seconds."""

    account: str
    lacking: frozenset[str]
    expires: float


@dataclass(frozen=True)
class Destination:
    """An upload destination: for which resource it was made, and what arrived there (None: nothing yet)."""

    id: str
    account: str
    marketplace: str
    resource: str
    content: bytes | None = field(default=None, repr=False)
    content_type: str = ""


@dataclass(frozen=True)
class ReceivedAttachment:
    """A file as the buyer got it, under the name that the message gave it; `bytes` is its size."""

    file_name: str
    bytes: int
    content_type: str
    upload_destination_id: str


@dataclass(frozen=True)
class Message:
    """A message to a buyer. `at` in seconds since the epoch; `fields` are the warranty's dates."""

    order: str
    marketplace: str
    action: str
    at: float
    locale: str | None
    text: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[ReceivedAttachment, ...] = ()


class State:
    """The simulator's memory; safe for many threads, and for many processes if it is a file.

    Every method raises LocalStateError if the file cannot be read or written.
    """

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self._lock = threading.Lock()
        with self._transaction() as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                _create_tables(database)

    def close(self) -> None:
        """Close the file; the state cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    def clear(self) -> None:
        """Forget every token, fault, upload and message."""
        with self._transaction() as database:
            for table in _TABLES:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection to one thread, in a transaction that is undone if anything is raised."""
        try:
            with self._lock, self._connection as database:
                database.execute("BEGIN IMMEDIATE")
                yield database
        except sqlite3.Error as error:
            raise _unusable(self._where, error) from error

    def _run(self, statement: str, *values: object) -> bool:
        """Run a statement, and return whether it changed anything."""
        with self._transaction() as database:
            return database.execute(statement, values).rowcount > 0

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._transaction() as database:
            found: tuple[Any, ...] | None = database.execute(query, values).fetchone()
        return found

    def add_token(self, text: str, token: Token, now: float) -> None:
        """Remember an access token that is given out, and forget those that ended a day ago."""
        values = (_digest(text), token.account, " ".join(token.lacking), token.expires)
        self._run("DELETE FROM tokens WHERE expires < ?", now - 86_400)
        self._run("INSERT INTO tokens VALUES (?, ?, ?, ?)", *values)

    def token(self, text: str) -> Token | None:
        """Return the access token as it was given out, or None if it never was."""
        row = self._row("SELECT account, lacking, expires FROM tokens WHERE digest = ?", _digest(text))
        return None if row is None else Token(row[0], frozenset(row[1].split()), row[2])

    def expire_token(self, text: str) -> None:
        """End an access token before its time."""
        self._run("UPDATE tokens SET expires = 0 WHERE digest = ?", _digest(text))

    def take(self, account: str, operation: str, rate: float, burst: int, now: float) -> bool:
        """Take one request from an operation's token bucket; False if it is empty.

        `rate` is in requests a second, `burst` the bucket's size.
        """
        query = "SELECT level, at FROM buckets WHERE account = ? AND operation = ?"
        with self._transaction() as database:
            row = database.execute(query, (account, operation)).fetchone()
            level = float(burst) if row is None else min(burst, row[0] + max(0.0, now - row[1]) * rate)
            # Who waits exactly 1/rate must not be refused for a rounding error: today's time in seconds is
            # a float with steps of a quarter of a microsecond.
            allowed = level >= 1 - 1e-4
            level = max(0.0, level - 1) if allowed else level
            database.execute("REPLACE INTO buckets VALUES (?, ?, ?, ?)", (account, operation, level, now))
        return allowed

    def use_fault(self, spec: str, count: int) -> bool:
        """Use a counted fault once; False if it has been used `count` times."""
        first = "INSERT INTO faults SELECT ?, 1 WHERE ? > 0"
        again = "ON CONFLICT (spec) DO UPDATE SET used = used + 1 WHERE used < ?"
        return self._run(f"{first} {again}", spec, count, count)

    def forget_faults(self) -> None:
        """Let every counted fault begin anew."""
        self._run("DELETE FROM faults")

    def add_destination(self, new: Destination) -> None:
        """Remember an upload destination."""
        self._run("INSERT INTO destinations VALUES (?, ?, ?, ?, ?, ?)", *astuple(new))

    def destination(self, destination_id: str) -> Destination | None:
        """Return the upload destination of that ID, or None."""
        row = self._row("SELECT * FROM destinations WHERE id = ?", destination_id)
        return None if row is None else Destination(*row)

    def store(self, destination_id: str, content: bytes, content_type: str) -> None:
        """Keep what arrived for an upload destination, if there is one of that ID."""
        update = "UPDATE destinations SET content = ?, content_type = ? WHERE id = ?"
        self._run(update, content, content_type, destination_id)

    def add_message(self, message: Message, *, once: bool = False) -> bool:
        """Hand a message to the buyer; False if `once` and this order has had one of its action."""
        *plain, fields, attachments = astuple(message)
        return self._run(
            "INSERT INTO messages SELECT NULL, ?, ?, ?, ?, ?, ?, ?, ?"
            " WHERE NOT ? OR NOT EXISTS (SELECT 1 FROM messages WHERE order_id = ? AND action = ?)",
            *(*plain, json.dumps(fields), json.dumps(attachments), once, message.order, message.action),
        )

    def was_sent(self, order: str, action: str) -> bool:
        """Return whether the order's buyer has received a message of this action."""
        query = "SELECT 1 FROM messages WHERE order_id = ? AND action = ? LIMIT 1"
        return self._row(query, order, action) is not None

    def inbox(self, order_id: str | None = None) -> list[Message]:
        """Return what the buyers (of one order, if it is given) received, the oldest first."""
        query = "SELECT * FROM messages WHERE ? IS NULL OR order_id = ? ORDER BY id"
        with self._transaction() as database:
            return [_message(row) for row in database.execute(query, (order_id, order_id))]


def _message(row: tuple[Any, ...]) -> Message:
    _, order, marketplace, action, at, locale, text, fields, attachments = row
    files = tuple(ReceivedAttachment(*each) for each in json.loads(attachments))
    return Message(order, marketplace, action, at, locale, text, json.loads(fields), files)


def open_state(folder: Path | None) -> State:
    """Return the state in `folder`, which is made if it is not there; in memory if it is None.

    Raises LocalStateError if the folder or the file cannot be used.
    """
    path = str(folder / FILE_NAME) if folder else ":memory:"
    try:
        if folder:
            private_files.create(folder / FILE_NAME)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            return State(connection, path)
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error


def _create_tables(database: sqlite3.Connection) -> None:
    """Make the tables, in place of those of another version."""
    for table, columns in _TABLES.items():
        database.execute(f"DROP TABLE IF EXISTS {table}")
        database.execute(f"CREATE TABLE {table} ({columns})")
    database.execute("CREATE INDEX messages_of_order ON messages (order_id, action)")
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _unusable(where: str, error: Exception) -> LocalStateError:
    return LocalStateError(
        f"The simulator's state {where} cannot be used: {error}.",
        hint=f"Delete {where} (only simulated messages are in it), or choose another SPMSG_STATE_DIR.",
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""What the simulator remembers: tokens, rates, uploads, and what its buyers received.

In a SQLite file that many processes share, or in memory. The file is not synced: a killed process cannot
ruin it, and what is simulated need not survive a power cut.
"""

import hashlib
import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spmsg import private_files
from spmsg.errors import LocalStateError

FILE_NAME = "simulator.sqlite3"

_VERSION = 2
_TABLES = {
    "tokens": "digest TEXT PRIMARY KEY, account TEXT, lacking TEXT, expires REAL",
    "buckets": "account TEXT, operation TEXT, level REAL, at REAL, PRIMARY KEY (account, operation)",
    "faults": "spec TEXT PRIMARY KEY, used INTEGER",
    "destinations": "id TEXT PRIMARY KEY, account TEXT, marketplace TEXT, resource TEXT, object TEXT UNIQUE, "
    "content BLOB, content_type TEXT",
    "messages": "id INTEGER PRIMARY KEY, order_id TEXT, marketplace TEXT, action TEXT, text TEXT, "
    "fields TEXT, locale TEXT, at REAL, attachments TEXT",
}


@dataclass(frozen=True)
class Token:
    """An access token: its seller (a digest), the APIs whose roles it lacks, and its end.

    `expires` in seconds since the epoch.
    """

    account: str
    lacking: frozenset[str]
    expires: float


@dataclass(frozen=True)
class Destination:
    """An upload destination: for which resource it was made, the S3 object behind it, and what arrived there.

    `content` is None until something has arrived.
    """

    id: str
    account: str
    marketplace: str
    resource: str
    object: str
    content: bytes | None = field(default=None, repr=False)
    content_type: str = ""


@dataclass(frozen=True)
class ReceivedAttachment:
    """A file as the buyer got it: the name that the message gave it, and the bytes that were uploaded."""

    file_name: str
    upload_destination_id: str
    content: bytes = field(repr=False)
    content_type: str

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


@dataclass(frozen=True)
class Message:
    """A message to a buyer. `at` in seconds since the epoch; `fields` are the warranty's dates."""

    order: str
    marketplace: str
    action: str
    text: str | None
    fields: Mapping[str, str]
    locale: str | None
    at: float
    attachments: tuple[ReceivedAttachment, ...] = ()


class State:
    """The simulator's memory; safe for many threads, and for many processes if it is a file.

    Every method raises LocalStateError if the file cannot be read or written.
    """

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self._lock = threading.RLock()
        with self._transaction() as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                _create_tables(database)
            (self.signing_key,) = database.execute("SELECT value FROM signing_key").fetchone()

    def close(self) -> None:
        """Close the file; the state cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    def clear(self) -> None:
        """Forget every token, fault, upload and message."""
        with self._transaction() as database:
            for table in _TABLES:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names

    # Tokens and rates

    def add_token(self, text: str, token: Token, now: float) -> None:
        """Remember an access token that is given out, and forget those that ended a day ago."""
        values = (_digest(text), token.account, " ".join(sorted(token.lacking)), token.expires)
        with self._transaction() as database:
            database.execute("DELETE FROM tokens WHERE expires < ?", (now - 86_400,))
            database.execute("INSERT INTO tokens VALUES (?, ?, ?, ?)", values)

    def token(self, text: str) -> Token | None:
        """Return the access token as it was given out, or None if it never was."""
        row = self._row("SELECT account, lacking, expires FROM tokens WHERE digest = ?", _digest(text))
        return None if row is None else Token(row[0], frozenset(row[1].split()), row[2])

    def expire_token(self, text: str) -> None:
        """End an access token before its time."""
        with self._transaction() as database:
            database.execute("UPDATE tokens SET expires = 0 WHERE digest = ?", (_digest(text),))

    def take(self, account: str, operation: str, rate: float, burst: int, now: float) -> bool:
        """Take one request from an operation's token bucket; False if it is empty.

        `rate` is in requests a second, `burst` the bucket's size.
        """
        with self._transaction() as database:
            row = database.execute(
                "SELECT level, at FROM buckets WHERE account = ? AND operation = ?", (account, operation)
            ).fetchone()
            level = float(burst) if row is None else min(burst, row[0] + max(0.0, now - row[1]) * rate)
            # Who waits exactly 1/rate must not be refused for a rounding error: today's time in seconds is
            # a float with steps of a quarter of a microsecond.
            allowed = level >= 1 - 1e-4
            level = max(0.0, level - 1) if allowed else level
            database.execute("REPLACE INTO buckets VALUES (?, ?, ?, ?)", (account, operation, level, now))
        return allowed

    # Faults

    def use_fault(self, spec: str, count: int) -> bool:
        """Use a counted fault once; False if it has been used `count` times."""
        with self._transaction() as database:
            row = database.execute("SELECT used FROM faults WHERE spec = ?", (spec,)).fetchone()
            used = 0 if row is None else row[0]
            if used < count:
                database.execute("REPLACE INTO faults VALUES (?, ?)", (spec, used + 1))
        return bool(used < count)

    def forget_faults(self) -> None:
        """Let every counted fault begin anew."""
        with self._transaction() as database:
            database.execute("DELETE FROM faults")

    # Uploads

    def add_destination(self, new: Destination) -> None:
        """Remember an upload destination."""
        values = (new.id, new.account, new.marketplace, new.resource, new.object)
        with self._transaction() as database:
            database.execute("INSERT INTO destinations VALUES (?, ?, ?, ?, ?, NULL, '')", values)

    def destination(self, destination_id: str) -> Destination | None:
        """Return the upload destination of that ID, or None."""
        row = self._row("SELECT * FROM destinations WHERE id = ?", destination_id)
        return None if row is None else Destination(*row)

    def store(self, name: str, content: bytes, content_type: str) -> None:
        """Keep what arrived at the simulated S3 as the object `name` ("bucket/key")."""
        update = "UPDATE destinations SET content = ?, content_type = ? WHERE object = ?"
        with self._transaction() as database:
            database.execute(update, (content, content_type, name))

    # Messages

    def add_message(self, message: Message, *, once: bool = False) -> bool:
        """Hand a message to the buyer; False if `once` and this order has had one of its action."""
        files = [(each.file_name, each.upload_destination_id) for each in message.attachments]
        place = (message.order, message.marketplace, message.action)
        content = (message.text, json.dumps(message.fields), message.locale, message.at, json.dumps(files))
        with self._transaction() as database:
            if once and self.was_sent(message.order, message.action):
                return False
            database.execute("INSERT INTO messages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", place + content)
        return True

    def was_sent(self, order: str, action: str) -> bool:
        """Return whether the order's buyer has received a message of this action."""
        query = "SELECT 1 FROM messages WHERE order_id = ? AND action = ? LIMIT 1"
        return self._row(query, order, action) is not None

    def inbox(self, order_id: str | None = None) -> list[Message]:
        """Return what the buyers (of one order, if it is given) received, the oldest first."""
        query = "SELECT * FROM messages WHERE ?1 IS NULL OR order_id = ?1 ORDER BY id"
        with self._used() as database:
            rows = database.execute(query, (order_id,)).fetchall()
            return [
                Message(order, site, action, text, json.loads(fields), locale, at, self._files(files))
                for _, order, site, action, text, fields, locale, at, files in rows
            ]

    def _files(self, files: str) -> tuple[ReceivedAttachment, ...]:
        query = "SELECT content, content_type FROM destinations WHERE id = ?"
        return tuple(
            ReceivedAttachment(name, destination, *(self._row(query, destination) or (b"", "")))
            for name, destination in json.loads(files)
        )

    # The database

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._used() as database:
            found: tuple[Any, ...] | None = database.execute(query, values).fetchone()
        return found

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        """Give the connection to one thread alone."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise _unusable(self._where, error) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection in a transaction, which is undone if anything is raised."""
        with self._used() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")


def open_state(folder: Path | None) -> State:
    """Return the state in `folder`, which is made if it is not there; in memory if it is None.

    Raises LocalStateError if the folder or the file cannot be used.
    """
    if folder is None:
        return State(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), "in memory")
    path = folder / FILE_NAME
    try:
        private_files.create(path)
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = OFF")
    except (OSError, sqlite3.Error) as error:
        raise _unusable(str(path), error) from error
    return State(connection, str(path))


def _create_tables(database: sqlite3.Connection) -> None:
    """Make the tables, in place of those of another version."""
    for table, columns in {**_TABLES, "signing_key": "value TEXT"}.items():
        database.execute(f"DROP TABLE IF EXISTS {table}")
        database.execute(f"CREATE TABLE {table} ({columns})")
    database.execute("CREATE INDEX messages_of_order ON messages (order_id, action)")
    database.execute("INSERT INTO signing_key VALUES (?)", (secrets.token_urlsafe(30),))
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _unusable(where: str, error: Exception) -> LocalStateError:
    return LocalStateError(
        f"The simulator's state {where} cannot be used: {error}.",
        hint=f"Delete {where} (only simulated messages are in it), or choose another SPMSG_STATE_DIR.",
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()

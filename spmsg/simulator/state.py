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

_VERSION = 1
_TABLES = ("tokens", "buckets", "faults", "destinations", "objects", "messages", "attachments")
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

    content: bytes = field(repr=False)
    content_type: str


@dataclass(frozen=True)
class ReceivedAttachment:
    """A file as the buyer got it: the name that the message gave it, and the bytes that were uploaded."""

    file_name: str
    content: bytes = field(repr=False)
    content_type: str
    upload_destination_id: str

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
                for statement in _SCHEMA.split(";"):
                    database.execute(statement)
                key = secrets.token_urlsafe(30)
                database.execute("INSERT INTO secrets VALUES ('signing key', ?)", (key,))
                database.execute(f"PRAGMA user_version = {_VERSION}")
            (self.signing_key,) = database.execute("SELECT value FROM secrets").fetchone()

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

    def add_token(self, token: str, account: Account, expires: float, now: float) -> None:
        """Remember an access token that is given out, and forget those that ended a day ago."""
        lacking = " ".join(sorted(account.lacking))
        with self._transaction() as database:
            database.execute("DELETE FROM tokens WHERE expires < ?", (now - 86_400,))
            database.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?)", (_digest(token), account.id, lacking, expires)
            )

    def token(self, token: str) -> Token | None:
        """Return the access token as it was given out, or None if it never was."""
        row = self._row("SELECT account, lacking, expires FROM tokens WHERE digest = ?", _digest(token))
        return None if row is None else Token(Account(row[0], frozenset(row[1].split())), row[2])

    def expire_token(self, token: str) -> None:
        """End an access token before its time."""
        with self._transaction() as database:
            database.execute("UPDATE tokens SET expires = 0 WHERE digest = ?", (_digest(token),))

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
        if self._row("SELECT 1 FROM faults LIMIT 1") is not None:
            with self._transaction() as database:
                database.execute("DELETE FROM faults")

    # Uploads

    def add_destination(self, new: Destination) -> None:
        """Remember an upload destination."""
        values = (new.id, new.account, new.marketplace, new.resource, new.object)
        with self._transaction() as database:
            database.execute("INSERT INTO destinations VALUES (?, ?, ?, ?, ?)", values)

    def destination(self, destination_id: str) -> Destination | None:
        """Return the upload destination of that ID, or None."""
        row = self._row(
            "SELECT id, account, marketplace, resource, object FROM destinations WHERE id = ?", destination_id
        )
        return None if row is None else Destination(*row)

    def store(self, name: str, stored: StoredObject) -> None:
        """Keep what arrived at the simulated S3; a second object of the same name replaces the first."""
        values = (name, stored.content, stored.content_type)
        with self._transaction() as database:
            database.execute("REPLACE INTO objects VALUES (?, ?, ?)", values)

    def stored(self, name: str) -> StoredObject | None:
        """Return the object of that name ("bucket/key"), or None if nothing has arrived."""
        row = self._row("SELECT content, content_type FROM objects WHERE name = ?", name)
        return None if row is None else StoredObject(*row)

    # Messages

    def add_message(self, message: Message, *, once: bool = False) -> bool:
        """Hand a message to the buyer; False if `once` and this order has had one of its action."""
        with self._transaction() as database:
            if once and self.was_sent(message.order, message.action):
                return False
            number = database.execute(
                "INSERT INTO messages (order_id, marketplace, action, text, fields, locale, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(message.order, message.marketplace, message.action, message.text),
                    *(json.dumps(message.fields), message.locale, message.at),
                ),
            ).lastrowid
            database.executemany(
                "INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (number, position, a.file_name, a.upload_destination_id, a.content, a.content_type)
                    for position, a in enumerate(message.attachments)
                ],
            )
        return True

    def was_sent(self, order: str, action: str) -> bool:
        """Return whether the order's buyer has received a message of this action."""
        query = "SELECT 1 FROM messages WHERE order_id = ? AND action = ? LIMIT 1"
        return self._row(query, order, action) is not None

    def inbox(self, order_id: str | None = None) -> list[Message]:
        """Return what the buyers (of one order, if it is given) received, the oldest first."""
        with self._used() as database:
            rows = database.execute(
                "SELECT id, order_id, marketplace, action, text, fields, locale, at FROM messages"
                " WHERE ?1 IS NULL OR order_id = ?1 ORDER BY id",
                (order_id,),
            ).fetchall()
            return [
                Message(
                    order_id, site, action, text, json.loads(fields), locale, at, self._attachments(number)
                )
                for number, order_id, site, action, text, fields, locale, at in rows
            ]

    def _attachments(self, message: int) -> tuple[ReceivedAttachment, ...]:
        rows = self._connection.execute(
            "SELECT file_name, content, content_type, destination FROM attachments"
            " WHERE message = ? ORDER BY position",
            (message,),
        )
        return tuple(ReceivedAttachment(*row) for row in rows)

    # The database

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._used() as database:
            found: tuple[Any, ...] | None = database.execute(query, values).fetchone()
        return found

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread alone."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise _unusable(self._where, error) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction, which is undone if anything is raised."""
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


def _unusable(where: str, error: Exception) -> LocalStateError:
    return LocalStateError(
        f"The simulator's state {where} cannot be used: {error}.",
        hint=f"Delete {where} (only simulated messages are in it), or choose another SPMSG_STATE_DIR.",
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()

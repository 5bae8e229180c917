"""What the simulator remembers: tokens, buckets, uploads, and what the buyers received."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spmsg.simulator.database import Database, in_file, in_memory

FILE_NAME = "simulator.sqlite3"

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

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.read() as connection:
            (self.signing_key,) = connection.execute("SELECT value FROM secrets").fetchone()

    def close(self) -> None:
        """Lets go of the file; the state cannot be used afterwards."""
        self._database.close()

    def clear(self) -> None:
        """Forgets every token, upload and message."""
        with self._database.write() as database:
            for table in _TABLES:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names

    # Tokens and rates

    def add_token(self, token: str, account: Account, expires: float, now: float) -> None:
        """Remembers an access token that was given out, and forgets those that have ended long ago."""
        with self._database.write() as database:
            database.execute("DELETE FROM tokens WHERE expires < ?", (now - 86_400,))
            lacking = " ".join(sorted(account.lacking))
            database.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?)", (_digest(token), account.id, lacking, expires)
            )

    def token(self, token: str) -> Token | None:
        """The access token as it was given out, or None where it never was."""
        with self._database.read() as database:
            row = database.execute(
                "SELECT account, lacking, expires FROM tokens WHERE digest = ?", (_digest(token),)
            ).fetchone()
        return None if row is None else Token(Account(row[0], frozenset(row[1].split())), row[2])

    def expire_token(self, token: str) -> None:
        """Ends an access token before its time."""
        with self._database.write() as database:
            database.execute("UPDATE tokens SET expires = 0 WHERE digest = ?", (_digest(token),))

    def take(self, account: str, operation: str, rate: float, burst: int, now: float) -> bool:
        """Takes one request from an operation's token bucket; False where it is empty.

        `rate` is in requests a second, `burst` the bucket's size.
        """
        with self._database.write() as database:
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
        """Uses a counted fault once; False when it has been used `count` times."""
        with self._database.write() as database:
            row = database.execute("SELECT used FROM faults WHERE spec = ?", (spec,)).fetchone()
            used = 0 if row is None else row[0]
            if used < count:
                database.execute("REPLACE INTO faults VALUES (?, ?)", (spec, used + 1))
        return bool(used < count)

    def forget_faults(self) -> None:
        """Lets every counted fault begin anew."""
        with self._database.read() as database:
            spent = database.execute("SELECT 1 FROM faults LIMIT 1").fetchone()
        if spent is not None:
            with self._database.write() as database:
                database.execute("DELETE FROM faults")

    # Uploads

    def add_destination(self, destination: Destination) -> None:
        """Remembers an upload destination that was created."""
        d = destination
        with self._database.write() as database:
            database.execute(
                "INSERT INTO destinations VALUES (?, ?, ?, ?, ?)",
                (d.id, d.account, d.marketplace, d.resource, d.object),
            )

    def destination(self, destination_id: str) -> Destination | None:
        """The upload destination of that ID."""
        with self._database.read() as database:
            row = database.execute(
                "SELECT id, account, marketplace, resource, object FROM destinations WHERE id = ?",
                (destination_id,),
            ).fetchone()
        return None if row is None else Destination(*row)

    def store(self, name: str, stored: StoredObject) -> None:
        """Keeps what arrived at the simulated S3; a second object of the same name replaces the first."""
        with self._database.write() as database:
            database.execute(
                "REPLACE INTO objects VALUES (?, ?, ?)", (name, stored.content, stored.content_type)
            )

    def stored(self, name: str) -> StoredObject | None:
        """The object of that name ("bucket/key"), or None where nothing has arrived."""
        with self._database.read() as database:
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
        with self._database.write() as database:
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
        with self._database.read() as database:
            row = database.execute(
                "SELECT 1 FROM messages WHERE order_id = ? AND action = ? LIMIT 1", (order, action)
            ).fetchone()
        return row is not None

    def messages(self, order: str | None) -> list[MessageRow]:
        """Each message, the first one first; of one order, if it is given."""
        where, values = ("", ()) if order is None else (" WHERE order_id = ?", (order,))
        with self._database.read() as database:
            return database.execute(
                f"SELECT id, order_id, marketplace, action, text, fields, locale, at FROM messages{where}"  # noqa: S608
                " ORDER BY id",
                values,
            ).fetchall()

    def attachments(self, message: int) -> list[tuple[str, bytes, str, str]]:
        """(file name, content, content type, upload destination ID) of a message's attachments."""
        with self._database.read() as database:
            return database.execute(
                "SELECT file_name, content, content_type, destination FROM attachments"
                " WHERE message = ? ORDER BY position",
                (message,),
            ).fetchall()


def open_state(folder: Path | None) -> State:
    """The state in `folder`, made when it is not there; in memory where `folder` is None.

    Raises LocalStateError where the folder or the file cannot be used.
    """
    return State(in_memory() if folder is None else in_file(folder / FILE_NAME))


def reset(state: State) -> None:
    """Empties the simulator: no message was ever sent, no token given out, no fault used."""
    state.clear()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()

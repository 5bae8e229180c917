"""The orders that were seen, in SQLite in the state folder. No buyer data is in it.

It is only a copy of what Amazon knows: a file that is ruined, or of another version, is begun anew.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple

from spmsg import private_files
from spmsg.errors import LocalStateError
from spmsg.spapi.order import Money, Order, OrderItem

VERSION = 2
EVERY_MARKETPLACE = ""
"""In place of a marketplace's ID: the orders of all, where Amazon was asked for none in particular."""
BUSY = 30.0
"""Seconds that another process may hold the file for a write."""
_TABLES = f"""
CREATE TABLE orders (
    id TEXT PRIMARY KEY, marketplace TEXT NOT NULL, purchased_at REAL NOT NULL, updated_at REAL NOT NULL,
    complete INTEGER NOT NULL, document TEXT NOT NULL);
CREATE INDEX orders_purchased_at ON orders (purchased_at);
CREATE TABLE coverage (
    marketplace TEXT PRIMARY KEY, since REAL NOT NULL, until REAL NOT NULL, asked_at REAL NOT NULL);
CREATE TABLE unfinished (scope TEXT PRIMARY KEY, document TEXT NOT NULL);
PRAGMA user_version = {VERSION};
"""


class KeptOrder(NamedTuple):
    """What is needed of each order of a batch; a tuple, for there can be very many."""

    marketplace: str
    purchased_at: datetime


@dataclass(frozen=True)
class Coverage:
    """What is kept of a marketplace: every order created since `since`, as it was at `until`.

    `asked_at` is when Amazon was last asked, by this machine's clock.
    """

    since: datetime
    until: datetime
    asked_at: datetime


@dataclass(frozen=True)
class UnfinishedSearch:
    """A search of which some pages have come: the next run goes on with `token`, which lives a day.

    `kind` tells whether `after` and `before` are times of creation or of the last update; `until` is the
    moment up to which the whole search tells all, `begun` when its first page came.
    """

    kind: Literal["created", "updated"]
    after: datetime
    before: datetime | None
    until: datetime
    token: str
    begun: datetime


class OrderStore:
    """The orders of one account. Safe for several processes. Raises LocalStateError if it cannot be used."""

    def __init__(self, folder: Path, account: str) -> None:
        """`folder` is the state folder."""
        name = sha256(account.encode(errors="surrogatepass")).hexdigest()[:16]
        self._path = folder / "orders" / f"{name}.sqlite3"

    def lock(self, timeout: float) -> AbstractContextManager[object]:
        """Return the lock of whoever asks Amazon; `filelock.Timeout` after so many seconds."""
        return private_files.lock(self._path, timeout=timeout, poll_interval=0.2)

    def get(self, order_id: str) -> Order | None:
        """Return the order, None if it was not seen."""
        rows = self._read("SELECT document FROM orders WHERE id = ?", (order_id,))
        return _order(rows[0][0]) if rows else None

    def places(self) -> dict[str, KeptOrder]:
        """Return where and when each order was placed, by its ID."""
        rows = self._read("SELECT id, marketplace, purchased_at FROM orders WHERE marketplace != ''", ())
        return {order: KeptOrder(marketplace, _moment(placed)) for order, marketplace, placed in rows}

    def titles(self) -> dict[str, str]:
        """Return the title of each order's first item, by the order's ID."""
        rows = self._read("SELECT id, json_extract(document, '$.items[0].title') FROM orders", ())
        return {order: title for order, title in rows if title}

    def select(
        self,
        marketplaces: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> list[Order]:
        """Return the orders of these marketplaces (of all if none) that were placed then, newest first."""
        conditions: list[str] = []
        values: list[object] = []
        if marketplaces:
            conditions.append(f"marketplace IN ({', '.join('?' * len(marketplaces))})")
            values += marketplaces
        if since is not None:
            conditions.append("purchased_at >= ?")
            values.append(since.timestamp())
        if until is not None:
            conditions.append("purchased_at < ?")
            values.append(until.timestamp())
        where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
        values.append(-1 if limit is None else limit)
        sql = f"SELECT document FROM orders {where}ORDER BY purchased_at DESC, id LIMIT ?"  # noqa: S608 - "?"s
        return [_order(document) for (document,) in self._read(sql, values)]

    def coverage(self, marketplace: str) -> Coverage | None:
        """Return what is kept of a marketplace, None if nothing is."""
        rows = self._read("SELECT since, until, asked_at FROM coverage WHERE marketplace = ?", (marketplace,))
        return Coverage(*map(_moment, rows[0])) if rows else None

    def unfinished(self, scope: Sequence[str]) -> UnfinishedSearch | None:
        """Return the search over these marketplaces of which not all pages have come, None if all have."""
        rows = self._read("SELECT document FROM unfinished WHERE scope = ?", (",".join(scope),))
        if not rows:
            return None
        kept = json.loads(rows[0][0])
        times = {name: _moment(kept[name]) for name in ("after", "until", "begun")}
        before = None if kept["before"] is None else _moment(kept["before"])
        return UnfinishedSearch(kind=kept["kind"], before=before, token=kept["token"], **times)

    def keep(self, orders: Iterable[Order], *, complete: bool = True) -> None:
        """Keep orders; one that lacks a part of itself (`complete` false) takes no whole one's place."""
        with self._transaction() as connection:
            _keep(connection, orders, complete)

    def keep_page(self, scope: Sequence[str], orders: Iterable[Order], rest: UnfinishedSearch | None) -> None:
        """Keep a page of a search over `scope` and, in one step, how the search goes on."""
        with self._transaction() as connection:
            _keep(connection, orders, True)
            connection.execute("DELETE FROM unfinished WHERE scope = ?", (",".join(scope),))
            if rest is not None:
                document = {k: v.timestamp() if isinstance(v, datetime) else v for k, v in vars(rest).items()}
                row = (",".join(scope), json.dumps(document))
                connection.execute("INSERT INTO unfinished VALUES (?, ?)", row)

    def cover(self, scope: Sequence[str], coverage: Coverage | None) -> None:
        """Note what is kept of each marketplace of `scope` from now on, None if nothing."""
        with self._transaction() as connection:
            for marketplace in scope:
                connection.execute("DELETE FROM coverage WHERE marketplace = ?", (marketplace,))
                if coverage is not None:
                    times = (coverage.since, coverage.until, coverage.asked_at)
                    row = (marketplace, *(moment.timestamp() for moment in times))
                    connection.execute("INSERT INTO coverage VALUES (?, ?, ?, ?)", row)
            if coverage is None:
                connection.execute("DELETE FROM unfinished WHERE scope = ?", (",".join(scope),))

    def _read(self, sql: str, values: Sequence[object]) -> list[Any]:
        if not self._path.exists():
            return []
        with self._transaction() as connection:
            return connection.execute(sql, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            private_files.create(self._path)
            with closing(self._open()) as connection, connection:
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise LocalStateError(
                f"The orders kept in {self._path} cannot be used: {error}.",
                hint="It is only a copy of what Amazon knows: free some space, or delete it.",
            ) from error

    def _open(self) -> sqlite3.Connection:
        for again in (True, False):
            connection = sqlite3.connect(self._path, timeout=BUSY)
            try:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version == VERSION:
                    return connection
                if version == 0:
                    _create(connection)
                    return connection
            except sqlite3.OperationalError:  # locked, full, no permission
                connection.close()
                raise
            except sqlite3.DatabaseError:  # no database
                if not again:
                    raise
            connection.close()
            self._path.unlink(missing_ok=True)
            private_files.create(self._path)
        raise sqlite3.DatabaseError("it was made by another version")


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")  # two processes may find it empty at once
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
    connection.commit()


def _keep(connection: sqlite3.Connection, orders: Iterable[Order], complete: bool) -> None:
    rows = [
        (
            order.id,
            order.marketplace,
            _seconds(order.purchased_at),
            _seconds(order.updated_at),
            complete,
            json.dumps(asdict(order), ensure_ascii=False),
        )
        for order in orders
    ]
    connection.executemany(
        "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " marketplace = excluded.marketplace, purchased_at = excluded.purchased_at,"
        " updated_at = excluded.updated_at, complete = excluded.complete, document = excluded.document"
        " WHERE excluded.complete >= complete AND excluded.updated_at >= updated_at",
        rows,
    )


def _order(document: str) -> Order:
    kept = json.loads(document)
    kept["items"] = tuple(OrderItem(**item) for item in kept["items"])
    kept["total"] = Money(**kept["total"]) if kept["total"] is not None else None
    return Order(**kept)


def _seconds(text: str | None) -> float:
    try:
        return datetime.fromisoformat(text or "").timestamp()
    except ValueError:
        return 0.0


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

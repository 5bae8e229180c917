"""Keep the orders that Amazon told of, and what it offered for the last of them, without buyer data.

In SQLite in the state folder. It is only a copy of what Amazon knows: a file that is ruined is begun anew.
"""

import json
import math
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from spmsg import private_files
from spmsg.spapi.action_list import ActionResource
from spmsg.spapi.orders import Money, Order, OrderItem, moment

EVERY_MARKETPLACE = ""
"""In place of a marketplace's ID: the orders of all, where Amazon was asked for none in particular."""
BUSY = 30.0  # seconds that another process may hold the file for a write
_VERSION = 4  # of the tables; part of the file's name, so that a version never meets another one's
_TABLES = """
CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY, marketplace TEXT NOT NULL, purchased_at REAL NOT NULL, updated_at REAL NOT NULL,
    complete INTEGER NOT NULL, document TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS orders_purchased_at ON orders (purchased_at);
CREATE TABLE IF NOT EXISTS coverage (
    marketplace TEXT PRIMARY KEY, since REAL NOT NULL, until REAL NOT NULL, asked_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS searches (
    scope TEXT NOT NULL, kind TEXT NOT NULL, after REAL NOT NULL, before REAL, begun REAL NOT NULL,
    until REAL, token TEXT, PRIMARY KEY (scope, kind));
CREATE TABLE IF NOT EXISTS actions (
    order_id TEXT NOT NULL, marketplace TEXT NOT NULL, name TEXT NOT NULL, title TEXT, schema TEXT NOT NULL);
"""
_MOST_ACTIONS = 200  # of the last orders; for each run one order's actions are kept
Kind = Literal["created", "updated"]


@dataclass(frozen=True)
class Coverage:
    """What is kept of a marketplace: every order created since `since`, as it was at `until`."""

    since: datetime
    until: datetime
    asked_at: datetime
    """When Amazon was last asked, by this machine's clock."""


@dataclass(frozen=True)
class Search:
    """A search for orders by their creation or last update (`kind`), and how far it has come.

    `begun` is when its first page was asked for, `until` the moment up to which the whole search tells all,
    None until a page has come. `token` asks for the next page; it lives a day.
    """

    kind: Kind
    after: datetime
    before: datetime | None
    begun: datetime
    until: datetime | None = None
    token: str | None = None


class OrderStore:
    """The orders of one account, in a file of the state folder; safe for several processes.

    Raises LocalStateError if it cannot be used.
    """

    def __init__(self, folder: Path, account: str) -> None:
        name = sha256(account.encode(errors="surrogatepass")).hexdigest()[:16]
        self._path = folder / "orders" / f"{name}.{_VERSION}.sqlite3"

    def lock(self, timeout: float) -> AbstractContextManager[object]:
        """Return the lock to hold while Amazon is asked; raises `filelock.Timeout` after so many seconds."""
        return private_files.lock(self._path, timeout=timeout, poll_interval=0.2)

    def get(self, order_id: str) -> Order | None:
        """Return the order, None if it was not seen."""
        rows = self._read("SELECT document FROM orders WHERE id = ?", (order_id,))
        return _order(rows[0][0]) if rows else None

    def marketplaces(self) -> dict[str, str]:
        """Return each order's marketplace, by the order's ID."""
        return dict(self._read("SELECT id, marketplace FROM orders WHERE marketplace != ''"))

    def titles(self) -> dict[str, str]:
        """Return the title of each order's first item, by the order's ID."""
        rows = self._read("SELECT id, json_extract(document, '$.items[0].title') FROM orders")
        return {order: title for order, title in rows if title}

    def select(
        self,
        marketplaces: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = -1,
    ) -> list[Order]:
        """Return the orders of these marketplaces (of all if none) that were placed then, newest first."""
        first = since.timestamp() if since is not None else 0.0
        last = until.timestamp() if until is not None else math.inf
        places = json.dumps(list(marketplaces))
        rows = self._read(
            "SELECT document FROM orders WHERE purchased_at >= ? AND purchased_at < ?"
            " AND (? = '[]' OR marketplace IN (SELECT value FROM json_each(?)))"
            " ORDER BY purchased_at DESC, id LIMIT ?",
            (first, last, places, places, limit),
        )
        return [_order(document) for (document,) in rows]

    def actions(self, order: str | None = None, *, marketplace: str | None = None) -> list[ActionResource]:
        """Return the actions last offered for `order` (any if None) of `marketplace`; their `href` is ""."""
        rows = self._read(
            "SELECT name, title, schema FROM actions WHERE order_id = coalesce(?, order_id)"
            " AND marketplace = coalesce(?, marketplace) ORDER BY rowid",
            (order, marketplace),
        )
        found = {name: ActionResource(name, "", title, json.loads(schema)) for name, title, schema in rows}
        return list(found.values())

    def keep_actions(self, order: str, marketplace: str, actions: Iterable[ActionResource]) -> None:
        """Keep what is offered for `order` now."""
        rows = [(order, marketplace, a.name, a.title, json.dumps(a.schema)) for a in actions]
        with self._transaction() as connection:
            connection.execute("DELETE FROM actions WHERE order_id = ?", (order,))
            connection.executemany("INSERT INTO actions VALUES (?, ?, ?, ?, ?)", rows)
            connection.execute(
                "DELETE FROM actions WHERE rowid <= (SELECT max(rowid) FROM actions) - ?", (_MOST_ACTIONS,)
            )

    def coverage(self, marketplace: str) -> Coverage | None:
        """Return what is kept of a marketplace, None if nothing is."""
        rows = self._read("SELECT since, until, asked_at FROM coverage WHERE marketplace = ?", (marketplace,))
        return Coverage(*map(_moment, rows[0])) if rows else None

    def unfinished(self, scope: Sequence[str], kind: Kind, begun_after: datetime) -> Search | None:
        """Return the search over these marketplaces of which not all pages have come, None if all have."""
        rows = self._read(
            "SELECT after, before, begun, until, token FROM searches"
            " WHERE scope = ? AND kind = ? AND begun > ?",
            (",".join(scope), kind, begun_after.timestamp()),
        )
        if not rows:
            return None
        after, before, begun, until, token = rows[0]
        before = _moment(before) if before is not None else None
        return Search(kind, _moment(after), before, _moment(begun), _moment(until), token)

    def keep(self, orders: Iterable[Order], *, complete: bool = True) -> None:
        """Keep orders; one that lacks the optional datasets (not `complete`) replaces no complete one."""
        with self._transaction() as connection:
            _keep(connection, orders, complete)

    def keep_page(self, scope: Sequence[str], orders: Iterable[Order], search: Search) -> None:
        """Keep a page of a search over `scope` and how the search goes on, in one transaction."""
        with self._transaction() as connection:
            _keep(connection, orders, True)
            connection.execute(
                "DELETE FROM searches WHERE scope = ? AND kind = ?", (",".join(scope), search.kind)
            )
            if search.token is not None:
                values = (v.timestamp() if isinstance(v, datetime) else v for v in vars(search).values())
                connection.execute(
                    "INSERT INTO searches VALUES (?, ?, ?, ?, ?, ?, ?)", (",".join(scope), *values)
                )

    def cover(self, scope: Sequence[str], coverage: Coverage) -> None:
        """Note what is kept of each marketplace of `scope` from now on."""
        times = [each.timestamp() for each in (coverage.since, coverage.until, coverage.asked_at)]
        with self._transaction() as connection:
            for marketplace in scope:
                connection.execute("REPLACE INTO coverage VALUES (?, ?, ?, ?)", (marketplace, *times))

    def forget(self, scope: Sequence[str]) -> None:
        """Let all orders of these marketplaces be asked for anew; those that are kept stay."""
        with self._transaction() as connection:
            for marketplace in scope:
                connection.execute("DELETE FROM coverage WHERE marketplace = ?", (marketplace,))
            connection.execute("DELETE FROM searches WHERE scope = ?", (",".join(scope),))

    def _read(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        if not self._path.exists():
            return []
        with self._transaction() as connection:
            return connection.execute(sql, values).fetchall()

    def _transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        return private_files.database(self._path, _TABLES, BUSY)


def _keep(connection: sqlite3.Connection, orders: Iterable[Order], complete: bool) -> None:
    for order in orders:
        times = _seconds(order.purchased_at), _seconds(order.updated_at)
        document = json.dumps(asdict(order), ensure_ascii=False)
        connection.execute(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " marketplace = excluded.marketplace, purchased_at = excluded.purchased_at,"
            " updated_at = excluded.updated_at, complete = excluded.complete, document = excluded.document"
            " WHERE excluded.complete >= complete AND excluded.updated_at >= updated_at",
            (order.id, order.marketplace, *times, complete, document),
        )


def _order(document: str) -> Order:
    kept = json.loads(document)
    kept["items"] = tuple(OrderItem(**item) for item in kept["items"])
    kept["total"] = Money(**kept["total"]) if kept["total"] is not None else None
    return Order(**kept)


def _seconds(text: str | None) -> float:
    found = moment(text)
    return found.timestamp() if found is not None else 0.0


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

"""The ledger's tables in the SQL that both databases speak: migrations, statements, and rows as entries.

A migration is a named function, applied and recorded in one transaction. One that was released is never
edited: the next one mends it.
"""

# ruff: noqa: S608 - what is put into the SQL here are names of columns; values are always bound

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from spmsg.delivery.ledger.entry import Entry, Filters, Identity
from spmsg.delivery.result import Status
from spmsg.errors import LocalStateError

Row = tuple[Any, ...]
Execute = Callable[[str, Sequence[object]], list[Row]]
"""Runs one statement, in which `?` stands for a value; returns its rows, [] if it has none."""

_STATE = "at, profile, status, code, reason, request_id, digest, bytes, allowed, run, attempt, former"
SELECT = f"SELECT id, account, marketplace, order_id, action, key, {_STATE} FROM spmsg_entries"
IDENTITY = "account = ? AND marketplace = ? AND order_id = ? AND action = ? AND key = ?"
INSERT = (
    f"INSERT INTO spmsg_entries (account, marketplace, order_id, action, key, {_STATE})"
    f" VALUES ({', '.join('?' * 17)}) ON CONFLICT DO NOTHING"
)
UPDATE = f"UPDATE spmsg_entries SET ({_STATE}) = ({', '.join('?' * 12)}) WHERE id = ?"
APPLIED = "SELECT name FROM spmsg_migrations"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

BUCKETS = """CREATE TABLE IF NOT EXISTS spmsg_buckets (
    account TEXT NOT NULL,
    operation TEXT NOT NULL,
    tokens DOUBLE PRECISION,
    updated DOUBLE PRECISION,  -- seconds since 1970
    rate DOUBLE PRECISION,
    throttles BIGINT,
    PRIMARY KEY (account, operation))"""


def entries(execute: Execute, counter: str) -> None:
    """Make the table of messages, as `runs` leaves it. Times: microseconds since 1970, UTC.

    `run` has no default, so that a version that knows no runs cannot claim. `former` is JSON.
    """
    execute(
        f"""CREATE TABLE spmsg_entries (
        id {counter},
        account TEXT NOT NULL,
        marketplace TEXT NOT NULL,
        order_id TEXT NOT NULL,
        action TEXT NOT NULL,
        key TEXT NOT NULL,
        at BIGINT NOT NULL,
        profile TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('sending', 'sent', 'failed', 'uncertain')),
        code TEXT,
        reason TEXT,
        request_id TEXT,
        digest TEXT NOT NULL,
        bytes BIGINT NOT NULL,
        allowed TEXT NOT NULL,
        run TEXT NOT NULL,
        attempt TEXT NOT NULL,
        former TEXT,
        UNIQUE (order_id, action, marketplace, account, key))""",
        (),
    )
    execute("CREATE INDEX spmsg_entries_at ON spmsg_entries (at)", ())
    execute("CREATE INDEX spmsg_entries_sending ON spmsg_entries (run) WHERE status = 'sending'", ())


def buckets(execute: Execute, counter: str) -> None:
    """Make the table of the pace; with SQLite it is in a file of its own."""
    execute(BUCKETS, ())


def runs(execute: Execute, counter: str) -> None:
    """Let a `sending` entry name its run in place of a process and a lease."""
    execute("DROP TABLE spmsg_changes", ())
    execute("DROP INDEX spmsg_entries_sending", ())
    for column in ("code TEXT", "run TEXT NOT NULL DEFAULT ''", "former TEXT"):
        execute(f"ALTER TABLE spmsg_entries ADD COLUMN {column}", ())
    for column in ("host", "machine", "pid", "started", "lease"):
        execute(f"ALTER TABLE spmsg_entries DROP COLUMN {column}", ())
    execute("CREATE INDEX spmsg_entries_sending ON spmsg_entries (run) WHERE status = 'sending'", ())
    execute(
        "UPDATE spmsg_entries SET status = 'uncertain', code = 'owner-gone', reason = ?"
        " WHERE status = 'sending'",
        ("an older version of spmsg was sending it and ended without recording the outcome",),
    )


Schema = Mapping[str, Callable[[Execute, str], None]]
"""The migrations by name, in their order; each gets its database's words for a number that counts up."""
SQLITE: Schema = {"001 entries and changes": entries, "002 runs": runs}
POSTGRES: Schema = {"001 entries and changes": entries, "002 buckets": buckets, "003 runs": runs}


def migrate(execute: Execute, schema: Schema, counter: str, now: datetime, location: str) -> None:
    """Bring the tables up to date, within the transaction of `execute`, which shuts other migrations out."""
    execute("CREATE TABLE IF NOT EXISTS spmsg_migrations (name TEXT PRIMARY KEY, at BIGINT NOT NULL)", ())
    applied = {str(name) for (name,) in execute(APPLIED, ())}
    refuse_newer(applied, schema, location)
    for name, migration in schema.items():
        if name not in applied:
            if applied or migration is not runs:  # a new ledger's tables are made as `runs` leaves them
                migration(execute, counter)
            execute("INSERT INTO spmsg_migrations (name, at) VALUES (?, ?)", (name, microseconds(now)))


def refuse_newer(applied: set[str], schema: Schema, location: str) -> None:
    """Raise LocalStateError if a newer spmsg changed the tables: a guess at them could send twice."""
    unknown = sorted(applied - schema.keys())
    if unknown:
        raise LocalStateError(
            f"The ledger {location} was written by a newer spmsg (it has “{unknown[0]}”).",
            hint="Upgrade spmsg here. The ledger stays as it is.",
        )


def state_values(entry: Entry) -> tuple[object, ...]:
    """Return the values of the columns in _STATE; the last is a JSON list of the states before this one."""
    states = []
    state = entry.former
    while state is not None:
        states.append(_state(state))
        state = state.former
    return (*_state(entry), json.dumps(states) if states else None)


def _state(entry: Entry) -> tuple[object, ...]:
    outcome = (entry.status.value, entry.code, entry.reason, entry.request_id)
    content = (entry.digest, entry.bytes, json.dumps(list(entry.allowed)))
    return (microseconds(entry.at), entry.profile, *outcome, *content, entry.run, entry.attempt)


def entry_of(row: Row) -> Entry:
    """Return the entry in a row that SELECT found."""
    at, profile, status, code, reason, request_id, digest, size, allowed, run, attempt, former = row[6:]
    states = json.loads(former or "[]")
    return Entry(
        id=row[0],
        identity=Identity(*row[1:6]),
        at=time_of(at),
        profile=profile,
        status=Status(status),
        digest=digest,
        bytes=size,
        allowed=tuple(json.loads(allowed)),
        run=run,
        attempt=attempt,
        code=code,
        reason=reason,
        request_id=request_id,
        former=entry_of((*row[:6], *states[0], json.dumps(states[1:]))) if states else None,
    )


def conditions(filters: Filters) -> tuple[str, list[object]]:
    """Return what stands after WHERE, and its values."""
    columns = {"order": "order_id = ?", "since": "at >= ?", "until": "at < ?"}
    terms, values = ["1 = 1"], list[object]()
    for name, value in filters.items():
        if name == "accounts":
            accounts = filters["accounts"]
            terms.append(f"account IN ({', '.join('?' * len(accounts)) or 'NULL'})")
            values += accounts
        elif value is not None:
            terms.append(columns.get(name, f"{name} = ?"))
            values.append(microseconds(value) if isinstance(value, datetime) else value)
    return " AND ".join(terms), values


def time_of(microseconds: int) -> datetime:
    """Return the time so many microseconds after 1970 began, UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)


def microseconds(at: datetime) -> int:
    """Return the microseconds from 1970 to `at`."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def bounded(words: str | None) -> str | None:
    """Return others' words as every database can hold them: no NUL, no lone surrogate, not endless."""
    if words is None:
        return None
    return words.replace("\0", " ").encode(errors="replace").decode()[:500]

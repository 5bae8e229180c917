"""The ledger's tables, and each change of them: named functions, applied and recorded in one transaction.

A migration that was released is never edited: the next one mends it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from spmsg.errors import LocalStateError

Row = tuple[Any, ...]
Execute = Callable[[str, Sequence[object]], list[Row]]
"""Runs one statement, in which `?` stands for a value; returns its rows, [] if it has none."""
Migration = Callable[[Execute, str], None]
"""Gets the words of its database for a number that counts up by itself."""

APPLIED = "SELECT name FROM spmsg_migrations"


BUCKETS = """CREATE TABLE IF NOT EXISTS spmsg_buckets (
    account TEXT NOT NULL,
    operation TEXT NOT NULL,
    tokens DOUBLE PRECISION,
    updated DOUBLE PRECISION,  -- seconds since 1970
    rate DOUBLE PRECISION,
    throttles BIGINT,
    PRIMARY KEY (account, operation))"""


def entries(execute: Execute, counter: str) -> None:
    """Make the table of messages, one row each. Times: microseconds since 1970, UTC.

    `run` has no default, so that a version that knows no runs cannot claim. `former` (JSON) is the state to
    go back to if a claim is given back or a resend fails.
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


Schema = Mapping[str, Migration]
"""The migrations of a database by name, in their order; `entries` is as `runs` leaves it."""
SQLITE: Schema = {"001 entries and changes": entries, "002 runs": runs}
POSTGRES: Schema = {"001 entries and changes": entries, "002 buckets": buckets, "003 runs": runs}


def migrate(execute: Execute, schema: Schema, *, counter: str, now: int, location: str) -> None:
    """Bring the tables up to date, within the transaction of `execute`, which shuts other migrations out."""
    execute("CREATE TABLE IF NOT EXISTS spmsg_migrations (name TEXT PRIMARY KEY, at BIGINT NOT NULL)", ())
    applied = {str(name) for (name,) in execute(APPLIED, ())}
    refuse_newer(applied, schema, location)
    for name, migration in schema.items():
        if name not in applied:
            if applied or migration is not runs:
                migration(execute, counter)
            execute("INSERT INTO spmsg_migrations (name, at) VALUES (?, ?)", (name, now))


def refuse_newer(applied: set[str], schema: Schema, location: str) -> None:
    """Raise LocalStateError if a newer spmsg changed the tables: a guess at them could send twice."""
    unknown = sorted(applied - schema.keys())
    if unknown:
        raise LocalStateError(
            f"The ledger {location} was written by a newer spmsg (it has “{unknown[0]}”).",
            hint="Upgrade spmsg here. The ledger stays as it is.",
        )

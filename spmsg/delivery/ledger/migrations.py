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


def entries_and_changes(execute: Execute, counter: str) -> None:
    """The present state of each message, and every state it was in. Times: microseconds since 1970, UTC."""
    state = """
        at BIGINT NOT NULL,
        profile TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('sending', 'sent', 'failed', 'uncertain')),
        reason TEXT,
        request_id TEXT,
        digest TEXT NOT NULL,
        bytes BIGINT NOT NULL,
        allowed TEXT NOT NULL,
        host TEXT NOT NULL,
        machine TEXT NOT NULL,
        pid BIGINT NOT NULL,
        started TEXT NOT NULL,
        attempt TEXT NOT NULL,
        lease BIGINT NOT NULL"""
    execute(
        f"""CREATE TABLE spmsg_entries (
        id {counter},
        account TEXT NOT NULL,
        marketplace TEXT NOT NULL,
        order_id TEXT NOT NULL,
        action TEXT NOT NULL,
        key TEXT NOT NULL,{state},
        UNIQUE (order_id, action, marketplace, account, key))""",
        (),
    )
    execute("CREATE INDEX spmsg_entries_at ON spmsg_entries (at)", ())
    execute("CREATE INDEX spmsg_entries_sending ON spmsg_entries (id) WHERE status = 'sending'", ())
    execute(
        f"""CREATE TABLE spmsg_changes (
        id {counter},
        entry BIGINT NOT NULL REFERENCES spmsg_entries (id),{state},
        UNIQUE (entry, attempt, status))""",
        (),
    )


def buckets(execute: Execute, counter: str) -> None:
    """The pace of each account, shared by the machines of a PostgreSQL ledger. Times: seconds since 1970."""
    execute(
        """CREATE TABLE spmsg_buckets (
        account TEXT NOT NULL,
        operation TEXT NOT NULL,
        tokens DOUBLE PRECISION,
        updated DOUBLE PRECISION,
        rate DOUBLE PRECISION,
        throttles BIGINT,
        PRIMARY KEY (account, operation))""",
        (),
    )


def runs(execute: Execute, counter: str) -> None:
    """An entry that is `sending` names its run, which lives as long as it holds its lock.

    `former` is the state (JSON) to go back to if a claim is given back or a resend fails. The columns of
    process IDs and leases go, so that a version that goes by them can neither read nor claim.
    """
    execute("ALTER TABLE spmsg_entries RENAME TO spmsg_entries_1", ())
    execute("DROP INDEX spmsg_entries_at", ())
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
    kept = (
        "id, account, marketplace, order_id, action, key, at, profile, status, reason, request_id, digest,"
        " bytes, allowed, attempt"
    )
    execute(f"INSERT INTO spmsg_entries ({kept}, run) SELECT {kept}, '' FROM spmsg_entries_1", ())  # noqa: S608 - names of columns
    execute("CREATE INDEX spmsg_entries_at ON spmsg_entries (at)", ())
    execute("DROP TABLE spmsg_changes", ())
    execute("DROP TABLE spmsg_entries_1", ())
    _settle_all(execute)


def runs_in_place(execute: Execute, counter: str) -> None:
    """The same as `runs`, by PostgreSQL's ALTER TABLE."""
    execute(
        """ALTER TABLE spmsg_entries
        ADD code TEXT,
        ADD run TEXT NOT NULL DEFAULT '',
        ADD former TEXT,
        DROP host, DROP machine, DROP pid, DROP started, DROP lease""",
        (),
    )
    execute("ALTER TABLE spmsg_entries ALTER run DROP DEFAULT", ())
    execute("DROP TABLE spmsg_changes", ())
    execute("DROP INDEX spmsg_entries_sending", ())
    _settle_all(execute)


def _settle_all(execute: Execute) -> None:
    execute(
        "UPDATE spmsg_entries SET status = 'uncertain', code = 'owner-gone', reason = ?"
        " WHERE status = 'sending'",
        ("an older version of spmsg was sending it and ended without recording the outcome",),
    )
    execute("CREATE INDEX spmsg_entries_sending ON spmsg_entries (run) WHERE status = 'sending'", ())


SQLITE: dict[str, Migration] = {"001 entries and changes": entries_and_changes, "002 runs": runs}
POSTGRES: dict[str, Migration] = {
    "001 entries and changes": entries_and_changes,
    "002 buckets": buckets,
    "003 runs": runs_in_place,
}
RECORDS = "CREATE TABLE IF NOT EXISTS spmsg_migrations (name TEXT PRIMARY KEY, at BIGINT NOT NULL)"
APPLIED = "SELECT name FROM spmsg_migrations"


def migrate(
    execute: Execute, migrations: Mapping[str, Migration], *, counter: str, now: int, location: str
) -> None:
    """Bring the tables up to date, within the transaction of `execute`, which shuts other migrations out."""
    execute(RECORDS, ())
    applied = {str(name) for (name,) in execute(APPLIED, ())}
    refuse_newer(applied, migrations, location)
    for name, migration in migrations.items():
        if name not in applied:
            migration(execute, counter)
            execute("INSERT INTO spmsg_migrations (name, at) VALUES (?, ?)", (name, now))


def refuse_newer(applied: set[str], migrations: Mapping[str, Migration], location: str) -> None:
    """Raises LocalStateError if a newer spmsg changed the tables: to guess their meaning could send twice."""
    unknown = sorted(applied - migrations.keys())
    if unknown:
        raise LocalStateError(
            f"The ledger {location} was written by a newer spmsg (it has “{unknown[0]}”).",
            hint="Upgrade spmsg here. The ledger stays as it is.",
        )

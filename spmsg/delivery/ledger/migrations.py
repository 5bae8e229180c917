"""The ledger's tables, and each change of them: named functions, applied and recorded in one transaction.

A migration that was released is never edited: the next one mends it.
"""

from collections.abc import Callable, Mapping

from spmsg.delivery.ledger.sql import Execute
from spmsg.errors import LocalStateError

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


SQLITE: dict[str, Migration] = {"001 entries and changes": entries_and_changes}
POSTGRES: dict[str, Migration] = SQLITE | {"002 buckets": buckets}
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

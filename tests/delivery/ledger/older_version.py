"""The tables of the version that went by process IDs, as it made them."""

from spmsg.delivery.ledger.tables import Execute


def old_tables(execute: Execute, counter: str, *migrations: str) -> None:
    """Make them; `migrations` are the names that it recorded."""
    execute("CREATE TABLE spmsg_migrations (name TEXT PRIMARY KEY, at BIGINT NOT NULL)", ())
    for name in migrations:
        execute(f"INSERT INTO spmsg_migrations VALUES ('{name}', 0)", ())
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


def old_entry(key: str, status: str) -> str:
    """The statement with which it claimed, or recorded, a message."""
    return f"""
        INSERT INTO spmsg_entries (account, marketplace, order_id, action, key, at, profile, status, digest,
            bytes, allowed, host, machine, pid, started, attempt, lease)
        VALUES ('seller', 'ATVPDKIKX0DER', '902-6786204-8179805', 'warranty', '{key}', 1, 'p', '{status}',
            'd', 1, '[]', 'host', 'machine', 1, '1', '{key}', 900)"""

"""Turn entries into rows of the database and back; the statements for both."""

# ruff: noqa: S608 - what is put into the SQL here are names of columns; values are always bound

import json
from datetime import UTC, datetime, timedelta

from spmsg.delivery.ledger.entry import Entry, Filters, Identity
from spmsg.delivery.ledger.migrations import Row
from spmsg.delivery.result import Status

_STATE = "at, profile, status, code, reason, request_id, digest, bytes, allowed, run, attempt, former"
SELECT = f"SELECT id, account, marketplace, order_id, action, key, {_STATE} FROM spmsg_entries"
IDENTITY = "account = ? AND marketplace = ? AND order_id = ? AND action = ? AND key = ?"
INSERT = (
    f"INSERT INTO spmsg_entries (account, marketplace, order_id, action, key, {_STATE}) "
    f"VALUES ({', '.join('?' * 17)}) ON CONFLICT DO NOTHING"
)
UPDATE = f"UPDATE spmsg_entries SET ({_STATE}) = ({', '.join('?' * 12)}) WHERE id = ?"
_REASON = 500  # characters
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def identity_values(identity: Identity) -> tuple[str, ...]:
    """Return the values of IDENTITY."""
    return (identity.account, identity.marketplace, identity.order, identity.action, identity.key)


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


def entry_of(row: Row) -> Entry:
    """Return the entry in a row that SELECT found."""
    at, profile, status, code, reason, request_id, digest, size, allowed, run, attempt, former = row[6:]
    about = (code, reason, request_id, digest, size, tuple(json.loads(allowed)), run, attempt, former)
    return Entry(row[0], Identity(*row[1:6]), time_of(at), profile, Status(status), *about)


def state_values(entry: Entry) -> tuple[object, ...]:
    """Return the values of the columns in _STATE."""
    told = (entry.code, entry.reason, entry.request_id, entry.digest, entry.bytes)
    which = (entry.run, entry.attempt, entry.former)
    allowed = json.dumps(list(entry.allowed))
    return (microseconds(entry.at), entry.profile, entry.status.value, *told, allowed, *which)


def kept(entry: Entry) -> str:
    """Return the state of `entry` to come back to, with the `sent` that an uncertain one came from."""
    sent = sent_before(entry)
    return json.dumps([state_values(each)[:-1] for each in (entry, sent) if each is not None])


def before(entry: Entry) -> Entry | None:
    """Return what the message of `entry` was before it was claimed, None if nothing."""
    states = json.loads(entry.former) if entry.former is not None else []
    if not states:
        return None
    rest = json.dumps(states[1:]) if states[1:] else None
    return entry_of((entry.id, *identity_values(entry.identity), *states[0], rest))


def sent_before(entry: Entry) -> Entry | None:
    """Return the `sent` state that `entry` came from, None if there is none."""
    state = before(entry)
    while state is not None and state.status is not Status.SENT:
        state = before(state)
    return state


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
    clean = words.replace("\0", " ").encode(errors="replace").decode()
    return clean if len(clean) <= _REASON else clean[: _REASON - 1] + "…"

"""What a ledger holds: an entry for each message, as a value and as a row in SQL."""

# ruff: noqa: S608 - what is put into the SQL here are names of columns; values are always bound

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict

from spmsg.delivery.ledger.migrations import Row
from spmsg.delivery.result import Status
from spmsg.errors import UsageError

ALREADY_REQUESTED = "already-requested"
"""The code of a failure that is for good: Amazon says that a review was requested before."""
OWNER_GONE = "owner-gone"
"""The code of an uncertain entry whose run ended without recording the outcome."""

_LONGEST_PART = 255  # characters of an identity's part: an index entry of PostgreSQL holds 2,704 bytes

_STATE = "at, profile, status, code, reason, request_id, digest, bytes, allowed, run, attempt, former"
SELECT = f"SELECT id, account, marketplace, order_id, action, key, {_STATE} FROM spmsg_entries"
IDENTITY = "account = ? AND marketplace = ? AND order_id = ? AND action = ? AND key = ?"
INSERT = (
    f"INSERT INTO spmsg_entries (account, marketplace, order_id, action, key, {_STATE}) "
    f"VALUES ({', '.join('?' * 17)}) ON CONFLICT DO NOTHING"
)
UPDATE = f"UPDATE spmsg_entries SET ({_STATE}) = ({', '.join('?' * 12)}) WHERE id = ?"
_LONGEST_REASON = 500  # characters
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two messages the same message. Raises UsageError for parts that no store can hold."""

    account: str
    marketplace: str
    order: str
    action: str
    key: str

    def __post_init__(self) -> None:
        for name in ("account", "marketplace", "order", "action", "key"):
            value: str = getattr(self, name)
            if not 0 < len(value) <= _LONGEST_PART:
                raise UsageError(
                    f"The {name} of a message must have 1 to {_LONGEST_PART} characters, not {len(value)}.",
                    hint="Choose a shorter --key." if name == "key" and value else None,
                )
            if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
                raise UsageError(f"The {name} of a message must be text; this one is not: {value!a}.")


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """What is recorded of a message: SHA-256 (hex), size in bytes, and rules that were let through."""

    identity: Identity
    digest: str
    size: int
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """The state of one message, as of `at` (UTC, the last change).

    `code` and `reason` tell why it failed or is uncertain, or how it was resolved; `reason` has at most 500
    characters. `digest` is the SHA-256 (hex) of what the buyer would see and `bytes` its size; `allowed`
    names the rules that were let through. `run` made the claim `attempt`, which this state came from;
    `former` is the ledger's own note of the state before it.
    """

    id: int
    identity: Identity
    at: datetime
    profile: str
    status: Status
    code: str | None
    reason: str | None
    request_id: str | None
    digest: str
    bytes: int
    allowed: tuple[str, ...]
    run: str
    attempt: str
    former: str | None = field(repr=False)

    @property
    def holds(self) -> bool:
        """Tell whether it keeps the message from being sent, unless a flag says otherwise."""
        if self.status is Status.FAILED:
            return self.code == ALREADY_REQUESTED
        return self.status is not Status.SENDING


class AlreadyClaimedError(Exception):
    """The message is not this run's to send: `entry` says what another or an earlier run did with it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"entry {entry.id} is {entry.status}")
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages of `action` in `marketplace` came to `status` on `day`."""

    day: date
    marketplace: str
    action: str
    status: Status
    count: int


class Filters(TypedDict, total=False):
    """Selects the entries of which all that is given is true; `since` is included, `until` is not."""

    order: str | None
    action: str | None
    key: str | None
    status: Status | None
    since: datetime | None
    until: datetime | None
    accounts: Collection[str]
    profile: str | None


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
    return clean if len(clean) <= _LONGEST_REASON else clean[: _LONGEST_REASON - 1] + "…"

"""What both ledgers do, in the SQL that both databases speak; how they connect and lock is their own."""

# ruff: noqa: S608 - what is put into the SQL here are names of columns; values are always bound

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from typing import TypeVar

from spmsg.delivery.ledger.model import LEASE, Claim, Entry, Identity, Status
from spmsg.delivery.ledger.owner import Owner, lives, this_process
from spmsg.delivery.ledger.sql import Execute, Row
from spmsg.errors import LocalStateError, UncertainError, UsageError

T = TypeVar("T")

_STATE = (
    "at, profile, status, reason, request_id, digest, bytes, allowed, "
    "host, machine, pid, started, attempt, lease"
)
_COLUMNS = f"id, account, marketplace, order_id, action, key, {_STATE}"
_IDENTITY = "account = ? AND marketplace = ? AND order_id = ? AND action = ? AND key = ?"
_SELECT = f"SELECT {_COLUMNS} FROM spmsg_entries"
_FIND = f"{_SELECT} WHERE {_IDENTITY}"
_INSERT = (
    f"INSERT INTO spmsg_entries (account, marketplace, order_id, action, key, {_STATE}) "
    f"VALUES ({', '.join('?' * 19)}) ON CONFLICT DO NOTHING"
)
_UPDATE = f"UPDATE spmsg_entries SET ({_STATE}) = ({', '.join('?' * 14)}) WHERE id = ?"
_RECORD = (
    f"INSERT INTO spmsg_changes (entry, {_STATE}) SELECT id, {_STATE} FROM spmsg_entries WHERE id = ? "
    "ON CONFLICT DO NOTHING"  # a transaction that is repeated because the connection broke while it committed
)
_REASON = 500  # characters
_MICROSECONDS = 1_000_000
_QUARTER = 900  # seconds; every zone's days begin at a quarter of an hour


class SqlLedger(ABC):
    """A ledger over one database. Times are kept as microseconds since 1970, in UTC."""

    location: str
    """What messages call this ledger; without a password."""
    _for_update = ""

    def __init__(self, owner: Owner | None) -> None:
        self._given_owner = owner

    # ── what a database brings ──

    @abstractmethod
    def _write(self, work: Callable[[Execute], T]) -> T:
        """What `work` gives, done in one transaction that is on disk when this returns. Entries that it reads
        with `_for_update` nobody else changes meanwhile. It may be run twice if the connection breaks."""

    @abstractmethod
    def _read(self, sql: str, values: Sequence[object]) -> list[Row]: ...

    @abstractmethod
    def _stream(self, sql: str, values: Sequence[object]) -> Iterator[Row]:
        """The rows of one consistent reading, a part at a time, however many; others may write meanwhile."""

    @abstractmethod
    def _now(self, execute: Execute | None = None) -> int:
        """Microseconds since 1970, on the clock that all users of this ledger share."""

    # ── the ledger ──

    def find(self, identity: Identity) -> Entry | None:
        rows = self._read(_FIND, _values(identity))
        if not rows:
            return None
        entry = _entry(rows[0])
        if entry.status is Status.SENDING and self._abandoned(rows[0], None):
            return self._write(lambda execute: self._settled(execute, entry.id))
        return entry

    def claim(
        self,
        identity: Identity,
        *,
        profile: str,
        digest: str,
        bytes: int,  # noqa: A002 - the word of the output's JSON
        resend: bool = False,
        resend_uncertain: bool = False,
        seen: str | None = None,
        allowed: Sequence[str] = (),
        lease: float = LEASE,
    ) -> Claim:
        attempt = os.urandom(16).hex()
        claimable = {Status.FAILED}
        if resend:
            claimable.add(Status.SENT)
        if resend_uncertain:
            claimable.add(Status.UNCERTAIN)
        owner = self._owner

        def work(execute: Execute) -> Claim:
            state: tuple[object, ...] = (
                *(self._now(execute), profile, Status.SENDING.value, None, None, digest, bytes),
                *(json.dumps(list(allowed)), owner.host, owner.machine, owner.pid, owner.started),
                *(attempt, int(lease * _MICROSECONDS)),
            )
            execute(_INSERT, (*_values(identity), *state))
            [row] = execute(_FIND + self._for_update, _values(identity))
            entry = _entry(row)
            if entry.attempt != attempt:
                entry = self._settled(execute, entry.id)
                changed = seen is not None and entry.attempt != seen and entry.status is not Status.FAILED
                if entry.status not in claimable or changed:
                    return Claim(entry, won=False)
                execute(_UPDATE, (*state, entry.id))
                [row] = execute(f"{_SELECT} WHERE id = ?", (entry.id,))
            execute(_RECORD, (entry.id,))
            return Claim(_entry(row), won=True)

        return self._write(work)

    def finish(
        self, entry: Entry, status: Status, *, reason: str | None = None, request_id: str | None = None
    ) -> None:
        if status is Status.SENDING:
            raise ValueError("a claim cannot end as `sending`")

        def work(execute: Execute) -> None:
            rows = execute(f"{_SELECT} WHERE id = ?{self._for_update}", (entry.id,))
            now = _entry(rows[0]) if rows else None
            if now is not None and now.attempt == entry.attempt:
                if now.status is status:
                    return
                # Another machine may have given us up (`uncertain`), and a person may have resolved that:
                # we know better, but nothing takes a `sent` back.
                if now.status in (Status.SENDING, Status.UNCERTAIN) or status is Status.SENT:
                    self._change(execute, entry.id, status, reason, request_id)
                    return
            state = f"is {now.status} by another run" if now is not None else "is gone"
            raise UncertainError(
                f"The outcome “{status}” of order {entry.identity.order} could not be recorded: "
                f"its entry {entry.id} in the ledger {self.location} {state}.",
                hint=f"spmsg history --order {entry.identity.order}",
                request_id=request_id,
            )

        try:
            self._write(work)
        except LocalStateError as error:
            raise UncertainError(
                f"The outcome “{status}” of order {entry.identity.order} could not be recorded. "
                f"{error.message}",
                hint=f"{error.hint or ''} The message counts as uncertain and is not sent again by itself; "
                f"afterwards: spmsg history resolve {entry.id} --as sent|not-sent".strip(),
                request_id=request_id,
            ) from error

    def entries(
        self,
        *,
        order: str | None = None,
        action: str | None = None,
        status: Status | None = None,
        since: datetime | None = None,
        account: str | None = None,
        profile: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        self._settle_all()
        wanted = {
            "order_id": order,
            "action": action,
            "status": status,
            "account": account,
            "profile": profile,
        }
        terms = [f"{column} = ?" for column, value in wanted.items() if value is not None]
        values: list[object] = [value for value in wanted.values() if value is not None]
        if since is not None:
            terms.append("at >= ?")
            values.append(int(since.timestamp() * _MICROSECONDS))
        sql = _SELECT + (f" WHERE {' AND '.join(terms)}" if terms else "") + " ORDER BY at DESC, id DESC"
        if limit is not None:
            sql += " LIMIT ?"
            values.append(limit)
        return map(_entry, self._stream(sql, values))

    def changes(self, entry_id: int) -> tuple[Entry, ...]:
        state = ", ".join(f"c.{column}" for column in _STATE.split(", "))
        sql = (
            f"SELECT e.id, account, marketplace, order_id, action, key, {state} FROM spmsg_changes c "
            "JOIN spmsg_entries e ON e.id = c.entry WHERE e.id = ? ORDER BY c.id"
        )
        return tuple(map(_entry, self._read(sql, (entry_id,))))

    def sent_per_day(
        self, *, since: datetime | None = None, account: str | None = None, zone: tzinfo | None = None
    ) -> Mapping[date, int]:
        # Counted by quarters of an hour in SQL and by days here: SQLite knows no time zones
        quarter = f"c.at / {_QUARTER * _MICROSECONDS}"
        sql = (
            f"SELECT {quarter}, COUNT(*) FROM spmsg_changes c JOIN spmsg_entries e ON e.id = c.entry "
            "WHERE c.status = 'sent' AND c.at >= ? AND (? = '' OR e.account = ?) GROUP BY 1 ORDER BY 1"
        )
        start = int(since.timestamp() * _MICROSECONDS) if since is not None else 0
        days: dict[date, int] = {}
        for number, count in self._read(sql, (start, account or "", account or "")):
            day = datetime.fromtimestamp(number * _QUARTER, UTC).astimezone(zone).date()
            days[day] = days.get(day, 0) + count
        return days

    def resolve(self, entry_id: int, *, sent: bool) -> Entry:
        def work(execute: Execute) -> Entry:
            entry = self._settled(execute, entry_id)
            if entry.status is not Status.UNCERTAIN:
                raise UsageError(
                    f"Entry {entry_id} (order {entry.identity.order}, {entry.identity.action}) "
                    f"is {entry.status}: there is nothing to resolve.",
                    hint="spmsg history --uncertain lists what can be resolved.",
                )
            status, reason = (
                (Status.SENT, "resolved as sent") if sent else (Status.FAILED, "resolved as not sent")
            )
            return self._change(execute, entry_id, status, reason, entry.request_id)

        return self._write(work)

    # ── parts of it ──

    @property
    def _owner(self) -> Owner:
        return self._given_owner or this_process()

    def _change(
        self, execute: Execute, entry_id: int, status: Status, reason: str | None, request_id: str | None
    ) -> Entry:
        execute(
            "UPDATE spmsg_entries SET at = ?, status = ?, reason = ?, request_id = ? WHERE id = ?",
            (self._now(execute), status.value, _bounded(reason), _bounded(request_id), entry_id),
        )
        execute(_RECORD, (entry_id,))
        [row] = execute(f"{_SELECT} WHERE id = ?", (entry_id,))
        return _entry(row)

    def _settled(self, execute: Execute, entry_id: int) -> Entry:
        """The entry, locked until the transaction ends; recorded as uncertain if its owner is gone."""
        rows = execute(f"{_SELECT} WHERE id = ?{self._for_update}", (entry_id,))
        if not rows:
            raise UsageError(
                f"The ledger {self.location} has no entry {entry_id}.", hint="spmsg history shows them."
            )
        entry = _entry(rows[0])
        if entry.status is not Status.SENDING or not self._abandoned(rows[0], execute):
            return entry
        reason = (
            f"process {entry.owner.pid} on {entry.owner.host} began to send at "
            f"{entry.at:%Y-%m-%dT%H:%M:%SZ} and ended without recording the outcome"
        )
        return self._change(execute, entry_id, Status.UNCERTAIN, reason, None)

    def _settle_all(self) -> None:
        sending = self._read(f"{_SELECT} WHERE status = 'sending'", ())
        for row in sending:
            if self._abandoned(row, None):
                self._write(partial(self._settled, entry_id=row[0]))

    def _abandoned(self, row: Row, execute: Execute | None) -> bool:
        owner, at, lease = _entry(row).owner, row[6], row[19]
        mine = self._owner
        # The clock is the database's: asked for only where it decides
        age = 0 if owner.machine == mine.machine else self._now(execute) - at
        return not lives(owner, age / _MICROSECONDS, lease / _MICROSECONDS, me=mine)


def _values(identity: Identity) -> tuple[str, ...]:
    return (identity.account, identity.marketplace, identity.order, identity.action, identity.key)


def _entry(row: Row) -> Entry:
    at = row[6]
    return Entry(
        id=row[0],
        identity=Identity(*row[1:6]),
        at=datetime.fromtimestamp(at // _MICROSECONDS, UTC).replace(microsecond=at % _MICROSECONDS),
        profile=row[7],
        status=Status(row[8]),
        reason=row[9],
        request_id=row[10],
        digest=row[11],
        bytes=row[12],
        allowed=tuple(json.loads(row[13])),
        owner=Owner(*row[14:18]),
        attempt=row[18],
    )


def _bounded(words: str | None) -> str | None:
    """Others' words as every database can hold them: no NUL, no lone surrogate, not endless."""
    if words is None:
        return None
    clean = words.replace("\0", " ").encode(errors="replace").decode()
    return clean if len(clean) <= _REASON else clean[: _REASON - 1] + "…"

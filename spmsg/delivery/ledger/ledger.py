"""What both ledgers do, in the SQL that both databases speak; how they connect and lock is their own."""

# ruff: noqa: S608 - what is put into the SQL here are names of columns; values are always bound

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from functools import partial
from typing import TypeVar, Unpack

from spmsg.delivery.deadline import Patience
from spmsg.delivery.ledger.entry import OWNER_GONE, Claim, Count, Entry, Filters, Identity
from spmsg.delivery.ledger.migrations import Execute, Row
from spmsg.delivery.result import Status
from spmsg.errors import LocalStateError, SpmsgError, UncertainError, UsageError

T = TypeVar("T")

UNDER_WAY = timedelta(minutes=15)
"""For so long a request may still be on its way to Amazon from a run that is gone."""

_STATE = (
    "at, profile, status, code, reason, request_id, digest, bytes, allowed, run, attempt, former"  # as State
)
_SELECT = f"SELECT id, account, marketplace, order_id, action, key, {_STATE} FROM spmsg_entries"
_IDENTITY = "account = ? AND marketplace = ? AND order_id = ? AND action = ? AND key = ?"
_INSERT = (
    f"INSERT INTO spmsg_entries (account, marketplace, order_id, action, key, {_STATE}) "
    f"VALUES ({', '.join('?' * 17)}) ON CONFLICT DO NOTHING"
)
_UPDATE = f"UPDATE spmsg_entries SET ({_STATE}) = ({', '.join('?' * 12)}) WHERE id = ?"
_REASON = 500  # characters
_PAGE = 500  # entries that are read at once
_MICROSECONDS = 1_000_000
_QUARTER = 900  # seconds; every zone's days begin at a quarter of an hour


class Owner(Enum):
    """What can be seen of the run that made a claim."""

    LIVES = "lives"
    GONE = "gone"
    LOCK_MISSING = "lock missing"


class Ledger(ABC):
    """One run's ledger; safe for the run's threads, and for many runs.

    Times are kept as microseconds since 1970, UTC. All methods raise LocalStateError, which names the ledger
    and the remedy, if it cannot be read or written, is locked for too long, is full or ruined: nothing may be
    sent then. They raise CancelledError if they would wait and the run is to stop.
    """

    location: str
    """What messages call this ledger; without a password."""
    _for_update = ""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._run: str | None = None
        self._not_again: set[int] = set()  # what this run resent, or found another run sending

    # ── what a database brings ──

    @abstractmethod
    def _write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        """Do `work` in one transaction that is on disk on return, and return what it gives.

        Entries that it reads with `_for_update` nobody else changes meanwhile. If the connection breaks it is
        done again over another one, but not after its commit if `once`.
        """

    @abstractmethod
    def _read(self, sql: str, values: Sequence[object]) -> list[Row]: ...

    @abstractmethod
    def _now(self, execute: Execute) -> int:
        """Microseconds since 1970, on the clock that all users of this ledger share."""

    @abstractmethod
    def _own_run(self, execute: Execute) -> str:
        """The name of this run, whose lock it holds. Raises LocalStateError if the lock is not its own."""

    @abstractmethod
    def _owner(self, execute: Execute, run: str) -> Owner:
        """What can be seen of `run`. What cannot be told counts as alive."""

    @abstractmethod
    def check(self) -> str:
        """Look the whole ledger over and return a line about it. Raises LocalStateError if it is ruined."""

    @abstractmethod
    def close(self) -> None:
        """End the run: give back its lock, files and connections. Further calls are errors."""

    # ── the ledger ──

    def find(self, identity: Identity) -> Entry | None:
        """The entry of `identity`, None if there is none. Takes no lock unless it is `sending`."""
        rows = self._read(f"{_SELECT} WHERE {_IDENTITY}", _values(identity))
        if rows and rows[0][8] == Status.SENDING:
            return self._write(lambda execute: self._settled(execute, rows[0][0]))
        return _entry(rows[0]) if rows else None

    def claimable(
        self,
        entry: Entry,
        *,
        resend: bool = False,
        resend_uncertain: bool = False,
        execute: Execute | None = None,
    ) -> bool:
        """Whether the message of `entry`, which ended, may be sent again by this run."""
        if not entry.holds:
            return True
        if entry.id in self._not_again:
            return False
        if entry.status is Status.UNCERTAIN:
            return resend_uncertain and self._settled_since(entry, execute) is None
        return resend

    def claim(
        self,
        identity: Identity,
        *,
        profile: str,
        digest: str,
        bytes: int,  # noqa: A002 - the word of the output's JSON
        resend: bool = False,
        resend_uncertain: bool = False,
        allowed: Sequence[str] = (),
    ) -> Claim:
        """Take `identity` for sending, if it is `claimable` and nobody else is sending it.

        Of all who try at the same time, one wins. What a run claimed with `resend` or `resend_uncertain` it
        does not claim again, unless it was given back or failed.
        """
        attempt = os.urandom(16).hex()

        def work(execute: Execute) -> Claim:
            state = (
                *(self._now(execute), profile, Status.SENDING.value, None, None, None, digest, bytes),
                *(json.dumps(list(allowed)), self._own_run(execute), attempt),
            )
            rows: list[Row] = []
            while not rows:  # another run gives its claim back in between
                execute(_INSERT, (*_values(identity), *state, None))
                rows = execute(f"{_SELECT} WHERE {_IDENTITY}{self._for_update}", _values(identity))
            entry = _entry(rows[0])
            if entry.attempt == attempt:
                return Claim(entry, won=True)
            settled = self._settled(execute, entry.id) or entry
            if settled.status is Status.SENDING or not self.claimable(
                settled, resend=resend, resend_uncertain=resend_uncertain, execute=execute
            ):
                return Claim(settled, won=False)
            [row] = execute(f"{_SELECT} WHERE id = ?", (entry.id,))
            execute(_UPDATE, (*state, _as_former(row), entry.id))
            [row] = execute(f"{_SELECT} WHERE id = ?", (entry.id,))
            return Claim(_entry(row), won=True)

        try:
            claim = self._write(work, once=True)
        except SpmsgError:
            self._give_back_unanswered(attempt)
            raise
        if claim.won and (resend or resend_uncertain):
            self._not_again.add(claim.entry.id)
        return claim

    def give_back(self, entry: Entry) -> None:
        """Undo the claim `entry`, of which no byte left: the message is again what it was before."""
        self._write(lambda execute: self._restore(execute, entry.attempt), recording=True)
        self._not_again.discard(entry.id)

    def finish(
        self,
        entry: Entry,
        status: Status,
        *,
        code: str | None = None,
        reason: str | None = None,
        request_id: str | None = None,
    ) -> Entry:
        """Record how the claim `entry` ended, on disk on return, and return what its message is now.

        A resend that failed leaves what was before. `sent` is recorded whatever others have made of the
        message since, and nothing takes it back; another outcome only if nobody claimed or resolved it since.
        Raises UncertainError if it cannot be recorded: the entry stays `sending` and becomes uncertain.
        """
        if status is Status.SENDING:
            raise ValueError("a claim cannot end as `sending`")
        told = (code, _bounded(reason), _bounded(request_id))

        def work(execute: Execute) -> Entry:
            rows = execute(f"{_SELECT} WHERE id = ?{self._for_update}", (entry.id,))
            if not rows:
                raise LocalStateError(f"Its entry {entry.id} in the ledger {self.location} is gone.")
            now = _entry(rows[0])
            if now.attempt == entry.attempt and now.status in (Status.SENDING, Status.UNCERTAIN):
                if status is not Status.FAILED or not _former_holds(rows[0]):
                    return self._change(execute, entry.id, status, *told)
                self._restore(execute, entry.attempt)
            elif status is Status.SENT and now.status is not Status.SENT:
                sent = (
                    *(self._now(execute), entry.profile, status.value, *told, entry.digest, entry.bytes),
                    *(json.dumps(list(entry.allowed)), entry.run, entry.attempt),
                )
                if now.status is Status.SENDING:  # another run resends it: if that fails, it is still sent
                    former = json.dumps([*sent, None])
                    execute("UPDATE spmsg_entries SET former = ? WHERE id = ?", (former, entry.id))
                else:
                    execute(_UPDATE, (*sent, None, entry.id))
            [row] = execute(f"{_SELECT} WHERE id = ?", (entry.id,))
            return _entry(row)

        try:
            result = self._write(work, recording=True)
        except LocalStateError as error:
            raise UncertainError(
                f"The outcome “{status}” of order {entry.identity.order} could not be recorded. "
                f"{error.message}",
                hint=f"{error.hint or ''} The message counts as uncertain and is not sent again by itself; "
                f"afterwards: spmsg history resolve {entry.id} --as sent|not-sent".strip(),
                request_id=request_id,
            ) from error
        if status is Status.FAILED:
            self._not_again.discard(entry.id)
        return result

    def entries(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[Entry]:
        """The entries that match, newest first, a page at a time: nobody is kept from writing meanwhile."""
        for (entry_id,) in self._read("SELECT id FROM spmsg_entries WHERE status = 'sending'", ()):
            self._write(partial(self._settled, entry_id=entry_id))
        where, values = _where(filters)
        last: tuple[object, ...] = ()
        while limit is None or limit > 0:
            page = _PAGE if limit is None else min(limit, _PAGE)
            after = " AND (at, id) < (?, ?)" if last else ""
            rows = self._read(
                f"{_SELECT} WHERE {where}{after} ORDER BY at DESC, id DESC LIMIT ?", (*values, *last, page)
            )
            yield from map(_entry, rows)
            if len(rows) < page:
                return
            last = (rows[-1][6], rows[-1][0])
            limit = None if limit is None else limit - page

    def counts(self, *, zone: tzinfo | None = None, **filters: Unpack[Filters]) -> list[Count]:
        """How many of the entries that match came to what on each day of `zone` (None: the system's)."""
        where, values = _where(filters)
        # Counted by quarters of an hour in SQL and by days here: SQLite knows no time zones
        rows = self._read(
            f"SELECT at / {_QUARTER * _MICROSECONDS}, marketplace, action, status, COUNT(*)"
            f" FROM spmsg_entries WHERE {where} GROUP BY 1, 2, 3, 4",
            values,
        )
        counts: dict[tuple[date, str, str, str], int] = {}
        for quarter, *what, count in rows:
            day = datetime.fromtimestamp(quarter * _QUARTER, UTC).astimezone(zone).date()
            which = (day, *what)
            counts[which] = counts.get(which, 0) + count
        return [
            Count(day, marketplace, action, Status(status), count)
            for (day, marketplace, action, status), count in sorted(counts.items())
        ]

    def resolve(self, entry_id: int, *, sent: bool) -> Entry:
        """Settle an uncertain entry after somebody looked it up: not sent becomes what the next run sends.

        A resend that was not sent becomes what was sent before. Raises UsageError, which tells the entry's
        state, if it is not uncertain, or if it may still be on its way.
        """

        def work(execute: Execute) -> Entry:
            entry = self._settled(execute, entry_id)
            if entry is None:
                hint = "spmsg history shows them."
                raise UsageError(f"The ledger {self.location} has no entry {entry_id}.", hint=hint)
            which = f"Entry {entry_id} (order {entry.identity.order}, {entry.identity.action})"
            if entry.status is Status.SENDING:
                raise UsageError(
                    f"{which} is being sent by a run that has not ended.",
                    hint="Wait for that run, or end it.",
                )
            if entry.status is not Status.UNCERTAIN:
                raise UsageError(
                    f"{which} is {entry.status}: there is nothing to resolve.",
                    hint="spmsg history --uncertain lists what can be resolved.",
                )
            if sent:
                return self._change(
                    execute, entry_id, Status.SENT, None, "resolved as sent", entry.request_id
                )
            since = self._settled_since(entry, execute)
            if since is not None:
                raise UsageError(
                    f"{which} may still arrive: its run is gone, and a request of it may be on its way.",
                    hint=f"Look it up and resolve it from {since + UNDER_WAY:%H:%M} UTC on.",
                )
            [row] = execute(f"{_SELECT} WHERE id = ?", (entry_id,))
            before = _sent_before(row)
            if before is None:
                return self._change(
                    execute, entry_id, Status.FAILED, None, "resolved as not sent", entry.request_id
                )
            execute(_UPDATE, (*before, entry_id))
            [row] = execute(f"{_SELECT} WHERE id = ?", (entry_id,))
            return _entry(row)

        return self._write(work)

    # ── parts of it ──

    def _change(
        self,
        execute: Execute,
        entry_id: int,
        status: Status,
        code: str | None,
        reason: str | None,
        request_id: str | None,
    ) -> Entry:
        execute(
            "UPDATE spmsg_entries SET at = ?, status = ?, code = ?, reason = ?, request_id = ?,"
            " former = CASE WHEN ? = 'uncertain' THEN former END WHERE id = ?",
            (self._now(execute), status.value, code, reason, request_id, status.value, entry_id),
        )
        [row] = execute(f"{_SELECT} WHERE id = ?", (entry_id,))
        return _entry(row)

    def _settled(self, execute: Execute, entry_id: int) -> Entry | None:
        """The entry, locked until the transaction ends; recorded as uncertain if its owner is gone."""
        rows = execute(f"{_SELECT} WHERE id = ?{self._for_update}", (entry_id,))
        if not rows:
            return None
        entry = _entry(rows[0])
        if entry.status is not Status.SENDING:
            return entry
        owner = self._owner(execute, entry.run)
        if entry.run != self._run:
            self._not_again.add(entry_id)
        if owner is Owner.LIVES:
            return entry
        reason = f"the run that began to send it at {entry.at:%Y-%m-%dT%H:%M:%SZ} "
        reason += "ended without recording the outcome" if owner is Owner.GONE else "has lost its lock file"
        return self._change(execute, entry_id, Status.UNCERTAIN, OWNER_GONE, reason, None)

    def _settled_since(self, entry: Entry, execute: Execute | None) -> datetime | None:
        """When `entry` was settled for a run that is gone, if that is so lately that it may still arrive."""
        if entry.code != OWNER_GONE:
            return None
        now = self._now(execute) if execute is not None else self._write(self._now)
        return entry.at if _time(now) - entry.at < UNDER_WAY else None

    def _restore(self, execute: Execute, attempt: str) -> None:
        """Make the message of `attempt` what it was before, unless it was settled otherwise since."""
        open_states = "status IN ('sending', 'uncertain')"
        for row in execute(f"{_SELECT} WHERE attempt = ? AND {open_states}{self._for_update}", (attempt,)):
            if row[17] is None:
                execute("DELETE FROM spmsg_entries WHERE id = ?", (row[0],))
            else:
                execute(_UPDATE, (*_former(row[17]), row[0]))

    def _give_back_unanswered(self, attempt: str) -> None:
        """Undo a claim whose commit was not answered; if that fails too, it becomes uncertain."""
        with suppress(LocalStateError):
            self._write(lambda execute: self._restore(execute, attempt), recording=True)


def _values(identity: Identity) -> tuple[str, ...]:
    return (identity.account, identity.marketplace, identity.order, identity.action, identity.key)


def _where(filters: Filters) -> tuple[str, list[object]]:
    columns = {"order": "order_id = ?", "since": "at >= ?", "until": "at < ?"}
    terms, values = ["1 = 1"], []
    for name, value in filters.items():
        if value is not None:
            terms.append(columns.get(name, f"{name} = ?"))
            values.append(int(value.timestamp() * _MICROSECONDS) if isinstance(value, datetime) else value)
    return " AND ".join(terms), values


def _entry(row: Row) -> Entry:
    return Entry(
        id=row[0],
        identity=Identity(*row[1:6]),
        at=_time(row[6]),
        profile=row[7],
        status=Status(row[8]),
        code=row[9],
        reason=row[10],
        request_id=row[11],
        digest=row[12],
        bytes=row[13],
        allowed=tuple(json.loads(row[14])),
        run=row[15],
        attempt=row[16],
    )


def _time(microseconds: int) -> datetime:
    seconds, rest = divmod(microseconds, _MICROSECONDS)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def _as_former(row: Row) -> str:
    """The state in `row`, to come back to; with what an uncertain one had come from."""
    former = json.loads(row[17]) if row[17] is not None else None
    return json.dumps([*row[6:17], former])


def _former(text: str) -> tuple[object, ...]:
    """The values of the state columns that `_as_former` kept."""
    *state, former = json.loads(text)
    return (*state, json.dumps(former) if former is not None else None)


def _former_holds(row: Row) -> bool:
    return row[17] is not None and _entry((*row[:6], *_former(row[17]))).holds


def _sent_before(row: Row) -> tuple[object, ...] | None:
    """The latest `sent` among the states that the one in `row` came from."""
    former = json.loads(row[17]) if row[17] is not None else None
    while former is not None:
        if former[2] == Status.SENT:
            return (*former[:-1], None)
        former = former[-1]
    return None


def _bounded(words: str | None) -> str | None:
    """Others' words as every database can hold them: no NUL, no lone surrogate, not endless."""
    if words is None:
        return None
    clean = words.replace("\0", " ").encode(errors="replace").decode()
    return clean if len(clean) <= _REASON else clean[: _REASON - 1] + "…"

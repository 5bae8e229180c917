"""What both ledgers do, in the SQL that both databases speak; how they connect and lock is their own."""

# ruff: noqa: S608 - what is put into the SQL here are constants; values are always bound

import os
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import TypeVar, Unpack

from spmsg.delivery.deadline import Patience
from spmsg.delivery.ledger.entry import (
    IDENTITY,
    INSERT,
    OWNER_GONE,
    SELECT,
    UPDATE,
    AlreadyClaimedError,
    Count,
    Entry,
    Filters,
    Identity,
    MessageRecord,
    before,
    bounded,
    conditions,
    entry_of,
    identity_values,
    kept,
    sent_before,
    state_values,
    time_of,
)
from spmsg.delivery.ledger.migrations import Execute, Row
from spmsg.delivery.result import Status
from spmsg.errors import LocalStateError, SpmsgError, UncertainError, UsageError

T = TypeVar("T")

UNDER_WAY = timedelta(minutes=15)
"""For so long a request may still be on its way to Amazon from a run that is gone."""

_PAGE = 500  # entries that are read at once
_OPEN = (Status.SENDING, Status.UNCERTAIN)
_QUARTER = 900  # seconds; every zone's days begin at a quarter of an hour


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
        """Return the microseconds since 1970, on the clock that all users of this ledger share."""

    @abstractmethod
    def _own_run(self, execute: Execute) -> str:
        """Return the name of this run. Raises LocalStateError if it does not hold its lock."""

    @abstractmethod
    def _how_it_ended(self, execute: Execute, run: str) -> str | None:
        """Return how `run` ended, in words; None if it lives, or if that cannot be told."""

    @abstractmethod
    def check(self) -> str:
        """Look the whole ledger over and return a line about it. Raises LocalStateError if it is ruined."""

    @abstractmethod
    def close(self) -> None:
        """End the run: give back its lock, files and connections. Further calls are errors."""

    # ── the ledger ──

    def find(self, identity: Identity) -> Entry | None:
        """Return the entry of `identity`, None if there is none. Takes no lock unless it is `sending`."""
        rows = self._read(f"{SELECT} WHERE {IDENTITY}", identity_values(identity))
        entry = entry_of(rows[0]) if rows else None
        if entry is None or entry.status is not Status.SENDING:
            return entry
        return self._write(partial(self._settle, entry_id=entry.id))

    def claimable(
        self,
        entry: Entry,
        *,
        resend: bool = False,
        resend_uncertain: bool = False,
        execute: Execute | None = None,
    ) -> bool:
        """Tell whether the message of `entry`, which ended, may be sent again by this run."""
        if not entry.holds:
            return True
        if entry.id in self._not_again:
            return False
        if entry.status is Status.UNCERTAIN:
            return resend_uncertain and not self._may_arrive(entry, execute)
        return resend

    def claim(
        self,
        record: MessageRecord,
        profile: str,
        *,
        resend: bool = False,
        resend_uncertain: bool = False,
    ) -> Entry:
        """Take a message for sending and return its entry, which is `sending` and on disk.

        Of all who try at the same time, one wins. Raises AlreadyClaimedError if another did, or if the
        message is not `claimable`. What a run claimed with `resend` or `resend_uncertain` it
        does not claim again, unless it was given back or failed.
        """
        identity, attempt = record.identity, os.urandom(16).hex()

        def work(execute: Execute) -> Entry:
            at, run = time_of(self._now(execute)), self._own_run(execute)
            about = (Status.SENDING, None, None, None, record.digest, record.size, record.allowed)
            mine = Entry(0, identity, at, profile, *about, run, attempt, None)
            found: list[Entry] = []
            while not found:  # another run may give its claim back in between
                execute(INSERT, (*identity_values(identity), *state_values(mine)))
                found = self._locked(execute, IDENTITY, identity_values(identity))
            if found[0].attempt == attempt:
                return found[0]
            entry = self._settled(execute, found[0])
            if entry.status is Status.SENDING or not self.claimable(
                entry, resend=resend, resend_uncertain=resend_uncertain, execute=execute
            ):
                return entry
            return self._put(execute, replace(mine, id=entry.id, former=kept(entry)))

        try:
            entry = self._write(work, once=True)
        except SpmsgError:  # its commit may have arrived all the same
            with suppress(LocalStateError):
                self._write(lambda execute: self._undo(execute, identity, attempt), recording=True)
            raise
        if entry.attempt != attempt:
            raise AlreadyClaimedError(entry)
        if resend or resend_uncertain:
            self._not_again.add(entry.id)
        return entry

    def give_back(self, entry: Entry) -> None:
        """Undo the claim `entry`, of which no byte left: the message is what it was before."""
        self._write(lambda execute: self._undo(execute, entry.identity, entry.attempt), recording=True)
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
        """Record how the claim `entry` ended, on disk on return, and return the message's entry.

        A resend that failed leaves what was before. `sent` is recorded whatever others have made of the
        message since, and nothing takes it back; another outcome only if nobody claimed or resolved it since.
        Raises UncertainError if it cannot be recorded: the entry stays `sending` and becomes uncertain.
        """

        def work(execute: Execute) -> Entry:
            found = self._locked(execute, "id = ?", (entry.id,))
            if not found:
                raise LocalStateError(f"Its entry {entry.id} in the ledger {self.location} is gone.")
            [now] = found
            if now.attempt == entry.attempt and now.status in _OPEN:
                former = before(now)
                if status is Status.FAILED and former is not None and former.holds:
                    return self._put(execute, former)
                return self._change(execute, now, status, code, reason, request_id)
            if status is not Status.SENT or now.status is Status.SENT:
                return now
            if now.status is not Status.SENDING:
                return self._change(execute, entry, status, code, reason, request_id)
            # Another run resends it: if that fails, it is still sent
            sent = replace(entry, at=now.at, status=status, request_id=request_id)
            return self._put(execute, replace(now, former=kept(sent)))

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
        """Yield the entries that match, newest first, read in pages: nobody is kept from writing."""
        self._settle_all()
        where, values = conditions(filters)
        last: tuple[object, ...] = ()
        while limit is None or limit > 0:
            page = _PAGE if limit is None else min(limit, _PAGE)
            after = " AND (at, id) < (?, ?)" if last else ""
            rows = self._read(
                f"{SELECT} WHERE {where}{after} ORDER BY at DESC, id DESC LIMIT ?", (*values, *last, page)
            )
            yield from map(entry_of, rows)
            if len(rows) < page:
                return
            last = (rows[-1][6], rows[-1][0])
            limit = None if limit is None else limit - page

    def counts(self, *, zone: tzinfo | None = None, **filters: Unpack[Filters]) -> list[Count]:
        """Count the entries that match by day (of `zone`; None: the system's), action and outcome."""
        self._settle_all()
        where, values = conditions(filters)
        # Counted by quarters of an hour in SQL and by days here: SQLite knows no time zones
        rows = self._read(
            f"SELECT at / {_QUARTER * 1_000_000}, marketplace, action, status, COUNT(*)"
            f" FROM spmsg_entries WHERE {where} GROUP BY 1, 2, 3, 4",
            values,
        )
        counts = Counter[tuple[date, str, str, str]]()
        for quarter, marketplace, action, status, count in rows:
            day = datetime.fromtimestamp(quarter * _QUARTER, UTC).astimezone(zone).date()
            counts[day, marketplace, action, status] += count
        return [
            Count(day, marketplace, action, Status(status), count)
            for (day, marketplace, action, status), count in sorted(counts.items())
        ]

    def accounts(self) -> list[str]:
        """Return the accounts of which there are entries."""
        return [name for (name,) in self._read("SELECT DISTINCT account FROM spmsg_entries", ())]

    def resolve(self, entry_id: int, *, sent: bool) -> Entry:
        """Settle an uncertain entry after a person looked it up: the next run sends what was not sent.

        A resend that was not sent becomes what was sent before. Raises UsageError, which tells the entry's
        state, if it is not uncertain, or if it may still be on its way.
        """

        def work(execute: Execute) -> Entry:
            entry = self._settle(execute, entry_id)
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
            if not sent and self._may_arrive(entry, execute):
                raise UsageError(
                    f"{which} may still arrive: its run is gone, and a request of it may be on its way.",
                    hint=f"Look it up and resolve it from {entry.at + UNDER_WAY:%H:%M} UTC on.",
                )
            former = sent_before(entry)
            if former is not None and not sent:
                return self._put(execute, former)
            status, reason = (Status.SENT, "sent") if sent else (Status.FAILED, "not sent")
            return self._change(execute, entry, status, None, f"resolved as {reason}", entry.request_id)

        return self._write(work)

    # ── parts of it ──

    def _locked(self, execute: Execute, where: str, values: Sequence[object]) -> list[Entry]:
        """Return the entries that match; nobody else changes them until the transaction ends."""
        return [entry_of(row) for row in execute(f"{SELECT} WHERE {where}{self._for_update}", values)]

    def _put(self, execute: Execute, entry: Entry) -> Entry:
        execute(UPDATE, (*state_values(entry), entry.id))
        return entry

    def _change(
        self,
        execute: Execute,
        entry: Entry,
        status: Status,
        code: str | None,
        reason: str | None,
        request_id: str | None,
    ) -> Entry:
        changed = replace(
            entry,
            at=time_of(self._now(execute)),
            status=status,
            code=code,
            reason=bounded(reason),
            request_id=bounded(request_id),
            former=entry.former if status is Status.UNCERTAIN else None,
        )
        return self._put(execute, changed)

    def _settle_all(self) -> None:
        """Record as uncertain what runs that are gone were sending."""
        for (entry_id,) in self._read("SELECT id FROM spmsg_entries WHERE status = 'sending'", ()):
            self._write(partial(self._settle, entry_id=entry_id))

    def _settle(self, execute: Execute, entry_id: int) -> Entry | None:
        found = self._locked(execute, "id = ?", (entry_id,))
        return self._settled(execute, found[0]) if found else None

    def _settled(self, execute: Execute, entry: Entry) -> Entry:
        """Return the locked `entry`; record it as uncertain first if it is `sending` and its run is gone."""
        if entry.status is not Status.SENDING:
            return entry
        if entry.run != self._run:
            self._not_again.add(entry.id)
        ended = self._how_it_ended(execute, entry.run)
        if ended is None:
            return entry
        until = time_of(self._now(execute)) + UNDER_WAY
        reason = (
            f"the run that began to send it at {entry.at:%Y-%m-%dT%H:%M:%SZ} {ended};"
            f" a request of it may arrive until {until:%H:%M} UTC"
        )
        return self._change(execute, entry, Status.UNCERTAIN, OWNER_GONE, reason, None)

    def _may_arrive(self, entry: Entry, execute: Execute | None) -> bool:
        """Tell whether a request of a run that is gone may still be on its way."""
        if entry.code != OWNER_GONE:
            return False
        now = self._now(execute) if execute is not None else self._write(self._now)
        return time_of(now) - entry.at < UNDER_WAY

    def _undo(self, execute: Execute, identity: Identity, attempt: str) -> None:
        """Make the message what it was before `attempt`, unless that was settled otherwise since."""
        for entry in self._locked(execute, IDENTITY, identity_values(identity)):
            if entry.attempt != attempt or entry.status not in _OPEN:
                continue
            former = before(entry)
            if former is not None:
                self._put(execute, former)
            else:
                execute("DELETE FROM spmsg_entries WHERE id = ?", (entry.id,))

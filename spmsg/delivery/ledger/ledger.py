"""What both ledgers do, in the SQL that both databases speak; how they connect and lock is their own."""

# ruff: noqa: S608 - what is put into the SQL here are constants; values are always bound

import os
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import TypeVar, Unpack

from spmsg.delivery.ledger import tables
from spmsg.delivery.ledger.entry import (
    OWNER_GONE,
    AlreadyClaimedError,
    Count,
    Entry,
    Filters,
    Identity,
    MessageRecord,
    Resend,
)
from spmsg.delivery.ledger.tables import IDENTITY, SELECT, Execute, Row
from spmsg.delivery.result import Status
from spmsg.errors import LocalStateError, SpmsgError, UncertainError, UsageError

T = TypeVar("T")

LONGEST_WAY = timedelta(minutes=15)
"""For so long a request of a run that is gone may still be on its way to Amazon."""

_PAGE = 500  # entries that are read at once
_OPEN = (Status.SENDING, Status.UNCERTAIN)  # what the outcome of a claim may still change
_QUARTER = 900  # seconds; every zone's days begin at a quarter of an hour
_END_OF_TIME = 2**63 - 1  # microseconds


class Ledger(ABC):
    """A ledger as one run uses it; safe for its threads, and beside other runs.

    All methods raise LocalStateError, which names the ledger and the remedy, if it cannot be read or written,
    is locked for too long, is full or ruined: nothing may be sent then. They raise CancelledError if they
    would wait and the run is to stop.
    """

    location: str
    """What messages call this ledger; without a password."""
    _for_update = ""
    _run: str | None = None  # its name, once it holds its lock

    def __init__(self) -> None:
        self._not_again: set[int] = set()  # IDs of what this run resent, or found another run sending

    @abstractmethod
    def _write(self, work: Callable[[Execute], T], *, recording: bool = False, once: bool = False) -> T:
        """Do `work` in one transaction that is on disk on return, and return what it gives.

        Nobody else changes the entries that it reads with `_for_update`. If the connection breaks, it is done
        again over another one; with `once` not after its commit. `recording` goes on shortly after Ctrl-C.
        """

    @abstractmethod
    def _read(self, sql: str, values: Sequence[object]) -> list[Row]: ...

    @abstractmethod
    def _now(self, execute: Execute) -> datetime:
        """Return the time (UTC) on the clock that all users of this ledger share."""

    @abstractmethod
    def _own_run(self, execute: Execute) -> str:
        """Return the name of this run, begun if need be. Raises LocalStateError if its lock is lost."""

    @abstractmethod
    def _how_it_ended(self, execute: Execute, run: str) -> str | None:
        """Return how `run` ended, in words; None if it lives, or if that cannot be told."""

    @abstractmethod
    def check(self) -> str:
        """Look the whole ledger over and return a line about it. Raises LocalStateError if it is ruined."""

    @abstractmethod
    def close(self) -> None:
        """End the run: give back its lock, files and connections. Further calls are errors."""

    def find(self, identity: Identity) -> Entry | None:
        """Return the entry of `identity`, None if there is none. Takes no lock unless it is `sending`."""
        values = astuple(identity)
        rows = self._read(f"{SELECT} WHERE {IDENTITY}", values)
        entry = tables.entry_of(rows[0]) if rows else None
        if entry is not None and entry.status is Status.SENDING:
            return self._write(lambda execute: self._current(execute, IDENTITY, values))
        return entry

    def find_blocking(self, identity: Identity, resend: Resend) -> Entry | None:
        """Return the entry that keeps this run from claiming `identity`, None if nothing does."""
        entry = self.find(identity)
        return entry if entry is not None and not self._is_claimable(self._read, entry, resend) else None

    def claim(self, record: MessageRecord, profile: str, resend: Resend) -> Entry:
        """Take a message for sending and return its entry, which is `sending` and on disk.

        Of all who try at the same time, one wins. Raises AlreadyClaimedError if another did, or if an entry
        blocks it. What `resend` allows is claimed once a run, and again if it was given back or failed.
        """
        attempt = os.urandom(16).hex()
        try:
            entry = self._write(partial(self._try_claim, record, profile, resend, attempt), once=True)
        except SpmsgError:  # its commit may have arrived all the same
            with suppress(LocalStateError):
                self._undo(record.identity, attempt)
            raise
        if entry.attempt != attempt:
            raise AlreadyClaimedError(entry)
        if resend.sent or resend.uncertain:
            self._not_again.add(entry.id)
        return entry

    def give_back(self, entry: Entry) -> None:
        """Undo the claim `entry`, of which no byte left: the message is what it was before."""
        self._undo(entry.identity, entry.attempt)
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
        reason, request_id = tables.bounded(reason), tables.bounded(request_id)
        ended = replace(entry, status=status, code=code, reason=reason, request_id=request_id)
        try:
            result = self._write(partial(self._record_outcome, ended), recording=True)
        except LocalStateError as error:
            what = f"The outcome “{status}” of {entry.identity.order} could not be recorded. {error.message}"
            hint = (
                f"{error.hint} The message counts as uncertain and is not sent again by itself; "
                f"afterwards: `spmsg history resolve {entry.id} --as sent` (or `not-sent`)."
            )
            raise UncertainError(what, hint=hint, request_id=request_id) from error
        if status is Status.FAILED:
            self._not_again.discard(entry.id)
        return result

    def entries(self, **filters: Unpack[Filters]) -> Iterator[Entry]:
        """Yield the entries that match, newest first, read in pages: nobody is kept from writing."""
        self._settle_all()
        where, values = tables.conditions(filters)
        sql = f"{SELECT} WHERE {where} AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT {_PAGE}"
        before = (_END_OF_TIME, 0)
        while page := [tables.entry_of(row) for row in self._read(sql, (*values, *before))]:
            yield from page
            before = (tables.microseconds(page[-1].at), page[-1].id)

    def counts(self, *, zone: tzinfo | None = None, **filters: Unpack[Filters]) -> list[Count]:
        """Count the entries that match by day (of `zone`; None: the system's), action and outcome."""
        self._settle_all()
        where, values = tables.conditions(filters)
        # Counted by quarters of an hour in SQL and by days here: SQLite knows no time zones
        rows = self._read(
            f"SELECT at / {_QUARTER * 1_000_000}, marketplace, action, status, COUNT(*)"
            f" FROM spmsg_entries WHERE {where} GROUP BY 1, 2, 3, 4",
            values,
        )
        counts = Counter[tuple[date, str, str, Status]]()
        for quarter, marketplace, action, status, count in rows:
            day = datetime.fromtimestamp(quarter * _QUARTER, UTC).astimezone(zone).date()
            counts[day, marketplace, action, Status(status)] += count
        return [Count(*each, count) for each, count in sorted(counts.items())]

    def accounts(self) -> list[str]:
        """Return the accounts of which there are entries."""
        return [name for (name,) in self._read("SELECT DISTINCT account FROM spmsg_entries", ())]

    def resolve(self, entry_id: int, *, sent: bool) -> Entry:
        """Settle an uncertain entry after a person looked it up: the next run sends what was not sent.

        A resend that was not sent becomes what was sent before. Raises UsageError, which tells the entry's
        state, if it is not uncertain, or if it may still be on its way.
        """
        return self._write(partial(self._settle_by_hand, entry_id, sent))

    def _try_claim(
        self, record: MessageRecord, profile: str, resend: Resend, attempt: str, execute: Execute
    ) -> Entry:
        """Return the entry as `attempt` claimed it, or the one that blocks it.

        The latter is returned, not raised: if its run was found gone, that is to be committed.
        """
        identity = astuple(record.identity)
        mine = Entry(
            id=0,
            identity=record.identity,
            at=self._now(execute),
            profile=profile,
            status=Status.SENDING,
            digest=record.digest,
            bytes=record.size,
            allowed=record.allowed,
            run=self._own_run(execute),
            attempt=attempt,
        )
        entry = None
        while entry is None:  # another run may give its claim back in between
            execute(tables.INSERT, (*identity, *tables.state_values(mine)))
            entry = self._current(execute, IDENTITY, identity)
        if entry.attempt == attempt or not self._is_claimable(execute, entry, resend):
            return entry
        former = replace(entry, former=entry.sent_before)  # of what was before that, `sent` alone counts
        return self._save(execute, replace(mine, id=entry.id, former=former))

    def _record_outcome(self, ended: Entry, execute: Execute) -> Entry:
        now = self._current(execute, "id = ?", (ended.id,))
        if now is None:
            hint = "Look whether another ledger has taken its place."
            raise LocalStateError(f"Its entry {ended.id} in {self.location} is gone.", hint=hint)
        if now.attempt == ended.attempt and now.status in _OPEN:
            if ended.status is Status.FAILED and now.former is not None and now.former.blocks:
                return self._save(execute, now.former)
            return self._change(execute, replace(ended, former=now.former))
        if ended.status is not Status.SENT or now.status is Status.SENT:
            return now
        if now.status is Status.SENDING:  # another run resends it: if that fails, it is still sent
            return self._save(execute, replace(now, former=replace(ended, former=None)))
        return self._change(execute, ended)

    def _settle_by_hand(self, entry_id: int, sent: bool, execute: Execute) -> Entry:
        entry = self._current(execute, "id = ?", (entry_id,))
        if entry is None:
            raise UsageError(f"{self.location} has no entry {entry_id}.", hint="Look at spmsg history.")
        which = f"Entry {entry_id} (order {entry.identity.order}, {entry.identity.action})"
        if entry.status is Status.SENDING:
            hint = "Wait for that run, or end it."
            raise UsageError(f"{which} is being sent by a run that has not ended.", hint=hint)
        if entry.status is not Status.UNCERTAIN:
            hint = "spmsg history --uncertain lists what can be resolved."
            raise UsageError(f"{which} is {entry.status}: there is nothing to resolve.", hint=hint)
        if sent:
            reason = "resolved as sent"
            return self._change(execute, replace(entry, status=Status.SENT, code=None, reason=reason))
        if self._may_arrive(execute, entry):
            what = f"{which} may still arrive: its run is gone, and a request of it may be on its way."
            hint = f"Look it up and resolve it from {entry.at + LONGEST_WAY:%H:%M} UTC on."
            raise UsageError(what, hint=hint)
        if entry.sent_before is not None:
            return self._save(execute, entry.sent_before)
        reason = "resolved as not sent"
        return self._change(execute, replace(entry, status=Status.FAILED, code=None, reason=reason))

    def _is_claimable(self, execute: Execute, entry: Entry, resend: Resend) -> bool:
        if entry.status is Status.FAILED and not entry.blocks:
            return True
        if entry.status is Status.SENDING or entry.id in self._not_again:
            return False
        if entry.status is Status.UNCERTAIN:
            return resend.uncertain and not self._may_arrive(execute, entry)
        return resend.sent

    def _may_arrive(self, execute: Execute, entry: Entry) -> bool:
        """Tell whether a request of a run that is gone may still be on its way."""
        return entry.code == OWNER_GONE and self._now(execute) - entry.at < LONGEST_WAY

    def _current(self, execute: Execute, where: str, values: Sequence[object]) -> Entry | None:
        """Return the entry, which nobody else changes until the transaction ends; None if there is none.

        If it is `sending` and its run is gone, it is recorded as uncertain first.
        """
        rows = execute(f"{SELECT} WHERE {where}{self._for_update}", values)
        entry = tables.entry_of(rows[0]) if rows else None
        if entry is None or entry.status is not Status.SENDING or entry.run == self._run:
            return entry
        self._not_again.add(entry.id)
        ended = self._how_it_ended(execute, entry.run)
        if ended is None:
            return entry
        reason = (
            f"the run that began to send it at {entry.at:%Y-%m-%dT%H:%M:%SZ} {ended};"
            f" a request of it may arrive until {self._now(execute) + LONGEST_WAY:%H:%M} UTC"
        )
        return self._change(execute, replace(entry, status=Status.UNCERTAIN, code=OWNER_GONE, reason=reason))

    def _save(self, execute: Execute, entry: Entry) -> Entry:
        """Save an entry as it is."""
        execute(tables.UPDATE, (*tables.state_values(entry), entry.id))
        return entry

    def _change(self, execute: Execute, entry: Entry) -> Entry:
        """Save what became of an entry just now; only what is uncertain can go back to what was before."""
        former = entry.former if entry.status is Status.UNCERTAIN else None
        return self._save(execute, replace(entry, at=self._now(execute), former=former))

    def _settle_all(self) -> None:
        """Record as uncertain what runs that are gone were sending."""
        for (entry_id,) in self._read("SELECT id FROM spmsg_entries WHERE status = 'sending'", ()):
            self._write(partial(self._current, where="id = ?", values=(entry_id,)))

    def _undo(self, identity: Identity, attempt: str) -> None:
        """Make the message what it was before `attempt`, unless that was settled otherwise since."""

        def work(execute: Execute) -> None:
            entry = self._current(execute, IDENTITY, astuple(identity))
            if entry is None or entry.attempt != attempt or entry.status not in _OPEN:
                return
            if entry.former is not None:
                self._save(execute, entry.former)
            else:
                execute("DELETE FROM spmsg_entries WHERE id = ?", (entry.id,))

        self._write(work, recording=True)

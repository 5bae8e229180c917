"""What every ledger has in common: its entries, and what can be asked of it and told to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Protocol

from spmsg.delivery.ledger.owner import Owner
from spmsg.errors import UsageError

LEASE = 900.0
"""Seconds for which another machine's `sending` is taken to go on; far longer than any one send takes."""

_LONGEST = 255  # characters of an identity's part: an index entry of PostgreSQL holds 2,704 bytes


class Status(StrEnum):
    """The state of an entry; the values are the ledger's and the output's."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


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
            if not 0 < len(value) <= _LONGEST:
                raise UsageError(
                    f"The {name} of a message must have 1 to {_LONGEST} characters, not {len(value)}.",
                    hint="Choose a shorter --key." if name == "key" and value else None,
                )
            if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
                raise UsageError(f"The {name} of a message must be text; this one is not: {value!a}.")


@dataclass(frozen=True, slots=True)
class Entry:
    """The state of one message, as of `at` (UTC; the last change).

    `status` is SENDING only while the owner lives. `reason` tells why it failed or is uncertain, in at most
    500 characters, or how it was resolved. `digest` is the SHA-256 (hex) of what the buyer would see and
    `bytes` its size; `allowed` names the rules that were let through. `attempt` names the claim that this
    state came from. `owner` made that claim.
    """

    id: int
    at: datetime
    profile: str
    identity: Identity
    status: Status
    reason: str | None
    request_id: str | None
    digest: str
    bytes: int
    allowed: tuple[str, ...]
    owner: Owner
    attempt: str


@dataclass(frozen=True, slots=True)
class Claim:
    """`won`: the entry is `sending`, ours, and on disk: send. Otherwise `entry` stands in the way."""

    entry: Entry
    won: bool


class Ledger(Protocol):
    """Safe for the threads of a process, and for many processes.

    Everything here raises LocalStateError, which names the ledger and the remedy, when the ledger cannot be
    read or written, is locked for too long, is full or ruined; nothing may be sent then.
    """

    def find(self, identity: Identity) -> Entry | None:
        """The entry of `identity`, None if there is none. Takes no lock."""

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
        """Take `identity` for sending, unless it was sent (`resend`), is uncertain (`resend_uncertain`) or is
        being sent by somebody who lives. Of all who try at the same time, one wins.

        `seen` is the `attempt` of the entry that was seen before ("" for none): what was sent, or became
        uncertain, since then is not taken again, so that of two that resend at the same time one does.
        `lease` is the number of seconds after which other machines take us for dead.
        """

    def finish(
        self, entry: Entry, status: Status, *, reason: str | None = None, request_id: str | None = None
    ) -> None:
        """Record how the claim `entry` ended; on disk when this returns. Repeating it changes nothing.

        Raises UncertainError when it cannot be recorded: the entry stays `sending`, so that it becomes
        uncertain, and is never sent again by itself; also when the entry was taken over by another claim.
        """

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
        """The entries that match, newest first, read as they are taken; as of the first one's reading."""

    def changes(self, entry_id: int) -> tuple[Entry, ...]:
        """Every state that the entry was in, oldest first; empty if there is no such entry."""

    def sent_per_day(
        self, *, since: datetime | None = None, account: str | None = None, zone: tzinfo | None = None
    ) -> Mapping[date, int]:
        """How many messages were sent on each day of `zone` (None: the system's) that has any, oldest first.

        A message that was sent again counts again.
        """

    def resolve(self, entry_id: int, *, sent: bool) -> Entry:
        """Settle an uncertain entry after somebody looked it up; not sent becomes `failed`: a rerun sends it.

        Raises UsageError, which tells the entry's state, if it is not uncertain.
        """

    def check(self) -> str:
        """Look the whole ledger over. Gives a line about it; raises LocalStateError if it is not sound."""

    def close(self) -> None:
        """Give back files and connections; further calls are errors."""

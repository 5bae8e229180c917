"""What a ledger holds: an entry for each message."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

from spmsg.delivery.result import Status
from spmsg.errors import UsageError

ALREADY_REQUESTED = "already-requested"
"""The code of a failure that is for good: Amazon says that a review was requested before."""
OWNER_GONE = "owner-gone"
"""The code of an uncertain entry whose run ended without recording the outcome."""


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
            check_part(name, getattr(self, name))


def check_part(name: str, value: str) -> None:
    """Raise UsageError for a part of an identity, called `name`, that no store can hold."""
    unstorable = any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value)
    if unstorable or not 0 < len(value) <= 255:  # an index entry of PostgreSQL holds 2,704 bytes
        raise UsageError(
            f"The {name} of a message must be a text of 1 to 255 characters, not {value!a}.",
            hint="Choose another --key." if name == "key" else None,
        )


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """What is recorded of a message: SHA-256 (hex), size in bytes, and rules that were let through."""

    identity: Identity
    digest: str
    size: int
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resend:
    """What a run sends again, each message once: what was `sent`, what is `uncertain`."""

    sent: bool = False
    uncertain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The state of one message, as of `at` (UTC, the last change).

    `digest` is the SHA-256 (hex) of what the buyer would see and `bytes` its size; `allowed` names the rules
    that were let through. `run` made the claim `attempt`, which this state came from. `code` and `reason` (at
    most 500 characters) tell why it failed or is uncertain, or how it was resolved. `former` is the state to
    come back to if a claim is given back or a resend fails, None if there was none.
    """

    id: int
    identity: Identity
    at: datetime
    profile: str
    status: Status
    digest: str
    bytes: int
    allowed: tuple[str, ...]
    run: str
    attempt: str
    code: str | None = None
    reason: str | None = None
    request_id: str | None = None
    former: "Entry | None" = field(default=None, repr=False)

    @property
    def blocks(self) -> bool:
        """Tell whether it keeps the message from being sent again, unless a flag says otherwise."""
        return self.status in (Status.SENT, Status.UNCERTAIN) or self.code == ALREADY_REQUESTED

    @property
    def sent_before(self) -> "Entry | None":
        """The `sent` state that it came from, None if there is none."""
        if self.former is None or self.former.status is Status.SENT:
            return self.former
        return self.former.sent_before


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

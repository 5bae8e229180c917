"""A claim as a value, won or lost."""

from dataclasses import dataclass
from typing import Any

from spmsg.delivery.ledger import AlreadyClaimedError, Entry, Identity, Ledger, MessageRecord


@dataclass(frozen=True)
class Claim:
    entry: Entry
    won: bool


def claim(
    ledger: Ledger, identity: Identity, *, profile: str = "main", allowed: tuple[str, ...] = (), **flags: Any
) -> Claim:
    """Try to claim a message, and tell what became of it."""
    try:
        entry = ledger.claim(MessageRecord(identity, "ab" * 32, 812, allowed), profile, **flags)
    except AlreadyClaimedError as lost:
        return Claim(lost.entry, won=False)
    return Claim(entry, won=True)

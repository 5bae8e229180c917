"""A claim as a value, won or lost."""

from dataclasses import dataclass
from typing import Any

from spmsg.delivery.ledger import AlreadyClaimedError, Entry, Identity, Ledger


@dataclass(frozen=True)
class Claim:
    entry: Entry
    won: bool


def claim(ledger: Ledger, identity: Identity, **options: Any) -> Claim:
    """Try to claim a message, and tell what became of it."""
    try:
        entry = ledger.claim(identity, **{"profile": "main", "digest": "ab" * 32, "bytes": 812, **options})
    except AlreadyClaimedError as lost:
        return Claim(lost.entry, won=False)
    return Claim(entry, won=True)

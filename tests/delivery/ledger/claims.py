"""A claim as a value, won or lost; and an entry that must be there."""

from dataclasses import dataclass

from spmsg.delivery.ledger import AlreadyClaimedError, Entry, Identity, Ledger, MessageRecord, Resend


@dataclass(frozen=True)
class Claim:
    entry: Entry
    won: bool


def claim(
    ledger: Ledger,
    identity: Identity,
    *,
    profile: str = "main",
    allowed: tuple[str, ...] = (),
    resend: bool = False,
    resend_uncertain: bool = False,
) -> Claim:
    """Try to claim a message, and tell what became of it."""
    try:
        entry = ledger.claim(
            MessageRecord(identity, "ab" * 32, 812, allowed), profile, Resend(resend, resend_uncertain)
        )
    except AlreadyClaimedError as lost:
        return Claim(lost.entry, won=False)
    return Claim(entry, won=True)


def found(ledger: Ledger, identity: Identity) -> Entry:
    """Return the entry of a message that has one."""
    entry = ledger.find(identity)
    assert entry is not None
    return entry

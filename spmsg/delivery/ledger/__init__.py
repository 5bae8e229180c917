"""The ledger: what was sent, what failed, and what nobody can know; the ground of "at most once".

An entry for each identity holds its present state; every change of it is kept beside it. What a ledger holds
is digests, sizes, times, outcomes and Amazon's request IDs; never a message's text, never data of a buyer.

    claim ──▶ sending ──▶ sent        claimed again only with `resend`
                  ├─────▶ failed      claimed again by the next run
                  └─────▶ uncertain   claimed again only with `resend_uncertain`; `resolve` settles it

A `sending` entry whose owner is gone is recorded as `uncertain` by whoever finds it.
"""

from spmsg.delivery.ledger.model import LEASE, Claim, Entry, Identity, Ledger, Status
from spmsg.delivery.ledger.opening import open_ledger

__all__ = ["LEASE", "Claim", "Entry", "Identity", "Ledger", "Status", "open_ledger"]

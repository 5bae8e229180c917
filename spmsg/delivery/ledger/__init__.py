"""Record what was sent, what failed and what is uncertain, so that nothing is sent twice.

There is one entry for each message (`Identity`), with its present state. The text of a message and data of a
buyer are never recorded.

    claim ──▶ sending ──▶ sent        claimed again only with `Resend.sent`
                  ├─────▶ failed      claimed again by the next run
                  ├─────▶ uncertain   claimed again only with `Resend.uncertain`; `resolve` settles it
                  └─────▶ what it was before, if the claim is given back or a resend fails

A run lives as long as it holds its lock. Whoever finds an entry `sending` whose run is gone records it as
`uncertain`.
"""

import time
from collections.abc import Callable
from pathlib import Path

from spmsg import private_files
from spmsg.delivery.deadline import PATIENCE, Sleep
from spmsg.delivery.ledger.entry import AlreadyClaimedError, Entry, Identity, MessageRecord, Resend
from spmsg.delivery.ledger.ledger import Ledger
from spmsg.errors import LocalStateError, UsageError

__all__ = ["AlreadyClaimedError", "Entry", "Identity", "Ledger", "MessageRecord", "Resend", "open_ledger"]


def open_ledger(
    location: str,
    *,
    own_folder: Path | None = None,
    patience: float = PATIENCE,
    sleep: Sleep = time.sleep,
    clock: Callable[[], float] = time.time,
) -> Ledger:
    """Open the ledger at `location`, a file's path or `postgresql://…`, and make it if it is not there.

    With `own_folder`, no other folder is made: a mistyped path would begin an empty ledger and send
    everything again. `patience`: seconds for each call. `clock` (seconds since 1970; PostgreSQL has its own)
    is for tests. Raises LocalStateError if the ledger cannot be opened, UsageError for a location that makes
    no sense or without PostgreSQL's driver.
    """
    if location.startswith(("postgresql://", "postgres://")):
        from spmsg.delivery.ledger.postgres import PostgresLedger

        return PostgresLedger(location, patience, sleep)
    from spmsg.delivery.ledger.sqlite import SqliteLedger

    path = Path(location).expanduser()
    if "://" in location:
        what = f"A ledger is a file's path or postgresql://…, not {location.split('://')[0]}://…"
        raise UsageError(what, hint="Mend SPMSG_LEDGER.")
    if own_folder is not None and path.parent != own_folder and not path.parent.is_dir():
        hint = f"Mend SPMSG_LEDGER, or make it: mkdir -p {path.parent}"
        raise UsageError(f"The ledger's folder {path.parent} does not exist.", hint=hint)
    if path.exists() and not path.is_file():
        raise LocalStateError(f"The ledger {path} cannot be used: it is no file.", hint="Mend SPMSG_LEDGER.")
    if path.parent == own_folder:
        private_files.refuse_link(path)
    return SqliteLedger(path, patience=patience, sleep=sleep, clock=clock)

"""Opening a ledger: which store it is in follows from its location."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from spmsg.delivery.ledger.model import Ledger
from spmsg.delivery.ledger.owner import Owner
from spmsg.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def open_ledger(
    location: str,
    *,
    own_folder: "Path | None" = None,
    owner: Owner | None = None,
    clock: Callable[[], float] | None = None,
    patience: float = 10.0,
) -> Ledger:
    """The ledger at `location`: a file's path, or `postgresql://…`. It is made if it is not there.

    With `own_folder`, no other folder is made: a mistyped path would begin an empty ledger, and send again
    what was sent. `patience` is how many seconds to wait for others' locks, or for a connection. `owner`
    (this process) and `clock` (seconds since 1970; PostgreSQL has its own) are for tests. Raises
    LocalStateError if the ledger cannot be opened, UsageError if the location makes no sense or PostgreSQL's
    driver is not installed.
    """
    if location.startswith(("postgresql://", "postgres://")):
        from spmsg.delivery.ledger.postgres_ledger import PostgresLedger

        return PostgresLedger(location, owner=owner, patience=patience)
    if "://" in location:
        raise UsageError(
            f"A ledger is a file's path or postgresql://…, not {location.split('://')[0]}://…",
            hint="Mend SPMSG_LEDGER.",
        )
    import time
    from pathlib import Path

    from spmsg.delivery.ledger.sqlite_ledger import SqliteLedger

    path = Path(location).expanduser()
    if own_folder is not None and path.parent != own_folder and not path.parent.is_dir():
        raise UsageError(
            f"The ledger's folder {path.parent} does not exist.",
            hint=f"Mend SPMSG_LEDGER, or make it: mkdir -p {path.parent}",
        )
    return SqliteLedger(path, owner=owner, clock=clock or time.time, patience=patience)

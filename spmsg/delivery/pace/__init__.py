"""Amazon's pace: a token bucket for each operation and account, kept across processes.

Amazon's usage plans are token buckets: `burst` requests at once after a rest, `rate` a second on average
(developer-docs.amazon.com/sp-api, "Usage plans and rate limits"). Ours are a little smaller and slower than
Amazon's (see `buckets`), so that what leaves in our pace never arrives too fast.

Why not pyrate-limiter (4.5): what it keeps in SQLite and PostgreSQL are windows of past requests, which allow
the burst or the rate but not "five at once, then one a second", and it polls where this queues.
"""

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from spmsg.delivery.deadline import Patience
from spmsg.delivery.pace.buckets import Buckets, PostgresBuckets, SqliteBuckets
from spmsg.delivery.pace.shared_pace import SharedPace

__all__ = ["SharedPace", "open_pace"]


def open_pace(
    location: str,
    folder: Path,
    account: str,
    sleep: Callable[[float], None] = time.sleep,
    warn: Callable[[str], None] = lambda text: None,
    waiting: Callable[[str, float], None] = lambda name, seconds: None,
) -> SharedPace:
    """The pace of `account`: in the ledger's database, shared by its machines, if the ledger's `location` is
    postgresql://…; in a file in `folder` otherwise. Nothing is opened or made before the first request."""
    buckets: Buckets
    if location.startswith(("postgresql://", "postgres://")):
        from spmsg.delivery.postgres import Database

        buckets = PostgresBuckets(Database(location, Patience(3.0, sleep), durable=False), account)
    else:
        name = sha256(account.encode(errors="surrogatepass")).hexdigest()[:16]
        buckets = SqliteBuckets(folder / "pace" / f"{name}.sqlite3", time.time)
    return SharedPace(buckets, sleep=sleep, warn=warn, waiting=waiting)

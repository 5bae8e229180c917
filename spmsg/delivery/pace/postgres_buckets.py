"""Token buckets in the ledger's PostgreSQL: shared by its machines, on the database's clock."""

from collections.abc import Callable
from dataclasses import astuple
from typing import TypeVar

from spmsg.delivery.deadline import Patience
from spmsg.delivery.ledger.migrations import Execute
from spmsg.delivery.ledger.postgres import prepare
from spmsg.delivery.pace.buckets import Bucket
from spmsg.delivery.postgres import Database

T = TypeVar("T")

_WHICH = "account = ? AND operation = ?"
_FIND = f"SELECT tokens, updated, rate, throttles FROM spmsg_buckets WHERE {_WHICH} FOR UPDATE"  # noqa: S608 - a constant
_UPDATE = f"UPDATE spmsg_buckets SET (tokens, updated, rate, throttles) = (?, ?, ?, ?) WHERE {_WHICH}"  # noqa: S608 - a constant


class PostgresBuckets:
    """The buckets of `account`, over a connection of their own, which is made when first needed.

    A crash of the server may take back the last of them: unlike the ledger's, they are not waited for.
    """

    def __init__(self, url: str, account: str, patience: Patience) -> None:
        self._database = Database(url, patience, durable=False)
        self._account = account
        self._prepared = False

    def update(self, name: str, change: Callable[[Bucket | None, float], tuple[Bucket, T]]) -> T:
        if not self._prepared:
            prepare(self._database)
            self._prepared = True
        which = (self._account, name)

        def work(execute: Execute) -> T:
            execute(
                "INSERT INTO spmsg_buckets (account, operation) VALUES (?, ?) ON CONFLICT DO NOTHING", which
            )
            [row] = execute(_FIND, which)
            # Asked for after the row was locked: a statement that waited for a lock would tell an older time
            [[now]] = execute("SELECT extract(epoch FROM clock_timestamp())::float8", ())
            bucket, result = change(Bucket(*row) if row[0] is not None else None, now)
            execute(_UPDATE, (*astuple(bucket), *which))
            return result

        return self._database.write(work, recording=True)  # a turn is given back after Ctrl-C, too

    def close(self) -> None:
        self._database.close()

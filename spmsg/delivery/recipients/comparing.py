"""Several rows of one order: one message, unless what the message takes from them differs."""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import IO

from spmsg.delivery.recipients.lists import read
from spmsg.delivery.recipients.rows import BadRow, Recipient, bad_row


def read_compared(
    stream: IO[bytes], content_of: Callable[[Recipient], object]
) -> Iterator[Recipient | BadRow]:
    """The rows of a list as `read` gives them, each order's compared: all of `stream` is read beforehand.

    `content_of` gives what of a row becomes part of the message. Where it differs between the rows of an
    order, each of them is a BadRow "rows-differ". The list is kept in a temporary file, not in memory.
    """
    with ExitStack() as files:
        copy = files.enter_context(tempfile.TemporaryFile())
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        differing = _differing(read(copy), content_of)
        copy.seek(0)
        return _marked(read(copy), differing, files.pop_all())  # the rows are read from it as they are sent


def _differing(
    rows: Iterator[Recipient | BadRow], content_of: Callable[[Recipient], object]
) -> dict[str, str]:
    """The orders whose rows differ, each with the lines of its first and its last row."""

    def digest(row: Recipient) -> bytes:
        return hashlib.sha256(repr(content_of(row)).encode("utf-8", "replace")).digest()

    with closing(sqlite3.connect("")) as database:  # "": a temporary file, which a long list may fill
        database.execute("CREATE TABLE content (order_id TEXT, digest BLOB, line INTEGER)")
        found = ((row.order, digest(row), row.line) for row in rows if isinstance(row, Recipient))
        database.executemany("INSERT INTO content VALUES (?, ?, ?)", found)
        return dict(
            database.execute(
                "SELECT order_id, min(line) || ' and ' || max(line) FROM content "
                "GROUP BY order_id HAVING count(DISTINCT digest) > 1"
            )
        )


def _marked(
    rows: Iterator[Recipient | BadRow], differing: dict[str, str], files: ExitStack
) -> Iterator[Recipient | BadRow]:
    with files:
        for row in rows:
            if isinstance(row, Recipient) and row.order in differing:
                reason = (
                    "this order has several rows, and what the message takes from them differs "
                    f"(lines {differing[row.order]})"
                )
                yield bad_row(row.order, row.line, reason, "rows-differ")
            else:
                yield row

"""Tell a list's format: bare order IDs, a table with a header, or JSON."""

import hashlib
import itertools
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import IO, Any

from spmsg import marketplaces
from spmsg.delivery.recipients.decoding import Lines, read_lines
from spmsg.delivery.recipients.rows import bad_row, find_table, is_order_column, recipient, unreadable
from spmsg.errors import UsageError
from spmsg.message.recipient import BadRow, Recipient
from spmsg.order_id import find_order_id, is_order_id

_LONGEST_PREAMBLE = 50
"""Lines before a header: Amazon's date-range reports have seven."""
_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t]*', re.IGNORECASE)
"""Excel's first line that says what separates the cells."""

Rows = Iterator[Recipient | BadRow]


def read(stream: IO[bytes]) -> Rows:
    """Read the rows of a list as they come, one result each in the list's order.

    Raises UsageError if the list as a whole is none of the formats.
    """
    lines = read_lines(stream)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        return iter(())
    lines.give_back([first])
    if first.lstrip().startswith(("[", "{")):
        return _read_json(lines)
    return _read_text(lines)


def read_compared(stream: IO[bytes], content_of: Callable[[Recipient], object]) -> Rows:
    """Read a list as `read` does, and compare the rows of each order: all of it is read beforehand.

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


def _differing(rows: Rows, content_of: Callable[[Recipient], object]) -> dict[str, str]:
    """Return the orders whose rows differ, each with the lines of its first and its last row."""

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


def _marked(rows: Rows, differing: dict[str, str], files: ExitStack) -> Rows:
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


def _read_text(lines: Lines) -> Rows:
    preamble: list[str] = []
    start, delimiter = lines.number, None
    for line in itertools.islice(lines, _LONGEST_PREAMBLE):
        if separator := _SEPARATOR.fullmatch(line.strip()):
            delimiter = separator[1]
        elif table := find_table(line, delimiter):
            return itertools.chain(_orders_before(preamble, start), table.rows(lines))
        preamble.append(line)
        if is_order_id(_cells(line)[0]):
            break
    lines.give_back(preamble)
    first = next(line for line in preamble if line.strip())
    if len(_cells(first)) > 1 and not is_order_id(_cells(first)[0]):
        raise UsageError(
            "The list of orders has no column `order`.",
            hint="Give one order ID a line, a table whose header names a column `order`, or JSON lines.",
        )
    return (row for line in lines if line.strip() for row in _id_rows(line, lines.number))


def _orders_before(preamble: list[str], start: int) -> Rows:
    """Report what looks like an order before the header: no row is dropped without a word."""
    for number, line in enumerate(preamble, start + 1):
        if find_order_id(line):
            yield unreadable(line, number, "this row stands before the header")


def _cells(line: str) -> list[str]:
    return [cell.strip(' "') for cell in re.split(r"[,;\t]", line)]


def _id_rows(line: str, number: int) -> Rows:
    """Read an ID, or several; what `spmsg orders` pipes has the marketplace behind it."""
    several = re.split(r'[,;\s"]+', line.strip(' "'))
    cells = _cells(line)
    if len(several) > 1 and all(map(is_order_id, several)):
        yield from (recipient([("order", order)], number) for order in several)
    elif len(cells) > 1 and marketplaces.known(cells[1]):
        yield recipient([("order", cells[0]), ("marketplace", cells[1])], number)
    else:
        yield recipient([("order", cells[0])], number)


def _read_json(lines: Lines) -> Rows:
    """Read JSON lines as they come; other JSON (an array, an answer of the Orders API) whole."""
    first = next(line for line in lines if line.strip())
    start = lines.number
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        rest = list(lines)
        whole = "\n".join([first, *rest])
        try:
            return iter([row for document in _documents(whole) for row in _json_rows(document, start)])
        except (ValueError, RecursionError) as error:
            if not any(line.startswith(("{", "[", '"')) for line in rest):
                raise UsageError(f"The list of orders is not valid JSON: {error}.") from None
        lines.give_back(rest)
    lines.give_back([first])
    return (row for line in lines if line.strip() for row in _json_line(line, lines.number))


def _json_line(line: str, number: int) -> Rows:
    try:
        return iter(list(_json_rows(json.loads(line, object_pairs_hook=_no_twins), number)))
    except (ValueError, RecursionError) as error:
        return iter([unreadable(line, number, f"this line is not JSON ({error})")])


def _documents(text: str) -> Iterator[Any]:
    """Yield the JSON documents in `text`, one behind the other."""
    decoder, at = json.JSONDecoder(object_pairs_hook=_no_twins), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        at = re.compile(r"\s*").match(text, at).end()  # type: ignore[union-attr]


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _json_rows(document: Any, line: int) -> Rows:
    for row in _orders(document):
        if isinstance(row, str):
            yield recipient([("order", row)], line)
        elif isinstance(row, dict):
            yield recipient(row.items(), line)
        else:
            yield unreadable(json.dumps(row), line, "this row is not a JSON object")


def _orders(document: Any) -> Iterator[Any]:
    """Yield the orders in a document: an array, one order, or answers of the Orders API."""
    if isinstance(document, list):
        for each in document:
            yield from _orders(each)
        return
    inner = None
    if isinstance(document, dict) and not any(
        is_order_column(name) and not isinstance(value, dict) for name, value in document.items()
    ):
        found = (document.get(name) for name in ("payload", "orders", "Orders", "order"))
        inner = next((each for each in found if isinstance(each, (list, dict))), None)
    if inner is None:
        yield document
    else:
        yield from _orders(inner)

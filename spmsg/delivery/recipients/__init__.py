"""Read lists of orders, as people and Amazon write them: a `Recipient` or a `BadRow` for each row.

This file finds a list's format, and reads bare IDs and JSON. `decoding` turns bytes into lines of text,
whatever the encoding. `rows` reads tables, and what a row says.
"""

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
from spmsg.delivery.recipients.rows import bad_row, find_table, is_order_column, read_row
from spmsg.errors import UsageError
from spmsg.message.recipient import BadRow, Recipient
from spmsg.order_id import find_order_id, is_order_id

_LONGEST_PREAMBLE = 50
"""Lines before a header: Amazon's date-range reports have seven."""
_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t]*', re.IGNORECASE)
"""Excel's first line that says what separates the cells."""
_DOCUMENT = re.compile(r"\S")
"""What a JSON document begins with."""
_JSON_ERRORS = (ValueError, RecursionError)

Rows = Iterator[Recipient | BadRow]


def read(stream: IO[bytes]) -> Rows:
    """Read the rows of a list as they come, in its order.

    Raises UsageError if the list as a whole is none of the formats.
    """
    lines = read_lines(stream)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        return iter(())
    lines.give_back([first])
    return _read_json(lines) if first.lstrip().startswith(("[", "{")) else _read_text(lines)


def read_compared(stream: IO[bytes], content_of: Callable[[Recipient], object]) -> Rows:
    """Read a list as `read` does; rows of one order that differ become BadRows "rows-differ".

    `content_of` gives the part of a row that the message uses, and that is compared. The whole list is read
    before its first row is given. Memory does not grow with its length.
    """
    with ExitStack() as files:
        copy = files.enter_context(tempfile.TemporaryFile())
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        differing = _find_differing(read(copy), content_of)
        copy.seek(0)
        return _mark(read(copy), differing, files.pop_all())  # rows are read from it as they are sent


def _find_differing(rows: Rows, content_of: Callable[[Recipient], object]) -> frozenset[str]:
    """Return the orders whose rows differ."""
    with closing(sqlite3.connect("")) as database:  # "": in a temporary file, if it is much
        database.execute("CREATE TABLE row (order_id TEXT, content TEXT)")
        found = ((row.order, repr(content_of(row))) for row in rows if isinstance(row, Recipient))
        database.executemany("INSERT INTO row VALUES (?, ?)", found)
        query = "SELECT order_id FROM row GROUP BY order_id HAVING count(DISTINCT content) > 1"
        return frozenset(order for (order,) in database.execute(query))


def _mark(rows: Rows, differing: frozenset[str], files: ExitStack) -> Rows:
    reason = "this order has several rows, and what the message takes from them differs"
    with files:
        for row in rows:
            differs = isinstance(row, Recipient) and row.order in differing
            yield BadRow(row.order, reason, row.line, "rows-differ") if differs else row


def _read_text(lines: Lines) -> Rows:
    """Read a table, or bare IDs if none of the first lines is a header."""
    preamble: list[str] = []
    start, delimiter = lines.number, None
    for line in itertools.islice(lines, _LONGEST_PREAMBLE):
        if separator := _SEPARATOR.fullmatch(line.strip()):
            delimiter = separator[1]
        elif table := find_table(line, delimiter):
            before = [  # no row is dropped without a word
                bad_row(text, number, "this row stands before the header")
                for number, text in enumerate(preamble, start + 1)
                if find_order_id(text)
            ]
            return itertools.chain(before, table.rows(lines))
        preamble.append(line)
        if is_order_id(_split_cells(line)[0]):
            break
    lines.give_back(preamble)
    first = _split_cells(next(line for line in preamble if line.strip()))
    if len(first) > 1 and not is_order_id(first[0]):
        hint = "Give one order ID a line, a table whose header names a column `order`, or JSON lines."
        raise UsageError("The list of orders has no column `order`.", hint=hint)
    return (row for line in lines if line.strip() for row in _read_ids(line, lines.number))


def _split_cells(line: str) -> list[str]:
    return [cell.strip(' "') for cell in re.split(r"[,;\t]", line)]


def _read_ids(line: str, number: int) -> Rows:
    """Read an ID, or several; what `spmsg orders` pipes has the marketplace behind it."""
    order, *others = _split_cells(line)
    several = re.split(r'[,;\s"]+', line.strip(' "'))
    if all(map(is_order_id, several)):
        yield from (read_row([("order", each)], number) for each in several)
    elif others and marketplaces.look_up(others[0]):
        yield read_row([("order", order), ("marketplace", others[0])], number)
    else:
        yield read_row([("order", order)], number)


def _read_json(lines: Lines) -> Rows:
    """Read JSON lines as they come; other JSON (an array, an answer of the Orders API) whole."""
    first = next(line for line in lines if line.strip())
    number, rest = lines.number, list[str]()
    try:
        json.loads(first)
    except _JSON_ERRORS:  # a document over several lines, or a broken one of JSON lines
        rest = list(lines)
        try:
            return iter(_read_json_documents("\n".join([first, *rest]), number))
        except _JSON_ERRORS as error:
            if not any(line.startswith(("{", "[", '"')) for line in rest):
                raise UsageError(f"The list of orders is not valid JSON: {error}.") from None
    lines.give_back([first, *rest])
    return (row for line in lines if line.strip() for row in _read_json_line(line, lines.number))


def _read_json_line(line: str, number: int) -> list[Recipient | BadRow]:
    try:
        return _read_json_documents(line, number)
    except _JSON_ERRORS as error:
        return [bad_row(line, number, f"this line is not JSON ({error})")]


def _read_json_documents(text: str, line: int) -> list[Recipient | BadRow]:
    """Read the JSON documents in `text`, one behind the other; raise one of `_JSON_ERRORS`."""
    decoder, at = json.JSONDecoder(object_pairs_hook=_reject_duplicates), 0
    rows: list[Recipient | BadRow] = []
    while start := _DOCUMENT.search(text, at):
        document, at = decoder.raw_decode(text, start.start())
        for row in _find_orders(document):
            if isinstance(row, str):
                rows.append(read_row([("order", row)], line))
            elif isinstance(row, dict):
                rows.append(read_row(row.items(), line))
            else:
                rows.append(bad_row(json.dumps(row), line, "this row is not a JSON object"))
    return rows


def _reject_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _find_orders(document: Any) -> Iterator[Any]:
    """Yield the orders in a document: an array, one order, or answers of the Orders API."""
    inner: Any = document if isinstance(document, list) else None
    if isinstance(document, dict) and not any(
        is_order_column(name) and not isinstance(value, dict) for name, value in document.items()
    ):
        within = (document.get(name) for name in ("payload", "orders", "Orders", "order"))
        inner = next((each for each in within if isinstance(each, (list, dict))), None)
    if inner is None:
        yield document
    else:
        for each in inner if isinstance(inner, list) else [inner]:
            yield from _find_orders(each)

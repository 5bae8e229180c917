"""Read the rows of a table, and what each says: order, marketplace, columns.

A table is CSV with RFC 4180's quotes, or tab-separated text without, as Amazon's reports are. No row is ever
read into another. In tab-separated text a row is a line. In CSV a quoted cell may span lines, but a quote
that is not closed costs its own row only, and an order ID that stands in a cell of its own within a quoted
cell is reported.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spmsg import marketplaces
from spmsg.delivery.recipients.decoding import BROKEN, Lines
from spmsg.errors import UsageError
from spmsg.message.recipient import BadRow, Recipient, Unusable
from spmsg.order_id import EXAMPLE, find_order_id, is_order_id

_ORDER_COLUMNS = frozenset({"order", "orderid", "amazonorderid"})
_MARKETPLACE_COLUMNS = frozenset({"marketplace", "marketplaceid", "saleschannel"})
_LONGEST_CELL = 100
"""Lines that a quoted cell can span; after so many its quote counts as not closed."""
_WRAPPED = re.compile(r'\s*".*"\s*')


def is_order_column(name: object) -> bool:
    """Return whether a column of this name holds order IDs: `order-id`, `Amazon Order ID`, `orderId`, …"""
    return _normalized(str(name)) in _ORDER_COLUMNS


def bad_row(text: str, line: int, reason: str) -> BadRow:
    """Return what stands for a row that cannot be read, with the order ID that can be seen in `text`."""
    return BadRow(find_order_id(text) or "", reason, line, "unreadable-row")


def read_row(cells: Iterable[tuple[str, object]], line: int) -> Recipient | BadRow:
    """Read a row from its columns' names and values."""
    ids: list[str] = []
    places: list[object] = []
    columns: dict[str, object] = {}
    for name, value in cells:
        kind = _normalized(name)
        if kind in _ORDER_COLUMNS and value is not None:
            ids.append(str(value).strip())
        elif kind in _MARKETPLACE_COLUMNS:
            places.append(value)
        if isinstance(value, str) and BROKEN.search(value):
            columns[name] = Unusable(f"the column {name!r} holds bytes that are no text in its encoding")
        elif columns.setdefault(name, value) != value:
            columns[name] = Unusable(f"the list has several columns {name!r}, and they differ")
    orders = list(dict.fromkeys(filter(is_order_id, ids)))  # a shop's own number may stand beside it
    if not orders:
        seen = next(filter(None, ids), "") or find_order_id(" ".join(map(str, columns.values()))) or ""
        shown = seen[:80].encode("utf-8", "replace").decode()
        reason = f"this row has no Amazon order ID where the order belongs; one looks like {EXAMPLE}"
        return BadRow(shown, reason, line, "order-id")
    if len(orders) > 1:
        return BadRow(orders[0], f"this row names several orders: {', '.join(orders)}", line, "order-id")
    try:
        return Recipient(orders[0], _read_marketplace(places), columns, line)
    except UsageError as error:
        return BadRow(orders[0], error.message, line, "unknown-marketplace")


@dataclass(frozen=True)
class Table:
    """A table's header: the columns' names, and how its rows are written."""

    names: tuple[str, ...]
    delimiter: str
    quoted: bool

    def rows(self, lines: Lines) -> Iterator[Recipient | BadRow]:
        """Read the rows below the header, in their order."""
        for line in lines:
            if not line.strip(f" {self.delimiter}\t"):
                continue
            if self.quoted:
                yield from self._read_quoted_row(line, lines)
            else:
                yield self._read_plain_row(line, lines.number)

    def _read_plain_row(self, line: str, number: int) -> Recipient | BadRow:
        cells = line.split(self.delimiter)
        last = cells[-1]
        if len(cells) < len(self.names) and last.startswith('"') and not _WRAPPED.fullmatch(last):
            return bad_row(line, number, "this row breaks off within a quoted cell")
        return self._name_cells(cells, line, number)

    def _read_quoted_row(self, line: str, lines: Lines) -> Iterator[Recipient | BadRow]:
        number, taken = lines.number, [line]
        try:
            cells = _read_cells(_take_lines(taken, lines), self.delimiter)
        except csv.Error as error:
            lines.give_back(taken[1:])
            yield bad_row(line, number, f"this row is not valid CSV; is a quote not closed? ({error})")
            return
        swallowed = [
            (at, cell.strip(' "'))
            for at, more in enumerate(taken[1:], number + 1)
            for cell in more.split(self.delimiter)
            if is_order_id(cell.strip(' "'))
        ]
        if not swallowed:
            yield self._name_cells(cells, line, number)
            return
        yield bad_row(line, number, "this row holds a quoted cell that runs over other orders")
        for at, order in swallowed:
            yield bad_row(order, at, f"this order stands in a quoted cell that begins in line {number}")

    def _name_cells(self, cells: list[str], line: str, number: int) -> Recipient | BadRow:
        if any(cell.strip() for cell in cells[len(self.names) :]):
            return bad_row(line, number, "this row has more cells than the header")
        return read_row(zip(self.names, cells, strict=False), number)


def find_table(line: str, delimiter: str | None) -> Table | None:
    """Return the table that begins with the header `line`; None if no column of it holds orders.

    `delimiter` is what the list itself says (`sep=;`).
    """
    for separator in (delimiter,) if delimiter else ("\t", ";", ","):
        names = line.split(separator)
        quoted = separator != "\t" or any(map(_WRAPPED.fullmatch, names))
        try:
            names = _read_cells(iter([line]), separator) if quoted else names
        except csv.Error:
            continue
        if any(map(is_order_column, names)) and not any(map(is_order_id, names)):
            return Table(tuple(name.strip() for name in names), separator, quoted)
    return None


def _take_lines(taken: list[str], lines: Lines) -> Iterator[str]:
    """Yield the lines of a row as csv.reader asks for them; `taken`, which has the first, gets each."""
    yield taken[0] + "\n"
    while len(taken) < _LONGEST_CELL and (line := next(lines, None)) is not None:
        taken.append(line)
        yield line + "\n"


def _read_cells(lines: Iterator[str], delimiter: str) -> list[str]:
    return next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True))


def _read_marketplace(values: Iterable[object]) -> str | None:
    """Return the ID of the one marketplace that `values` name, or None; raise UsageError."""
    # Orders API 2026-01-01: {"salesChannel": {"channelName": "AMAZON", "marketplaceId": …}}
    told = [value.get("marketplaceId") if isinstance(value, dict) else value for value in values]
    names = [str(name) for name in told if name is not None and str(name).strip()]
    found = {marketplace.id for marketplace in map(marketplaces.look_up, names) if marketplace is not None}
    if len(found) > 1:
        raise UsageError(f"This row names several marketplaces: {', '.join(sorted(found))}.")
    if names and not found:
        marketplaces.find(names[0])  # says what is nearest
    return next(iter(found), None)


@lru_cache(maxsize=1024)
def _normalized(name: str) -> str:
    """Return a column's name without case, blanks, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).casefold()

"""Read the rows of a list: what each says (order, marketplace, columns), and where a table's rows end.

A table is CSV with RFC 4180's quotes, or tab-separated text without, as Amazon's reports are. A row is never
read into another. In tab-separated text a row is a line. In CSV a quoted cell may span lines, but a quote
that is not closed costs its own row only, and an order ID that stands in a cell of its own within a quoted
cell is reported instead of being swallowed.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spmsg import marketplaces
from spmsg.delivery.recipients.decoding import Lines
from spmsg.errors import UsageError
from spmsg.message.recipient import BadRow, Recipient, Unusable
from spmsg.order_id import EXAMPLE, find_order_id, is_order_id

_ORDER = frozenset({"order", "orderid", "amazonorderid"})
_MARKETPLACE = frozenset({"marketplace", "marketplaceid", "saleschannel"})
_BROKEN = re.compile("[\ud800-\udfff\ufffd]")
"""What stands for bytes that are no text in the list's encoding."""
_SHOWN = 80
"""Characters of an unreadable order that are shown."""
_LONGEST_CELL = 100
"""Lines that a quoted cell can span; after so many its quote counts as not closed."""
_WRAPPED = re.compile(r'\s*".*"\s*')


def is_order_column(name: object) -> bool:
    """Tell whether a column of this name holds order IDs: `order-id`, `Amazon Order ID`, `orderId`, …."""
    return _spelled(str(name)) in _ORDER


def bad_row(order: str, line: int | None, reason: str, code: str) -> BadRow:
    """Return a row of a list that gets no message; its reason says the line."""
    return BadRow(order, f"line {line}: {reason}" if line is not None else reason, line, code)


def unreadable(text: str, line: int | None, reason: str) -> BadRow:
    """Return the row `text`, which cannot be read, with the order ID that can be seen in it."""
    return bad_row(find_order_id(text) or "", line, reason, "unreadable-row")


def recipient(cells: Iterable[tuple[str, object]], line: int | None) -> Recipient | BadRow:
    """Return what a row says, from its columns' names and values."""
    orders: list[str] = []
    sold_in: list[object] = []
    columns: dict[str, object] = {}
    for name, value in cells:
        kind = _spelled(name)
        if kind in _ORDER and value is not None and str(value).strip():
            orders.append(str(value).strip())
        elif kind in _MARKETPLACE:
            sold_in.append(value)
        if isinstance(value, str) and _BROKEN.search(value):
            columns[name] = Unusable(f"the column {name!r} holds bytes that are no text in its encoding")
        elif name in columns and columns[name] != value:
            columns[name] = Unusable(f"the list has several columns {name!r}, and they differ")
        else:
            columns[name] = value
    if not orders:
        seen = find_order_id(" ".join(value for value in columns.values() if isinstance(value, str)))
        return bad_row(seen or "", line, "this row has no order ID in the order's column", "order-id")
    named_here = list(dict.fromkeys(filter(is_order_id, orders)))  # a shop's own number may stand beside it
    if not named_here:
        reason = f"this is not an Amazon order ID; one looks like {EXAMPLE}"
        return bad_row(_shown(orders[0]), line, reason, "order-id")
    if len(named_here) > 1:
        reason = f"this row names several orders: {', '.join(named_here)}"
        return bad_row(named_here[0], line, reason, "order-id")
    try:
        return Recipient(named_here[0], _marketplace(sold_in), columns, line)
    except UsageError as error:
        return bad_row(named_here[0], line, error.message, "unknown-marketplace")


@dataclass(frozen=True)
class Table:
    """A table's header: the columns' names, and how its rows are written."""

    names: tuple[str, ...]
    delimiter: str
    quoted: bool

    def rows(self, lines: Lines) -> Iterator[Recipient | BadRow]:
        """Read the rows below the header, one result each, in their order."""
        for line in lines:
            if not line.strip(f" {self.delimiter}\t"):
                continue
            if self.quoted:
                yield from self._quoted_row(line, lines)
            else:
                yield self._plain_row(line, lines.number)

    def _plain_row(self, line: str, number: int) -> Recipient | BadRow:
        cells = line.split(self.delimiter)
        if len(cells) < len(self.names) and cells[-1].startswith('"') and not _WRAPPED.fullmatch(cells[-1]):
            return unreadable(line, number, "this row breaks off within a quoted cell")
        return self._row(cells, line, number)

    def _quoted_row(self, line: str, lines: Lines) -> Iterator[Recipient | BadRow]:
        number, taken = lines.number, [line]
        try:
            cells = _cells(self._following(taken, lines), self.delimiter)
        except csv.Error as error:
            lines.give_back(taken[1:])
            yield unreadable(line, number, _explained(error))
            return
        swallowed = [
            (at, order) for at, more in enumerate(taken[1:], number + 1) for order in self._orders_in(more)
        ]
        if swallowed:
            yield unreadable(line, number, "this row holds a quoted cell that runs over other orders")
            reason = f"this order stands within a quoted cell that begins in line {number}"
            yield from (bad_row(order, at, reason, "unreadable-row") for at, order in swallowed)
            return
        yield self._row(cells, line, number)

    def _following(self, taken: list[str], lines: Lines) -> Iterator[str]:
        """Yield the row's lines as csv.reader asks for more of them; `taken` gets each."""
        yield taken[0] + "\n"
        while len(taken) < _LONGEST_CELL and (line := next(lines, None)) is not None:
            taken.append(line)
            yield line + "\n"

    def _orders_in(self, line: str) -> Iterator[str]:
        return filter(is_order_id, (cell.strip(' "') for cell in line.split(self.delimiter)))

    def _row(self, cells: list[str], line: str, number: int) -> Recipient | BadRow:
        if any(cell.strip() for cell in cells[len(self.names) :]):
            return unreadable(line, number, "this row has more cells than the header")
        return recipient(zip(self.names, cells, strict=False), number)


def find_table(line: str, delimiter: str | None) -> Table | None:
    """Return the table whose header `line` is, which names the orders' column; None if it is none.

    `delimiter` is what the list itself says (`sep=;`). Raises UsageError for a header with broken quotes.
    """
    for separator in (delimiter,) if delimiter else ("\t", ";", ","):
        plain = line.split(separator)
        quoted = separator != "\t" or any(_WRAPPED.fullmatch(cell) for cell in plain)
        if not quoted:
            names = plain
        else:
            try:
                names = _cells(iter([line + "\n"]), separator)
            except csv.Error as error:
                if any(is_order_column(cell.strip(' "')) for cell in plain):
                    raise UsageError(
                        f"The header of the list cannot be read: {_explained(error)}.",
                        hint="Correct the quotes in its first line.",
                    ) from None
                continue
        if any(map(is_order_column, names)) and not any(map(is_order_id, names)):
            return Table(tuple(name.strip() for name in names), separator, quoted)
    return None


def _marketplace(values: Iterable[object]) -> str | None:
    """Return the ID of the one marketplace that `values` name, or None; raise UsageError."""
    found: set[str] = set()
    unknown: UsageError | None = None
    for value in values:
        # Orders API 2026-01-01: {"salesChannel": {"channelName": "AMAZON", "marketplaceId": …}}
        name = value.get("marketplaceId") if isinstance(value, dict) else value
        if name is None or not str(name).strip():
            continue
        try:
            found.add(marketplaces.find(str(name)).id)
        except UsageError as error:
            unknown = error
    if len(found) > 1:
        raise UsageError(f"This row names several marketplaces: {', '.join(sorted(found))}.")
    if unknown is not None and not found:
        raise unknown
    return next(iter(found), None)


@lru_cache(maxsize=1024)
def _spelled(name: str) -> str:
    """Return a column's name without case, blanks, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def _shown(order: str) -> str:
    text = order.encode("utf-8", "replace").decode()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _cells(lines: Iterator[str], delimiter: str) -> list[str]:
    return next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True))


def _explained(error: csv.Error) -> str:
    if str(error) == "unexpected end of data":
        return "a quote is not closed"
    return f"this is not valid CSV ({error})"

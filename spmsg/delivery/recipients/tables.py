"""Read tables: CSV with RFC 4180's quotes, and tab-separated text without, as Amazon's reports are.

A row is never read into another. In tab-separated text a row is a line. In CSV a quoted cell may span lines,
but a quote that is not closed costs its own row only, and an order ID that stands in a cell of its own
within a quoted cell is reported instead of being swallowed.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from spmsg.delivery.recipients.decoding import Lines
from spmsg.delivery.recipients.rows import BadRow, Recipient, bad_row, is_order_column, recipient, unreadable
from spmsg.errors import UsageError
from spmsg.order_id import is_order_id

_LONGEST_CELL = 100
"""Lines that a quoted cell can span; after so many its quote counts as not closed."""
_WRAPPED = re.compile(r'\s*".*"\s*')


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


def _cells(lines: Iterator[str], delimiter: str) -> list[str]:
    return next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True))


def _explained(error: csv.Error) -> str:
    if str(error) == "unexpected end of data":
        return "a quote is not closed"
    return f"this is not valid CSV ({error})"

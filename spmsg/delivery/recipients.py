"""The orders of a batch, read as a stream: one ID a line, CSV with a header, or JSON.

A row that cannot be understood comes out as a `BadRow`, so that the others go on.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, TextIO

from spmsg import marketplaces
from spmsg.errors import UsageError
from spmsg.order_id import is_order_id

ORDER_COLUMNS = ("order", "order_id", "amazonorderid", "amazon-order-id", "order-id")
"""Ours, Amazon's API's and Amazon's reports' names of the column with the order ID; in any case."""
_TOLD = 80
"""Characters of what stands in an order's place that are told."""


@dataclass(frozen=True)
class Recipient:
    """The buyer of an order. `columns` is everything else that the row said, for templates and paths.

    `line` is the row's in its list, counted from 1; None for an order that was named by itself.
    """

    order: str
    marketplace: str | None = None
    columns: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True)
class BadRow:
    """A row that names no order we could send to, and why; `code` is the stable word for it."""

    order: str
    reason: str
    line: int | None = None
    code: str = "bad-row"


def named(order: str, marketplace: str | None = None) -> Recipient | BadRow:
    """The recipient that a person or a script names by `order` alone."""
    return _recipient({"order": order, "marketplace": marketplace}, "order")


def read(stream: BinaryIO) -> Iterator[Recipient | BadRow]:
    """The rows of `stream`, UTF-8, as they come.

    Raises UsageError where the first line tells that the whole is none of the formats.
    """
    import io

    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    lines = _Lines(text)
    first = lines.peek()
    if first.startswith(("\ufeff", "\udcff\udcfe", "\udcfe\udcff")):
        raise UsageError("The list of orders is UTF-16.", hint="Save it as UTF-8 and run it again.")
    if first.startswith("["):
        return _json_array(lines)
    if first.startswith("{"):
        return (lines.place(_json_line(line)) for line in lines if line.strip())
    cells = [c.strip().strip('"') for c in re.split(r"[,;\t]", first)]
    order_column = next((c for c in cells if c.casefold() in ORDER_COLUMNS), None)
    if order_column is not None:
        delimiter = next((d for d in "\t;," if d in first), ",")
        return map(lines.place, _csv(lines, delimiter=delimiter, order_column=order_column))
    if len(cells) > 1 and not is_order_id(cells[0]):
        raise UsageError(
            "The list of orders has no column `order`.",
            hint="Give one order ID a line, CSV whose header names a column `order`, or JSON lines.",
        )
    return (lines.place(_id_line(line)) for line in lines if line.strip())


class _Lines(Iterator[str]):
    """The lines of a stream, of which the first that is not blank can be looked at beforehand."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._first: str | None = None
        self._number = 0

    def place(self, row: "Recipient | BadRow") -> "Recipient | BadRow":
        """`row`, which ends at the line last read; a bad one tells that line."""
        return replace(row, reason=f"line {self._number}: {row.reason}") if isinstance(row, BadRow) else row

    def peek(self) -> str:
        while self._first is None or (self._first and not self._first.strip()):
            self._number += self._first is not None
            self._first = self._stream.readline()
        return self._first.strip()

    def __next__(self) -> str:
        line, self._first = (
            (self._first, None) if self._first is not None else (self._stream.readline(), None)
        )
        if not line:
            raise StopIteration
        self._number += 1
        return line


def _id_line(line: str) -> Recipient | BadRow:
    """An ID; the table that `spmsg orders` pipes has the marketplace behind it."""
    cells = [c.strip() for c in re.split(r"[,;\t]", line)]
    row: dict[str, object] = {"order": cells[0]}
    if len(cells) > 1 and marketplaces.BY_ID.get(cells[1]):
        row["marketplace"] = cells[1]
    return _recipient(row, "order")


def _json_line(line: str) -> Recipient | BadRow:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return BadRow(line.strip()[:40], "this line is not JSON")
    return _json_row(row)


def _json_array(lines: Iterator[str]) -> Iterator[Recipient | BadRow]:
    """What `spmsg orders -o json` prints; the only form that is read whole."""
    try:
        rows = json.loads("".join(lines))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"The list of orders is not valid JSON: {error}.") from None
    return (_json_row(row) for row in rows)


def _json_row(row: Any) -> Recipient | BadRow:
    if isinstance(row, str):
        row = {"order": row}
    if not isinstance(row, dict):
        return BadRow(str(row)[:40], "this row is not a JSON object")
    column = next((c for c in row if c.casefold() in ORDER_COLUMNS), None)
    if column is None:
        return BadRow("", "this row has no `order`")
    return _recipient(row, column)


def _csv(lines: Iterator[str], *, delimiter: str, order_column: str) -> Iterator[Recipient | BadRow]:
    import csv

    rows = csv.DictReader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    rows.fieldnames = [name.strip() for name in rows.fieldnames or ()]
    while True:
        try:
            row: dict[Any, Any] = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow("", f"this is not valid CSV: {error}")
            continue
        if None in row:
            yield BadRow(str(row[order_column]), "this row has more cells than the header")
            continue
        yield _recipient({k: v for k, v in row.items() if v is not None}, order_column)


def _recipient(row: Mapping[str, object], order_column: str) -> Recipient | BadRow:
    order = str(row[order_column] if row[order_column] is not None else "").strip()
    if "\udc80" <= max(order, default="") <= "\udcff" or any(_undecoded(v) for v in row.values()):
        return BadRow(order.encode("utf-8", "replace").decode(), "this row is not UTF-8")
    if not is_order_id(order):
        told = order if len(order) <= _TOLD else order[: _TOLD - 1] + "…"
        return BadRow(told, "this is not an Amazon order ID; one looks like 902-6786204-8179805")
    name = row.get("marketplace")
    try:
        marketplace = marketplaces.find(str(name)).id if name else None
    except UsageError as error:
        return BadRow(order, error.message)
    others = {k: v for k, v in row.items() if k not in (order_column, "marketplace")}
    return Recipient(order, marketplace, others)


def _undecoded(value: object) -> bool:
    return isinstance(value, str) and any("\udc80" <= c <= "\udcff" for c in value)

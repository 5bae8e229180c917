"""Read a row of a list: the order, its marketplace, and every column for templates and paths."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spmsg import marketplaces
from spmsg.errors import UsageError
from spmsg.message.columns import Unusable
from spmsg.order_id import EXAMPLE, find_order_id, is_order_id

_ORDER = frozenset({"order", "orderid", "amazonorderid"})
_MARKETPLACE = frozenset({"marketplace", "marketplaceid", "saleschannel"})
_BROKEN = re.compile("[\ud800-\udfff\ufffd]")
"""What stands for bytes that are no text in the list's encoding."""
_SHOWN = 80
"""Characters of an unreadable order that are shown."""


@dataclass(frozen=True)
class Recipient:
    """The buyer of an order.

    `marketplace` is the ID that the row names, or None. `columns` is everything that the row says, under the
    list's own names; an empty cell is "" or None, one that cannot be read is `Unusable`. `line` is the row's
    in its list, counted from 1; None for an order that was named by itself.
    """

    order: str
    marketplace: str | None = None
    columns: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True)
class BadRow:
    """A row that names no order we could send to, and why; `code` is a stable word for the reason.

    `order` is what stands in the order's place, or an order ID that can be seen in the row, or "".
    """

    order: str
    reason: str
    line: int | None
    code: str


def named(order: str) -> Recipient | BadRow:
    """Return the recipient that a person or a script names by the order's ID alone."""
    return recipient([("order", order)], None)


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

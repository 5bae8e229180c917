"""Whom a message goes to: a row of a list, with the columns that templates and file names read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unusable:
    """A value that must not reach a buyer; to use it is an error that says `reason`."""

    reason: str


@dataclass(frozen=True)
class Recipient:
    """The buyer of an order.

    `marketplace` is the ID that the row names, or None. `columns` is everything that the row says, under the
    list's own names; an empty cell is "" or None, one that cannot be read is `Unusable`. `line` is the row's
    in its list, counted from 1; 0 for an order that was named by itself.
    """

    order: str
    marketplace: str | None = None
    columns: Mapping[str, object] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class BadRow:
    """A row that names no order we could send to, and why; `code` is a stable word for the reason.

    `order` is what stands in the order's place, or an order ID that can be seen in the row, or "".
    """

    order: str
    reason: str
    line: int
    code: str


def by_name(columns: Mapping[str, object]) -> dict[str, object]:
    """Return a row's values by the names of their columns, also written with `_` as variables are."""
    named = dict(columns)
    for name, value in columns.items():
        spelled = re.sub(r"\W", "_", name)
        if spelled in columns:
            continue
        if spelled in named and named[spelled] != value:
            value = Unusable(f"several columns are called {spelled}; write row[{name!r}]")
        named[spelled] = value
    return named

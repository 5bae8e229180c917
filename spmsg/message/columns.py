"""The columns of an input row, as templates and file names read them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Unusable:
    """A value that must not reach a buyer; to use it is an error that says `reason`."""

    reason: str


def by_name(columns: Mapping[str, object]) -> dict[str, object]:
    """Return a row's values by their columns' names, and also with `_` for what is no letter or digit."""
    named = dict(columns)
    for name, value in columns.items():
        spelled = re.sub(r"\W", "_", name)
        if spelled in columns:
            continue
        if spelled in named and named[spelled] != value:
            value = Unusable(f"several columns are called {spelled}; write row[{name!r}]")
        named[spelled] = value
    return named

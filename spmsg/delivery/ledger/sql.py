"""How statements are run, whichever the database: `?` stands for a value."""

from collections.abc import Callable, Sequence
from typing import Any

Row = tuple[Any, ...]
Execute = Callable[[str, Sequence[object]], list[Row]]
"""Runs one statement; gives its rows, [] for a statement that has none."""

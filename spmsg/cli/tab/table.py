"""The shape of the table of commands that TAB is answered from; `command_table.py` holds the table itself.

Named tuples: pressing TAB should not even wait for `dataclasses`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

Kind = str | tuple[str, ...] | None
"""What a value can be: choices; the name of something we know ("order", "profile", …) or "file"; "" for
anything else; None where there is no value."""


class Option(NamedTuple):
    """An option: its names, the long one first, what it does, its value, and whether it can be repeated."""

    names: tuple[str, ...]
    help: str
    kind: Kind = None
    repeatable: bool = False


class Command(NamedTuple):
    """A command: `arguments` are the kinds of its positional ones, the last of which can be `repeatable`."""

    help: str
    options: tuple[Option, ...] = ()
    arguments: tuple[Kind, ...] = ()
    repeatable: bool = False
    commands: "Mapping[str, Command]" = MappingProxyType({})

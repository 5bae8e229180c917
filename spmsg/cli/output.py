"""How an answer is put on stdout: a table for people, the other formats for programs.

A view shows records: dictionaries of what JSON can hold, with the field names of the contract. What came
from outside is made safe. A field that begins with `_` is not in JSON; csv and tsv name it without the `_`.
"""

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from spmsg.cli import console
from spmsg.cli.options import Format

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

Record = Mapping[str, Any]
_STATUS_STYLES = {
    "sent": "green", "already-sent": "dim", "dry-run": "bold",
    "sending": "magenta", "excluded": "magenta", "waiting": "magenta", "unavailable": "magenta",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of a table: a field of the record, and how a person reads it.

    `show` makes a text, or anything else that Rich draws, of a value. `header` is the field's name by
    default; `style` one of Rich's, by meaning: green is well, red failed, magenta wants attention. A column
    without values, or on a terminal of fewer than `from_width` cells, is not shown. A `flexible` one is made
    narrower first, its values cut with "…".
    """

    field: str
    header: str | None = None
    show: "Callable[[Any], RenderableType] | None" = None
    justify: Literal["left", "right"] = "left"
    style: str | Callable[[Any], str] = ""
    from_width: int = 0
    flexible: bool = False


@dataclass(frozen=True)
class View:
    """What a command shows: columns for a person, fields for a program; `ids` prints the first field.

    `plain` writes a field for `tsv` and `csv`; `empty` stands in place of an empty table.
    """

    fields: Sequence[str]
    columns: Sequence[Column] = ()
    empty: str = "Nothing."
    title: str | None = None
    plain: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


def for_people(given: Format | None) -> bool:
    """Return whether the answer is a table: asked for, or by default on a terminal."""
    return _format(given) is Format.TABLE


def show(
    records: Iterable[Record],
    view: View,
    given: Format | None,
    line: "Callable[[Record], RenderableType] | None" = None,
) -> None:
    """Print `records` as they come; a table waits for the last, unless `line` draws each for people."""
    output = _format(given)
    if output is Format.JSON:
        _json_array(records)
        return
    if output is Format.TABLE and line is None:
        found = list(records)
        console.show(table_of(found, view)) if found else console.note(view.empty)
        return
    write_csv = csv.writer(sys.stdout, lineterminator="\n").writerow
    if output is Format.CSV:
        write_csv(view.fields)
    for record in records:
        if output is Format.TABLE and line is not None:
            console.show(line(record))
        elif output is Format.JSONL:
            console.write(dumps(record) + "\n")
        elif output is Format.IDS:
            console.write(console.inline(_plain(record[view.fields[0]])) + "\n")
        elif output is Format.TSV:
            console.write("\t".join(map(console.inline, _cells(record, view))) + "\n")
        else:
            write_csv(map(console.safe, _cells(record, view)))
        sys.stdout.flush()


def table_of(records: Sequence[Record], view: View) -> "Table":
    """Return the table of `records`."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(
        title=view.title, title_justify="left", title_style="bold", header_style="bold", border_style="dim",
        box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False,
    )  # fmt: skip
    columns = []
    for column in view.columns:
        cells = [_cell(record.get(column.field), column) for record in records]
        if any(cells) and console.stdout().width >= column.from_width:
            header = column.field if column.header is None else column.header
            table.add_column(header, justify=column.justify, no_wrap=not column.flexible, overflow="ellipsis")
            columns.append(cells)
    for row in zip(*columns, strict=True):
        table.add_row(*row)
    return table


def document(value: object) -> None:
    """Print a JSON document as it is."""
    console.write(_json(value, indent=2) + "\n")


def dumps(value: Mapping[str, Any], indent: int | None = None) -> str:
    """Return `value` as JSON for stdout, without the names that begin with `_`."""
    return _json({name: each for name, each in value.items() if not name.startswith("_")}, indent)


def status_style(status: str) -> str:
    """Return the style of a message's status; what failed, is invalid or uncertain is red."""
    return _STATUS_STYLES.get(status, "red")


def _format(given: Format | None) -> Format:
    return given or (Format.TABLE if sys.stdout.isatty() else Format.TSV)


def _json_array(records: Iterable[Record]) -> None:
    """Print a JSON array as its items come. An error still closes it, so that stdout parses."""
    before = "[\n"
    try:
        for record in records:
            console.write(before + dumps(record, indent=2))
            before = ",\n"
    finally:
        console.write("[]\n" if before == "[\n" else "\n]\n")


def _cells(record: Record, view: View) -> list[str]:
    values = ((name, record.get(name, record.get(f"_{name}"))) for name in view.fields)
    return [view.plain.get(name, _plain)(value) for name, value in values]


def _cell(value: Any, column: Column) -> "RenderableType":
    from rich.text import Text

    shown = column.show(value) if column.show else _plain(value)
    if not isinstance(shown, str):
        return shown
    style = column.style(value) if callable(column.style) else column.style
    return Text(console.inline(shown), style, no_wrap=True, overflow="ellipsis")


def _plain(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _json(value: object, indent: int | None) -> str:
    """Return JSON; what is not printable, or what stdout cannot encode, is escaped."""

    def escaped(match: re.Match[str]) -> str:
        character = match[0]
        harmless = character.isprintable() and console.can_encode(character, sys.stdout)
        return character if harmless else json.dumps(character)[1:-1]

    return re.sub(r"[^\n -~]", escaped, json.dumps(value, ensure_ascii=False, indent=indent))

"""How an answer is put on stdout: a table for people, the other formats for programs.

A view shows records: dictionaries of what JSON can hold, with the field names of the contract. In `tsv`,
`csv` and tables a value that is not text is written compactly. What came from outside is neutralised. A
field whose name begins with `_` is not in JSON; csv and tsv name it without the `_`.
"""

import csv
import io
import json
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


@dataclass(frozen=True)
class Column:
    """A column of a table: a field of the record, and how a person reads it.

    `header` is the field's name by default; `style` one of Rich's, by meaning: green is well, red failed,
    magenta wants attention. A terminal of fewer than `from_width` cells does not show the column. A
    `flexible` column is made narrower first, its values cut with "…".
    """

    field: str
    header: str | None = None
    show: Callable[[Any], str] | None = None
    justify: Literal["left", "right"] = "left"
    style: str | Callable[[Any], str] = ""
    from_width: int = 0
    flexible: bool = False


@dataclass(frozen=True)
class View:
    """What a command shows: columns for a person, fields for a program, and the field that `ids` prints.

    `plain` writes a field that is no text for `tsv` and `csv`; `empty` is what a person reads in place of an
    empty table; `title` stands above a table.
    """

    fields: Sequence[str]
    columns: Sequence[Column]
    identifier: str
    empty: str = "Nothing."
    title: str | None = None
    plain: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    def cells(self, record: Record) -> list[str]:
        """Return the fields of `record` as tsv and csv have them."""
        return [
            self.plain.get(name, _plain)(record[name] if name in record else record.get(f"_{name}"))
            for name in self.fields
        ]


def chosen(given: Format | None) -> Format:
    """Return the format that was asked for, or the one that fits where stdout goes."""
    return given or (Format.TABLE if sys.stdout.isatty() else Format.TSV)


def show(
    records: Iterable[Record],
    view: View,
    given: Format | None,
    line: "Callable[[Record], RenderableType] | None" = None,
) -> None:
    """Print `records` as they come; a table waits for the last, unless `line` draws each for people."""
    output = chosen(given)
    if output is Format.JSON:
        _json_array(records)
    elif output is not Format.TABLE:
        writer = _line_writer(output, view)
        for record in records:
            console.write(writer(record))
            sys.stdout.flush()
    elif line is None:
        _table(list(records), view)
    else:
        for record in records:
            console.show(line(record))
            sys.stdout.flush()


def document(value: object) -> None:
    """Print a JSON document as it is."""
    console.write(dumps([value], indent=2)[4:-2].replace("\n  ", "\n") + "\n")


def dumps(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON that stdout can hold; top-level names that begin with `_` are left out."""
    if isinstance(value, Mapping):
        value = {k: v for k, v in value.items() if not k.startswith("_")}
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # JSON leaves DEL, C1 and reordering characters as they are; a terminal would obey them.
    return "".join(c if _printable(c) else json.dumps(c)[1:-1] for c in text)


def _printable(character: str) -> bool:
    if character.isascii():
        return character == "\n" or character.isprintable()
    return character.isprintable() and console.draws(character, sys.stdout)


def _json_array(records: Iterable[Record]) -> None:
    """Print a JSON array as its items come, and close it whatever happens: stdout always parses."""
    opened = False
    try:
        for record in records:
            console.write((",\n" if opened else "[\n") + dumps(record, indent=2))
            opened = True
    finally:
        console.write("\n]\n" if opened else "[]\n")


def _line_writer(output: Format, view: View) -> Callable[[Record], str]:
    if output is Format.JSONL:
        return lambda record: dumps(record) + "\n"
    if output is Format.IDS:
        return lambda record: console.inline(_plain(record.get(view.identifier))) + "\n"
    if output is Format.TSV:
        return lambda record: "\t".join(map(console.inline, view.cells(record))) + "\n"
    console.write(_csv_line(view.fields))
    return lambda record: _csv_line([console.safe(cell) for cell in view.cells(record)])


def _csv_line(values: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(values)
    return buffer.getvalue()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def table(title: str | None = None) -> "Table":
    """Return an empty table as all of ours look."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(
        title=title, title_justify="left", title_style="bold", header_style="bold", border_style="dim",
        box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False,
    )  # fmt: skip


def _table(records: Sequence[Record], view: View) -> None:
    from rich.text import Text

    if not records:
        console.note(view.empty)
        return
    columns = [column for column in view.columns if console.stdout().width >= column.from_width]
    shown = table(view.title)
    for column in columns:
        header = Text(column.field if column.header is None else column.header)
        shown.add_column(header, justify=column.justify, no_wrap=not column.flexible, overflow="ellipsis")
    for record in records:
        cells = []
        for column in columns:
            value = record.get(column.field)
            style = column.style(value) if callable(column.style) else column.style
            text = console.inline(column.show(value) if column.show else _plain(value))
            cells.append(Text(text, style, no_wrap=True, overflow="ellipsis"))
        shown.add_row(*cells)
    console.show(shown)

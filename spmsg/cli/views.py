"""How an answer is put on stdout: a table for people, the other formats for programs.

A view shows records: dictionaries of what JSON can hold, with the field names of the contract. In `tsv`,
`csv` and tables a value that is not text is written compactly. What came from outside is neutralised. A
field whose name begins with `_` is for the table alone.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from spmsg.cli import stdio
from spmsg.cli.options import Format

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a table: a field of the record, and how a person reads it.

    `header` is the field's name by default; `style` a colour by meaning, as `stdio.SGR` has them. On a
    terminal of fewer than `from_width` cells the value stands as a line of its own in the column of the
    field `below`. `wrap=False` keeps a value in one line.
    """

    field: str
    header: str | None = None
    show: Callable[[Any], str] | None = None
    justify: Literal["left", "right"] = "left"
    style: str | Callable[[Any], str] = ""
    wrap: bool = True
    min_width: int | None = None
    from_width: int = 0
    below: str | None = None

    def cell(self, record: Record) -> tuple[str, str]:
        """What stands in the column for `record`, and its style."""
        value = record.get(self.field)
        text = self.show(value) if self.show else _plain(value)
        return stdio.safe(text).expandtabs(4), self.style(value) if callable(self.style) else self.style


@dataclass(frozen=True)
class View:
    """What a command shows: columns for a person, fields for a program, and the field that `ids` prints.

    `plain` writes a field that is no text for `tsv` and `csv`; `about` is a field that stands below a table's
    row, over its whole width; `empty` is what a person reads in place of an empty table.
    """

    fields: Sequence[str]
    columns: Sequence[Column]
    identifier: str
    empty: str = "Nothing."
    about: str | None = None
    plain: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    def cells(self, record: Record) -> list[str]:
        """The fields of `record` as tsv and csv have them."""
        return [self.plain.get(name, _plain)(record.get(name)) for name in self.fields]


def chosen(given: Format | None) -> Format:
    """The format that was asked for, or the one that fits where stdout goes."""
    return given or (Format.TABLE if sys.stdout.isatty() else Format.TSV)


def show(
    records: Iterable[Record],
    view: View,
    given: Format | None,
    line: Callable[[Record], str] | None = None,
) -> None:
    """Print `records` as they come; a table waits for the last, unless `line` writes each for people."""
    output = chosen(given)
    if output is Format.TABLE and line is None:
        _table(list(records), view)
    elif output is Format.JSON:
        _json_array(records)
    else:
        writer = line if line is not None and output is Format.TABLE else _line_writer(output, view)
        for record in records:
            stdio.write(writer(record))
            sys.stdout.flush()


def _json_array(records: Iterable[Record]) -> None:
    """A JSON array, written as its items come and closed whatever happens: stdout always parses."""
    opened = False
    try:
        for record in records:
            stdio.write((",\n" if opened else "[\n") + dumps(record, indent=2))
            opened = True
    finally:
        stdio.write("\n]\n" if opened else "[]\n")


def _line_writer(output: Format, view: View) -> Callable[[Record], str]:
    if output is Format.JSONL:
        return lambda record: dumps(record) + "\n"
    if output is Format.IDS:
        return lambda record: stdio.inline(_plain(record.get(view.identifier))) + "\n"
    if output is Format.TSV:
        return lambda record: "\t".join(map(stdio.inline, view.cells(record))) + "\n"
    return _csv_writer(view)


def _csv_writer(view: View) -> Callable[[Record], str]:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")

    def write(values: Sequence[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(values)
        return buffer.getvalue()

    stdio.write(write(view.fields))
    return lambda record: write([stdio.safe(cell) for cell in view.cells(record)])


def document(value: object) -> None:
    """Print a JSON document as it is."""
    stdio.write(dumps([value], indent=2)[4:-2].replace("\n  ", "\n") + "\n")


def dumps(value: object, indent: int | None = None) -> str:
    """`value` as JSON that is safe to print; top-level names that begin with `_` are left out."""
    if isinstance(value, Mapping):
        value = {k: v for k, v in value.items() if not k.startswith("_")}
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isascii() and "\x7f" not in text:
        return text
    # JSON leaves DEL, C1 and reordering characters as they are; a terminal would obey them.
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _table(records: Sequence[Record], view: View) -> None:
    if not records:
        stdio.say(view.empty)
        return
    from spmsg.cli import grid, wrap

    width = wrap.columns(sys.stdout)
    columns = [column for column in view.columns if width >= column.from_width]
    below = [column for column in view.columns if column not in columns]
    rows = []
    for record in records:
        row = []
        for column in columns:
            text, style = column.cell(record)
            more = [each.cell(record)[0] for each in below if each.below == column.field]
            row.append(grid.Cell(text, stdio.SGR.get(style, ""), "\n".join(more)))
        about = record.get(view.about) if view.about else None
        rows.append(grid.Row(row, stdio.safe(about or "")))
    headings = [
        grid.Heading(c.field if c.header is None else c.header, c.wrap, c.justify, c.min_width or 0)
        for c in columns
    ]
    lines = grid.drawn(headings, rows, width, coloured=stdio.colours(sys.stdout))
    stdio.write("\n".join(lines) + "\n")

"""How an answer is put on stdout: a table for people, the other formats for programs.

A view shows records: dictionaries of what JSON can hold, with the field names of the contract. In `tsv`,
`csv` and tables a value that is not text is written compactly. What came from outside is neutralised. A
field whose name begins with `_` is for the table alone.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spmsg.cli import stdio
from spmsg.cli.options import Format

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a table: a field of the record, and how a person reads it.

    `header` is the field's name by default; a terminal of fewer than `from_width` columns leaves it out.
    """

    field: str
    header: str | None = None
    show: Callable[[Any], str] | None = None
    justify: Any = "left"
    style: str | Callable[[Any], str] = ""
    wrap: bool = True
    min_width: int | None = None
    from_width: int = 0


@dataclass(frozen=True)
class View:
    """What a command shows: columns for a person, fields for a program, and the field that `ids` prints.

    `plain` writes a field that is no text for `tsv` and `csv`; `empty` is what a person reads in place of an
    empty table.
    """

    fields: Sequence[str]
    columns: Sequence[Column]
    identifier: str
    empty: str = "Nothing."
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
    from rich.table import Table
    from rich.text import Text

    out = console()
    columns = [column for column in view.columns if out.width >= column.from_width]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for c in columns:
        header = c.field if c.header is None else c.header
        table.add_column(
            header, justify=c.justify, no_wrap=not c.wrap, overflow="fold", min_width=c.min_width
        )
    for record in records:
        cells = []
        for c in columns:
            value = record.get(c.field)
            text = c.show(value) if c.show else _plain(value)
            cells.append(Text(stdio.safe(text), style=c.style(value) if callable(c.style) else c.style))
        table.add_row(*cells)
    out.print(table)


def console() -> Any:
    """A rich console on stdout that interprets no markup and no emoji codes."""
    from rich.console import Console

    coloured = stdio.colours(sys.stdout)
    return Console(
        file=sys.stdout, markup=False, emoji=False, highlight=False, soft_wrap=False,
        force_terminal=coloured or None, no_color=not coloured,
    )  # fmt: skip

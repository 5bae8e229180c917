"""Rows in columns that fit the terminal; where they cannot, a block for each row. Nothing is cut off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spmsg.cli import wrap

GAP = "  "
BREAKABLE = 12
"""Cells: a longer word in a column that wraps may be cut where the terminal is narrow."""


@dataclass(frozen=True)
class Heading:
    """The head of a column: its title, and how the cells below are set."""

    title: str
    wraps: bool = True
    justify: Literal["left", "right"] = "left"
    min_width: int = 0


@dataclass(frozen=True)
class Row:
    """The cells of a row, and what there is to say about it below them, over the whole width."""

    cells: "Sequence[Cell]"
    about: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell's text, which can have several lines, the SGR code of its colour, and what is indented below."""

    text: str
    sgr: str = ""
    below: str = ""

    def whole(self) -> str:
        """All that stands in the cell."""
        below = [f"  {line}" for line in self.below.split("\n") if line.strip()]
        return "\n".join([self.text, *below] if self.text.strip() else below)

    def painted(self, text: str, coloured: bool) -> str:
        """`text`, a part of this cell's, in its colour."""
        return f"\x1b[{self.sgr}m{text}\x1b[0m" if coloured and self.sgr and text else text


def drawn(headings: Sequence[Heading], rows: Sequence[Row], width: int, *, coloured: bool) -> list[str]:
    """The lines of a table of `rows` that is at most `width` cells wide, without blanks at their ends."""
    headings = [replace(heading, title=heading.title.upper()) for heading in headings]
    widths = _widths(headings, rows, width)
    if widths is None:
        return _blocks(headings, rows, width, coloured)
    lines = _row([Cell(heading.title, "1") for heading in headings], headings, widths, coloured)
    for row in rows:
        lines += _row(row.cells, headings, widths, coloured) + _about(row, width)
    return lines


def _widths(headings: Sequence[Heading], rows: Sequence[Row], width: int) -> list[int] | None:
    """The width of each column, the widest made narrower until all fit; None where they cannot."""
    wanted: list[int] = []
    whole: list[int] = []
    least: list[int] = []
    for number, heading in enumerate(headings):
        cells = [Cell(heading.title), *(row.cells[number] for row in rows)]
        natural = max(wrap.cells(line) for cell in cells for line in cell.whole().split("\n"))
        words = max(wrap.longest_word(cell.whole()) for cell in cells)
        fixed = (
            0 if heading.wraps else max(wrap.cells(line) for cell in cells for line in cell.text.split("\n"))
        )
        wanted.append(natural)
        whole.append(min(natural, max(words, heading.min_width, fixed)))
        least.append(min(natural, max(min(words, BREAKABLE), heading.min_width, fixed)))
    room = width - len(GAP) * (len(headings) - 1)
    for lower in (whole, least):  # words are cut where nothing else helps
        if sum(lower) <= room:
            return _narrowed(wanted, lower, room)
    return None


def _narrowed(widths: list[int], lower: Sequence[int], room: int) -> list[int]:
    """`widths`, the widest made narrower, but not below `lower`, until their sum is `room`."""
    while sum(widths) > room:
        widest = max((width, i) for i, width in enumerate(widths) if width > lower[i])[1]
        widths[widest] -= 1
    return widths


def _row(
    row: Sequence[Cell], headings: Sequence[Heading], widths: Sequence[int], coloured: bool
) -> list[str]:
    folded = [wrap.folded(cell.whole(), width) for cell, width in zip(row, widths, strict=True)]
    own = [
        len(wrap.folded(cell.text, width)) if cell.text.strip() else 0
        for cell, width in zip(row, widths, strict=True)
    ]
    lines = []
    for number in range(max(map(len, folded))):
        line, owed = "", ""  # blanks are owed until something follows them
        for column, (cell, parts, width) in enumerate(zip(row, folded, widths, strict=True)):
            part = parts[number] if number < len(parts) else ""
            blanks = " " * (width - wrap.cells(part))
            if headings[column].justify == "right":
                owed, blanks = owed + blanks, ""
            if part:
                painted = cell.painted(part, coloured and number < own[column])
                line, owed = line + owed + painted, ""
            owed += blanks + GAP
        lines.append(line)
    return lines


def _blocks(headings: Sequence[Heading], rows: Sequence[Row], width: int, coloured: bool) -> list[str]:
    """Each row as lines of "TITLE  value", with a blank line between rows."""
    label = max(len(heading.title) for heading in headings)
    lines: list[str] = []
    for row in rows:
        lines += [""] if lines else []
        for heading, cell in zip(headings, row.cells, strict=True):
            text = cell.whole()
            parts = wrap.folded(text, max(width - label - len(GAP), 1)) if text else []
            for number, part in enumerate(parts):
                title = heading.title if number == 0 else ""
                head = Cell(f"{title:{label}}", "1" if title else "").painted(f"{title:{label}}", coloured)
                lines.append(head + GAP + cell.painted(part, coloured))
        lines += _about(row, width)
    return lines


def _about(row: Row, width: int) -> list[str]:
    return wrap.paragraph(row.about, width, "    ", "    ") if row.about.strip() else []

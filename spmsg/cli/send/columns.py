"""Text in the columns of a terminal, where letters of Chinese or Japanese take two."""

import shutil


def columns() -> int:
    """How many columns the terminal has."""
    return max(20, shutil.get_terminal_size().columns)


def cut(text: str, width: int) -> str:
    """`text`, or as much of it as fits in `width` columns, with "…"."""
    from rich.cells import cell_len, chop_cells

    if cell_len(text) <= width:
        return text
    return chop_cells(text, max(1, width - 1))[0].rstrip() + "…"


def folded(line: str, width: int) -> list[str]:
    """`line` broken at blanks, or where there are none anywhere, into lines of at most `width` columns."""
    from rich.cells import cell_len, chop_cells

    if cell_len(line) <= width:
        return [line]
    lines: list[str] = []
    current = ""
    for word in line.split(" "):
        longer = f"{current} {word}" if current else word
        if cell_len(longer) <= width:
            current = longer
        else:
            *whole, current = [current, *chop_cells(word, width)]
            lines += [each for each in whole if each]
    return [*lines, current]

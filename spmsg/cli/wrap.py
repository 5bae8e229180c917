"""Text in lines that fit a terminal: widths in cells (a Japanese letter takes two), breaks between words."""

import os
from collections.abc import Iterator
from typing import Any

NARROWEST = 20
"""Cells: for a terminal that claims to be narrower, lines are made this wide."""
CLOSING = "、。，．・：；！？」』）］｝〉》】〕ー…ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
"""What begins no line in Japanese and Chinese."""


def columns(stream: Any) -> int:
    """How many cells a line on `stream` has: COLUMNS, else as the terminal says, else 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told):
        return max(int(told), NARROWEST)
    try:
        return max(os.get_terminal_size(stream.fileno()).columns or 80, NARROWEST)
    except (OSError, ValueError, AttributeError):
        return 80


def cells(text: str) -> int:
    """The width of `text`, which is a single line."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int) -> str:
    """`text`, a single line, or as much of it as fits `width` cells, with "…"."""
    if cells(text) <= width:
        return text
    return _fitting(text, max(width - 1, 1)).rstrip() + "…"


def padded(text: str, width: int) -> str:
    """`text`, a single line, with blanks up to `width` cells; cut where it is wider."""
    shown = cut(text, width)
    return shown + " " * (width - cells(shown))


def folded(text: str, width: int, later: str = "") -> list[str]:
    """The lines of `text`, each broken to `width` cells between words; a word that is wider is cut.

    What a line is broken into begins with the blanks that the line began with, and then `later`.
    """
    return [part for line in text.split("\n") for part in _folded(line.rstrip(), width, later)]


def paragraph(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """`text`, whose own line breaks mean nothing, after `first`; the lines after it begin with `later`."""
    inner = width - max(cells(first), cells(later))
    lines = folded(" ".join(text.split()), max(inner, 1))
    return [first + lines[0], *(later + line for line in lines[1:])]


def longest_word(text: str) -> int:
    """The width of the widest part that is not broken if that can be helped."""
    return max((cells(part) for line in text.split("\n") for _, part in _parts(line)), default=0)


def _folded(line: str, width: int, later: str) -> list[str]:
    if cells(line) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip(" "))]
    if len(indent) + len(later) >= width:
        indent = later = ""
    lines, now, begun = [], indent, False
    for blanks, part in _parts(line[len(indent) :]):
        if begun and cells(now) + len(blanks) + cells(part) <= width:
            now += blanks + part
            continue
        if begun:
            lines.append(now)
            now = indent + later
        while cells(now) + cells(part) > width:
            head = _fitting(part, width - cells(now))
            lines.append(now + head)
            now, part = indent + later, part[len(head) :]
        now, begun = now + part, True
    return [*lines, now]


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """What must stay together in `line`, each with the blanks before it."""
    blanks = ""
    for word in line.split(" "):
        if word:
            for number, part in enumerate(_letters(word)):
                yield (blanks if number == 0 else ""), part
            blanks = ""
        blanks += " "


def _letters(word: str) -> list[str]:
    """`word` in parts, between which a line may end: before and after each wide letter."""
    if word.isascii() or cells(word) == len(word):
        return [word]
    parts: list[str] = []
    joined = False  # whether the next letter belongs to the part before it
    for letter in word:
        wide = cells(letter)
        if parts and (joined or wide == 0 or letter in CLOSING) and (wide < 2 or letter in CLOSING):
            parts[-1] += letter
        else:
            parts.append(letter)
        joined = wide == 1 or (wide == 0 and joined)
    return parts


def _fitting(part: str, width: int) -> str:
    """As much of `part` as fits `width` cells, and a letter at least."""
    length = 1
    while length < len(part) and cells(part[: length + 1]) <= width:
        length += 1
    return part[:length]

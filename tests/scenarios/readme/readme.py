"""README.md taken apart: its code blocks, its tables, and the commands that it names."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
README = ROOT / "README.md"

_BLOCK = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_COMMAND = re.compile(r"(?:^|(?<=[\s(/]))spmsg(?P<rest>(?:[ \t]+[^|;&>)\n#]+)?)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A code block. `name` is what stands behind its language: `recipe=cron`, `file=delay.j2`, or nothing."""

    language: str
    name: str
    text: str


@dataclass(frozen=True)
class Named:
    """A command as README names it: its words, and the options that follow them."""

    words: tuple[str, ...]
    options: tuple[str, ...]


@cache
def text() -> str:
    """README as it is."""
    return README.read_text("utf-8")


@cache
def blocks() -> tuple[Block, ...]:
    """Every code block, in order."""
    found = []
    for match in _BLOCK.finditer(text()):
        language, _, name = match["info"].partition(" ")
        found.append(Block(language, name, match["text"]))
    return tuple(found)


def block(name: str) -> str:
    """The text of the block that is called `name`."""
    (found,) = (block.text for block in blocks() if block.name == name)
    return found


def table(header: str) -> list[list[str]]:
    """The rows of the table that begins with the column `header`."""
    lines = text().splitlines()
    start = next(n for n, line in enumerate(lines) if line.strip().startswith(f"| {header} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.strip().startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return rows


def inline() -> list[str]:
    """Everything that stands in single backticks."""
    return _INLINE.findall(_BLOCK.sub("", text()))


def commands() -> list[Named]:
    """Every command of ours that README names, in code blocks and between backticks."""
    shell = [b.text for b in blocks() if b.language in ("sh", "bash", "yaml", "crontab")]
    matches = (match for source in [*shell, *inline()] for match in _COMMAND.finditer(source))
    return [_named(match["rest"].split()) for match in matches]


def _named(words: list[str]) -> Named:
    names = []
    for word in words:
        if not re.fullmatch(r"[a-z]+", word):
            break
        names.append(word)
    options = [word.partition("=")[0] for word in words if re.match(r"--?[a-zA-Z]", word)]
    return Named(tuple(names), tuple(options))

"""What `--help` prints: purpose, examples, arguments, options, the next command, in that order.

It is read off the commands themselves. In a command's docstring the first paragraph is its purpose, one that
begins with `\\b` holds examples, and one that begins with "Next:" names the command to go on with.
"""

import sys
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from typer.core import TyperCommand, TyperGroup

from spmsg.cli import stdio, wrap

WIDEST = 80
"""Cells: longer lines are hard to read."""
COLUMN = 28
"""Cells: what is longer has its explanation on the line below."""
COMMON = {"output", "quiet", "profile", "marketplace", "timeout", "verbose", "no_input", "sandbox", "help"}
"""The parameters that every command has, or most (see `options.Common`)."""


class Command(TyperCommand):
    """A command that explains itself so."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write(self, ctx, formatter)


class Group(TyperGroup):
    """A command with subcommands that explains itself so."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write(self, ctx, formatter)


def _write(command: Any, ctx: Any, formatter: Any) -> None:
    ctx.color = stdio.colours(sys.stdout)  # Click takes the colours out again otherwise
    formatter.write("\n".join(page(command, ctx, min(wrap.columns(sys.stdout), WIDEST))) + "\n")


def page(command: Any, ctx: Any, width: int) -> Iterator[str]:
    """The lines of the help of `command`."""
    parts = (command.help or "").split("\n\n")
    examples = [part for part in parts[1:] if part.startswith("\b")]
    after = [part for part in parts[1:] if part.startswith("Next:")]
    prose = [part for part in parts[1:] if part not in (*examples, *after)]
    yield from wrap.paragraph(parts[0], width)
    for part in examples:
        yield from ("", stdio.bold("Examples:"))
        for line in part.split("\n")[1:]:
            yield from example(line, width)
    yield ""
    lines = wrap.paragraph(usage_line(command, ctx.command_path), width, "Usage: ", " " * 11)
    yield from (lines[0].replace("Usage:", stdio.bold("Usage:"), 1), *lines[1:])
    for part in prose:
        yield ""
        yield from wrap.paragraph(part, width)
    yield from _sections(command, ctx, width)
    for part in after:
        yield ""
        yield from wrap.paragraph(part, width)


def usage_line(command: Any, path: str) -> str:
    """How the command that is called `path` is used, in a line."""
    words = [_argument(p) for p in command.params if p.param_type_name == "argument"]
    words += [_option(p).strip() for p in command.params if p.param_type_name == "option" and p.required]
    if hasattr(command, "commands"):
        words.append("[COMMAND]" if command.invoke_without_command else "COMMAND")
    return " ".join([path, *words, "[OPTIONS]"])


def example(line: str, width: int) -> list[str]:
    """An example, indented. What is too wide is continued on the next line as a shell takes it, and what is
    explained behind three blanks or more is explained below."""
    if wrap.cells(line) + 2 <= width:
        return [f"  {line}"]
    shell, _, about = line.partition("   ")
    if about:
        return [*example(shell, width), *wrap.paragraph(about, width, " " * 6, " " * 6)]
    lines, now = [], ""
    for word in _pieces(shell):
        if now and wrap.cells(f"  {now} {word} \\") > width:
            lines.append(f"  {now} \\")
            now = "    " + word
        else:
            now = f"{now} {word}".strip() if not now.startswith(" ") else f"{now} {word}"
    return [*lines, f"  {now}"]


def _pieces(shell: str) -> list[str]:
    """A command line in parts between which it may be broken: before an option, a pipe or an assignment."""
    pieces: list[str] = []
    for word in shell.split(" "):
        if not pieces or word.startswith(("-", "|", ">", "SPMSG_")):
            pieces.append(word)
        else:
            pieces[-1] += " " + word
    return pieces


def _sections(command: Any, ctx: Any, width: int) -> Iterator[str]:
    commands = [(name, _sentence(each)) for name, each in getattr(command, "commands", {}).items()]
    params = command.get_params(ctx)
    arguments = [p for p in params if p.param_type_name == "argument" and p.help]
    options = [p for p in params if p.param_type_name == "option" and not p.hidden]
    own = [p for p in options if p.name not in COMMON or "output" not in {each.name for each in options}]
    common = [p for p in options if p not in own]
    yield from section("Commands", commands, width)
    yield from section("Arguments", [(_argument(p), _about(p)) for p in arguments], width)
    yield from section("Options", [(_option(p), _about(p)) for p in own], width)
    yield from section("Common options", [(_option(p), _about(p)) for p in common], width)


def section(title: str, rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """A heading, and terms with their explanations beside them."""
    if not rows:
        return
    yield from ("", stdio.bold(f"{title}:"))
    column = min(max(wrap.cells(term) for term, _ in rows), COLUMN if width >= 70 else COLUMN - 4) + 4
    for term, about in rows:
        lines = wrap.paragraph(about, width, " " * column, " " * column)
        if wrap.cells(term) + 4 > column:
            yield f"  {term}"
            yield from lines
        else:
            yield f"  {term}".ljust(column) + lines[0][column:]
            yield from lines[1:]


def _sentence(command: Any) -> str:
    told: str = command.short_help or (command.help or "").split("\n\n")[0]
    return " ".join(told.split()).rstrip(".")


def _argument(param: Any) -> str:
    name: str = param.metavar or "|".join(choices(param)) or param.name.upper()
    return name if param.required or name.startswith("[") else f"[{name}]"


def _option(param: Any) -> str:
    names = sorted(param.opts, key=len)
    told = ", ".join(names) if len(names[0]) == 2 else "    " + ", ".join(names)
    if param.is_flag or param.name == "help":
        return told
    return f"{told} {param.metavar or '|'.join(choices(param)) or param.name.upper()}"


def choices(param: Any) -> list[str]:
    """The values that a parameter can have, where they are few."""
    return [str(getattr(c, "value", c)) for c in getattr(param.type, "choices", ())]


def _about(param: Any) -> str:
    """What a parameter does, its default and its environment variable."""
    more = []
    default = param.default.value if isinstance(param.default, Enum) else param.default
    if param.required and param.param_type_name == "option":
        more.append("required")
    if param.show_default and default not in (None, False):
        more.append(f"default: {default}")
    if param.show_envvar and param.envvar:
        more.append(f"${param.envvar}")
    return f"{param.help or ''} [{'; '.join(more)}]" if more else param.help or ""

"""Writes what is made from the commands themselves: `spmsg/cli/tab/command_table.py` and `completions/`.

Run it after a command or an option changed: `python tests/completion/regenerate.py`. A test fails until then.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer

from spmsg.cli import COMMANDS
from spmsg.cli.program import app
from spmsg.cli.tab.shell_scripts import FILES, SCRIPTS
from spmsg.cli.tab.table import Command, Kind, Option
from spmsg.message.rules import RULES

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "spmsg" / "cli" / "tab" / "command_table.py"
COMPLETIONS = ROOT / "completions"

KNOWN = {"profile", "marketplace", "order", "action", "field"}
KINDS = {"status": "order status", "allow": "rule"}
FILE_OPTIONS = {"--attach", "--text-file", "--template"}
LISTS = {"arguments": ("action", "order"), "orders": ("order",)}
"""Arguments that stand for several kinds: `spmsg send [ACTION] [ORDER]...`."""


def table() -> str:
    """The source of `command_table.py`, from the Typer tree itself."""
    source = (
        '"""Every command with its options, for TAB. Made by `python tests/completion/regenerate.py`."""\n\n'
        "from spmsg.cli.tab.table import Command, Option\n\n"
        f"ROOT = {_written(_root())}\n\n"
        f"RULES = {_written({name: rule.message for name, rule in RULES.items()})}\n"
        '"""The names for `--allow`, and what each rule says: the rules take too long to import for TAB."""\n'
    )
    formatted = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "-q", "--stdin-filename", str(TABLE), "-"],
        input=source, capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return formatted.stdout


def _written(value: object) -> str:
    """`value` as Python source, without what is the default anyway."""
    if isinstance(value, Option | Command):
        arguments = list(value)
        while arguments[-1] == value._field_defaults.get(value._fields[len(arguments) - 1]):
            arguments.pop()
        return f"{type(value).__name__}({', '.join(map(_written, arguments))})"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_written, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name!r}: {_written(each)}" for name, each in value.items()) + "}"
    return repr(value)


def scripts() -> dict[Path, str]:
    """The files of `completions/`, with what belongs into them."""
    return {COMPLETIONS / FILES[shell]: script for shell, script in SCRIPTS.items()}


def _root() -> Command:
    program: Any = typer.main.get_command(app)
    context = program.make_context("spmsg", [], resilient_parsing=True)
    there = [name for name in COMMANDS if find_spec(f"spmsg.cli.{name}")]
    commands = {name: _command(program.get_command(context, name)) for name in there}
    return _command(program)._replace(
        commands={name: command._replace(help=COMMANDS[name]) for name, command in commands.items()}
    )


def _command(command: Any) -> Command:
    context = command.make_context(command.name, [], resilient_parsing=True)
    options = [p for p in command.get_params(context) if p.param_type_name == "option" and not p.hidden]
    arguments = [p for p in command.params if p.param_type_name == "argument" and not p.hidden]
    commands = {name: _command(each) for name, each in getattr(command, "commands", {}).items()}
    return Command(
        _sentence(command.help),
        tuple(map(_option, options)),
        tuple(kind for argument in arguments for kind in LISTS.get(argument.name, (_kind(argument),))),
        any(argument.nargs == -1 for argument in arguments),
        commands,
    )


def _option(option: Any) -> Option:
    names = tuple(sorted(option.opts, key=len, reverse=True))
    return Option(
        names, _sentence(option.help), None if option.is_flag else _kind(option), bool(option.multiple)
    )


def _kind(parameter: Any) -> Kind:
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return tuple(str(getattr(choice, "value", choice)) for choice in choices)
    if parameter.name in KNOWN:
        return str(parameter.name)
    if parameter.name in KINDS:
        return KINDS[parameter.name]
    is_file = bool(FILE_OPTIONS.intersection(parameter.opts)) or (parameter.metavar or "").startswith("FILE")
    return "file" if is_file else ""


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split()).rstrip(".")


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
    for path, script in scripts().items():
        path.write_text(script, "utf-8")

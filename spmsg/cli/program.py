"""The program: finds the command and runs it. The only place that turns an error into an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

import typer
from typer.core import TyperGroup

from spmsg.cli import stdio
from spmsg.errors import ExitCode, SpmsgError, UsageError

# Click's own error class; Typer carries Click inside from 0.26 on, under a private name.
ClickException: Any = typer.BadParameter.__mro__[2]


class Program(TyperGroup):
    """The top-level command. A subcommand's module is loaded when that subcommand is named, and no other."""

    def list_commands(self, ctx: Any) -> list[str]:
        from spmsg.cli import COMMANDS

        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = typer.main.get_command(import_module(f"spmsg.cli.{cmd_name}").app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise _unknown_command(args[0])
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from spmsg import __version__
        from spmsg.cli import COMMANDS, manual, wrap

        ctx.color = stdio.colours(sys.stdout)  # Click takes the colours out again otherwise
        width = min(wrap.columns(sys.stdout), manual.WIDEST)
        lines = [
            f"spmsg {__version__}: message Amazon buyers about their orders.",
            *manual.section("Start here", START_HERE, width),
            *manual.section("Commands", list(COMMANDS.items()), width),
            "",
            "Usage: spmsg COMMAND [OPTIONS]. More of each: spmsg COMMAND --help",
        ]
        formatter.write("\n".join(lines) + "\n")


START_HERE = [
    ("spmsg demo", "see the whole way, without an account"),
    ("spmsg auth login", "set up your own account"),
    ("spmsg send", "pick an order, write, send"),
]


def _unknown_command(name: str) -> UsageError:
    from difflib import get_close_matches

    from spmsg.cli import COMMANDS

    near = get_close_matches(name, COMMANDS, n=1)
    return UsageError(
        f"There is no command {name!r}.",
        hint=f"Did you mean `spmsg {near[0]}`?" if near else "`spmsg --help` lists the commands.",
    )


def _version(asked: bool) -> None:
    if asked:
        from spmsg import __version__

        stdio.write(f"spmsg {__version__}\n")
        raise typer.Exit


app = typer.Typer(
    cls=Program,
    add_completion=False,
    no_args_is_help=False,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _program(
    ctx: typer.Context,
    version: bool = typer.Option(
        False, "--version", "-V", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    if ctx.invoked_subcommand is None:
        stdio.write(ctx.get_help() + "\n")


def run(arguments: Sequence[str]) -> int:
    """Run the command in `arguments` and return its exit code; says on stderr what went wrong."""
    stdio.prepare()
    if arguments[:1] == ["help"]:  # `spmsg help history resolve`, as git has it
        arguments = [*(word for word in arguments[1:] if not word.startswith("-")), "--help"]
    program = typer.main.get_command(app)
    try:
        code = program.main(args=list(arguments), prog_name="spmsg", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except SpmsgError as error:
        return stdio.fail(error, as_json=_wants_json(arguments))
    except ClickException as error:
        from spmsg.cli.misuse import usage_error

        named = next((f"spmsg {word}" for word in arguments[:1] if not word.startswith("-")), "spmsg")
        return stdio.fail(usage_error(error, named), as_json=_wants_json(arguments))
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("\n")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        stdio.discard_stdout()  # the reader has gone: `spmsg orders | head -1` is no error
        return ExitCode.OK
    except SystemExit:
        stdio.discard_stdout()  # Typer's way to say the same
        return ExitCode.OK
    except OSError as error:
        return stdio.fail(_system_error(error), as_json=_wants_json(arguments))
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug must not print a traceback
        from spmsg.cli.crash import report

        return report(error, as_json=_wants_json(arguments))


def _system_error(error: OSError) -> SpmsgError:
    from spmsg.errors import LocalStateError

    where = f" ({error.filename})" if error.filename else ""
    told = f"The system refused: {error.strerror or error}{where}."
    return LocalStateError(told, hint="Mend that and run it again.")


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether errors are to be JSON too; also where the arguments could not be parsed."""
    formats = [a for o, a in pairwise(arguments) if o in ("-o", "--output")]
    formats += [a.partition("=")[2] for a in arguments if a.startswith("--output=")]
    formats += [a[2:].lstrip("=") for a in arguments if a.startswith("-o") and len(a) > 2]
    return (formats[-1] if formats else os.environ.get("SPMSG_OUTPUT", "")) == "json"

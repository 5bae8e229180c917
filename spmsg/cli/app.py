"""The program: the tree of commands at a glance, and the one place that turns an error into an exit code."""

import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from spmsg import __version__
from spmsg.cli import console
from spmsg.cli.options import show_help
from spmsg.credentials.secrets import mask
from spmsg.errors import CancelledError, ExitCode, LocalStateError, SpmsgError, UsageError

COMMANDS = {
    "orders": "List recent orders to choose from.",
    "actions": "Show what may be sent for an order.",
    "send": "Send a message to the buyers of one or more orders, never twice.",
    "upload": "Upload an attachment and print its ID.",
    "check": "Would this text pass? Without the network.",
    "history": "Show what was sent, failed, or is uncertain.",
    "auth": "Set up, try and switch credentials.",
    "doctor": "Is everything in order? Say what to do if not.",
    "demo": "Show the whole workflow on the embedded simulator.",
    "simulator": "Serve the embedded simulator; read its buyers' inbox.",
    "completion": "Print the completion script of a shell.",
}
"""The commands; each lives in the module of `spmsg.cli` that bears its name."""
SUBCOMMANDS = {
    "auth": ("login", "status", "switch", "logout", "token"),
    "history": ("resolve", "export", "summary"),
    "simulator": ("serve", "inbox", "reset"),
}
SYNONYMS = {
    "--json": "-o json", "--jsonl": "-o jsonl", "--csv": "-o csv", "--format": "--output",
    "--file": "--text-file", "--message": "--text", "--attachment": "--attach", "--account": "--profile",
}  # fmt: skip
"""What other programs call our options."""
COMPLETING = "_SPMSG_COMPLETE"
"""The variable with which a shell asks Typer for what TAB offers."""


class Commands(TyperGroup):
    """The top-level command. A subcommand's module is loaded when that subcommand is run."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        """Return a command as the help and TAB list it."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Load the command that `args` begin with; raise UsageError if there is none."""
        name, *rest = args
        if name in COMMANDS:
            command = typer.main.get_command(import_module(f"spmsg.cli.{name}").app)
            command.name = name
            return name, command, rest
        meant = [f"{group} {name}" for group, below in SUBCOMMANDS.items() if name in below]
        meant += get_close_matches(name, COMMANDS, n=1)
        hint = f"Did you mean `spmsg {meant[0]}`?" if meant else "`spmsg --help` lists the commands."
        raise UsageError(f"No such command {name!r}.", hint=hint)


app = typer.Typer(
    cls=Commands,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Message Amazon buyers about their orders, never twice.\n\n"
    "[not dim][bold]Start here[/]\n"
    "spmsg demo          see the whole way, without an account\n"
    "spmsg auth login    set up your own account\n"
    "spmsg send          pick an order, write, send[/]",
)


def _show_version(asked: bool) -> None:
    if asked:
        console.write(f"spmsg {__version__}\n")
        raise typer.Exit


@app.callback()
def _program(
    context: typer.Context,
    version: bool = typer.Option(
        False, "--version", "-V", callback=_show_version, is_eager=True, help="Show the version."
    ),
) -> None:
    show_help(context)


def run(arguments: Sequence[str]) -> int:
    """Run the command in `arguments` and return its exit code; say on stderr what went wrong."""
    console.prepare()
    console.configure(quiet=False, json_lines=_wants_json(arguments))  # also if they cannot be parsed
    if COMPLETING in os.environ:
        sys.modules["rich"] = None  # type: ignore[assignment]  # Typer would load it to draw plain text
    if arguments[:1] == ["help"]:  # `spmsg help history resolve`, as git has it
        arguments = [*arguments[1:], "--help"]
    if {"-h", "--help"} & set(arguments):
        console.plain_help()
    try:
        code = app(args=list(arguments), prog_name="spmsg", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except SpmsgError as error:
        return console.fail(error)
    except typer.TyperException as error:
        return console.fail(_usage_error(error))
    except (KeyboardInterrupt, typer.Abort):
        return console.fail(CancelledError("Interrupted."))
    except (BrokenPipeError, SystemExit):  # the reader has gone, as in `spmsg orders | head -1`
        if COMPLETING in os.environ:  # or Typer has answered a shell
            raise
        console.discard_stdout()
        return ExitCode.OK
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        message = f"The system refused: {error.strerror or error}{where}."
        return console.fail(LocalStateError(message, hint="Mend that and run it again."))
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug must not print a traceback
        return console.fail(bug_report(error))


def _wants_json(arguments: Sequence[str]) -> bool:
    """Return whether stderr is to be lines of JSON."""
    given = re.findall(r"(?<!\S)(?:--output[ =]|-o[ =]?)(\w+)", " ".join(arguments))
    return (given or [os.environ.get("SPMSG_OUTPUT", "")])[-1].lower() in ("json", "jsonl")


def _usage_error(error: typer.TyperException) -> UsageError:
    """Return what Typer found wrong with the command line as our error, with the way on."""
    context: typer.Context | None = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "spmsg"
    hint = f"`{path} --help` shows how it is used."
    option: str | None = getattr(error, "option_name", None)
    if option is None or not hasattr(error, "possibilities"):
        return UsageError(error.format_message(), hint=hint)
    if path == "spmsg":
        hint = f"Options come after the command, as in `spmsg orders {option} …`. {hint}"
    near = get_close_matches(option, error.possibilities or (), n=2, cutoff=0.75)
    near = [SYNONYMS[option]] if option in SYNONYMS else near
    if near:
        hint = f"Did you mean {' or '.join(near)}? {hint}"
    return UsageError(f"No such option: {option}", hint=hint)


def bug_report(error: Exception) -> SpmsgError:
    """Write the traceback of `error`, without secrets, to a file; return the error that names it."""
    report = mask("".join(traceback.format_exception(error)))
    try:
        handle, name = tempfile.mkstemp(prefix="spmsg-crash-", suffix=".txt")  # 0600 from the start
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"spmsg {__version__}, Python {sys.version}, {sys.platform}\n\n{report}")
    except OSError:
        name = "(which could not be written)"
    message = f"An unexpected error ({type(error).__name__}): this is a bug in spmsg, not a mistake of yours."
    return SpmsgError(message, hint=f"Please report it with the file {name}; `spmsg doctor` may tell more.")

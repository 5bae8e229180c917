"""From argv to a frozen options object: a command declares its options as a dataclass.

Typer reads the fields as arguments and options. The class's docstring is the help: a summary, a paragraph
of examples that begins with `\\b`, prose, and "Next: …", the command to go on with.
"""

import inspect
import os
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cached_property, partial
from typing import Annotated, Any, TypeVar

import typer

from spmsg import config
from spmsg.cli import completers, console
from spmsg.config import Settings
from spmsg.errors import UsageError

_common = partial(typer.Option, rich_help_panel="Common options")
"""An option that a command shares with others: a panel of its own in the help."""


class Format(StrEnum):
    """How an answer is put on stdout."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    IDS = "ids"


Profile = Annotated[
    str | None,
    _common(
        "--profile", "-p", envvar="SPMSG_PROFILE", metavar="NAME", autocompletion=completers.profiles,
        help="Which account; `demo` is the simulator.",
    ),
]  # fmt: skip
Since = Annotated[
    str | None, typer.Option(metavar="7d|DATE", help="Not before: 12h, 7d, 4w, yesterday or a date.")
]
Until = Annotated[str | None, typer.Option(metavar="7d|DATE", help="Not after; a date means its end.")]
NoInput = Annotated[bool, _common("--no-input", envvar="SPMSG_NO_INPUT", help="Never ask.")]


@dataclass(frozen=True, kw_only=True)
class Output:
    """The options of every command that answers with data."""

    output: Annotated[
        Format | None,
        _common(
            "--output", "-o", envvar="SPMSG_OUTPUT", case_sensitive=False, metavar="FORMAT",
            help="table, json, jsonl, csv, tsv or ids; table on a terminal, tsv otherwise.",
        ),
    ] = None  # fmt: skip
    quiet: Annotated[bool, _common("--quiet", "-q", help="Nothing on stderr but failures.")] = False


@dataclass(frozen=True, kw_only=True)
class Account(Output):
    """The options of every command that is about the messages of one account."""

    profile: Profile = None
    sandbox: Annotated[bool, _common("--sandbox", help="Use Amazon's static sandbox.")] = False

    @property
    def account_as_typed(self) -> str:
        """The profile and --sandbox as they were given on the command line, for the next command."""
        named = self.profile and self.profile != os.environ.get("SPMSG_PROFILE")
        return (f" -p {self.profile}" if named else "") + (" --sandbox" if self.sandbox else "")

    @cached_property
    def settings(self) -> Settings:
        """The settings that these options ask for; raises UsageError."""
        return config.resolve(self.profile, sandbox=self.sandbox)


@dataclass(frozen=True, kw_only=True)
class Common(Account):
    """The options of every command that talks to Amazon."""

    marketplace: Annotated[
        str | None,
        _common(
            # Not `envvar`: an order's own marketplace beats SPMSG_MARKETPLACE, which `config` reads.
            "--marketplace", "-m", metavar="ID", autocompletion=completers.marketplace_ids,
            help="A marketplace ID or a country: US, DE, UK. Else SPMSG_MARKETPLACE.",
        ),
    ] = None  # fmt: skip
    timeout: Annotated[
        float | None,
        _common(
            "--timeout", envvar="SPMSG_TIMEOUT", metavar="SECONDS", help="For one request; 30 by default."
        ),
    ] = None
    verbose: Annotated[
        bool, _common("--verbose", "-v", help="Show every request and answer, secrets masked.")
    ] = False
    no_input: NoInput = False

    @cached_property
    def settings(self) -> Settings:
        """The settings that these options ask for; raises UsageError."""
        return config.resolve(self.profile, self.marketplace, self.timeout, sandbox=self.sandbox)


T = TypeVar("T")
Run = Callable[[T], int | None]


def command(options: type[T], run: Run[T]) -> typer.Typer:
    """Return a Typer application of one command; what `run` returns is the exit code."""
    app = typer.Typer(add_completion=False)
    add(app, None, options, run)
    return app


def group(about: str) -> typer.Typer:
    """Return a Typer application for subcommands, which shows its help if none is named."""
    app = typer.Typer(add_completion=False, invoke_without_command=True, **_help(about))
    app.callback()(show_help)
    return app


def add(app: typer.Typer, name: str | None, options: type[T], run: Run[T]) -> None:
    """Add the command `name` to `app`."""
    app.command(name, **_help(options.__doc__))(_callback(options, run))


def add_default(app: typer.Typer, options: type[T], run: Run[T]) -> None:
    """Make `run` what `app` does if none of its subcommands is named."""
    app.callback(invoke_without_command=True, **_help(options.__doc__))(_callback(options, run))


def show_help(context: typer.Context) -> None:
    """Print the help of a group, unless one of its subcommands was named."""
    if context.invoked_subcommand is None:
        console.plain_help()
        typer.echo(context.get_help())


def _callback(options: type[T], run: Run[T]) -> Callable[..., int | None]:
    """Return a function whose parameters are the fields of `options`, and which calls `run`."""

    def parse(context: typer.Context, **values: Any) -> int | None:
        if context.invoked_subcommand is not None:
            _refuse_options_before_subcommand(context)
            return None
        if issubclass(options, Output):
            json_lines = values["output"] in (Format.JSON, Format.JSONL)
            console.configure(quiet=values["quiet"], json_lines=json_lines)
        return run(options(**values))

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("context", keyword, annotation=typer.Context)]
    shared = {each.name for each in fields(Common)}  # last in the help
    for each in sorted(fields(options), key=lambda each: each.name in shared):  # type: ignore[arg-type]
        default = inspect.Parameter.empty if each.default is MISSING else each.default
        parameters.append(inspect.Parameter(each.name, keyword, annotation=each.type, default=default))
    parse.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    return parse


def _refuse_options_before_subcommand(context: typer.Context) -> None:
    """Raise UsageError for an option that stands before the subcommand: it would have no effect."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            command = f"{context.command_path} {context.invoked_subcommand} --{name.replace('_', '-')}"
            raise UsageError(f"Options come after the subcommand, as in `{command} …`.")


def _help(about: str | None) -> dict[str, Any]:
    """Return what Typer takes as help: a docstring in Rich's markup, and its "Next: …" as the epilog."""
    summary, *rest = inspect.cleandoc(about or "").split("\n\n")
    parts, epilog = [" ".join(summary.split())], ""
    for part in rest:
        if part.startswith("\b"):
            parts.append(f"[not dim][bold]Examples[/]{part[1:]}[/]")  # Typer dims all but the summary
        elif part.startswith("Next:"):
            epilog = " ".join(part.split())
        else:
            parts.append(f"[not dim]{' '.join(part.split())}[/]")
    return {"help": "\n\n".join(parts), "epilog": epilog}

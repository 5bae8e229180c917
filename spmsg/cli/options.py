"""From argv to a frozen options object: each command declares its options as a dataclass.

`command` makes the Typer application of one: the fields become its arguments and options, the class's
docstring its help.
"""

import inspect
import os
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer

from spmsg.cli.manual import Command
from spmsg.config import Overrides


class Format(StrEnum):
    """How an answer is put on stdout."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    IDS = "ids"


@dataclass(frozen=True, kw_only=True)
class Output:
    """The options of every command that answers with data."""

    output: Annotated[
        Format | None,
        typer.Option(
            "--output", "-o", envvar="SPMSG_OUTPUT", show_default=False,
            metavar="FORMAT",
            help="table, json, jsonl, csv, tsv or ids; table on a terminal, tsv otherwise.",
        ),
    ] = None  # fmt: skip
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but failures.")] = False


@dataclass(frozen=True, kw_only=True)
class Common(Output):
    """The options of every command that talks to Amazon."""

    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", "-p", envvar="SPMSG_PROFILE", metavar="NAME", show_default=False,
            help="Which account; `demo` is the simulator.",
        ),
    ] = None  # fmt: skip
    marketplace: Annotated[
        str | None,
        typer.Option(
            "--marketplace", "-m", envvar="SPMSG_MARKETPLACE", metavar="ID", show_default=False,
            help="A marketplace ID or a country: US, DE, UK.",
        ),
    ] = None  # fmt: skip
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", envvar="SPMSG_TIMEOUT", metavar="SECONDS", show_default=False,
            help="For one request; 30 by default.",
        ),
    ] = None  # fmt: skip
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show every request and answer, secrets masked.")
    ] = False
    no_input: Annotated[bool, typer.Option("--no-input", envvar="SPMSG_NO_INPUT", help="Never ask.")] = False
    sandbox: Annotated[bool, typer.Option("--sandbox", help="Use Amazon's static sandbox.")] = False

    @property
    def as_typed(self) -> str:
        """The profile and the marketplace as they were given on the command line, for the next command."""
        given = [("-p", self.profile, "SPMSG_PROFILE"), ("-m", self.marketplace, "SPMSG_MARKETPLACE")]
        return "".join(f" {o} {value}" for o, value, name in given if value and value != os.environ.get(name))

    @property
    def overrides(self) -> Overrides:
        """What these options say about settings."""
        return Overrides(self.profile, self.marketplace, self.timeout, self.sandbox)


T = TypeVar("T")
HELP = {"help_option_names": ["-h", "--help"]}


def command(options: type[T], run: Callable[[T], int | None]) -> typer.Typer:
    """A Typer application of one command: argv → `options` → `run`, whose result is the exit code."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(cls=Command, context_settings=HELP)(callback(options, run))
    return app


def callback(
    options: type[T],
    run: Callable[[T], int | None],
    *,
    only_if: Callable[[typer.Context], bool] = lambda context: True,
) -> Callable[..., int | None]:
    """A function with the fields of the dataclass `options` as its parameters, which calls `run`.

    `only_if` keeps a group's own command from running where one of its subcommands was named.
    """

    def parse(context: typer.Context, **values: Any) -> int | None:
        return run(options(**values)) if only_if(context) else None

    parse.__doc__ = options.__doc__
    parse.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # what Typer reads
        [
            inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
            *(
                inspect.Parameter(
                    f.name,
                    inspect.Parameter.KEYWORD_ONLY,
                    annotation=f.type,
                    default=inspect.Parameter.empty if f.default is MISSING else f.default,
                )
                for f in _arguments_first(options)
            ),
        ]
    )
    return parse


def _arguments_first(options: type) -> list[Any]:
    """The fields in the order of help: a command's own before those that all commands share."""
    shared = {f.name for f in fields(Common)}
    return sorted(fields(options), key=lambda f: f.name in shared)

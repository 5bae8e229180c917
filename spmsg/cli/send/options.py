"""The options of `spmsg send`."""

import os
import shlex
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, get_args

import typer

from spmsg.cli import completers
from spmsg.cli.options import Common


class OnUncertain(StrEnum):
    """What to do about a message that may or may not have been sent."""

    SKIP = "skip"
    RESEND = "resend"


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Send a message to the buyer of one or more orders, never twice.

    \b
    spmsg send confirmOrderDetails 902-6786204-8179805 --text-file msg.txt
    spmsg send sendInvoice 902-6786204-8179805 --attach invoice.pdf
    spmsg orders -o ids | spmsg send unexpectedProblem - --text "…" --dry-run

    ORDER can be `-`: then orders are read from stdin, one ID a line, CSV or JSON lines.

    Next: spmsg history
    """

    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTION] [ORDER]...",
            autocompletion=completers.actions_then_orders,
            help="What to send, and for which orders.",
        ),
    ] = None
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The message itself.")] = None
    text_file: Annotated[
        str | None,
        typer.Option(
            "--text-file", metavar="FILE", help="A file with the message; - is stdin; {locale} the buyer's."
        ),
    ] = None
    edit: Annotated[bool, typer.Option("--edit", help="Write the message in $VISUAL or $EDITOR.")] = False
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="FILE", help="A Jinja2 template over the order and the row's columns."
        ),
    ] = None
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach", metavar="PATH[=NAME]", help="A file, and the name that the buyer sees. Repeatable."
        ),
    ] = None
    skip_missing: Annotated[
        bool,
        typer.Option("--skip-missing", help="An order whose attachment is not there yet waits."),
    ] = False
    except_file: Annotated[
        str | None,
        typer.Option("--except", metavar="FILE", help="A list of orders that get no message now."),
    ] = None
    attachment_id: Annotated[
        list[str] | None,
        typer.Option("--attachment-id", metavar="ID=NAME", help="One uploaded before with `spmsg upload`."),
    ] = None
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            metavar="NAME=VALUE",
            autocompletion=completers.fields,
            help="Any other property that the action takes.",
        ),
    ] = None
    key: Annotated[
        str | None,
        typer.Option("--key", metavar="KEY", help="What counts as the same message; its content by default."),
    ] = None
    allow: Annotated[
        list[str] | None,
        typer.Option(
            "--allow",
            metavar="RULE",
            autocompletion=completers.rules,
            help="Let one of Amazon's rules through, by its name as `spmsg check` shows it. Repeatable.",
        ),
    ] = None
    strict_language: Annotated[
        bool, typer.Option("--strict-language", help="Refuse a text that is not in the buyer's language.")
    ] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything and print the request; send nothing.")
    ] = False
    resend: Annotated[bool, typer.Option("--resend", help="Send although the ledger says sent.")] = False
    on_uncertain: Annotated[
        OnUncertain, typer.Option("--on-uncertain", help="What to do where nobody knows whether it was sent.")
    ] = OnUncertain.SKIP
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help="Do not ask before several; a piped list is never asked about."),
    ] = False

    @property
    def command(self) -> str:
        """The command line that these options stand for."""
        words = ["spmsg", "send", *(self.arguments or ())]
        for each in fields(self):
            value, option = getattr(self, each.name), get_args(each.type)[1]
            if each.name == "arguments" or value == each.default:
                continue
            if option.envvar and os.environ.get(option.envvar) == str(value):
                continue
            for one in value if isinstance(value, list) else [value]:
                words += [option.param_decls[0], *([] if one is True else [str(one)])]
        return shlex.join(words)

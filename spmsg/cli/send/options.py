"""The options of `spmsg send`."""

import os
import shlex
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated

import typer

from spmsg.cli import completers
from spmsg.cli.options import Common

MESSAGE, CHECKS, SENDING = "The message", "Checks", "To whom, and how often"
"""The panels of the help."""


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
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="TEXT", rich_help_panel=MESSAGE, help="The message itself."),
    ] = None
    text_file: Annotated[
        str | None,
        typer.Option(
            "--text-file", metavar="FILE", rich_help_panel=MESSAGE,
            help="A file with the message; - is stdin; {locale} the buyer's.",
        ),
    ] = None  # fmt: skip
    edit: Annotated[
        bool,
        typer.Option("--edit", rich_help_panel=MESSAGE, help="Write the message in $VISUAL or $EDITOR."),
    ] = False
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="FILE", rich_help_panel=MESSAGE,
            help="A Jinja2 template over the order and the row's columns.",
        ),
    ] = None  # fmt: skip
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach", metavar="PATH[=NAME]", rich_help_panel=MESSAGE,
            help="A file, and the name that the buyer sees. Repeatable.",
        ),
    ] = None  # fmt: skip
    attachment_id: Annotated[
        list[str] | None,
        typer.Option(
            "--attachment-id", metavar="ID=NAME", rich_help_panel=MESSAGE,
            help="One uploaded before with `spmsg upload`.",
        ),
    ] = None  # fmt: skip
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field", metavar="NAME=VALUE", rich_help_panel=MESSAGE, autocompletion=completers.fields,
            help="Any other property that the action takes.",
        ),
    ] = None  # fmt: skip
    allow: Annotated[
        list[str] | None,
        typer.Option(
            "--allow", metavar="RULE", rich_help_panel=CHECKS, autocompletion=completers.rules,
            help="Let one of Amazon's rules through, by its name as `spmsg check` shows it. Repeatable.",
        ),
    ] = None  # fmt: skip
    strict_language: Annotated[
        bool,
        typer.Option(
            "--strict-language", rich_help_panel=CHECKS,
            help="Refuse a text that is not in the buyer's language.",
        ),
    ] = False  # fmt: skip
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", rich_help_panel=CHECKS, help="Check everything and print the request; send nothing."
        ),
    ] = False
    except_: Annotated[
        str | None,
        typer.Option(
            "--except",
            metavar="FILE",
            rich_help_panel=SENDING,
            help="A list of orders that get no message now.",
        ),
    ] = None
    skip_missing: Annotated[
        bool,
        typer.Option(
            "--skip-missing", rich_help_panel=SENDING,
            help="An order whose attachment is not there yet waits.",
        ),
    ] = False  # fmt: skip
    key: Annotated[
        str | None,
        typer.Option(
            "--key", metavar="KEY", rich_help_panel=SENDING,
            help="What counts as the same message; its content by default.",
        ),
    ] = None  # fmt: skip
    resend: Annotated[
        bool,
        typer.Option("--resend", rich_help_panel=SENDING, help="Send although the ledger says sent."),
    ] = False
    on_uncertain: Annotated[
        OnUncertain,
        typer.Option(
            "--on-uncertain", rich_help_panel=SENDING, case_sensitive=False,
            help="What to do where nobody knows whether it was sent.",
        ),
    ] = OnUncertain.SKIP  # fmt: skip
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", rich_help_panel=SENDING,
            help="Do not ask before several; a piped list is never asked about.",
        ),
    ] = False  # fmt: skip

    @property
    def command(self) -> str:
        """The command line that these options stand for."""
        words = ["spmsg", "send", *(self.arguments or ())]
        for each in fields(self):
            value, name = getattr(self, each.name), each.name.strip("_")
            if name == "arguments" or value in (each.default, os.environ.get(f"SPMSG_{name.upper()}")):
                continue
            for one in value if isinstance(value, list) else [value]:
                words += [f"--{name.replace('_', '-')}", *([] if one is True else [str(one)])]
        return shlex.join(words)

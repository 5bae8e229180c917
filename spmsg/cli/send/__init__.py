"""`spmsg send`: a message to the buyer of one or more orders. Here is what can be typed.

workflow    one run, from the options to the exit code
request     from the options to a job: what is sent, and to whom
interview   asks a person for what was not typed: `choices` the questions, `editor` the text
results     what became of each message
progress    how far a run has come, and how it ended
"""

import os
import shlex
from dataclasses import dataclass, fields
from functools import partial
from typing import Annotated, Literal

import typer

from spmsg.cli import completers
from spmsg.cli.options import Common, command

# The panels of the help
_message = partial(typer.Option, rich_help_panel="The message")
_checks = partial(typer.Option, rich_help_panel="Checks")
_sending = partial(typer.Option, rich_help_panel="To whom, and how often")


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
            metavar="[ACTION] [ORDER]...", autocompletion=completers.actions_then_orders,
            help="What to send, and for which orders.",
        ),
    ] = None  # fmt: skip
    text: Annotated[str | None, _message(metavar="TEXT", help="The message itself.")] = None
    text_file: Annotated[
        str | None,
        _message(metavar="FILE", help="A file with the message; - is stdin; {locale} the buyer's."),
    ] = None
    edit: Annotated[bool, _message("--edit", help="Write the message in $VISUAL or $EDITOR.")] = False
    template: Annotated[
        str | None, _message(metavar="FILE", help="A Jinja2 template over the order and the row's columns.")
    ] = None
    attach: Annotated[
        list[str] | None,
        _message(metavar="PATH[=NAME]", help="A file, and the name that the buyer sees. Repeatable."),
    ] = None
    attachment_id: Annotated[
        list[str] | None, _message(metavar="ID=NAME", help="One uploaded before with `spmsg upload`.")
    ] = None
    field: Annotated[
        list[str] | None,
        _message(
            metavar="NAME=VALUE", autocompletion=completers.fields, help="Any other field of the action."
        ),
    ] = None
    allow: Annotated[
        list[str] | None,
        _checks(
            metavar="RULE", autocompletion=completers.rules,
            help="Let one of Amazon's rules through, by its name as `spmsg check` shows it. Repeatable.",
        ),
    ] = None  # fmt: skip
    strict_language: Annotated[
        bool, _checks("--strict-language", help="Refuse a text that is not in the buyer's language.")
    ] = False
    dry_run: Annotated[
        bool,
        _checks("--dry-run", help="Check everything, send nothing; show the request (in a pipe by -o json)."),
    ] = False
    except_: Annotated[
        list[str] | None,
        _sending("--except", metavar="FILE", help="A list of orders that get no message now. Repeatable."),
    ] = None
    skip_missing: Annotated[
        bool, _sending("--skip-missing", help="An order whose attachment is not there yet waits.")
    ] = False
    key: Annotated[
        str | None, _sending(metavar="KEY", help="What counts as the same message; its content by default.")
    ] = None
    resend: Annotated[bool, _sending("--resend", help="Send although the ledger says sent.")] = False
    on_uncertain: Annotated[
        Literal["skip", "resend"],
        _sending(case_sensitive=False, help="What to do where nobody knows whether it was sent."),
    ] = "skip"
    yes: Annotated[
        bool, _sending("--yes", "-y", help="Do not ask before several; a piped list is never asked about.")
    ] = False

    @property
    def has_text(self) -> bool:
        """Whether a text is given, in any of the three ways."""
        return any(each is not None for each in (self.text, self.text_file, self.template))

    @property
    def command_line(self) -> str:
        """The command line that gives these options."""
        words = ["spmsg", "send", *(self.arguments or ())]
        for each in fields(self):
            value, name = getattr(self, each.name), each.name.strip("_")
            if name == "arguments" or value in (each.default, os.environ.get(f"SPMSG_{name.upper()}")):
                continue
            for one in value if isinstance(value, list) else [value]:
                words += [f"--{name.replace('_', '-')}", *([] if one is True else [str(one)])]
        return shlex.join(words)


def run(options: Options) -> int:
    from spmsg.cli.send import workflow  # it loads the wire to Amazon, which the help does without

    return workflow.run(options)


app = command(Options, run)

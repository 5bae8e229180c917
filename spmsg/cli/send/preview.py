"""A message as its buyer will see it, and the question whether to send it."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from spmsg.cli import console, localized, questions
from spmsg.cli.send.request import Job
from spmsg.delivery.result import Preview
from spmsg.delivery.send import Prepared, Row
from spmsg.errors import CancelledError
from spmsg.marketplaces import country
from spmsg.message.attachment import Attachment
from spmsg.message.recipient import BadRow, Recipient
from spmsg.message.violation import Severity, Violation

if TYPE_CHECKING:
    from rich.panel import Panel


def panel(message: Preview) -> "Panel":
    """Draw a message as its buyer will see it."""
    from rich.console import Group
    from rich.panel import Panel
    from rich.text import Text

    draft, action = message.draft, message.action
    about = Text(f"To the buyer of {message.order} ({country(message.marketplace)})", "dim")
    if message.locale:
        about.append(f", who reads {console.inline(message.locale)}")
    if message.product:
        about.append(f"\n{console.inline(message.product)}")
    parts = [about, Text()]
    if draft.text:
        parts.append(Text(console.safe(draft.text).expandtabs(4)))
    below = [f"{console.inline(name)}: {console.inline(str(value))}" for name, value in draft.fields.items()]
    for file in draft.attachments:
        size = localized.size(file.size) if isinstance(file, Attachment) else "uploaded before"
        below.append(f"+ {console.inline(file.file_name)}, {size}")
    if below:
        parts += [*([Text()] if draft.text else []), Text("\n".join(below))]
    if not draft.text and not below:
        parts.append(Text("(Amazon's own text)", "dim"))
    length = None
    if draft.text and action.text and action.text.max_length:
        longest = localized.number(action.text.max_length)
        length = f"{localized.number(len(draft.text))} of {longest} characters"
    return Panel(
        Group(*parts), title=Text(console.inline(action.title or action.name), "bold"), title_align="left",
        subtitle=Text(length) if length else None, subtitle_align="right", padding=(0, 1),
    )  # fmt: skip


def show_violations(found: Iterable[Violation]) -> None:
    """Say on stderr what is wrong with a message, a line each."""
    for violation in found:
        style = "magenta" if violation.severity is Severity.WARNING else "red"
        line = console.labelled(violation.severity.value, f"{violation.place}{violation.text}", style)
        console.stderr().print(line)


def confirmed(job: Job) -> Iterable[Row]:
    """Show the first message as its buyer will see it, and ask; the rows, as far as they were prepared.

    Raises CancelledError for no.
    """
    question = "Send it?" if job.total == 1 else f"Send it to {job.total} buyers?"
    left = iter(job.rows)
    looked_at: list[Row] = []
    asked = False
    for row in left:
        if isinstance(row, Recipient | BadRow):
            with console.status(f"Preparing the message for {row.order}"):
                row = job.sender.prepare(row)
        looked_at.append(row)
        if not isinstance(row, Prepared):
            continue
        console.stderr().print(panel(row.preview))
        show_violations(row.checked.violations)
        asked = True
        more = {"p": "the next message"} if len(looked_at) < (job.total or 0) else {}
        answer = questions.confirm_or(question, more)
        if answer is True:
            break
        if answer is False:  # one Enter too many must not reach a buyer
            raise CancelledError("Nothing was sent.")
    else:
        if asked and not questions.confirm(question):
            raise CancelledError("Nothing was sent.")
    return chain(looked_at, left)

"""The interactive way: asks a person at the terminal for what the command line leaves out.

The first message is prepared and shown here, and sent as it was shown. A text that was written is kept in a
file until the message is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from spmsg.cli import console, orders, questions
from spmsg.cli.runtime import Runtime
from spmsg.cli.send import choices, editor
from spmsg.cli.send.options import Options
from spmsg.cli.send.request import Arguments, Job, make_builder, make_sender
from spmsg.cli.send.results import panel
from spmsg.delivery.files import LOCALE
from spmsg.delivery.order_details import AvailableActions, OrderDetails
from spmsg.delivery.result import Result, Status
from spmsg.delivery.send import Prepared, Row
from spmsg.errors import CancelledError, InvalidInputError, UnavailableError, UsageError
from spmsg.message.action import Action
from spmsg.message.recipient import BadRow, Recipient
from spmsg.message.violation import Severity, Violation
from spmsg.order_id import is_order_id


@dataclass(frozen=True)
class Subject:
    """The first order, what it offers, and the action that is to be sent."""

    details: OrderDetails
    available: AvailableActions
    action: Action


class Interview:
    """Asks for what `options` leave out. Nothing is sent here."""

    def __init__(self, options: Options, runtime: Runtime) -> None:
        self._options = options
        self._runtime = runtime
        self._draft: Path | None = None  # what was written in the editor

    def end(self, *, sent: bool) -> None:
        """Remove the text that was written if it was sent; else say where it is kept."""
        if self._draft is None or not self._draft.exists():
            return
        if sent or not self._draft.read_bytes().strip():
            self._draft.unlink()
        else:
            console.note(f"The text is kept: --text-file {self._draft}", whole=True)

    def job(self, arguments: Arguments) -> Job:
        """Return what is to be sent. Raises CancelledError, and UnavailableError if nothing can be."""
        if arguments.orders:
            subject = self._first_available(arguments.action, arguments.orders)
        else:
            subject = self._picked(arguments.action)
        named = arguments.orders or (subject.details.id,)
        given = replace(self._options, arguments=[subject.action.name, *named], edit=False)
        guided = arguments.action is None or not arguments.orders
        options = _completed(given, subject.action, optional=guided)
        text = self._text_to_begin_with(options, subject, several=len(named) > 1)
        job = self._checked_job(options, text, subject, named)
        nothing_asked = job.options == given and not guided
        if options.yes or options.dry_run or (nothing_asked and len(named) == 1):
            return job
        return replace(job, rows=confirmed(job))

    def _picked(self, name: str | None) -> Subject:
        """Ask for an order, and its action unless it has a `name`, until the order offers one."""
        recent, _ = orders.find(self._runtime, orders.Options(marketplace=self._options.marketplace))
        if not recent:
            raise UnavailableError(
                "There are no orders of the last seven days to choose from.",
                hint="`spmsg orders --since 30d` lists older ones; name one: `spmsg send ACTION ORDER`.",
            )
        while True:
            order = questions.select(
                "Which order?",
                choices.order_choices(recent),
                accept=is_order_id,
                nothing="No such order in the last seven days. Type a whole order ID for an older one.",
            )
            try:
                return self._first_available(name, [order])
            except UnavailableError as error:
                console.note(f"{error.message} {error.hint or ''}".rstrip())
                console.note("Choose another order, or end with Ctrl-C.")

    def _first_available(self, name: str | None, named: Sequence[str]) -> Subject:
        """Return the first of the `named` orders that offers the action; ask for it if it has no `name`."""
        failures = []
        for order in named:
            try:
                with console.status(f"Asking Amazon what {order} offers"):
                    details, available = self._runtime.overview(order)
                wanted = name or choices.pick_action(available, order)
                return Subject(details, available, available.usable(wanted, details))
            except UnavailableError as error:
                failures.append(error)
        raise failures[0]

    def _text_to_begin_with(self, options: Options, subject: Subject, *, several: bool) -> str | None:
        """Return the text that the editor opens with; None if the editor is not needed."""
        action, details = subject.action, subject.details
        given = any(each is not None for each in (options.text, options.text_file, options.template))
        if self._options.edit and action.text is None:
            raise InvalidInputError(f"{action.name} takes no text, so there is nothing to edit.")
        if self._options.edit and given:
            if several and (options.template is not None or LOCALE in (options.text_file or "")):
                raise UsageError(
                    "--edit cannot edit a text for each order at once.", hint="Leave out --edit."
                )
            builder = make_builder(replace(options, attach=None))
            return builder.build(Recipient(details.id, details.marketplace), details).text or ""
        if action.text is None or given:
            return None
        if self._options.edit or action.text.required:
            return ""
        has_more = options.attach or options.attachment_id or options.field
        wanted = not has_more and questions.confirm("Write a text? It is optional.", default=True)
        return "" if wanted else None

    def _checked_job(self, options: Options, text: str | None, subject: Subject, named: Sequence[str]) -> Job:
        """Return the job, its first message checked; a text that breaks the rules is edited again."""
        details, action = subject.details, subject.action
        found: Sequence[Violation] = ()
        while True:
            if text is not None:
                text = self._written(text, subject, found)
                options = replace(options, text=None, text_file=str(self._draft), template=None)
            builder = make_builder(options)
            sender = make_sender(options, action.name, builder, self._runtime)
            first = sender.prepare(Recipient(details.id, details.marketplace), details, subject.available)
            if text is None or not isinstance(first, Result) or first.status is not Status.INVALID:
                rows = [first if order == details.id else Recipient(order) for order in named]
                return Job(options, sender, rows, len(rows))
            found = first.violations
            _show(found)
            if not questions.confirm("Edit it again?", default=True):
                raise InvalidInputError("Nothing was sent: the text breaks the action's rules.")

    def _written(self, text: str, subject: Subject, found: Sequence[Violation]) -> str:
        order = subject.details.id
        if self._draft is None:
            self._draft = editor.new_file(self._runtime.settings.state_dir / "drafts", order)
        written = editor.edit(self._draft, text, subject.action, order, found)
        if not written:
            raise CancelledError("The text is empty: nothing was sent.")
        return written


def _completed(options: Options, action: Action, *, optional: bool) -> Options:
    """Return the options with the files and fields that the action needs, or could take if `optional`."""
    limits, files, assigned = action.attachments, options.attach, list(options.field or ())
    if limits and not files and not options.attachment_id and (limits.required or optional):
        files = choices.ask_files(action, limits)
    given = {each.partition("=")[0].strip() for each in assigned}
    for field in action.fields:
        if field.name not in given and (field.required or field.format in choices.DATES):
            assigned += choices.ask_field(field, action)
    return replace(options, attach=files or None, field=assigned or None)


def confirmed(job: Job) -> Iterable[Row]:
    """Show the first message and ask; return the rows, some prepared. Raises CancelledError for no."""
    question = "Send it?" if job.total == 1 else f"Send it to {job.total} buyers?"
    left = iter(job.rows)
    seen: list[Row] = []
    agreed: bool | None = True  # None asks for the next message; no message at all needs no question
    for row in left:
        if isinstance(row, Recipient | BadRow):
            with console.status(f"Preparing the message for {row.order}"):
                row = job.sender.prepare(row)
        seen.append(row)
        if not isinstance(row, Prepared):
            continue
        console.stderr().print(panel(row.preview))
        _show(row.checked.violations)
        if len(seen) == job.total:
            agreed = questions.confirm(question)
        else:
            agreed = questions.confirm_or(question, "p", "the next message")
        if agreed is not None:
            break
    if agreed is None:
        agreed = questions.confirm(question)
    if not agreed:
        raise CancelledError("Nothing was sent.")
    return chain(seen, left)


def _show(found: Iterable[Violation]) -> None:
    for violation in found:
        style = "magenta" if violation.severity is Severity.WARNING else "red"
        line = console.labelled(violation.severity.value, f"{violation.place}{violation.text}", style)
        console.stderr().print(line)

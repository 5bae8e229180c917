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
from spmsg.cli.send import Options, choices, editor
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
    """The orders that are `named`, the first that offers the action, and what else that one offers."""

    named: Sequence[str]
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
        guided = arguments.action is None or not arguments.orders
        if arguments.orders:
            subject = self._first_available(arguments.action, arguments.orders)
        else:
            subject = self._picked(arguments.action)
        given = replace(self._options, arguments=[subject.action.name, *subject.named], edit=False)
        options = _completed(given, subject.action, optional=guided)
        if self._options.edit:
            job = self._job_with_text(_text_to_edit(options, subject), options, subject)
        elif _is_to_be_written(options, subject.action):
            job = self._job_with_text("", options, subject)
        else:
            job, _ = self._prepared(options, subject)
        nothing_asked = not guided and job.options == given
        if options.yes or options.dry_run or (nothing_asked and job.total == 1):
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
        listed = choices.order_choices(recent)
        nothing = "No such order in the last seven days. Type a whole order ID for an older one."
        while True:
            order = questions.select("Which order?", listed, accept=is_order_id, nothing=nothing)
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
                return Subject(named, details, available, available.usable(wanted, details))
            except UnavailableError as error:
                failures.append(error)
        raise failures[0]

    def _prepared(self, options: Options, subject: Subject) -> tuple[Job, Prepared | Result]:
        """Return the job, and its first message, which is checked."""
        details = subject.details
        sender = make_sender(options, subject.action.name, make_builder(options), self._runtime)
        first = sender.prepare(Recipient(details.id, details.marketplace), details, subject.available)
        rows = [first if order == details.id else Recipient(order) for order in subject.named]
        return Job(options, sender, rows, len(rows)), first

    def _job_with_text(self, text: str, options: Options, subject: Subject) -> Job:
        """Return the job with a text from the editor, which is edited again while it breaks the rules."""
        order, found = subject.details.id, tuple[Violation, ...]()
        draft = self._draft = editor.new_file(self._runtime.settings.state_dir / "drafts", order)
        while True:
            text = editor.edit(draft, text, subject.action, order, found)
            if not text:
                raise CancelledError("The text is empty: nothing was sent.")
            options = replace(options, text=None, text_file=str(draft), template=None)
            job, first = self._prepared(options, subject)
            if not isinstance(first, Result) or first.status is not Status.INVALID:
                return job
            found = first.violations
            _show(found)
            if not questions.confirm("Edit it again?", default=True):
                raise InvalidInputError("Nothing was sent: the text breaks the action's rules.")


def _text_to_edit(options: Options, subject: Subject) -> str:
    """Return the text that --edit begins with: the given one, a template's as the first order makes it."""
    action, details = subject.action, subject.details
    if action.text is None:
        raise InvalidInputError(f"{action.name} takes no text, so there is nothing to edit.")
    if not options.has_text:
        return ""
    differs = options.template is not None or LOCALE in (options.text_file or "")
    if differs and len(subject.named) > 1:
        raise UsageError("--edit cannot edit a text for each order at once.", hint="Leave out --edit.")
    builder = make_builder(replace(options, attach=None))
    return builder.build(Recipient(details.id, details.marketplace), details).text or ""


def _is_to_be_written(options: Options, action: Action) -> bool:
    """Return whether a text is to be written; ask if it is optional and nothing else is given."""
    if action.text is None or options.has_text:
        return False
    has_more = options.attach or options.attachment_id or options.field
    question = "Write a text? It is optional."
    return action.text.required or (not has_more and questions.confirm(question, default=True))


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

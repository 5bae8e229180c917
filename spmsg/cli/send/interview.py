"""The interactive way: what the command line leaves out of a message is asked for, on a terminal.

What was asked of Amazon and checked here is handed on: the first message goes out as it was shown. What was
written is kept in a file until the message is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from spmsg.cli import console, orders, questions
from spmsg.cli.options import Common
from spmsg.cli.questions import Choice
from spmsg.cli.runtime import Runtime
from spmsg.cli.send import choices, preview
from spmsg.cli.send.editor import Manuscript, comments
from spmsg.cli.send.options import Options
from spmsg.cli.send.request import Arguments, Job, make_sender, message_options
from spmsg.delivery.available_actions import AvailableActions
from spmsg.delivery.compose import MessageBuilder
from spmsg.delivery.files import LOCALE
from spmsg.delivery.order_details import OrderDetails
from spmsg.delivery.result import Result, Status
from spmsg.errors import CancelledError, ExitCode, InvalidInputError, UnavailableError, UsageError
from spmsg.message.action import Action
from spmsg.message.recipient import Recipient
from spmsg.message.violation import Violation
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
        self._manuscript: Manuscript | None = None

    def end(self, *, sent: bool) -> None:
        """Say where the text is kept that was written, unless it was sent."""
        if self._manuscript is None:
            return
        if sent or self._manuscript.is_empty():
            self._manuscript.discard()
        else:
            console.note(f"The text is kept: --text-file {self._manuscript.path}", whole=True)

    def job(self, arguments: Arguments) -> Job:
        """Return everything that is to be sent; `arguments` are those that were typed.

        Raises CancelledError when the person gives up, UnavailableError if there is nothing to choose.
        """
        if arguments.orders:
            subject = self._first_available(arguments.action, arguments.orders)
        else:
            subject = self._picked(arguments.action)
        named = arguments.orders or (subject.details.id,)
        given = replace(self._options, arguments=[subject.action.name, *named], edit=False)
        guided = arguments.action is None or not arguments.orders
        options = _with_attachments(given, subject.action, optional=guided)
        options = _with_fields(options, subject.action)
        text = self._text_to_begin_with(options, subject, several=len(named) > 1)
        job = self._checked_job(options, text, subject, named)
        nothing_asked = job.options == given and not guided
        if options.yes or options.dry_run or (nothing_asked and len(named) == 1):
            return job
        return replace(job, rows=preview.confirmed(job))

    def _picked(self, name: str | None) -> Subject:
        """Return an order out of a list, and its action; the list comes back until there is one."""
        recent = self._recent_orders()
        while True:
            order = questions.select(
                "Which order?",
                recent,
                accept=is_order_id,
                nothing="No such order in the last seven days. Type a whole order ID for an older one.",
            )
            try:
                return self._first_available(name, [order])
            except UnavailableError as error:
                console.note(f"{error.message} {error.hint or ''}".rstrip())
                console.note("Choose another order, or end with Ctrl-C.")

    def _recent_orders(self) -> list[Choice]:
        shared = {each.name: getattr(self._options, each.name) for each in fields(Common)}
        found = orders.find(self._runtime, orders.Options(**shared)).orders
        if not found:
            raise UnavailableError(
                "There are no orders of the last seven days to choose from.",
                hint="`spmsg orders --since 30d` lists older ones; name one: `spmsg send ACTION ORDER`.",
            )
        return choices.order_choices(found)

    def _first_available(self, name: str | None, named: Sequence[str]) -> Subject:
        """Return the first of the orders that offers the action, and what it offers."""
        failures = []
        for order in named:
            try:
                with console.status(f"Asking Amazon what {order} offers"):
                    found = self._runtime.overview(order)
                details = self._runtime.lookup.details(order, found.marketplace, known_locale=found.locale)
                wanted = name or choices.pick_action(found.available, order)
                return Subject(details, found.available, found.available.usable(wanted, details))
            except UnavailableError as error:
                failures.append(error)
        raise failures[0]

    def _text_to_begin_with(self, options: Options, subject: Subject, *, several: bool) -> str | None:
        """Return the text that the editor opens with; None if no text is to be written."""
        action, details = subject.action, subject.details
        given = any(each is not None for each in (options.text, options.text_file, options.template))
        if not self._options.edit:
            if action.text is None or given:
                return None
            has_more = bool(options.attach or options.attachment_id or options.field)
            wanted = action.text.required or (
                not has_more and questions.confirm("Write a text? It is optional.", default=True)
            )
            return "" if wanted else None
        if action.text is None:
            raise InvalidInputError(f"{action.name} takes no text, so there is nothing to edit.")
        if not given:
            return ""
        if several and (options.template is not None or LOCALE in (options.text_file or "")):
            raise UsageError("--edit cannot edit a text for each order at once.", hint="Leave out --edit.")
        builder = MessageBuilder(message_options(replace(options, attach=None)))
        return builder.build(Recipient(details.id, details.marketplace), details).draft.text or ""

    def _checked_job(self, options: Options, text: str | None, subject: Subject, named: Sequence[str]) -> Job:
        """Return the job with the message to the first order checked; a text that fails is edited again."""
        details, action = subject.details, subject.action
        found: Sequence[Violation] = ()
        while True:
            if text is not None:
                options = self._written(options, text, subject, found)
            builder = MessageBuilder(message_options(options))
            sender = make_sender(options, action.name, builder, self._runtime)
            first = sender.prepare(Recipient(details.id, details.marketplace), details, subject.available)
            if text is None or not isinstance(first, Result) or first.status is not Status.INVALID:
                rows = [first if order == details.id else Recipient(order) for order in named]
                return Job(options, sender, rows, len(rows))
            found = first.violations
            preview.show_violations(found)
            if not questions.confirm("Edit it again?", default=True):
                given_up = CancelledError("Nothing was sent: the text breaks the action's rules.")
                given_up.exit_code = ExitCode.INVALID
                raise given_up
            text = Path(options.text_file or "").read_text(encoding="utf-8").removesuffix("\n")

    def _written(self, options: Options, text: str, subject: Subject, found: Sequence[Violation]) -> Options:
        """Return the options with the text that a person wrote in the editor."""
        action, order = subject.action, subject.details.id
        if self._manuscript is None:
            folder = self._runtime.settings.state_dir / "drafts"
            # The action's name came from outside, and becomes a part of the file's.
            name = "".join(c if c.isascii() and c.isalnum() else "-" for c in action.name)[:40]
            self._manuscript = Manuscript(folder, f"{order}-{name}")
        written = self._manuscript.edit(text, comments(action, order, found))
        if not written.strip():
            raise CancelledError("The text is empty: nothing was sent.")
        return replace(options, text=None, text_file=str(self._manuscript.path), template=None)


def _with_attachments(options: Options, action: Action, *, optional: bool) -> Options:
    """Return the options with the files that the action needs, or could take if `optional`."""
    limits = action.attachments
    if limits is None or options.attach or options.attachment_id or not (limits.required or optional):
        return options
    return replace(options, attach=choices.ask_files(action, limits) or None)


def _with_fields(options: Options, action: Action) -> Options:
    """Return the options with the fields that have to be given, and dates, as warranty's."""
    given = {assignment.partition("=")[0].strip() for assignment in options.field or ()}
    missing = [
        each
        for each in action.fields
        if each.name not in given and (each.required or each.format in ("date", "date-time"))
    ]
    answers = [answer for each in missing if (answer := choices.ask_field(each, action))]
    return replace(options, field=[*(options.field or ()), *answers] or None)

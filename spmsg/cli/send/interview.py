"""The interactive way: what the command line leaves out of a message is asked for, on a terminal.

What was asked of Amazon and checked here is handed on: the first message goes out as it was shown. What was
written is kept in a file until the message is sent.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg.cli import console, questions
from spmsg.cli.options import Common
from spmsg.cli.questions import Choice
from spmsg.cli.send import Job, confirmed, preview
from spmsg.cli.send.choices import action_choices, order_choices
from spmsg.cli.send.editor import Manuscript
from spmsg.cli.send.options import Options
from spmsg.cli.send.request import Words, instruction, make_sender, message_options
from spmsg.delivery.available_actions import AvailableActions
from spmsg.delivery.compose import MessageBuilder
from spmsg.delivery.files import LOCALE, read_attachment
from spmsg.delivery.order_details import OrderDetails
from spmsg.delivery.recipients import Recipient
from spmsg.delivery.result import Result, Status
from spmsg.delivery.send import Prepared, Row, Sender
from spmsg.errors import CancelledError, ExitCode, InvalidInputError, UnavailableError, UsageError
from spmsg.message.action import Action, AttachmentLimits, Field
from spmsg.message.attachment import Attachment, check_attachments
from spmsg.message.fields import read_field
from spmsg.message.violation import Violation
from spmsg.order_id import is_order_id

if TYPE_CHECKING:
    from spmsg.cli.runtime import Runtime


class Interview:
    """Asks for what `options` leave out. Nothing is sent here."""

    def __init__(self, options: Options, runtime: "Runtime") -> None:
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
            console.note(f"The text is kept: --text-file {self._manuscript.path}")

    def job(self, words: Words) -> Job:
        """Return everything that is to be sent; `words` are those given.

        Raises CancelledError when the person gives up, UnavailableError where there is nothing to choose.
        """
        guided = words.action is None or not words.orders
        if words.orders:
            orders = words.orders
            details, available, action = self._first_available(words.action, orders)
        else:
            details, available, action = self._picked(words.action)
            orders = (details.id,)
        options = replace(self._options, arguments=[action.name, *orders], edit=False)
        options = self._ask_attachments(options, action, optional=guided)
        options = self._ask_fields(options, action)
        begun = self._text_to_begin_with(options, action, details, several=len(orders) > 1)
        options, sender, first = self._prepared(options, begun, details, available, action)
        rows: list[Row] = [first if order == details.id else Recipient(order) for order in orders]
        nothing_asked = options == replace(self._options, arguments=options.arguments, edit=False)
        if nothing_asked and not guided and len(orders) == 1:
            return Job(options, sender, rows, 1)  # nothing was missing after all: the action takes nothing
        if options.yes or options.dry_run:
            return Job(options, sender, rows, len(rows))
        return Job(options, sender, confirmed(rows, len(rows), sender), len(rows))

    # What to send, and to whom

    def _picked(self, name: str | None) -> tuple[OrderDetails, AvailableActions, Action]:
        """Return an order out of a list, and the action; the list comes back until there is one."""
        choices = self._recent_orders()
        while True:
            order = questions.select(
                "Which order?",
                choices,
                accept=is_order_id,
                nothing="No such order in the last seven days. Type a whole order ID for an older one.",
            )
            try:
                return self._first_available(name, [order])
            except UnavailableError as error:
                console.note(f"{error.message} {error.hint or ''}".rstrip())
                console.note("Choose another order, or end with Ctrl-C.")

    def _recent_orders(self) -> list[Choice]:
        from spmsg.cli import orders

        shared = {each.name: getattr(self._options, each.name) for each in fields(Common)}
        with console.status("Asking Amazon for recent orders"):
            found = orders.find(self._runtime, orders.Options(**shared)).orders
        if not found:
            raise UnavailableError(
                "There are no orders of the last seven days to choose from.",
                hint="`spmsg orders --since 30d` lists older ones; name one: `spmsg send ACTION ORDER`.",
            )
        return order_choices(found)

    def _first_available(
        self, name: str | None, orders: Sequence[str]
    ) -> tuple[OrderDetails, AvailableActions, Action]:
        """Return the first of `orders` that offers the action, and what it offers."""
        failure: UnavailableError | None = None
        for order in orders:
            try:
                with console.status(f"Asking Amazon what {order} offers"):
                    found = self._runtime.overview(order)
                action = found.available.usable(name or _pick_action(found.available, order))
            except UnavailableError as error:
                failure = failure or error
            else:
                details = self._runtime.lookup.details(order, found.marketplace, known_locale=found.locale)
                return details, found.available, action
        raise failure or UnavailableError("There is no order to send to.")

    # What to say

    def _text_to_begin_with(
        self, options: Options, action: Action, details: OrderDetails, *, several: bool
    ) -> str | None:
        """Return the text that the editor opens with; None if no text is to be written."""
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

    def _prepared(
        self,
        options: Options,
        text: str | None,
        details: OrderDetails,
        available: AvailableActions,
        action: Action,
    ) -> tuple[Options, Sender, Prepared | Result]:
        """Return the message to the first order, checked; a text that fails comes back to the editor."""
        found: Sequence[Violation] = ()
        while True:
            if text is not None:
                options = self._written(options, text, action, details.id, found)
            sender = make_sender(
                options,
                instruction(options, action.name),
                MessageBuilder(message_options(options)),
                self._runtime,
            )
            first = sender.prepare(Recipient(details.id, details.marketplace), details, available)
            if text is None or not isinstance(first, Result) or first.status is not Status.INVALID:
                return options, sender, first
            found = first.violations
            preview.show_violations(found)
            if not questions.confirm("Edit it again?", default=True):
                given_up = CancelledError("Nothing was sent: the text breaks the action's rules.")
                given_up.exit_code = ExitCode.INVALID
                raise given_up
            text = Path(options.text_file or "").read_text(encoding="utf-8").removesuffix("\n")

    def _written(
        self, options: Options, text: str, action: Action, order: str, found: Sequence[Violation]
    ) -> Options:
        """Return the options with the text that a person wrote in the editor."""
        if self._manuscript is None:
            folder = self._runtime.settings.state_dir / "drafts"
            # The action's name came from outside, and becomes a part of the file's.
            name = "".join(c if c.isascii() and c.isalnum() else "-" for c in action.name)[:40]
            self._manuscript = Manuscript(folder, f"{order}-{name}")
        written = self._manuscript.edit(text, preview.comments(action, order, found))
        if not written.strip():
            raise CancelledError("The text is empty: nothing was sent.")
        return replace(options, text=None, text_file=str(self._manuscript.path), template=None)

    def _ask_attachments(self, options: Options, action: Action, *, optional: bool) -> Options:
        limits = action.attachments
        if limits is None or options.attach or options.attachment_id or not (limits.required or optional):
            return options
        return replace(options, attach=_ask_files(action, limits) or None)

    def _ask_fields(self, options: Options, action: Action) -> Options:
        given = {assignment.partition("=")[0].strip() for assignment in options.field or ()}
        missing = [each for each in action.fields if each.name not in given and _is_worth_asking(each)]
        answers = [answer for each in missing if (answer := _ask_field(each, action))]
        return replace(options, field=[*(options.field or ()), *answers] or None)


def _pick_action(available: AvailableActions, order: str) -> str:
    choices = action_choices(available.actions)
    if all(choice.disabled is not None for choice in choices):
        reasons = "; ".join(f"{choice.title} ({choice.disabled})" for choice in choices)
        raise UnavailableError(
            f"Nothing may be sent for {order} now.",
            hint=f"Disabled: {reasons}." if reasons else "The buyer may have opted out of messages.",
        )
    return questions.select("Which message?", choices)


def _ask_files(action: Action, limits: AttachmentLimits) -> list[str]:
    """`PATH=NAME` of each file that is to go along, as `--attach` takes it, until Enter says no more."""
    chosen: list[str] = []
    taken: list[Attachment] = []
    fewest = max(limits.min_items, 1) if limits.required else limits.min_items
    types = " ".join(limits.types) if fewest else f"{' '.join(limits.types)}; Enter for none"

    def wrong_with(attachment: Attachment) -> str | None:
        """Return what is wrong with the files once this one goes along too; that more are needed is not."""
        found = check_attachments([*taken, attachment], action)
        return " ".join(each.message for each in found if each.rule != "too-few-attachments") or None

    def wrong_with_path(typed: str) -> str | None:
        if not typed.strip():
            return None if len(taken) >= fewest else "This message needs a file."
        try:
            return wrong_with(read_attachment(_path(typed)))
        except InvalidInputError as error:
            return error.message

    def wrong_with_name(name: str) -> str | None:
        if "=" in name or "{" in name:
            return "A name here holds no = and no {."
        return wrong_with(read_attachment(path, name))

    while len(taken) < limits.max_items:
        question = f"Attach a file? ({types})" if not taken else "Another file? (Enter for no more)"
        typed = questions.path(question, wrong_with_path)
        if not typed.strip():
            break
        path = _path(typed)
        name = questions.text("What does the buyer see as its name?", wrong_with_name, default=path.name)
        taken.append(read_attachment(path, name))
        chosen.append(f"{path}={name}")
    return chosen


def _path(typed: str) -> Path:
    return Path(typed.strip()).expanduser()


def _is_worth_asking(field: Field) -> bool:
    """Return whether a field has to be given, or, as warranty's dates, makes no sense left out."""
    return field.required or field.format in ("date", "date-time")


def _ask_field(field: Field, action: Action) -> str | None:
    """`NAME=VALUE` of a field, as `--field` takes it; None if an optional one is left out."""
    label = console.inline(field.title or field.name)
    about = f" ({console.inline(field.description)})" if field.description else ""
    if field.format in ("date", "date-time"):
        about += " (such as 2026-01-31)"

    def wrong_with(value: str) -> str | None:
        if not value.strip():
            return "This message needs it." if field.required else None
        found = read_field(field.name, value, action)
        return found.message if isinstance(found, Violation) else None

    values = list(map(str, field.enum)) or (["true", "false"] if field.type == "boolean" else [])
    if values:
        value = questions.select(f"{label}:", [Choice(each, console.inline(each)) for each in values])
    else:
        value = questions.text(f"{label}{about}{'' if field.required else '; Enter for none'}:", wrong_with)
    return f"{field.name}={value.strip()}" if value.strip() else None

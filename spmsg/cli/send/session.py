"""The interactive way: what the command line leaves out of a message is asked for, on a terminal.

A `Session` completes the options of `spmsg send`; the sending itself is the same as without it. What was
written is kept in a file until the message is sent.
"""

import sys
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from spmsg.cli import stdio, wrap
from spmsg.cli.options import Common
from spmsg.cli.send import outgoing, preview, questions
from spmsg.cli.send.choices import action_choices, order_choices
from spmsg.cli.send.editor import Manuscript
from spmsg.cli.send.picker import Choice, pick
from spmsg.cli.waiting import waiting
from spmsg.delivery.available_actions import AvailableActions, cached
from spmsg.delivery.compose import Message
from spmsg.delivery.order_details import OrderDetails
from spmsg.delivery.recipients import Recipient
from spmsg.errors import CancelledError, ExitCode, InvalidInputError, UnavailableError, UsageError
from spmsg.message.action import Action
from spmsg.message.draft import Draft
from spmsg.message.violation import Severity, Violation
from spmsg.order_id import is_order_id

if TYPE_CHECKING:
    from spmsg.cli.runtime import Runtime
    from spmsg.cli.send.options import Options


class Session:
    """Asks for what `options` leave out. Nothing is sent here.

    As a context manager it tells, at the end, where the text is kept that was written and not sent.
    """

    def __init__(self, options: "Options", runtime: "Runtime") -> None:
        self._options = options
        self._runtime = runtime
        self._checker = outgoing.checker(options, runtime)
        self._manuscript: Manuscript | None = None
        self._sent = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._manuscript is None:
            return
        if self._sent or self._manuscript.is_empty():
            self._manuscript.discard()
            return
        stdio.say(f"The text is kept: --text-file {self._manuscript.path}")

    def finish(self, code: int) -> None:
        """Tell how the sending ended; what was sent need not be kept any longer."""
        self._sent = code == ExitCode.OK and not self._options.dry_run

    def complete(self, action: str | None, orders: list[str]) -> "Options":
        """The options with everything that a message needs; `action` and `orders` are those given.

        Raises CancelledError when the person gives up, UnavailableError where there is nothing to choose.
        """
        try:
            return self._complete(action, orders)
        except (KeyboardInterrupt, EOFError):
            raise CancelledError("Nothing was sent.") from None

    def _complete(self, name: str | None, orders: list[str]) -> "Options":
        guided = name is None or not orders
        if orders:
            order, marketplace, action = self._action(name, orders)
        else:
            order, marketplace, action = self._picked(name)
            orders = [order]
        asked = replace(self._options, arguments=[action.name, *orders], edit=False)
        asked = self._ask_text(asked, action, order, marketplace)
        asked = self._ask_attachments(asked, action, optional=guided)
        asked = self._ask_fields(asked, action)
        if asked == replace(self._options, arguments=asked.arguments, edit=False) and not guided:
            return asked  # nothing was missing after all: the action takes nothing
        return self._confirmed(asked, action, orders, Recipient(order), marketplace)

    # What to send, and to whom

    def _picked(self, name: str | None) -> tuple[str, str, Action]:
        """An order out of a list, its marketplace, and the action; the list comes back until there is one."""
        choices = self._recent_orders()
        while True:
            order = pick(
                "Which order?",
                choices,
                accept=is_order_id,
                nothing="No such order in the last seven days. Type a whole order ID for an older one.",
            )
            try:
                return self._action(name, [order])
            except UnavailableError as error:
                stdio.say(f"{error.message} {error.hint or ''}".rstrip())
                stdio.say("Choose another order, or end with Ctrl-C.")

    def _recent_orders(self) -> list[Choice]:
        from spmsg.cli import orders

        shared = {each.name: getattr(self._options, each.name) for each in fields(Common)}
        with self._waiting("Asking Amazon for recent orders"):
            found = orders.find(self._runtime, orders.Options(**shared))
        if not found:
            raise UnavailableError(
                "There are no orders of the last seven days to choose from.",
                hint="`spmsg orders --since 30d` lists older ones; name one: `spmsg send ACTION ORDER`.",
            )
        return order_choices(found)

    def _action(self, name: str | None, orders: list[str]) -> tuple[str, str, Action]:
        """An order, its marketplace, and the action; of a batch the first order that offers it."""
        failure: UnavailableError | None = None
        for order in orders:
            marketplace = self._runtime.marketplace(order=order)
            try:
                with self._waiting(f"Asking Amazon what {order} offers"):
                    offered = self._runtime.available_actions(order, marketplace)
                cached(offered, order, marketplace, self._runtime.cache)
                action = (
                    offered.usable(name) if name is not None else offered.usable(_pick_action(offered, order))
                )
            except UnavailableError as error:
                failure = failure or error
            else:
                return order, marketplace, action
        raise failure or UnavailableError("There is no order to send to.")

    # What to say

    def _ask_text(self, asked: "Options", action: Action, order: str, marketplace: str) -> "Options":
        given = any(each is not None for each in (asked.text, asked.text_file, asked.template))
        if self._options.edit and action.text is None:
            raise InvalidInputError(f"{action.name} takes no text, so there is nothing to edit.")
        if action.text is None or (given and not self._options.edit):
            return asked
        has_more = bool(asked.attach or asked.attachment_id or asked.field)
        if not self._options.edit and not action.text.required and (
            has_more or not questions.agreed("Write a text? It is optional.")
        ):  # fmt: skip
            return asked
        several = asked.template is not None or "{locale}" in (asked.text_file or "")
        if several and len(asked.arguments or ()) > 2:
            raise UsageError("--edit cannot edit a text for each order at once.", hint="Leave out --edit.")
        recipient = Recipient(order)
        facts = self._runtime.details(order, marketplace)
        begun = outgoing.builder(replace(asked, attach=None)).build(recipient, facts) if given else None
        text = self._write(action, recipient, facts, begun.draft.text or "" if begun else "")
        return replace(asked, text=text, text_file=None, template=None)

    def _write(self, action: Action, recipient: Recipient, facts: OrderDetails, text: str) -> str:
        """A text that keeps the limits, from the editor; comes back there, marked, until it does."""
        folder = self._runtime.settings.state_dir / "drafts"
        self._manuscript = Manuscript(folder, f"{recipient.order}-{_file_name(action.name)}")
        self._manuscript.keep(text)
        violations: list[Violation] = []
        while True:
            text = self._manuscript.edit(text, preview.comments(action, recipient.order, violations))
            if not text.strip():
                raise CancelledError("The text is empty: nothing was sent.")
            violations = self._text_violations(text, action, recipient, facts)
            if not violations:
                return text
            stdio.say(preview.violations(violations))
            if not questions.agreed("Edit it again?"):
                raise InvalidInputError("Nothing was sent: the text breaks the action's rules.")

    def _text_violations(
        self, text: str, action: Action, recipient: Recipient, facts: OrderDetails
    ) -> list[Violation]:
        """The errors that the text causes; what is missing besides it is not its fault."""
        without = self._checker.check(Message(Draft(None), facts), action, recipient).violations
        found = self._checker.check(Message(Draft(text), facts), action, recipient).violations
        return [each for each in found if each.severity is Severity.ERROR and each not in without]

    def _ask_attachments(self, asked: "Options", action: Action, *, optional: bool) -> "Options":
        limits = action.attachments
        if limits is None or asked.attach or asked.attachment_id or not (limits.required or optional):
            return asked
        return replace(asked, attach=questions.attachments(action, limits) or None)

    def _ask_fields(self, asked: "Options", action: Action) -> "Options":
        given = {assignment.partition("=")[0].strip() for assignment in asked.field or ()}
        missing = [each for each in action.fields if each.required and each.name not in given]
        answers = [questions.field_value(each, action) for each in missing]
        return replace(asked, field=[*(asked.field or ()), *answers] or None)

    # The last look

    def _confirmed(
        self, asked: "Options", action: Action, orders: list[str], first: Recipient, marketplace: str
    ) -> "Options":
        message = outgoing.builder(asked).build(first, self._runtime.details(first.order, marketplace))
        found = self._checker.check(message, action, first)
        if found.errors:
            raise InvalidInputError(preview.violations(found.violations))
        stdio.say(preview.message(found.draft, action, orders, marketplace))
        if found.violations:
            stdio.say(preview.violations(found.violations))
        if asked.dry_run or asked.yes:
            return asked
        question = "Send it?" if len(orders) == 1 else f"Send it to {len(orders)} buyers?"
        if not questions.agreed(question, default=False):  # one Enter too many must not reach a buyer
            raise CancelledError("Nothing was sent.")
        return replace(asked, yes=True)

    def _waiting(self, text: str) -> AbstractContextManager[None]:
        return waiting(text, wanted=not self._options.quiet)


def _pick_action(offered: AvailableActions, order: str) -> str:
    choices = action_choices(offered.actions, wrap.columns(sys.stderr))
    if all(choice.disabled is not None for choice in choices):
        reasons = [f"{choice.title.strip()} ({choice.disabled})" for choice in choices]
        raise UnavailableError(
            f"Nothing may be sent for {order} now.",
            hint=f"Disabled: {'; '.join(reasons)}."
            if reasons
            else "The buyer may have opted out of messages.",
        )
    return pick("Which message?", choices)


def _file_name(action: str) -> str:
    """The action's name, which came from outside, as part of a file name."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in action)[:40]

"""Everything that is checked of a message before it may leave, in one place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from spmsg.delivery.compose import Message
from spmsg.delivery.recipients import Recipient
from spmsg.errors import SpmsgError, UsageError
from spmsg.message import draft as drafts
from spmsg.message.action import Action
from spmsg.message.draft import Draft
from spmsg.message.fields import read_fields
from spmsg.message.violation import Severity, Violation

ALSO_RULES = frozenset({"html", "email-address", "link"})
"""What the schema's prose and Amazon's guidelines both forbid: said once, and let through by one name."""


@dataclass(frozen=True)
class CheckResult:
    """What was found in a message. `draft` has its fields in the types of the schema.

    `allowed` names the rules that the message breaks and that were let through on purpose.
    """

    draft: Draft
    violations: tuple[Violation, ...] = ()
    allowed: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Violation, ...]:
        """What keeps the message from being sent."""
        return tuple(v for v in self.violations if v.severity is Severity.ERROR)


class Checker:
    """Checks messages against the action's own rules, Amazon's guidelines, and the buyer's language.

    `allow` names rules of the guidelines to let through; raises UsageError for one that does not exist.
    `bought_at` tells when an order was placed (ISO 8601), or None where that is not known. With
    `strict_language` a text in another language than the buyer's is an error, and one whose language cannot
    be told from Amazon's answer too.
    """

    def __init__(
        self,
        *,
        allow: Iterable[str] = (),
        strict_language: bool = False,
        bought_at: Callable[[Recipient], object] = lambda recipient: recipient.columns.get("purchased_at"),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._allow = frozenset(allow)
        self._strict = strict_language
        self._bought_at = bought_at
        self._now = now
        if self._allow:
            from spmsg.message.rules import UnknownRuleError, check_allowed

            try:
                check_allowed(self._allow)
            except UnknownRuleError as error:
                raise UsageError(str(error)) from None

    def check(self, message: Message, action: Action, recipient: Recipient) -> CheckResult:
        """Everything that is wrong with a message, errors first."""
        assignments = [f"{name}={value}" for name, value in message.assignments.items()]
        fields, misread = read_fields(assignments, action)
        draft = replace(message.draft, fields=fields)
        found = [*misread, *drafts.check(draft, action)]
        allowed: tuple[str, ...] = ()
        if draft.text is not None and action.text is not None:
            ruled, allowed = self._guidelines(draft.text, recipient)
            found = [
                *_not_said_twice(found, ruled, allowed),
                *ruled,
                *self._language(draft.text, message),
            ]
        found.sort(key=lambda v: (v.severity is Severity.WARNING, v.line or 0, v.column or 0))
        return CheckResult(draft, tuple(found), allowed)

    def _guidelines(self, text: str, recipient: Recipient) -> tuple[tuple[Violation, ...], tuple[str, ...]]:
        from spmsg.message.rules import RuleContext, judge

        bought = _moment(self._bought_at(recipient))
        verdict = judge(text, context=RuleContext(self._allow, bought, self._now()))
        return verdict.violations, verdict.allowed

    def _language(self, text: str, message: Message) -> tuple[Violation, ...]:
        from importlib.util import find_spec

        from spmsg.message.language import check_language

        if not self._strict and find_spec("pycld2") is None:
            return ()  # nothing to compare with, so nobody is asked for the locale
        try:
            locale = message.details.locale
        except SpmsgError:
            if self._strict:
                raise
            return ()
        found = check_language(text, locale, strict=self._strict) if locale else None
        return (found,) if found else ()


def _not_said_twice(
    found: Iterable[Violation], ruled: Iterable[Violation], allowed: Iterable[str]
) -> list[Violation]:
    """`found` without what the guidelines' rules say of the same place, and without what is allowed."""
    places = {(v.line, v.column) for v in ruled}
    names = set(allowed)
    return [
        v
        for v in found
        if v.rule not in ALSO_RULES or (v.rule not in names and (v.line, v.column) not in places)
    ]


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

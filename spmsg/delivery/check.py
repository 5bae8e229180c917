"""Check a message before it may leave: every check is called here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec

from spmsg.delivery.message_builder import Message
from spmsg.errors import SpmsgError, UsageError
from spmsg.message import guidelines
from spmsg.message.action import Action
from spmsg.message.draft import Draft
from spmsg.message.fields import read_fields
from spmsg.message.language import check_language
from spmsg.message.violation import Severity, Violation


@dataclass(frozen=True)
class CheckResult:
    """What was found in a message."""

    draft: Draft
    """The message as it would be sent: fields in the schema's types, the text without what no buyer sees."""
    violations: tuple[Violation, ...]
    allowed: tuple[str, ...]
    """The rules that it breaks and that `--allow` lets through."""

    @property
    def errors(self) -> tuple[Violation, ...]:
        """What keeps the message from being sent."""
        return tuple(v for v in self.violations if v.severity is Severity.ERROR)


class Checker:
    """Checks messages against the action's own rules, Amazon's guidelines, and the buyer's language.

    `allow` names rules of the guidelines to let through; raises UsageError for one that does not exist. With
    `strict_language` a text in another language than the buyer's is an error, not a warning, and so is a
    failure to ask Amazon for the buyer's language; raises UsageError if the extra is not installed.
    """

    def __init__(self, *, allow: Iterable[str] = (), strict_language: bool = False) -> None:
        self._allow = frozenset(allow)
        self._strict = strict_language
        guidelines.check_allowed(self._allow)
        self._tells_languages = find_spec("pycld2") is not None
        if strict_language and not self._tells_languages:
            raise UsageError(
                "--strict-language needs the extra `language`, which is not installed.",
                hint="Install it: `pip install '.[language]'` in the checkout of spmsg.",
            )

    def check(
        self,
        message: Message,
        action: Action,
        locale: Callable[[], str | None],
        bought_at: datetime | None = None,
    ) -> CheckResult:
        """Return all that is wrong with a message, errors first; `locale` is asked if it is needed."""
        from spmsg.message.schema import check_draft  # jsonschema takes long to load

        fields, misread = read_fields(message.fields, action)
        text, taken_out = guidelines.clean(message.text or "")
        draft = Draft(text if message.text is not None else None, message.attachments, fields)
        found = [*misread, *check_draft(draft, action), *taken_out]
        allowed: tuple[str, ...] = ()
        if draft.text is not None and action.text is not None:
            now = datetime.now(UTC)
            ruled = guidelines.check(draft.text, allow=self._allow, bought_at=bought_at, now=now)
            allowed = ruled.allowed
            found += [*ruled.violations, *self._language(draft.text, locale)]
        found.sort(key=lambda v: (v.severity is Severity.WARNING, v.line or 0, v.column or 0))
        return CheckResult(draft, tuple(found), allowed)

    def _language(self, text: str, ask_locale: Callable[[], str | None]) -> list[Violation]:
        if not self._tells_languages:
            return []
        try:
            locale = ask_locale()
        except SpmsgError:
            if self._strict:
                raise
            locale = None
        found = check_language(text, locale, strict=self._strict) if locale else None
        return [found] if found else []

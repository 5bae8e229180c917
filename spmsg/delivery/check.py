"""Check a message before it may leave: every check is called here."""

import re
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
from spmsg.message.violation import Severity, Violation

MIN_LETTERS = 40
"""Fewer letters tell too little. A letter of a script of syllables or words counts as two."""
MIN_SHARE = 75
"""Percent of the text that must be in the language found: product names are often English."""

_HARD_TO_TELL_APART = ({"no", "nb", "nn", "da"}, {"hr", "bs", "sr"}, {"id", "ms"}, {"he", "iw"}, {"pt", "gl"})
"""Languages that short texts do not tell apart, and other codes of the same."""


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


def check_language(text: str, locale: str, *, strict: bool = False) -> Violation | None:
    """Return a violation if the text is surely not in the locale's language ("de-DE"), else None.

    None also if the text is too short to tell. It is a warning, with `strict` an error.

    Amazon: "The text must be written in the buyer's language of preference". On 303 short messages in twelve
    languages, `pycld2` was right on 96.7 % and said so when unsure, at 18 ms and 17 MB. `lingua` (99.7 %)
    takes 1.6 s and 286 MB, `langdetect` (98.7 %) 0.3 s and 74 MB, and `whatlang` (94.4 %) is sure of its
    errors. A false alarm costs more than a missed one, and a cron job starts anew each time.
    """
    import pycld2  # type: ignore[import-untyped]  # has no stubs; only the extra installs it

    # without links, numbers, order IDs and control characters
    words = re.sub(r"https?://\S{1,500}|\S{0,64}\d\S{0,64}", " ", text)
    plain = "".join(letter for letter in words if letter.isprintable() or letter == "\n")
    wide = len(re.findall(r"[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]", plain))
    if sum(map(str.isalpha, plain)) + wide < MIN_LETTERS:
        return None
    try:
        reliable, _, found = pycld2.detect(plain, bestEffort=False)
    except pycld2.error:
        return None  # characters that it takes for broken UTF-8, which the rule `unshowable` finds
    name, code, share, _ = found[0]
    if not reliable or code == "un" or share < MIN_SHARE or _is_same_language(code, locale):
        return None
    message = f"The text seems to be in {name.capitalize()}, but the buyer's locale is {locale}"
    remedy = "Write in the buyer's language of preference: {locale} in a file's name picks the text."
    return Violation("language", message, Severity.ERROR if strict else Severity.WARNING, remedy=remedy)


def _is_same_language(code: str, locale: str) -> bool:
    """Return whether a language of pycld2's is the locale's, or one that is hard to tell from it."""
    one, other = (re.split("[-_]", each)[0].lower() for each in (code, locale))
    return one == other or any({one, other} <= group for group in _HARD_TO_TELL_APART)

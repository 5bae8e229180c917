"""What the guidelines say of a text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from spmsg.message.guidelines import characters, contacts
from spmsg.message.guidelines.links import links
from spmsg.message.guidelines.reading import Reading, Span
from spmsg.message.guidelines.rules import RULES, Rule
from spmsg.message.guidelines.wording import phrases
from spmsg.message.violation import Severity, Violation, position, quote

MAX_AGE = timedelta(days=30)
MAX_TOLD = 5
"""So many different findings of one rule are told; the last one says how many more there are."""
MAX_SEARCHED = 20_000
"""Code points that are looked at: ten times the longest text that Amazon takes."""

_DETECTORS: dict[str, Callable[[Reading], Iterator[Span]]] = {
    "html": characters.html,
    "email-address": contacts.email_addresses,
    "telephone": contacts.telephone_numbers,
    "messenger": contacts.messengers,
    "placeholder": characters.placeholder,
    "emoji": characters.emoji,
    "line-breaks": characters.line_breaks,
    "unshowable": characters.unshowable,
}
_ALIKE = ("emoji", "line-breaks", "unshowable")
"""Rules of which every finding is the same to the seller: told once, with their number."""


@dataclass(frozen=True)
class CheckedText:
    """What a text breaks, errors first, and the allowed rules that it would have broken."""

    violations: tuple[Violation, ...] = ()
    allowed: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Violation, ...]:
        """What keeps the text from being sent."""
        return tuple(v for v in self.violations if v.severity is Severity.ERROR)


def check(
    text: str,
    *,
    allow: frozenset[str] = frozenset(),
    bought_at: datetime | None = None,
    now: datetime | None = None,
) -> CheckedText:
    """Return what the guidelines forbid in `text`, each finding once, with a count where it is repeated.

    `allow` names the rules to let through. `bought_at` and `now` tell the order's age; both have a time
    zone, or neither.
    """
    found = _findings(text[:MAX_SEARCHED])
    violations: list[Violation] = []
    for rule in RULES.values():
        if rule.name in found and rule.name not in allow:
            violations += _violations(rule, text, found[rule.name])
    age = now - bought_at if now and bought_at else timedelta()
    if age > MAX_AGE:
        rule = RULES["order-age"]
        found[rule.name] = []
        if rule.name not in allow:
            message = f"{rule.message}; this one was placed {age.days} days ago"
            violations.append(Violation(rule.name, message, rule.severity, remedy=rule.remedy))
    violations.sort(key=lambda v: (v.severity is Severity.WARNING, v.line or 0, v.column or 0))
    return CheckedText(tuple(violations), tuple(name for name in RULES if name in found and name in allow))


def _findings(text: str) -> dict[str, list[Span]]:
    """Return where each rule is broken. A rule that only speaks is silent where one that stops has spoken."""
    reading = Reading(text)
    found: dict[str, list[Span]] = {name: list(detect(reading)) for name, detect in _DETECTORS.items()}
    for source in (links, phrases):
        for name, span in source(reading):
            found.setdefault(name, []).append(span)
    stopped = [
        span for name, spans in found.items() if RULES[name].severity is Severity.ERROR for span in spans
    ]
    for name, spans in found.items():
        if RULES[name].severity is Severity.WARNING and name not in _ALIKE:
            found[name] = [span for span in spans if not any(_overlap(span, other) for other in stopped)]
    if "email-address" in found:  # "shop.de" within an address, or after a spelt-out "at", is no link
        addresses = found["email-address"]
        for name in ("bare-link", "shop-link"):
            found[name] = [s for s in found.get(name, []) if not any(_overlap(s, one) for one in addresses)]
    return {name: sorted(set(spans)) for name, spans in found.items() if spans}


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _violations(rule: Rule, text: str, spans: list[Span]) -> Iterator[Violation]:
    groups: dict[str, list[Span]] = {}
    for span in spans:
        key = "" if rule.name in _ALIKE else " ".join(text[slice(*span)].lower().split())
        groups.setdefault(key, []).append(span)
    for number, group in enumerate(groups.values(), 1):
        more = len(groups) - number if number == MAX_TOLD else 0
        yield _violation(rule, text, group, more)
        if more:
            return


def _violation(rule: Rule, text: str, spans: list[Span], more: int) -> Violation:
    start, end = spans[0]
    times = f" ({len(spans)} times)" if len(spans) > 1 else f" (and {more} more)" if more else ""
    offending = text[start:end]
    if rule.name in ("unshowable", "line-breaks"):
        offending = f"U+{ord(offending[0]):04X}" if rule.name == "unshowable" else ""
    line, column = position(text, start)
    return Violation(
        rule.name,
        rule.message + times,
        rule.severity,
        line=line,
        column=column,
        offending=quote(offending) or None,
        remedy=rule.remedy,
    )

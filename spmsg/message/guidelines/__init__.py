"""Amazon's communication guidelines: what no schema says of a text.

`check` finds what a text breaks, and `clean` takes out what no buyer can see. Each rule of `rules.toml` has
one detector: in `characters`, in `contacts` (addresses, numbers, links) or in `text`, which finds the phrases
of `phrases/`. The words and numbers of languages and countries are data, in `words.toml`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from spmsg.errors import UsageError
from spmsg.message.guidelines import characters, contacts
from spmsg.message.guidelines.characters import clean
from spmsg.message.guidelines.text import Finding, Reading, Span, phrases
from spmsg.message.violation import Severity, Violation, position, quote

__all__ = ["RULES", "CheckedText", "Rule", "check", "check_allowed", "clean"]

MAX_AGE = timedelta(days=30)
MAX_TOLD = 5
"""Different findings of one rule that are told; the last of them says how many more there are."""
MAX_SEARCHED = 20_000
"""Code points that are looked at: ten times the longest text that Amazon takes."""

_DETECTORS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    characters.html,
    characters.placeholder,
    characters.emoji,
    characters.line_breaks,
    characters.unshowable,
    contacts.email_addresses,
    contacts.telephone_numbers,
    contacts.messengers,
    contacts.links,
    phrases,
)
_TOLD_ONCE = ("emoji", "line-breaks", "unshowable")
"""Rules of which every finding is the same to the seller: told once, with their number."""


@dataclass(frozen=True)
class Rule:
    """A rule of Amazon's: its name for `--allow`, what it says, and what to do."""

    name: str
    severity: Severity
    message: str
    remedy: str


def _load_rules() -> Iterator[Rule]:
    tables = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    for name, rule in tables.items():
        severity = Severity.ERROR if rule["stops"] else Severity.WARNING
        yield Rule(name, severity, rule["message"], rule["remedy"])


RULES = {rule.name: rule for rule in _load_rules()}


def check_allowed(names: Iterable[str]) -> None:
    """Raise UsageError for a name that no rule has."""
    for name in sorted(set(names) - RULES.keys()):
        near = get_close_matches(name, RULES, n=2, cutoff=0.5)
        meant = f"Did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"There is no rule {name!r}.", hint=f"{meant}The rules are {', '.join(RULES)}.")


@dataclass(frozen=True)
class CheckedText:
    """What a text breaks, errors first, and the allowed rules that it would have broken."""

    violations: tuple[Violation, ...] = ()
    allowed: tuple[str, ...] = ()


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
    for name, rule in RULES.items():
        if name in found and name not in allow:
            violations += _violations(rule, text, found[name])
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
    """Return where each rule is broken; a warning is left out where it overlaps an error."""
    reading = Reading(text)
    found: dict[str, set[Span]] = defaultdict(set)
    for detect in _DETECTORS:
        for name, span in detect(reading):
            found[name].add(span)
    stopped = {s for name, spans in found.items() if RULES[name].severity is Severity.ERROR for s in spans}
    told = {}
    for name, spans in found.items():
        others: Iterable[Span] = ()
        if name in ("bare-link", "shop-link"):  # "shop.de" within an address, or after a spelt-out "at"
            others = found.get("email-address", ())
        elif RULES[name].severity is Severity.WARNING and name not in _TOLD_ONCE:
            others = stopped
        told[name] = sorted(span for span in spans if not any(_overlap(span, other) for other in others))
    return {name: spans for name, spans in told.items() if spans}


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _violations(rule: Rule, text: str, spans: list[Span]) -> Iterator[Violation]:
    """Yield a violation for each different finding of a rule."""
    groups: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        groups["" if rule.name in _TOLD_ONCE else " ".join(text[slice(*span)].lower().split())].append(span)
    more = len(groups) - MAX_TOLD
    for number, group in enumerate(islice(groups.values(), MAX_TOLD), 1):
        (start, end), times = group[0], len(group)
        message, offending = rule.message, text[start:end]
        if times > 1:
            message += f" ({times} times)"
        elif number == MAX_TOLD and more > 0:
            message += f" (and {more} more)"
        if rule.name == "unshowable":
            offending = f"U+{ord(offending):04X}"
        shown = None if offending.isspace() else quote(offending)
        yield Violation(rule.name, message, rule.severity, *position(text, start), shown, rule.remedy)

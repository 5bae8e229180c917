"""What the rules say of a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.reading import Reading
from spmsg.message.rules.table import RULES, Rule, RuleContext
from spmsg.message.violation import Violation, position, quote

MAX_FINDINGS = 5
"""So many places of one rule are told; a text with more has been understood."""


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a text: violations, and the allowed rules that it would have broken."""

    violations: tuple[Violation, ...]
    allowed: tuple[str, ...]


def check_allowed(names: Iterable[str]) -> frozenset[str]:
    """The names as a set. Raises UnknownRuleError for a name that no rule has, with the nearest one."""
    wanted = frozenset(names)
    for name in sorted(wanted - RULES.keys()):
        raise UnknownRuleError(name)
    return wanted


class UnknownRuleError(ValueError):
    """No rule has the name; `nearest` are those that were meant, perhaps."""

    def __init__(self, name: str) -> None:
        from difflib import get_close_matches

        self.name = name
        self.nearest = tuple(get_close_matches(name, RULES, n=2, cutoff=0.5))
        meant = f" Did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"There is no rule {name!r}.{meant} The rules are {', '.join(RULES)}.")


def judge(text: str, *, context: RuleContext) -> Verdict:
    """What the rules say of a text. Raises UnknownRuleError if `context.allow` names a rule that is none."""
    allow = check_allowed(context.allow)
    reading = Reading(text)
    found: dict[str, list[Finding]] = {}
    for rule in RULES.values():
        found[rule.name] = _first(rule.detect(reading, context))
    violations: list[Violation] = []
    allowed: list[str] = []
    for rule in RULES.values():
        better = [finding for name in rule.unless for finding in found[name]]
        findings = [f for f in found[rule.name] if not any(_one_sentence(text, f, other) for other in better)]
        if findings and rule.name in allow:
            allowed.append(rule.name)
        elif findings:
            violations.extend(_violation(rule, text, finding) for finding in findings)
    return Verdict(tuple(violations), tuple(allowed))


def check_rules(text: str, *, context: RuleContext) -> tuple[Violation, ...]:
    """The violations of a text, errors and warnings, without what is allowed; raises as `judge` does."""
    return judge(text, context=context).violations


def _one_sentence(text: str, one: Finding, other: Finding) -> bool:
    first, second = sorted((one, other), key=lambda finding: finding.start)
    return re.search(r"[.!?](?:\s|$)|[。！？\n]", text[first.end : second.start]) is None


def _first(findings: Iterable[Finding]) -> list[Finding]:
    first: list[Finding] = []
    for finding in findings:
        if len(first) == MAX_FINDINGS:
            break
        first.append(finding)
    return first


def _violation(rule: Rule, text: str, finding: Finding) -> Violation:
    message = f"{rule.message}: {finding.detail}" if finding.detail else rule.message
    if finding.start == finding.end:
        return Violation(rule.name, message, rule.severity, remedy=rule.remedy)
    line, column = position(text, finding.start)
    return Violation(
        rule.name,
        message,
        rule.severity,
        line=line,
        column=column,
        offending=quote(text[finding.start : finding.end]),
        remedy=rule.remedy,
    )

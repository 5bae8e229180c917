"""Amazon's communication guidelines, as far as no schema tells them: what they say of a text.

`judge` is the way in. A rule's detector reads a `Reading` of the text and yields `Finding`s; the table tells
what each rule means, where it comes from and what to do about it.
"""

from spmsg.message.rules.judging import UnknownRuleError, Verdict, check_allowed, check_rules, judge
from spmsg.message.rules.table import RULES, Rule, RuleContext

__all__ = [
    "RULES",
    "Rule",
    "RuleContext",
    "UnknownRuleError",
    "Verdict",
    "check_allowed",
    "check_rules",
    "judge",
]

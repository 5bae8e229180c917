"""Amazon's communication guidelines: what no schema says of a text.

`check` finds what a text breaks, `clean` takes out what no buyer can see. Each rule has one detector; the
phrases that only a person can judge are data, one TOML file a language in `phrases/`.
"""

from spmsg.message.guidelines.characters import clean
from spmsg.message.guidelines.checking import CheckedText, check
from spmsg.message.guidelines.rules import RULES, Rule, UnknownRuleError, check_allowed

__all__ = ["RULES", "CheckedText", "Rule", "UnknownRuleError", "check", "check_allowed", "clean"]

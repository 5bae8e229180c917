"""Amazon's communication guidelines: what no schema says of a text.

`check` finds what a text breaks, `clean` takes out what no buyer can see. Each rule of `rules.toml` has one
detector. What they know of languages and countries is data: `words.toml`, and the forbidden phrases of a
language in `phrases/`.
"""

from spmsg.message.guidelines.characters import clean
from spmsg.message.guidelines.check import RULES, CheckedText, Rule, check, check_allowed

__all__ = ["RULES", "CheckedText", "Rule", "check", "check_allowed", "clean"]

"""Amazon's communication guidelines: what no schema says of a text.

`check` finds what a text breaks, and `clean` takes out what no buyer can see. Each rule of `rules.toml` has
one detector: in `characters`, in `contacts` (addresses, numbers, links) or in `text`, which finds the phrases
of `phrases/`. The words and numbers of languages and countries are data, in `words.toml`.
"""

from spmsg.message.guidelines.characters import clean
from spmsg.message.guidelines.check import RULES, CheckedText, Rule, check, check_allowed

__all__ = ["RULES", "CheckedText", "Rule", "check", "check_allowed", "clean"]

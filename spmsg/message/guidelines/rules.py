"""The rules by name: what each says, and whether it stops a message or only speaks.

Sources: Seller Central's "Communication guidelines" (in force since 6 November 2020) and "Customer product
reviews policies"; that HTML and e-mail addresses are not allowed is said by each action's schema too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from spmsg.message.violation import Severity


@dataclass(frozen=True)
class Rule:
    """A rule of Amazon's: its name for `--allow`, what it says, and what to do."""

    name: str
    severity: Severity
    message: str
    remedy: str


class UnknownRuleError(ValueError):
    """No rule has this name; the message suggests the nearest and lists all."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name, RULES, n=2, cutoff=0.5)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"There is no rule {name!r}.{meant} The rules are {', '.join(RULES)}.")


def check_allowed(names: Iterable[str]) -> frozenset[str]:
    """Return the names as a set. Raises UnknownRuleError for a name that no rule has."""
    wanted = frozenset(names)
    for name in sorted(wanted - RULES.keys()):
        raise UnknownRuleError(name)
    return wanted


_THROUGH_AMAZON = "Leave it out: the buyer answers this message through Amazon."
_STOPS, _SPEAKS = Severity.ERROR, Severity.WARNING

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        name: Rule(name, severity, message, remedy)
        for name, severity, message, remedy in (
            ("html", _STOPS, "HTML is not allowed", "Write plain text: line breaks are kept."),
            ("email-address", _STOPS, "E-mail addresses are not allowed", _THROUGH_AMAZON),
            ("telephone", _STOPS, "Telephone numbers are not allowed", _THROUGH_AMAZON),
            ("insecure-link", _STOPS, "A link must be secure", "Write its https address."),
            (
                "bare-link",
                _STOPS,
                "A web address without https:// is not a secure link",
                "Leave it out, or write the https address if the buyer needs it for the order.",
            ),
            (
                "link-shortener",
                _STOPS,
                "A shortened link hides where it leads",
                "Write the address that it leads to.",
            ),
            ("messenger", _STOPS, "Messengers and social networks are not allowed", _THROUGH_AMAZON),
            (
                "messenger-link",
                _STOPS,
                "Links to messengers and social networks are not allowed",
                _THROUGH_AMAZON,
            ),
            ("shop-link", _STOPS, "Links to other shops are not allowed", "Leave it out."),
            (
                "placeholder",
                _STOPS,
                "A placeholder was not filled in",
                "Write what belongs there, or give the text with --template.",
            ),
            ("promotion", _STOPS, "Advertising, coupons and offers are not allowed", "Keep to this order."),
            (
                "review-incentive",
                _STOPS,
                "Nothing may be offered for a review, or for changing one",
                "Ask for an honest review, and offer nothing.",
            ),
            (
                "review-steering",
                _STOPS,
                "Reviews may not be steered: not to good ones, not to happy buyers alone",
                "Ask every buyer for an honest review, in neutral words.",
            ),
            (
                "review-change",
                _STOPS,
                "A buyer may not be asked to change or remove a review",
                "Solve the buyer's problem, and leave the review to the buyer.",
            ),
            (
                "off-amazon",
                _SPEAKS,
                "This may lead the buyer outside Amazon, which its guidelines forbid",
                "Look at it again: buying, paying and talking are to stay on Amazon.",
            ),
            (
                "cancel-request",
                _SPEAKS,
                "This seems to ask the buyer to cancel, which its guidelines forbid",
                "If you cannot ship, cancel the order yourself.",
            ),
            ("emoji", _SPEAKS, "Amazon asks sellers to do without emoji", "Better leave it out."),
            (
                "line-breaks",
                _SPEAKS,
                "Amazon asks for at most two line breaks in a row",
                "One blank line is enough.",
            ),
            (
                "other-link",
                _SPEAKS,
                "Amazon asks for links only if the buyer needs them for the order",
                "Make sure that this one is needed.",
            ),
            (
                "unshowable",
                _SPEAKS,
                "The buyer may see a box or nothing in place of this character",
                "Type the passage anew.",
            ),
            (
                "order-age",
                _SPEAKS,
                "Amazon asks sellers to write within 30 days of an order's completion",
                "Write only if the buyer needs this message.",
            ),
        )
    }
)
"""Every rule by its name, in the order of the design: first what stops, then what speaks."""

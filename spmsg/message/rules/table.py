"""Amazon's communication guidelines as a table of named rules.

No schema tells these: they are Seller Central's "Communication guidelines" (in force since 6 November
2020) and "Customer product reviews policies". An error keeps a message from being sent, a warning
speaks; a rule that the seller allows by name is let through, and is told so that the ledger can record it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

from spmsg.message.rules import characters, contacts, links, markup, messengers, reviews, selling
from spmsg.message.rules.finding import Finding
from spmsg.message.rules.reading import Reading
from spmsg.message.violation import Severity

GUIDELINES = "Amazon Seller Central, Communication guidelines"
REVIEWS = "Amazon Seller Central, Customer product reviews policies"
SCHEMA = "Amazon's action schemas: no HTML or email addresses"
MAX_AGE = timedelta(days=30)


@dataclass(frozen=True)
class RuleContext:
    """What the rules need to know beside the text.

    `completed_at` is when the order was completed, or bought where that is not known; with `now` it tells the
    order's age. Both have a time zone, or neither has. `allow` names the rules to let through.
    """

    allow: frozenset[str] = frozenset()
    completed_at: datetime | None = None
    now: datetime | None = None


Detector = Callable[[Reading, RuleContext], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """One of Amazon's rules: `name` for `--allow`, what it says, its source, what to do, how it is found."""

    name: str
    severity: Severity
    message: str
    source: str
    remedy: str
    detect: Detector
    unless: tuple[str, ...] = ()
    """Rules that say it better: where one of them speaks of the same sentence, this one is silent."""


def _text(detect: Callable[[Reading], Iterable[Finding]]) -> Detector:
    return lambda reading, _: detect(reading)


def _links(kind: links.LinkKind, reading: Reading, _: RuleContext) -> Iterable[Finding]:
    for link in links.links_of(reading):
        if link.kind is kind:
            yield Finding(*reading.place(reading.folded, link.start, link.end), link.host)


def _order_age(_: Reading, context: RuleContext) -> Iterable[Finding]:
    if context.completed_at is not None and context.now is not None:
        age = context.now - context.completed_at
        if age > MAX_AGE:
            yield Finding(0, 0, f"{age.days} days")


def _table(*rules: Rule) -> Mapping[str, Rule]:
    return MappingProxyType({rule.name: rule for rule in rules})


_THROUGH_AMAZON = "Leave it out: the buyer answers this message through Amazon."
_CONTACTS = (
    "email-address",
    "telephone",
    "messenger",
    "messenger-link",
    "insecure-link",
    "bare-link",
    "link-shortener",
    "shop-link",
    "review-incentive",
)
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_LINK = links.LinkKind

RULES: Mapping[str, Rule] = _table(
    Rule(
        "html",
        _ERROR,
        "HTML is shown to the buyer as it stands",
        SCHEMA,
        "Write plain text.",
        _text(markup.html),
    ),
    Rule(
        "email-address",
        _ERROR,
        "E-mail addresses are not allowed",
        GUIDELINES,
        _THROUGH_AMAZON,
        _text(contacts.email_addresses),
    ),
    Rule(
        "telephone",
        _ERROR,
        "Telephone numbers are not allowed",
        GUIDELINES,
        _THROUGH_AMAZON,
        _text(contacts.telephone_numbers),
    ),
    Rule(
        "messenger",
        _ERROR,
        "Messengers and social networks lead the buyer off Amazon",
        GUIDELINES,
        _THROUGH_AMAZON,
        _text(messengers.messengers),
        ("messenger-link",),
    ),
    Rule(
        "messenger-link",
        _ERROR,
        "A link to a messenger or social network",
        GUIDELINES,
        _THROUGH_AMAZON,
        partial(_links, _LINK.MESSENGER),
    ),
    Rule(
        "insecure-link",
        _ERROR,
        "A link that is not secure (https)",
        GUIDELINES,
        "Use the https address, if the order needs the link.",
        partial(_links, _LINK.INSECURE),
    ),
    Rule(
        "bare-link",
        _ERROR,
        "A web address that is not a secure link (https)",
        GUIDELINES,
        "Leave it out, or write the https address, if the order needs the link.",
        partial(_links, _LINK.BARE),
        ("email-address",),
    ),
    Rule(
        "link-shortener",
        _ERROR,
        "A shortened link hides where it leads",
        GUIDELINES,
        "Write the address that it leads to.",
        partial(_links, _LINK.SHORTENER),
    ),
    Rule(
        "shop-link",
        _ERROR,
        "A link to a shop other than Amazon",
        GUIDELINES,
        "Leave it out.",
        partial(_links, _LINK.SHOP),
    ),
    Rule(
        "other-link",
        _WARNING,
        "Only links that are needed to complete the order are allowed",
        GUIDELINES,
        "Keep it only if the buyer needs it to receive the order.",
        partial(_links, _LINK.OTHER),
        ("html",),
    ),
    Rule(
        "off-amazon",
        _ERROR,
        "The buyer may not be led to buy, pay or talk outside Amazon",
        GUIDELINES,
        "Keep to this order, and to Amazon's messages.",
        _text(selling.off_amazon),
        _CONTACTS,
    ),
    Rule(
        "promotion",
        _ERROR,
        "Advertising, coupons and offers are not allowed",
        GUIDELINES,
        "Keep to this order.",
        _text(selling.promotion),
        ("messenger", "shop-link", "bare-link", "off-amazon", "review-incentive", "review-steering"),
    ),
    Rule(
        "review-incentive",
        _ERROR,
        "Nothing may be offered for a review, or for changing one",
        REVIEWS,
        "Ask for an honest review, and offer nothing.",
        _text(reviews.incentives),
    ),
    Rule(
        "review-steering",
        _ERROR,
        "Reviews may not be steered: not to good ones, not to happy buyers alone",
        REVIEWS,
        "Ask every buyer for an honest review, in neutral words.",
        _text(reviews.steering),
        ("review-incentive", "review-change"),
    ),
    Rule(
        "review-change",
        _ERROR,
        "A buyer may not be asked to change or remove a review",
        REVIEWS,
        "Solve the buyer's problem, and leave the review to the buyer.",
        _text(reviews.changes),
    ),
    Rule(
        "unshowable",
        _ERROR,
        "A character that the buyer's client will not show",
        GUIDELINES,
        "Remove it, and type the passage anew.",
        _text(characters.unshowable),
    ),
    Rule("emoji", _WARNING, "Emoji are not allowed", GUIDELINES, "Leave it out.", _text(characters.emoji)),
    Rule(
        "line-breaks",
        _WARNING,
        "More than two line breaks in a row",
        GUIDELINES,
        "Leave one blank line at most.",
        _text(characters.line_breaks),
    ),
    Rule(
        "no-purpose",
        _WARNING,
        "Only thanks, or an order or shipping confirmation: Amazon sends these itself",
        GUIDELINES,
        "Send it only if the buyer needs it to receive the order.",
        _text(selling.without_purpose),
        ("html",),
    ),
    Rule(
        "order-age",
        _WARNING,
        "The order was completed more than 30 days ago",
        GUIDELINES,
        "Write only if the buyer needs this message.",
        _order_age,
    ),
)
"""Every rule by its name, in the order in which violations are told."""

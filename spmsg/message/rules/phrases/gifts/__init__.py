"""What is said of giving: beyond the order, for mending it, in exchange for something."""

from dataclasses import dataclass

Phrases = tuple[str, ...]


@dataclass(frozen=True)
class GiftWords:
    """What one language says of gifts and remedies; each field is a tuple of phrases."""

    gift: Phrases
    """What is given beyond the order: gift cards, vouchers, cash, free goods."""
    remedy: Phrases
    """What can mend an order as well as buy a review: refunds, discounts, compensation."""
    giving: Phrases
    """Promising: "we will send", "you get"."""
    exchange: Phrases
    """One for the other: "in return", "once you have posted"."""
    thanking: Phrases
    """The same as thanks: "as a small thank-you"; whatever is given then is given for it."""
    settled: Phrases
    """Tells of what is done already, or was bought: "already deducted", "the gift card you ordered"."""

"""What is said of giving, selling and meeting elsewhere."""

from dataclasses import dataclass

Phrases = tuple[str, ...]


@dataclass(frozen=True)
class TradeWords:
    """What one language says of gifts, offers and other places; each field is a tuple of phrases."""

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
    promotion: Phrases
    """Advertising, coupons, newsletters."""
    elsewhere: Phrases
    """Buying, paying or talking outside Amazon."""
    reach: Phrases
    """To be reached there: beside the name of a messenger it asks the buyer to write there."""
    only_shown: Phrases
    """Beside the name of a messenger: it is a feature or a motif of the goods."""

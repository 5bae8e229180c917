"""What is said of selling, and of meeting elsewhere."""

from dataclasses import dataclass

Phrases = tuple[str, ...]


@dataclass(frozen=True)
class TradeWords:
    """What one language says of offers and other places; each field is a tuple of phrases."""

    promotion: Phrases
    """Advertising, coupons, newsletters."""
    elsewhere: Phrases
    """Buying, paying or talking outside Amazon."""
    reach: Phrases
    """To be reached there: beside the name of a messenger it asks the buyer to write there."""
    only_shown: Phrases
    """Beside the name of a messenger: it is a feature or a motif of the goods."""

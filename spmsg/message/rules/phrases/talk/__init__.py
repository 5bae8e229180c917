"""The language itself: by what it is told, how it says no, and what says nothing."""

from dataclasses import dataclass

Phrases = tuple[str, ...]


@dataclass(frozen=True)
class TalkWords:
    """What one language says in any message; each field but `common` is a tuple of phrases."""

    common: str
    """Frequent words that the other languages do not have: by them a text's languages are told."""
    negation: Phrases
    """Turns a promise or a request into its opposite."""
    condition: Phrases
    """Makes a clause a condition."""
    ours: Phrases
    """Before a verb: the seller does it."""
    reported: Phrases
    """Before words that the buyer said or asked."""
    idle: Phrases
    """A whole sentence that is only thanks, an offer of help, or an order or shipping confirmation."""
    shown: Phrases
    """Beside a quotation: it is a title, or a text that the goods show. None: it is so beside any words."""
    inscribed: Phrases
    """Beside a quotation: it is put on goods that are made for the buyer, whatever number it holds."""
    asked: Phrases
    """Close before a quotation: the buyer is to say or do what it says."""

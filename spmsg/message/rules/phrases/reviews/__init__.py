"""What is said of customers' reviews."""

from dataclasses import dataclass

Phrases = tuple[str, ...]


@dataclass(frozen=True)
class ReviewWords:
    """What one language says of reviews; each field is a tuple of phrases."""

    review: Phrases
    """A customer's review, rating or feedback, and writing one."""
    not_review: Phrases
    """The same words meaning something else: proofs to review, feedback on a draft."""
    praise: Phrases
    """A good review by name: "five-star rating", "positive feedback"."""
    neutral: Phrases
    """Asks for an honest review, or thanks for one: "good or bad"."""
    happy: Phrases
    """The condition that the buyer is content."""
    divert: Phrases
    """Keep a bad review from being written: "contact us before leaving"."""
    change: Phrases
    """Change or remove a review."""
    change_it: Phrases
    """The same of one that was mentioned before: "take it down"."""

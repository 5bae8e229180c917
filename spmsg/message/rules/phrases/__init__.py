"""The words of each language in which a message can break Amazon's rules.

The phrases are written for folded text (see `spmsg.message.rules.reading`): lower case, without accents. In a
phrase a blank stands for blanks or hyphens, `~` for up to 40 characters of the same sentence, `{review}` for
any of the language's words for a customer review; the rest is a regular expression.
"""

import re
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module

LATIN = ("en", "de", "fr", "es", "it")
JAPANESE = "ja"

Phrases = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """What one language says where the rules listen; each field is a tuple of phrases."""

    common: frozenset[str]
    """Frequent words that the other languages do not have: by them a text's languages are told."""
    review: Phrases
    """A customer's review, rating or feedback, and writing one."""
    not_review: Phrases
    """The same words meaning something else: proofs to review, feedback on a draft."""
    gift: Phrases
    """What is given beyond the order: gift cards, vouchers, cash, free goods."""
    remedy: Phrases
    """What can mend an order as well as buy a review: refunds, discounts, compensation."""
    giving: Phrases
    """Promising: "we will send", "you get"."""
    exchange: Phrases
    """One for the other: "in return", "once you have posted"."""
    negation: Phrases
    """Turns a promise or a request into its opposite."""
    settled: Phrases
    """Tells of what is done already, or was bought: "already deducted", "the gift card you ordered"."""
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
    promotion: Phrases
    """Advertising, coupons, newsletters."""
    elsewhere: Phrases
    """Buying, paying or talking outside Amazon."""
    reach: Phrases
    """To be reached there: beside the name of a messenger it asks the buyer to write there."""
    only_shown: Phrases
    """Beside the name of a messenger: it is a feature or a motif of the goods."""
    idle: Phrases
    """A whole sentence that is only thanks, an offer of help, or an order or shipping confirmation."""


@dataclass(frozen=True)
class Language:
    """The compiled words of a language; a phrase that no text asked for yet is not compiled."""

    code: str

    @property
    def common(self) -> frozenset[str]:
        return _words(self.code).common

    def find(self, concept: str, text: str) -> "re.Match[str] | None":
        """The first place where `text` speaks of a concept (a field of `Words`)."""
        return _compiled(self.code, concept).search(text)

    def is_whole(self, concept: str, text: str) -> bool:
        """Whether all of `text` is one phrase of a concept."""
        return _compiled(self.code, concept).fullmatch(text) is not None

    def find_all(self, concept: str, text: str) -> "list[re.Match[str]]":
        """Every place where `text` speaks of a concept, without overlaps."""
        return list(_compiled(self.code, concept).finditer(text))


def languages_of(text: str) -> tuple[Language, ...]:
    """The languages that a folded text may be written in: all of them where it has too few words to tell."""
    present = set(re.findall(r"[a-z]+", text))
    counts = {code: len(present & _words(code).common) for code in LATIN}
    need = 2 if max(counts.values()) > 2 else 1
    told = [code for code in LATIN if counts[code] >= need] or list(LATIN)
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        told = [JAPANESE, *(code for code in told if counts[code] > 1)]
    return tuple(Language(code) for code in told)


@cache
def _words(code: str) -> Words:
    words = import_module(f"{__name__}.{code}").WORDS
    assert isinstance(words, Words)  # noqa: S101 - tells the type checker what the module holds
    return words


@cache
def _compiled(code: str, concept: str) -> "re.Pattern[str]":
    words = _words(code)
    phrases: Phrases = getattr(words, concept)
    pattern = "|".join(phrases).replace("{review}", f"(?:{'|'.join(words.review)})")
    pattern = pattern.replace(" ", r"(?:[\s-]{1,3})").replace("~", ".{0,40}?")
    return re.compile(pattern if code == JAPANESE else rf"(?<!\w)(?:{pattern})(?!\w)")


CONCEPTS = tuple(field.name for field in fields(Words) if field.name != "common")

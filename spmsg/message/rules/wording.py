"""What a text says, by the words of its languages: about reviews, promotion, and dealings outside Amazon.

Each detector looks for concepts (see `phrases`) that stand together in a sentence or in two that
follow each other, so that it depends on what is said rather than on one wording of it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.phrases import Language, languages_of
from spmsg.message.rules.reading import Reading, Sentence


class Passage:
    """One sentence in one language: which concepts it holds, each looked up once."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence = sentence
        self.language = language
        self._found: dict[str, re.Match[str] | None] = {}

    def __getitem__(self, concept: str) -> "re.Match[str] | None":
        if concept not in self._found:
            self._found[concept] = self.language.find(concept, self.sentence.text)
        return self._found[concept]

    def apart(self, concept: str, other: str) -> "re.Match[str] | None":
        """The first place of a concept that lies outside every place of another one."""
        others = self.language.find_all(other, self.sentence.text) if self[concept] else []
        for found in self.language.find_all(concept, self.sentence.text) if self[concept] else []:
            overlaps = any(found.start() < o.end() and o.start() < found.end() for o in others)
            if not (overlaps or self._quoted(found)):
                return found
        return None

    def _quoted(self, found: "re.Match[str]") -> bool:
        """Whether the place is a title or a motif: all that stands between two quotation marks."""
        text = self.sentence.text
        return (
            text[max(0, found.start() - 1) : found.start()] == '"'
            and text[found.end() : found.end() + 1] == '"'
        )

    def review(self) -> "re.Match[str] | None":
        """The first word for a customer's review that means one."""
        if "a review" not in self._found:
            self._found["a review"] = self.apart("review", "not_review")
        return self._found["a review"]

    def denied(self, found: "re.Match[str]") -> bool:
        """Whether a negation stands close before the place, or in Japanese and German close behind it."""
        code, text = self.language.code, self.sentence.text
        if self.language.find("negation", text[max(0, found.start() - 40) : found.start()]):
            return True
        behind = {"ja": 25, "de": 30}.get(code, 0)
        return bool(behind and self.language.find("negation", text[found.end() : found.end() + behind]))


@lru_cache(maxsize=2)
def _passages(reading: Reading) -> list[list[Passage]]:
    return [
        [Passage(sentence, language) for sentence in reading.sentences]
        for language in languages_of(reading.words.text)
    ]


def _finding(reading: Reading, passage: Passage, found: "re.Match[str]") -> Finding:
    start = passage.sentence.start
    return Finding(*reading.place(reading.words, start + found.start(), start + found.end()))


def review_incentives(reading: Reading) -> Iterator[Finding]:
    """Something offered for a review, or for changing or removing one."""
    for passages in _passages(reading):
        reviews = [passage.review() for passage in passages]
        if not any(reviews):
            continue
        for i, passage in enumerate(passages):
            reward = _reward(passages, reviews, i)
            if reward is not None and not passage.denied(reward):
                yield _finding(reading, passage, reward)


def _reward(passages: list[Passage], reviews: "list[re.Match[str] | None]", i: int) -> "re.Match[str] | None":
    passage = passages[i]
    here = reviews[i] is not None
    near = any(reviews[j] is not None for j in (i - 1, i + 1) if 0 <= j < len(reviews))
    if not (here or near):
        return None
    gift = passage.apart("gift", "settled")
    if gift is not None and not passage["settled"]:
        if here and (passage["exchange"] or passage["giving"]):
            return gift
        if near and passage["exchange"]:
            return gift
        if near and passage["giving"] and not _mends(passage):
            return gift
    remedy = passage.apart("remedy", "settled")
    if remedy is not None and here and passage["exchange"]:
        return None if passage["settled"] else remedy
    if (
        remedy is not None
        and i
        and reviews[i - 1] is not None
        and passage["exchange"]
        and not passage["settled"]
    ):
        return remedy
    return None


def _mends(passage: Passage) -> bool:
    """Whether what is given mends the order: a refund or a discount, not a gift."""
    return passage["remedy"] is not None


def review_steering(reading: Reading) -> Iterator[Finding]:
    """Asks for good reviews, asks only happy buyers, or keeps unhappy ones from writing theirs."""
    for passages in _passages(reading):
        reviews = [passage.review() for passage in passages]
        if not any(reviews):
            continue
        for i, passage in enumerate(passages):
            found = None
            if reviews[i] is not None and not passage["neutral"]:
                found = passage.apart("praise", "not_review") or passage.apart("happy", "not_review")
            elif reviews[i] is None and i + 1 < len(passages) and reviews[i + 1] is not None:
                found = passage["happy"] if not (passages[i + 1]["neutral"] or passage["neutral"]) else None
            if found is None and (reviews[i] is not None or passage["divert"]):
                found = passage.apart("divert", "not_review")
                if found is not None:
                    yield _finding(reading, passage, found)
                    break
            elif found is not None and not passage.denied(found):
                yield _finding(reading, passage, found)
                break


def review_changes(reading: Reading) -> Iterator[Finding]:
    """Asks to change or remove a review."""
    for passages in _passages(reading):
        before = False
        for passage in passages:
            review = passage.review()
            found = passage.apart("change", "not_review") if review is not None else None
            if found is None and before:
                found = passage["change_it"]
            if found is not None and not passage.denied(found):
                yield _finding(reading, passage, found)
                break
            before = review is not None


def promotion(reading: Reading) -> Iterator[Finding]:
    """Advertising: coupons, discounts to come, other goods, newsletters; nothing settled in this order."""
    for passages in _passages(reading):
        reviews = [passage.review() for passage in passages]
        for i, passage in enumerate(passages):
            found = passage.apart("promotion", "settled")
            if found is None or passage["settled"] or passage.denied(found):
                continue
            if reviews[i] is not None and _reward(passages, reviews, i) is not None:
                continue  # told as an incentive
            yield _finding(reading, passage, found)
            break


def off_amazon(reading: Reading) -> Iterator[Finding]:
    """Leads the buyer to buy, pay or talk outside Amazon."""
    for passages in _passages(reading):
        for passage in passages:
            found = passage["elsewhere"]
            if found is not None and not passage.denied(found):
                yield _finding(reading, passage, found)
                break


def without_purpose(reading: Reading) -> Iterator[Finding]:
    """Every sentence is thanks, an offer of help, or an order or shipping confirmation."""
    for passages in _passages(reading):
        said = [passage for passage in passages if not _signature(passage)]
        idle = [passage for passage in said if _idle(passage)]
        if len(idle) == len(said) and any(len(passage.sentence.text) > 12 for passage in idle):
            yield Finding(0, len(reading.original))
            return


def _idle(passage: Passage) -> bool:
    text = passage.sentence.text.strip(" \t\r\n,;:-!")
    if passage.review() is not None:
        return False
    return passage.language.is_whole("idle", text)


def _signature(passage: Passage) -> bool:
    text = passage.sentence.text.strip()
    return len(text.split()) <= 3 and "?" not in text and len(text) < (30 if text.isascii() else 12)

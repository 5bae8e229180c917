"""A text sentence by sentence in the languages it may be written in, and the concepts of each sentence.

A concept is a field of the words in `phrases`. Detectors look for concepts that stand together in a sentence
or in two that follow each other, so that they depend on what is said rather than on one wording of it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.phrases import Language, languages_of
from spmsg.message.rules.reading import Reading, Sentence

_NEGATED_FROM = 60
"""So many characters before a place a negation may stand, within the same clause."""
_NEGATED_BEHIND = {"ja": 25, "de": 30}
"""In Japanese and German it may stand behind as well."""
_CLAUSE_END = re.compile(
    r"[:;!?(]| - |,(?=(?: [^\s,]+){3,}\s*$)|\b(?:but|aber|sondern|mais|pero|sino|bensi|ma)\b|、"
)
"""A negation before it does not reach behind it."""
_SHOWN_WITHIN = 70
"""So far from a quotation the words may stand that make it a title or a text to be printed."""


class Passage:
    """One sentence in one language; each concept is looked up once."""

    def __init__(
        self, sentence: Sentence, whole: str, language: Language, quoted: tuple[tuple[int, int], ...]
    ) -> None:
        self.sentence = sentence
        self._whole = whole
        self.language = language
        self._quoted = quoted
        self._found: dict[str, re.Match[str] | None] = {}
        self._all: dict[str, list[re.Match[str]]] = {}

    def __getitem__(self, concept: str) -> "re.Match[str] | None":
        """The first place of a concept that is not quoted."""
        if concept not in self._found:
            self._found[concept] = next(iter(self.all(concept)), None)
        return self._found[concept]

    def all(self, concept: str) -> "list[re.Match[str]]":
        """Every place of a concept that is not quoted."""
        if concept not in self._all:
            found = self.language.find_all(concept, self.sentence.text, self._whole)
            self._all[concept] = [one for one in found if not self._is_quoted(one)] if self._quoted else found
        return self._all[concept]

    def apart(self, concept: str, *others: str) -> "re.Match[str] | None":
        """The first place of a concept that lies outside every place of other ones."""
        for found in self.all(concept):
            if not any(
                found.start() < other.end() and other.start() < found.end()
                for name in others
                for other in self.all(name)
            ):
                return found
        return None

    def review(self) -> "re.Match[str] | None":
        """The first word for a customer's review that means one."""
        if "a review" not in self._found:
            self._found["a review"] = self.apart("review", "not_review")
        return self._found["a review"]

    def denied(self, found: "re.Match[str]") -> bool:
        """Whether a negation stands close before the place in its clause, or behind it where one may.

        "If you cannot give five stars" denies nothing. What the buyer is said to have asked is denied.
        """
        if self._is_reported(found):
            return True
        before = self.sentence.text[max(0, found.start() - _NEGATED_FROM) : found.start()]
        clause = _CLAUSE_END.split(before)[-1]
        if self.language.find("negation", clause) and not self.language.find("condition", clause):
            return True
        reach = _NEGATED_BEHIND.get(self.language.code, 0)
        behind = self.language.find("negation", self.sentence.text[found.end() :]) if reach else None
        return behind is not None and behind.start() < reach

    def _is_reported(self, found: "re.Match[str]") -> bool:
        said = self["reported"]
        if said is None:
            return False
        if self.language.code == "ja":  # there it stands behind
            return found.end() <= said.start()
        between = self.sentence.text[said.end() : found.start()]
        return said.end() <= found.start() and re.search("[:;!?]", between) is None

    def refuses(self, found: "re.Match[str] | None") -> bool:
        """Whether the place holds a negation: "we cannot give"."""
        return found is not None and self.language.find("negation", found[0]) is not None

    def ours(self, found: "re.Match[str]") -> bool:
        """Whether the place tells what the seller does: "we will change", not "please change"."""
        before = self.sentence.text[max(0, found.start() - _NEGATED_FROM) : found.start()]
        return any(
            one.end() >= len(before.rstrip()) - 8
            for one in self.language.find_all("ours", before, self._whole)
        )

    def finding(self, reading: Reading, found: "re.Match[str]") -> Finding:
        """The place in the author's text."""
        start = self.sentence.start
        return Finding(*reading.place(reading.words, start + found.start(), start + found.end()))

    def _is_quoted(self, found: "re.Match[str]") -> bool:
        start, end = self.sentence.start + found.start(), self.sentence.start + found.end()
        return any(first <= start < last or first < end <= last for first, last in self._quoted)


@lru_cache(maxsize=2)
def passages_of(reading: Reading) -> tuple[tuple[Passage, ...], ...]:
    """The passages of a text, once for each language that it may be written in."""
    return tuple(
        tuple(
            Passage(sentence, reading.words.text, language, _quoted(reading.words.text, language))
            for sentence in reading.sentences
        )
        for language in languages_of(reading.words.text)
    )


@lru_cache(maxsize=16)
def _quoted(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """What stands between quotation marks because it is a title, or a text that the goods show."""
    return tuple(span for span in _quotations(text) if _is_shown(text, span, language))


@lru_cache(maxsize=4)
def inscriptions(text: str) -> tuple[tuple[int, int], ...]:
    """Quotations that are put on goods made for the buyer: an address there is no one's to write to."""
    quotations = re.finditer(r"\"([^\"\n]{2,160})\"|(?<!\w)'([^'\n]{2,160})'(?!\w)", text)
    spans = [found.span(found.lastindex or 0) for found in quotations]
    if not spans:
        return ()
    languages = languages_of(text)
    return tuple(span for span in spans if any(_is_inscribed(text, span, language) for language in languages))


def _is_inscribed(text: str, span: tuple[int, int], language: Language) -> bool:
    before = re.split(r"[.!?] |\n|。", text[max(0, span[0] - 1 - _SHOWN_WITHIN) : span[0] - 1])[-1]
    behind = re.split(r"[.!?] |\n|。", text[span[1] + 1 : span[1] + 1 + _SHOWN_WITHIN])[0]
    return bool(language.find("inscribed", before) or language.find("inscribed", behind))


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r'"([^"\n]{2,160})"', text):
        yield found.span(1)


def _is_shown(text: str, span: tuple[int, int], language: Language) -> bool:
    before = text[max(0, span[0] - 1 - _SHOWN_WITHIN) : span[0] - 1]
    behind = text[span[1] + 1 : span[1] + 1 + _SHOWN_WITHIN]
    if language.find("asked", before[-30:]) and not language.find("reported", before[-30:]):
        return False
    return bool(language.find("shown", before) or language.find("shown", behind))

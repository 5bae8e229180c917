"""The words of each language in which a message can break Amazon's rules.

The phrases are written for folded text (see `spmsg.message.rules.reading`): lower case, without accents. In a
phrase a blank stands for blanks or hyphens, `~` for up to 40 characters of the same sentence, `…` for as many
of the same clause, `{review}` for the language's names of a customer review; the rest is a regular
expression.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module

LATIN = ("en", "de", "fr", "es", "it")
JAPANESE = "ja"

_TOPICS = {
    concept: topic
    for topic, concepts in {
        "reviews": "review not_review praise neutral happy divert change change_it",
        "gifts": "gift remedy giving exchange thanking settled",
        "trade": "promotion elsewhere reach only_shown",
        "talk": "negation condition ours reported idle shown inscribed asked",
    }.items()
    for concept in concepts.split()
}
"""Every concept, and the package that has its phrases in each language."""


@dataclass(frozen=True)
class Language:
    """The compiled words of a language; a phrase that no text asked for yet is not compiled."""

    code: str

    @property
    def common(self) -> frozenset[str]:
        return _common(self.code)

    def find(self, concept: str, text: str) -> "re.Match[str] | None":
        """The first place where `text` speaks of a concept."""
        return _compiled(self.code, concept).search(text)

    def is_whole(self, concept: str, text: str) -> bool:
        """Whether all of `text` is one phrase of a concept."""
        return _compiled(self.code, concept).fullmatch(text) is not None

    def find_all(self, concept: str, text: str, whole: str) -> "list[re.Match[str]]":
        """Every place where `text`, a part of `whole`, speaks of a concept, without overlaps."""
        if len(whole) > _SHORT:
            return list(_compiled(self.code, concept).finditer(text))
        found = [one for pattern in _candidates(self.code, concept, whole) for one in pattern.finditer(text)]
        found.sort(key=lambda one: one.start())
        apart: list[re.Match[str]] = []
        for one in found:
            if not apart or one.start() >= apart[-1].end():
                apart.append(one)
        return apart


def languages_of(text: str) -> tuple[Language, ...]:
    """The languages that a folded text may be written in: all of them where it has too few words to tell."""
    present = set(re.findall(r"[a-z]+", text))
    counts = {code: len(present & _common(code)) for code in LATIN}
    most = max(counts.values())
    told = [code for code in LATIN if counts[code] >= (2 if most > 2 else 1)] if most > 1 else list(LATIN)
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        told = [JAPANESE, *(code for code in told if counts[code] > 1)]
    return tuple(Language(code) for code in told)


_SHORT = 400
"""A text of up to so many characters is searched phrase by phrase, since it needs few of them: compiling all
would take longer than all else. In a longer one most are needed, and a search for all at once is faster."""
_GAP = r".{0,40}?(?!(?<=[a-z][a-z])[a-z])"
"""Ends in no word, unless one letter stands before: "g e t a c o u p o n" is read "get acoupon"."""
_CLAUSE = r"(?:(?!\b(?:and|then|before|und|dann|et|puis|luego|poi)\b)[^,;:]){0,40}?"


@cache
def _common(code: str) -> frozenset[str]:
    common: str = import_module(f"{__name__}.talk.{code}").WORDS.common
    return frozenset(common.split())


@cache
def _phrases(code: str, concept: str) -> tuple[str, ...]:
    phrases: tuple[str, ...] = getattr(import_module(f"{__name__}.{_TOPICS[concept]}.{code}").WORDS, concept)
    return phrases


@cache
def _compiled(code: str, concept: str) -> "re.Pattern[str]":
    return _pattern(code, "|".join(_phrases(code, concept)))


@cache
def _pattern(code: str, phrase: str) -> "re.Pattern[str]":
    if "{review}" in phrase:
        phrase = phrase.replace("{review}", _any_review(code))
    phrase = phrase.replace("~", _GAP).replace("…", _CLAUSE)
    phrase = re.sub(" (?=[?*+{])", r"(?:[\\s-]{1,3})", phrase).replace(" ", r"[\s-]{1,3}")
    return re.compile(phrase if code == JAPANESE else rf"(?<!\w)(?:{phrase})(?!\w)")


def _any_review(code: str) -> str:
    return f"(?:{'|'.join(_phrases(code, 'review'))})"


@lru_cache(maxsize=64)
def _candidates(code: str, concept: str, text: str) -> "tuple[re.Pattern[str], ...]":
    """The patterns of the phrases of which `text` has some letters, so that no other need be compiled."""
    return tuple(
        _pattern(code, phrase)
        for phrase in _phrases(code, concept)
        if (needles := _needles(code, phrase)) is None or any(needle in text for needle in needles)
    )


@cache
def _needles(code: str, phrase: str) -> frozenset[str] | None:
    """Runs of letters of which every match of a phrase has one; None where it could do without."""
    needles: set[str] = set()
    for alternative in _alternatives(phrase.replace("{review}", _any_review(code))):
        plain = re.sub(r"\\.|\[[^\]]*\]|\(\?(?:[:=!]|<[=!])", " ", alternative)
        runs = re.findall(r"[^\W\d_]{2,}", re.sub(r"\w[?*]|\w\{\d", " ", plain))
        if not runs or re.search("[€$£%¥]", alternative):
            return None
        needles.update(runs)
    return frozenset(needles)


def _alternatives(phrase: str) -> list[str]:
    """A phrase cut at the bars that stand in no parentheses."""
    parts, depth, start = [], 0, 0
    for mark in re.finditer(r"\\.|\[[^\]]*\]|[()|]", phrase):
        if mark[0] == "|" and depth == 0:
            parts.append(phrase[start : mark.start()])
            start = mark.end()
        depth += (mark[0] == "(") - (mark[0] == ")")
    return [*parts, phrase[start:]]


CONCEPTS = tuple(_TOPICS)

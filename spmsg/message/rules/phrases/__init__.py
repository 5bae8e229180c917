"""The words of each language in which a message can break Amazon's rules.

The phrases are written for folded text (see `spmsg.message.rules.reading`): lower case, without accents. In a
phrase a blank stands for blanks or hyphens, `~` for up to 40 characters of the same sentence, `…` for as many
of the same clause, `{review}` for the language's names of a customer review; the rest is a regular
expression.
"""

import re
from dataclasses import dataclass
from functools import cache
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

    def find_all(self, concept: str, text: str) -> "list[re.Match[str]]":
        """Every place where `text` speaks of a concept, without overlaps."""
        return list(_compiled(self.code, concept).finditer(text))


def languages_of(text: str) -> tuple[Language, ...]:
    """The languages that a folded text may be written in: all of them where it has too few words to tell."""
    present = set(re.findall(r"[a-z]+", text))
    counts = {code: len(present & _common(code)) for code in LATIN}
    most = max(counts.values())
    told = [code for code in LATIN if counts[code] >= (2 if most > 2 else 1)] if most > 1 else list(LATIN)
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        told = [JAPANESE, *(code for code in told if counts[code] > 1)]
    return tuple(Language(code) for code in told)


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
    pattern = "|".join(_phrases(code, concept))
    if "{review}" in pattern:
        pattern = pattern.replace("{review}", f"(?:{'|'.join(_phrases(code, 'review'))})")
    pattern = pattern.replace("~", ".{0,40}?").replace(" ", r"(?:[\s-]{1,3})").replace("…", _CLAUSE)
    return re.compile(pattern if code == JAPANESE else rf"(?<!\w)(?:{pattern})(?!\w)")


CONCEPTS = tuple(_TOPICS)

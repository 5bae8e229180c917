"""The phrases of each language, from `phrases/*.toml`."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from spmsg.message.guidelines.characters import Span
from spmsg.message.guidelines.reading import Reading

LATIN = ("en", "de", "fr", "es", "it")
JAPANESE = "ja"


def phrases(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every phrase that a rule forbids, with the rule's name."""
    for language in languages_of(reading.prose):
        for rule in _tables(language):
            for found in _pattern(language, rule).finditer(reading.prose):
                start, end = found.span()
                start += len(found[0]) - len(found[0].lstrip(" \n.!?:"))
                yield rule, reading.place(start, end)


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages in which `text` may be written, by their commonest words; all if it has few."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in _common(language) for word in words) for language in LATIN}
    least = min(3, max(counts.values()))
    told = [language for language in LATIN if counts[language] >= least]
    return (JAPANESE, *told) if re.search(r"[\u3040-\u30ff]", text) else tuple(told)


@cache
def _document(language: str) -> dict[str, object]:
    return tomllib.loads((files(__package__) / "phrases" / f"{language}.toml").read_text("utf-8"))


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(str(_document(language)["words"]).split())


def _tables(language: str) -> list[str]:
    return [rule for rule, table in _document(language).items() if isinstance(table, dict)]


@cache
def _pattern(language: str, rule: str) -> re.Pattern[str]:
    table = _document(language)[rule]
    assert isinstance(table, dict)
    return re.compile("|".join(f"(?:{phrase})" for phrase in table.values()), re.IGNORECASE)

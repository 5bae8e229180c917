"""What the detectors know by heart: phrases of each language (`phrases/*.toml`), and words (`words.toml`)."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from spmsg.message.guidelines.reading import Reading, Span

_FOLDER = files(__package__)
LATIN = ("en", "de", "fr", "es", "it")
JAPANESE = "ja"


def phrases(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Find every phrase that a rule forbids, with the rule's name."""
    for language in languages_of(reading.prose):
        for rule in read(language):
            if rule != "words":
                for found in _pattern(language, rule).finditer(reading.prose):
                    # a phrase may begin with the end of the sentence before
                    start = found.end() - len(found[0].lstrip(" \n.!?:¡¿"))
                    yield rule, reading.place(start, found.end())


def word_lists(section: str) -> dict[str, frozenset[str]]:
    """Return the lists of words in a section of `words.toml`, by their names."""
    lists = tomllib.loads((_FOLDER / "words.toml").read_text("utf-8"))[section]
    return {name: frozenset(text.split()) for name, text in lists.items()}


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages that `text` may be written in, by their commonest words; all if it has few."""
    found = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in _common(language) for word in found) for language in LATIN}
    least = min(3, max(counts.values()))
    told = [language for language in LATIN if counts[language] >= least]
    return (JAPANESE, *told) if re.search(r"[\u3040-\u30ff]", text) else tuple(told)


@cache
def read(language: str) -> dict[str, Any]:
    """Return a language's file: for each rule named phrases, and its commonest words."""
    return tomllib.loads((_FOLDER / "phrases" / f"{language}.toml").read_text("utf-8"))


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(read(language)["words"].split())


@cache
def _pattern(language: str, rule: str) -> re.Pattern[str]:
    return re.compile("|".join(chain.from_iterable(read(language)[rule].values())), re.IGNORECASE)

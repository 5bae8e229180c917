"""A text as the detectors read it, and the words and phrases that they look for."""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

Span = tuple[int, int]
"""Start and end of what was found, in the original text."""
Finding = tuple[str, Span]
"""The name of a rule, and where it is broken."""

_FOLDER = files(__package__)
_WORDS = tomllib.loads((_FOLDER / "words.toml").read_text("utf-8"))
LATIN, JAPANESE = tuple(_WORDS["languages"]), "ja"
_SIGNS = str.maketrans("‘’‚‛´`“”„«»‐‑‒–—−。\r", "'''''`\"\"\"\"\"------。 ")


class Reading:
    """The text with one spelling for each thing: `text` for contacts and links, `prose` for phrases.

    Full-width and decomposed letters are composed ("％" is "%"), typographic quotes and dashes are plain, and
    what no buyer sees (zero-width spaces, soft hyphens) is gone. In `prose` a single line break is a blank.
    """

    def __init__(self, original: str) -> None:
        text, places = "", list[int]()
        # a letter with its accents or voicing marks is normalised as one
        for found in re.finditer(r"(?s).[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", original):
            plain = unicodedata.normalize("NFKC", found[0]).translate(_SIGNS)
            plain = "".join(each for each in plain if unicodedata.category(each) != "Cf")
            text += plain
            places += [found.start()] * len(plain)
        self.original, self.text = original, text
        self.prose = re.sub(r"(?<!\n)\n(?! *\n)", " ", text)
        self._places = [*places, len(original)]

    def place(self, start: int, end: int) -> Span:
        """Return where [start, end) of `text` or `prose` stands in the original; it is not empty."""
        last = self._places[end - 1]
        return self._places[start], self._places[bisect_right(self._places, last)]


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return a list of words in `words.toml`."""
    return frozenset(_WORDS[section][name].split())


def pattern(section: str, name: str) -> str:
    """Return the expressions of all languages under a name in `words.toml`, joined by "|"."""
    return "|".join(chain.from_iterable(_WORDS[section][name].values()))


def phrases(reading: Reading) -> Iterator[Finding]:
    """Find every phrase that a rule forbids."""
    for language in _languages_of(reading.prose):
        for rule in phrases_of(language):
            for found in _phrases_pattern(language, rule).finditer(reading.prose):
                # a phrase may begin with the end of the sentence before
                start = found.end() - len(found[0].lstrip(" \n.!?:¡¿"))
                yield rule, reading.place(start, found.end())


def _languages_of(text: str) -> tuple[str, ...]:
    """Return the languages that `text` may be written in, by their commonest words; all if it has few."""
    found = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in words("languages", language) for word in found) for language in LATIN}
    least = min(3, max(counts.values()))
    told = [language for language in LATIN if counts[language] >= least]
    return (JAPANESE, *told) if re.search(r"[\u3040-\u30ff]", text) else tuple(told)


@cache
def phrases_of(language: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the phrases of a language by their names, for each rule."""
    return tomllib.loads((_FOLDER / "phrases" / f"{language}.toml").read_text("utf-8"))


@cache
def _phrases_pattern(language: str, rule: str) -> re.Pattern[str]:
    return re.compile("|".join(chain.from_iterable(phrases_of(language)[rule].values())), re.IGNORECASE)

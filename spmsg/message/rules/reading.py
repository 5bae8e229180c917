"""A message's text as the rules read it: folded, so that spelling tricks do not hide what it says.

Folding takes compatibility forms (full-width letters, circled digits: NFKC), invisible characters, accents,
case and look-alike letters of other alphabets back to plain lower-case letters and digits. Every folded
character remembers where it stood, so that a finding is shown in the author's own words and place.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

_PLAIN: dict[str, str] = {
    # Cyrillic and Greek letters that are drawn like Latin ones
    **dict(zip("авекмнорстухіѕјԁɡһ", "abekmhopctyxisjdgh", strict=True)),
    **dict(zip("οαεικνρτυχς", "oaeikvptuxc", strict=True)),
    **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "¿": " ", "¡": " "},
    **dict.fromkeys("’‘‛ʼ´`′", "'"),
    **dict.fromkeys("“”„«»″「」『』", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("․‧∙", "."),
}
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}


@dataclass(frozen=True)
class View:
    """A folded text; `starts[i]` and `ends[i]` are where its character `i` stands in the author's text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence of the words' view, and where it begins there."""

    start: int
    text: str


@dataclass(frozen=True)
class Reading:
    """A message's text, and the views that detectors search."""

    original: str

    @cached_property
    def folded(self) -> View:
        """Letters, digits and marks as they mean; for numbers, addresses and links."""
        if self.original.isascii():
            places = range(len(self.original))
            return View(self.original.lower(), tuple(places), (*places[1:], len(self.original)))
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end in _clusters(self.original):
            cluster = self.original[start:end]
            for letter in cluster.lower() if cluster.isascii() else _fold(cluster):
                letters.append(letter)
                starts.append(start)
                ends.append(end)
        return View("".join(letters), tuple(starts), tuple(ends))

    @cached_property
    def words(self) -> View:
        """The folded text with disguised words undone: `g i f t` and `c0upon`; for phrases."""
        folded = self.folded
        text = re.sub(r"(?<=[a-z])[013457@$!](?=[a-z])", lambda found: _LEET[found[0]], folded.text)
        drop = {
            place
            for run in re.finditer(r"(?<!\w)(?:[a-z][ .*_|/\-]){3,80}[a-z](?!\w)", text)
            for place in range(run.start() + 1, run.end(), 2)
        }
        if not drop:
            return View(text, folded.starts, folded.ends)
        keep = [i for i in range(len(text)) if i not in drop]
        return View(
            "".join(text[i] for i in keep),
            tuple(folded.starts[i] for i in keep),
            tuple(folded.ends[i] for i in keep),
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of `words`; an abbreviation such as "z.B." may cut one in two."""
        spans = re.finditer(r"(?:[^.!?。\n]|[.!?](?=[^\s.!?]))+\??", self.words.text)
        return tuple(Sentence(s.start(), s[0]) for s in spans if not s[0].isspace())

    def place(self, view: View, start: int, end: int) -> tuple[int, int]:
        """Where the characters [start, end) of a view stand in the author's text."""
        return view.starts[start], view.ends[max(start, end - 1)]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a character with the marks that combine with it, so that they are folded as one."""
    start = 0
    for i in range(1, len(text)):
        letter = text[i]
        joins = letter > "\u02ff" and (unicodedata.combining(letter) or letter in "ﾞﾟ")
        if not joins or i - start > 8:
            yield start, i
            start = i
    if text:
        yield start, len(text)


@lru_cache(maxsize=4096)
def _fold(cluster: str) -> str:
    folded = []
    for letter in unicodedata.normalize("NFKC", cluster).lower():
        category = unicodedata.category(letter)
        if category in ("Cf", "Mn", "Me") or letter in "\u115f\u1160\u3164\uffa0":
            continue  # invisible, or a mark of its own: keycaps, variation selectors
        if category == "Nd":
            folded.append(str(unicodedata.decimal(letter)))
        elif letter in _PLAIN:
            folded.append(_PLAIN[letter])
        elif "\u00c0" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff":
            folded.append(unicodedata.normalize("NFD", letter)[0])
        else:
            folded.append(letter)
    return "".join(folded)

"""A text as the detectors read it, and where each of its characters stands in the original."""

import re
import unicodedata
from bisect import bisect_right

Span = tuple[int, int]
"""Start and end of what was found, in the original text."""

_SIGNS = str.maketrans("‘’‚‛´`“”„«»‐‑‒–—−。\r", "'''''`\"\"\"\"\"------。 ")


class Reading:
    """The text with one spelling for each thing: `text` for contacts and links, `prose` for phrases.

    Full-width and decomposed letters are composed ("％" is "%"), typographic quotes and dashes are plain, and
    what no buyer sees (zero-width spaces, soft hyphens) is gone. In `prose` a single line break is a blank.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        if original.isascii():
            self.text = original.replace("\r", " ")
            self._places: list[int] | None = None
        else:
            letters: list[str] = []
            self._places = []
            # a letter with its accents or voicing marks is normalised as one
            for found in re.finditer(r"(?s).[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", original):
                plain = unicodedata.normalize("NFKC", found[0]).translate(_SIGNS)
                plain = "".join(each for each in plain if unicodedata.category(each) != "Cf")
                letters.append(plain)
                self._places += [found.start()] * len(plain)
            self._places.append(len(original))
            self.text = "".join(letters)
        self.prose = re.sub(r"(?<!\n)\n(?! *\n)", " ", self.text)

    def place(self, start: int, end: int) -> Span:
        """Return where [start, end) of `text` or `prose` stands in the original."""
        if self._places is None:
            return start, end
        last = self._places[end - 1] if end > start else self._places[start]
        return self._places[start], self._places[bisect_right(self._places, last)] if end > start else last

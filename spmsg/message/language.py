"""Whether a text is written in the buyer's language; needs the extra `language` (`pycld2`).

Amazon: "The text must be written in the buyer's language of preference". Compared on 303 short messages in
twelve languages (the rules' corpus in en de fr es it ja, thirty more in pt nl pl sv tr ar), one process each,
import and first answer / one answer / memory / right answers:

- `pycld2`: 18 ms / 0.02 ms / 17 MB / 96.7 %; what it calls "unknown" we pass over in silence
- `lingua-language-detector`: 1605 ms / 0.35 ms / 286 MB / 99.7 %; its low-accuracy mode: 84 ms / 0.11 ms /
  32 MB / 96.7 %, and its misses are sure of themselves
- `langdetect`: 327 ms / 1.4 ms / 74 MB / 98.7 %
- `whatlang-pyo3`: 6 ms / 0.07 ms / 10 MB / 94.4 %, and its misses are sure of themselves

A wrong alarm costs more than a missed one, and a cron job starts anew each time: hence CLD2.
"""

import re

from spmsg.errors import UsageError
from spmsg.message.violation import Severity, Violation

MIN_LETTERS = 40
"""Fewer letters tell too little; half of it where a letter is a syllable or a word."""
MIN_SHARE = 75
"""Percent of the text that must be in the language found: product names are often English."""

_SAME = (
    {"no", "nb", "nn", "da"},
    {"hr", "bs", "sr"},
    {"id", "ms"},
    {"zh", "zh-Hant"},
    {"he", "iw"},
    {"pt", "gl"},
)
"""Languages that short texts do not tell apart, and other codes of the same."""


def check_language(text: str, locale: str, *, strict: bool = False) -> Violation | None:
    """The violation `language` where the text is surely not in the locale's language ("de-DE"), else None.

    None also where the text is too short or unsure, or the extra is not installed. It is a warning; with
    `strict` it is an error, and a missing extra raises UsageError.
    """
    try:
        import pycld2  # type: ignore[import-untyped]  # has no stubs
    except ImportError:
        if strict:
            raise UsageError(
                "The text's language cannot be checked: the extra `language` is not installed.",
                hint="Install it: `pip install '.[language]'` in the checkout of spmsg.",
            ) from None
        return None
    plain = _prose(text)
    wide = len(re.findall(r"[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]", plain))
    if sum(map(str.isalpha, plain)) + wide < MIN_LETTERS:
        return None
    try:
        reliable, _, found = pycld2.detect(plain, bestEffort=False)
    except pycld2.error:
        return None  # bytes that it takes for broken UTF-8: the rule `unshowable` tells of them
    name, code, share, _ = found[0]
    wanted = locale.replace("_", "-").partition("-")[0].lower()
    if not reliable or code == "un" or share < MIN_SHARE or _same(code, wanted):
        return None
    return Violation(
        "language",
        f"The text seems to be in {name.capitalize()}, but the buyer's locale is {locale}",
        Severity.ERROR if strict else Severity.WARNING,
        remedy="Write in the buyer's language of preference: {locale} in a file's name picks the text.",
    )


def _same(one: str, other: str) -> bool:
    one, other = (code if code == "zh-Hant" else code.partition("-")[0] for code in (one, other))
    return one == other or any({one, other} <= group for group in _SAME)


def _prose(text: str) -> str:
    """The text without what has no language: links, numbers, order IDs, control characters."""
    without_links = re.sub(r"https?://\S{1,500}|\S{0,64}\d\S{0,64}", " ", text)
    return "".join(letter for letter in without_links if letter.isprintable() or letter == "\n")

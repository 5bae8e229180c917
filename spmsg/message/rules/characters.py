"""Characters and line breaks that Amazon forbids or the buyer's client cannot show."""

import re
import unicodedata
from collections.abc import Iterator

from spmsg.message.rules.finding import Finding
from spmsg.message.rules.reading import Reading

_EMOJI = (
    "[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u2638\u263a-\u26ff\u2700-\u2712\u2714-\u2728"
    "\u2729-\u2755\u2757-\u275a\u2763-\u2767"
    "\u2795-\u2797\u27b0\u27bf\u25fd\u25fe\u2b1b\u2b1c\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]"
)
_NOT_EMOJI = (
    "\u2605\u2606\u2611\u2610\u2713\u2714\u2717\u2718\u2642\u2640\u266a"
    "\u266d\u266f\u2660\u2663\u2665\u2666\u2663\u2708\u260e\u260f\u2709"
)
"""Text symbols that stand in the emoji blocks: stars, ticks, card suits, notes."""


def emoji(reading: Reading) -> Iterator[Finding]:
    """Emoji, each run of them once; a text symbol counts when a variation selector makes it an emoji."""
    pattern = (
        rf"(?:(?![{_NOT_EMOJI}](?!\ufe0f)){_EMOJI}[\ufe0f\u200d\u20e3\U000e0020-\U000e007f]{{0,8}}|"
        r"[^\s\ufe0f]\ufe0f\u20e3?){1,60}"
    )
    for found in re.finditer(pattern, reading.original):
        yield Finding(found.start(), found.end())


def line_breaks(reading: Reading) -> Iterator[Finding]:
    """More than two line breaks in a row; blanks between them do not count."""
    one = r"(?>\r\n|[\n\r\u2028\u2029\x0b\x0c\x85])"
    for found in re.finditer(rf"{one}(?:[ \t\u00a0\u3000]{{0,80}}{one}){{2,2000}}", reading.original):
        yield Finding(found.start(), found.end())


def unshowable(reading: Reading) -> Iterator[Finding]:
    """Characters that are invisible, have no glyph, or turn the reading direction round.

    Zero-width joiners are kept where they join emoji or letters of scripts that need them; direction marks
    are kept everywhere, overrides nowhere.
    """
    text = reading.original
    if text.isascii() and text.isprintable():
        return
    for i, letter in enumerate(text):
        if (
            letter.isprintable()
            or letter in "\n\r\t\u00a0\u202f\u3000\u2003\u2002\u2009\u200a\u2007\u2008\u2004\u2005\u2006"
        ):
            if letter not in "\u115f\u1160\u3164\uffa0\ufffd":
                continue
        elif letter in "\u00ad\u200e\u200f\u2028\u2029" or _joins(text, i):
            continue
        yield Finding(i, i + 1, f"U+{ord(letter):04X} {unicodedata.name(letter, _kind(letter))}")


def _joins(text: str, i: int) -> bool:
    if text[i] not in "\u200c\u200d" or not 0 < i < len(text) - 1:
        return "\U000e0020" <= text[i] <= "\U000e007f" and text[max(0, i - 8) : i].find("\U0001f3f4") >= 0
    before, after = text[i - 1], text[i + 1]
    return (before >= "\u2190" and after >= "\u2190") or (
        "\u0600" <= before <= "\u0fff" and "\u0600" <= after <= "\u0fff"
    )


def _kind(letter: str) -> str:
    kinds = {
        "Cc": "control character",
        "Co": "private use",
        "Cs": "lone surrogate",
        "Cn": "noncharacter or unassigned",
    }
    return kinds.get(unicodedata.category(letter), "unnamed")

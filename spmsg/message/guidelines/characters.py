"""Markup, placeholders, emoji, blank lines, and characters that no buyer sees."""

import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

from spmsg.message.guidelines.text import Finding, Reading, pattern, words
from spmsg.message.violation import Severity, Violation, position

_MARKUP = re.compile(
    r"<!--|<!doctype\b|<!\[CDATA\[|<\?(?:xml|php)\b"
    r"|</?[a-z][a-z0-9:-]{0,40}\s{0,9}/?>"  # <b>, </p>, <br/>
    r"|<[a-z][a-z0-9:-]{0,40}\s[^<>]{0,500}?[a-z-]\s{0,3}=\s{0,3}[\"'][^<>]{0,500}>?"  # <a href="…
    r"|<(?:a|img|iframe|font|div|span|p|table|td|tr|body|meta|link|script|style|form|input|embed|object|svg)"
    r"[\s/]+[a-z-]{2,40}\s{0,3}=[^<>]{0,500}>?"  # <a href=…, without quotes
    r"|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});",
    re.IGNORECASE,
)
"""Markup as a browser would read it. "x<y and y>z", "size 5 < 6", "<3" and "AT&T; and" are none."""


def html(reading: Reading) -> Iterator[Finding]:
    """Find tags, comments, and character references such as `&nbsp;`."""
    for found in _MARKUP.finditer(reading.original):
        markup = found[0].lower()
        named = markup.startswith("&") and not markup.startswith("&#")
        if found[0][1:] in html5 or not (named or markup in ("<name>", "<none>")):
            yield "html", found.span()


_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}"
    r"|\$?\{(?!(?:X*[SML]|\d{2,})\})[^\W\d_][\w .-]{0,40}\}|\{\d\}"  # {name}, {0}; not {XL} or {size: L}
    r"|\[\[[^\[\]\n]{1,60}\]\]|\[[A-Z]+(?:_[A-Z]+)+\]"  # [[ContactUs]], [ORDER_ID]
    r"|(?<![\d%])%{1,2}(?:[A-Z][A-Z0-9_]{2,30}|[a-z]+(?:_[a-z]+)+|name)%"
    r"|<<[^<>\s](?:[^<>\n]{0,58}[^<>\s])?>>|[〇○◯●]{2,}(?:様|さま|さん)"
    r"|[\[<](?P<words>[^\[\]<>\n]{2,50})[\]>]"
    r"|(?<![\w$])\$(?P<variable>[A-Za-z][A-Za-z_]{2,40})"  # $name, $order_id; not $USD
)
_NOBODY = re.compile(
    rf"\b(?i:{pattern('placeholder', 'greetings')})\s(?P<nobody>None|nan|NaN|null|NULL|undefined)"
    r"(?=\s*(?:[,.!:;]|$))",
    re.MULTILINE,
)
"""A greeting of what programs write for a name that they do not have. Nan and Null are names."""
_NAMES, _FILLERS = words("placeholder", "names"), words("placeholder", "fillers")
_KNOWN = _NAMES | _FILLERS | words("placeholder", "things")


def placeholder(reading: Reading) -> Iterator[Finding]:
    """Find places that were never filled in, as the common template languages write them."""
    for found in _PLACEHOLDER.finditer(reading.original):
        if found["variable"]:
            unfilled = _words_of(found["variable"]) <= _KNOWN
        elif found["words"]:
            unfilled = _stands_for(found["words"], square=found[0][0] == "[")
        else:
            unfilled = True
        if unfilled:
            yield "placeholder", found.span()
    for found in _NOBODY.finditer(reading.original):
        yield "placeholder", found.span("nobody")


def _words_of(content: str) -> frozenset[str]:
    """Return the words of a name, in lower case: of "OrderId", order and id."""
    return frozenset(re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", content).lower()))


def _stands_for(content: str, *, square: bool) -> bool:
    """Return whether words in brackets name what belongs there. "[UK]", "[IMPORTANT]" and "[SIZE M]" do not.

    In square brackets and capitals any thing will do ("[DATE]"), else a name or several things
    ("[Your Name]", "[Order ID]").
    """
    found = _words_of(content)
    named = not _NAMES.isdisjoint(found)
    capitals = square and content == content.upper()
    if capitals and named:
        return True
    if re.search(r"\d", content) or not found <= _KNOWN or found <= _FILLERS:
        return False
    return capitals or named or len(found) > 1


_EMOJI = (
    "[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u2638\u263a-\u26ff\u2700-\u2712\u2714-\u2767\u2795-\u2797\u27b0"
    "\u27bf\u25fd\u25fe\u2b1b\u2b1c\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]"
)
_NOT_EMOJI = "★☆☑☐✓✔✗✘♂♀♪♭♯♠♣♥♦✈☎☏✉✨❖❝❞❶-❿➀-➓"
"""Text symbols that stand among the emoji, unless a variation selector makes them one."""
_EMOJI_RUN = re.compile(
    rf"(?:(?![{_NOT_EMOJI}](?!\ufe0f)){_EMOJI}[\ufe0f\u200d\u20e3\U000e0020-\U000e007f]{{0,8}}"
    r"|[^\s\ufe0f]\ufe0f\u20e3?){1,60}"
)


def emoji(reading: Reading) -> Iterator[Finding]:
    """Find emoji, each run of them once."""
    for found in _EMOJI_RUN.finditer(reading.original):
        yield "emoji", found.span()


_BREAK = r"(?>\r\n|[\n\r\u2028\u2029\x0b\x0c\x85])"
_BREAKS = re.compile(rf"{_BREAK}(?:[ \t\u00a0\u3000]{{0,80}}{_BREAK}){{2,2000}}")


def line_breaks(reading: Reading) -> Iterator[Finding]:
    """Find more than two line breaks in a row; blanks between them do not count."""
    for found in _BREAKS.finditer(reading.original):
        yield "line-breaks", found.span()


def unshowable(reading: Reading) -> Iterator[Finding]:
    """Find characters without a picture: unassigned, for private use, fillers, the replacement character."""
    for offset, letter in enumerate(reading.original):
        if letter in "\u115f\u1160\u3164\uffa0\ufffd" or unicodedata.category(letter) in ("Co", "Cn"):
            yield "unshowable", (offset, offset + 1)


def clean(text: str) -> tuple[str, tuple[Violation, ...]]:
    """Take out what no buyer can see, as text from a web page has it, and say so.

    That is zero-width spaces, control characters, halves of broken characters, and what reverses the reading
    direction. Joiners stay within emoji and in scripts that need them, direction marks and soft hyphens
    everywhere. Line breaks of other systems become line feeds. The violation, a warning of the rule
    `unshowable`, points at the first one and gives their number.
    """
    text = re.sub(r"\r\n?|[\x0b\x0c\x85]", "\n", text)
    gone = {offset for offset in range(len(text)) if _is_invisible(text, offset)}
    if not gone:
        return text, ()
    first = min(gone)
    character = f"U+{ord(text[first]):04X}"
    name = unicodedata.name(text[first], "a control character").lower()
    several = f"{len(gone)} invisible characters are" if len(gone) > 1 else "An invisible character is"
    message = f"{several} taken out of the text: {character}, {name}"
    said = Violation("unshowable", message, Severity.WARNING, *position(text, first), character)
    return "".join(letter for offset, letter in enumerate(text) if offset not in gone), (said,)


def _is_invisible(text: str, offset: int) -> bool:
    letter = text[offset]
    if letter in "\n\t\u00ad\u200e\u200f\u061c" or unicodedata.category(letter) not in ("Cf", "Cc", "Cs"):
        return False
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if letter in "\u200c\u200d" and before and after:
        joins_emoji = before >= "\u2190" and after >= "\u2190"
        joins_letters = "\u0600" <= before <= "\u0fff" and "\u0600" <= after <= "\u0fff"
        return not (joins_emoji or joins_letters)
    # the tags of a flag such as Scotland's follow a black flag
    return not ("\U000e0020" <= letter <= "\U000e007f" and "\U0001f3f4" in text[max(0, offset - 8) : offset])

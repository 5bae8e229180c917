"""The text: its length, and what only Amazon's prose forbids in it (HTML, e-mail addresses).

Prose rules hold for every action that takes text, whether its schema repeats them or not: each of Amazon's
documented operations says "Do not include HTML or email addresses".
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from spmsg.message import description_limits
from spmsg.message.action import Action, TextLimits, text_prose
from spmsg.message.violation import Severity, Violation, position, quote

MOST_FINDINGS = 20
"""Of one rule in one text; more would bury the rest."""

MOST_SEARCHED = 100_000
"""Code points of a text that are searched for HTML and addresses: fifty times the longest that Amazon takes.
A text beyond it is refused for its length anyway."""


def check_text(text: str | None, action: Action) -> Iterator[Violation]:
    """What is wrong with the text of a draft; None means that there is none."""
    limits = action.text
    if limits is None:
        if text is not None:
            yield Violation(
                "text-not-allowed",
                f"The action {action.name} takes no text.",
                offending=quote(text),
                remedy="Leave the text out, or choose an action that takes one.",
            )
        return
    if text is None:
        if limits.required:
            yield Violation(
                "text-required",
                "This action needs a text.",
                remedy="Give it with --text, --text-file, --template or --edit.",
            )
        return
    yield from _check_length(text, limits)
    searched = text[:MOST_SEARCHED]
    yield from _check_characters(searched)
    yield from _check_html(searched)
    yield from _check_addresses(searched)
    yield from _check_links(searched, text_prose(action))


def _check_length(text: str, limits: TextLimits) -> Iterator[Violation]:
    if all(each.isspace() or unicodedata.category(each) in ("Cf", "Cc") for each in text):
        yield Violation(
            "text-empty",
            "The text is empty." if not text else "The text is empty: it holds nothing but blanks.",
            remedy="Write what the buyer should read.",
        )
    elif len(text) < limits.min_length:
        yield Violation(
            "text-too-short",
            f"The text is too short: {len(text)} of at least {limits.min_length} characters.",
        )
    if limits.max_length is not None and len(text) > limits.max_length:
        line, column = position(text, limits.max_length)
        yield Violation(
            "text-too-long",
            f"The text is too long: {len(text)} of {limits.max_length} characters.",
            line=line,
            column=column,
            offending=quote(text[limits.max_length :]),
            remedy=f"Shorten it by {len(text) - limits.max_length}: from here on it is past the limit.",
        )


def _check_characters(text: str) -> Iterator[Violation]:
    """Control characters but line feed and tab, and halves of surrogate pairs, which UTF-8 cannot say."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return  # the ordinary case, at no cost
    found: dict[str, int] = {}
    for offset, each in enumerate(text):
        if each not in "\n\t" and unicodedata.category(each) in ("Cc", "Cs"):
            found.setdefault(each, offset)
    for each, offset in islice(found.items(), MOST_FINDINGS):
        line, column = position(text, offset)
        what = "half of a broken character" if unicodedata.category(each) == "Cs" else "a control character"
        times = text.count(each)
        yield Violation(
            "control-character",
            f"The text holds {what} (U+{ord(each):04X})" + (f", {times} times." if times > 1 else "."),
            line=line,
            column=column,
            offending=f"U+{ord(each):04X}",
            remedy="Remove it; only line breaks and tabs may stand between the visible characters.",
        )


def _check_html(text: str) -> Iterator[Violation]:
    yield from _each(
        text,
        _markup(text),
        "html",
        "HTML is not allowed: {}",
        "Write plain text: line breaks are kept, and characters such as & and ’ need no code.",
    )


def _markup(text: str) -> "Iterator[tuple[int, str]]":
    if "<" in text:
        for found in re.finditer(_TAG, text, re.IGNORECASE):
            yield found.start(), found[0]
    if "&" in text:
        from html.entities import html5

        for found in re.finditer(
            r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", text, re.IGNORECASE
        ):
            if found[0][1] == "#" or found[0][1:] in html5:
                yield found.start(), found[0]


def _check_addresses(text: str) -> Iterator[Violation]:
    yield from _each(
        text,
        _addresses(text),
        "email-address",
        "E-mail addresses are not allowed: {}",
        "Remove it; the buyer answers through Amazon.",
    )


def _addresses(text: str) -> "Iterator[tuple[int, str]]":
    """E-mail addresses, found from each @ outwards so that long words cost nothing."""
    last = 0
    for at in re.finditer("[@\uff20\ufe6b]", text):
        before = re.search(_LOCAL, text[max(last, at.start() - 64) : at.start()])
        after = re.compile(_DOMAIN, re.IGNORECASE).match(text, at.end())
        if before and after:
            # In scripts without blanks the sentence runs into the address: its ASCII part is the address.
            name = re.search(r"[A-Za-z0-9._%+'-]+$", before[0])
            start = at.start() - len(name[0] if name else before[0])
            end = after.end()
            plain = re.match(r"(?:[A-Za-z0-9-]+\.)+(?:xn--[a-z0-9-]+|[A-Za-z]{2,})", after[0])
            if plain:
                end = at.end() + plain.end()
            if text[max(0, start - 7) : start].lower() == "mailto:":
                start -= len("mailto:")
            yield start, text[start:end]
            last = end
    for found in re.finditer(r"\bmailto:(?=\S)(?!\S{0,64}[@\uff20\ufe6b])", text, re.IGNORECASE):
        yield found.start(), found[0]


def _check_links(text: str, told: str) -> Iterator[Violation]:
    forbidden = description_limits.forbids_links(told)
    remedy = (
        "Remove it."
        if forbidden
        else (description_limits.about_links(told) or "Only links that the order needs")
    )
    yield from _each(
        text,
        _links(text),
        "link",
        "Links are not allowed: {}" if forbidden else "The text holds a link: {}",
        remedy if forbidden else f"{remedy.rstrip('.')}: make sure that this one is.",
        Severity.ERROR if forbidden else Severity.WARNING,
    )


def _links(text: str) -> "Iterator[tuple[int, str]]":
    for found in re.finditer(_LINK, text, re.IGNORECASE):
        link = found[0].rstrip(".,;:!?)]}>'\"»”’…。、」』")
        yield found.start(), link


def _each(
    text: str,
    findings: "Iterator[tuple[int, str]]",
    rule: str,
    message: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Iterator[Violation]:
    for number, (offset, found) in enumerate(sorted(findings)):
        line, column = position(text, offset)
        last = number == MOST_FINDINGS - 1
        yield Violation(
            rule,
            message.format(quote(found)) + (" (there may be more)" if last else ""),
            severity,
            line,
            column,
            quote(found),
            remedy,
        )
        if last:
            return


_TAG = (
    r"<!--"  # a comment
    r"|<!doctype\b|<!\[CDATA\[|<\?(?:xml|php)\b"
    r"|</?[a-z][a-z0-9:-]{0,40}\s{0,9}/?>"  # <b>, </p>, <br/>: nothing else looks like it
    r"|<[a-z][a-z0-9:-]{0,40}\s[^<>]{0,500}?[a-z-]\s{0,3}=\s{0,3}[\"'][^<>]{0,500}>?"  # <a href="…
    r"|<(?:a|img|iframe|font|div|span|p|table|td|tr|body|html|meta|link|script|style|form|input|embed|object|svg)"
    r"[\s/]+[a-z-]{2,40}\s{0,3}=[^<>]{0,500}>?"  # <a href=…, without quotes
)
"""Markup as a browser would read it. "x<y and y>z", "size 5 < 6", "<3" and "a <- b" are none."""

_LOCAL = r"[^\W\s][\w.!#$%&'*+=?^`{|}~-]{0,63}$|\"[^\"\n]{1,62}\"$"

_DOMAIN = (
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?[.\u3002\uff0e\uff61]){1,8}(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,63})"
    r"|\[[0-9a-f:.]{3,45}\]"
)
"""A host name of any script, with a top-level domain of at least two letters; or an address in brackets."""

_LINK = (
    r"\b(?:https?|ftp)://[^\s<>\"]+|\bwww\.[^\s<>\"]+"
    r"|(?<![\w@.\uff20/-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}"
    r"(?:(?:com|net|org|info|biz|shop|store)\b(?:/[^\s<>\"]*)?|[a-z]{2,10}/[^\s<>\"]+)"
)
"""Addresses with a scheme, "www.", and bare host names that leave no doubt: "example.com", "amzn.to/x"."""

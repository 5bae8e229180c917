"""Limits that only the prose of a schema tells: its `description` and `title`.

Patterns are compiled when first used (and cached by `re`): reading an action costs no start-up time.
"""

import re

_UNITS = {
    "b": 1,
    "byte": 1,
    "kb": 1000,
    "kib": 1024,
    "mb": 10**6,
    "mib": 1024**2,
    "gb": 10**9,
    "gib": 1024**3,
}

_TYPE_WORDS = (
    (r"\btext files?\b", (".txt",)),
    (r"(?<!\.)\bPDFs?\b", (".pdf",)),
    (r"\bWord (?:documents?|files?)\b", (".doc", ".docx")),
    (r"\bExcel\b", (".xls", ".xlsx")),
    (r"(?<!\.)\bJPE?Gs?\b", (".jpg",)),
    (r"(?<!\.)\bGIFs?\b", (".gif",)),
    (r"(?<!\.)\bPNGs?\b", (".png",)),
)


def characters(description: str) -> int | None:
    """The text's greatest length: "2000 character limit", "up to 1,500 characters"; None if not told."""
    found = re.search(r"(\d[\d,]{0,8})[- ]characters?\b", description, re.IGNORECASE)
    return int(found[1].replace(",", "")) if found else None


def total_bytes(description: str) -> int | None:
    """The attachments' total size: "must be less than 10 MB" is 10,000,000 (see `documented`)."""
    found = re.search(r"(\d{1,6}(?:\.\d{1,3})?)\s?([KMG]i?B|bytes?)\b", description, re.IGNORECASE)
    return int(float(found[1]) * _UNITS[found[2].lower().removesuffix("s")]) if found else None


def file_count(description: str) -> int | None:
    """The most attachments: "up to 5 files", "maximum of 3 attachments"; None if not told."""
    found = re.search(
        r"(?:up to|at most|maximum(?: of)?|no more than)\s(\d{1,3})\s(?:files?|attachments?|documents?)\b",
        description,
        re.IGNORECASE,
    )
    return int(found[1]) if found else None


def file_types(description: str) -> tuple[str, ...]:
    """The extensions that the description allows, with their dot, in its order; () if it names none."""
    found: dict[str, int] = {}
    for sentence in re.finditer(r".+?(?:[.!](?=\s|$)|$)", description, re.DOTALL):
        # What follows a "no" or "except" is what the sentence excludes.
        allows = re.split(
            r"\b(?:no|not|never|cannot|can't|except|excluding)\b",
            sentence[0],
            maxsplit=1,
            flags=re.IGNORECASE,
        )[0]
        for extension in re.finditer(r"(?<![\w.])\.[a-z][a-z0-9]{1,4}\b", allows, re.IGNORECASE):
            found.setdefault(extension[0].lower(), sentence.start() + extension.start())
        for words, extensions in _TYPE_WORDS:
            if named := re.search(words, allows, re.IGNORECASE):
                for name in extensions:
                    found.setdefault(name, sentence.start() + named.start())
    return tuple(sorted(found, key=found.__getitem__))


def once_per_order(description: str) -> bool:
    """Whether the action may be used but once: "You may only send this once per order"."""
    return bool(
        re.search(
            r"\bonce (?:per|for each|for every|an|for an) order\b|\bonly (?:be )?sen[dt] (?:this )?once\b",
            description,
            re.IGNORECASE,
        )
    )


def forbids_links(description: str) -> bool:
    """Whether links are forbidden altogether, not only those that are beside the point."""
    return bool(
        re.search(
            r"\bno (?:links|urls)\b|\b(?:links|urls) are (?:not|never) allowed"
            r"|\b(?:do not|don't|cannot) include (?:any )?(?:links|urls)",
            description,
            re.IGNORECASE,
        )
    )


def about_links(description: str) -> str | None:
    """What the description says of links, in Amazon's words: "Only links related to … are allowed"."""
    found = re.search(r"only links[^.,;]{1,200}", description, re.IGNORECASE)
    return found[0].strip() if found else None

"""Limits that only a schema's descriptions tell, read from Amazon's English sentences."""

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

_TYPE_WORDS = {
    "text file": (".txt",),
    "pdf": (".pdf",),
    "word document": (".doc", ".docx"),
    "word file": (".doc", ".docx"),
    "excel": (".xls", ".xlsx"),
    "jpeg": (".jpg",),
    "jpg": (".jpg",),
    "gif": (".gif",),
    "png": (".png",),
}


def characters(description: str) -> int | None:
    """Return the text's maximum length ("2000 character limit"), or None."""
    found = re.search(r"(\d[\d,]{0,8})[- ]characters?\b", description, re.IGNORECASE)
    return int(found[1].replace(",", "")) if found else None


def total_bytes(description: str) -> int | None:
    """Return the attachments' total size, or None; "less than 10 MB" is 10,000,000 (see `documented`)."""
    found = re.search(r"(\d{1,6}(?:\.\d{1,3})?)\s?([KMG]i?B|bytes?)\b", description, re.IGNORECASE)
    return int(float(found[1]) * _UNITS[found[2].lower().removesuffix("s")]) if found else None


def file_count(description: str) -> int | None:
    """Return how many attachments are allowed ("up to 5 files"), or None."""
    most, things = r"(?:up to|at most|maximum(?: of)?|no more than)", r"(?:files?|attachments?|documents?)"
    found = re.search(rf"{most}\s(\d{{1,3}})\s{things}\b", description, re.IGNORECASE)
    return int(found[1]) if found else None


def file_types(description: str) -> tuple[str, ...]:
    """Return the extensions that the description allows, with their dot; () if it names none."""
    found: list[str] = []
    words = "|".join(_TYPE_WORDS)
    for sentence in re.split(r"(?<=[.!])\s", description):
        # What follows a "no" or "except" is what the sentence excludes.
        allows = re.split(r"\b(?:not?|never|cannot|can't|except|excluding)\b", sentence, flags=re.IGNORECASE)[
            0
        ]
        for named in re.finditer(
            rf"(?<![\w.])(?:(\.[a-z][a-z0-9]{{1,4}})|({words})s?)\b", allows, re.IGNORECASE
        ):
            found += [named[1].lower()] if named[1] else _TYPE_WORDS[named[2].lower()]
    return tuple(dict.fromkeys(found))


def once_per_order(description: str) -> bool:
    """Return whether the action may be used only once ("You may only send this once per order")."""
    once = r"\bonce (?:per|for each|for every|an|for an) order\b|\bonly (?:be )?sen[dt] (?:this )?once\b"
    return re.search(once, description, re.IGNORECASE) is not None

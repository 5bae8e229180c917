"""Limits that Amazon tells in words alone: in its documentation, and in a schema's descriptions.

What it documents of each message (`documented.toml`) is for when an action comes without its schema. It
becomes the schema that Amazon would send, so that one reader and one check do for both. Source: the
Messaging API's model v1 (`Create…Request`) and the Solicitations API's. File types and total size are those
of every attachment schema that Amazon has been seen to send. The model's `minLength` and `maxLength` of
lists of attachments are read as `minItems` and `maxItems`. It marks nothing as required, but a message made
of text needs its text, and one made of documents its documents, as Amazon's own `sendInvoice` schema says.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAX_ATTACHMENTS = 5
MAX_TOTAL_BYTES = 10_000_000
"""Attachments must be "less than 10 MB" together. Should Amazon mean 10 * 1024 * 1024, what passes this
limit passes that one too."""

FILE_TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".gif", ".png")
""""Text files, PDFs, Word documents, and these image file types: .jpg, .gif, and .png"; not .jpeg."""

Schema = Mapping[str, object]


def _text(longest: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _attachments(least: int) -> Schema:
    properties = {"fileName": {"type": "string"}, "id": {"type": "string"}}
    items = {"type": "object", "properties": properties}
    return {"type": "array", "items": items, "minItems": least, "maxItems": MAX_ATTACHMENTS}


def _schema(known: Mapping[str, Any]) -> Schema:
    """Return a table of `documented.toml` as a schema."""
    properties: dict[str, object] = {}
    if "text" in known:
        rules = f"Only links related to {known['links']} are allowed. No HTML or e-mail addresses."
        properties["rawMessageBody"] = {**_text(known["text"]), "description": rules}
    if "attachments" in known:
        properties["attachments"] = _attachments(known["attachments"])
    if known.get("dates"):
        date = {"type": "string", "format": "date-time"}
        properties["coverageStartDate"] = {**date, "title": "Warranty coverage begins"}
        properties["coverageEndDate"] = {**date, "title": "Warranty coverage ends"}
    return {
        "type": "object",
        "title": known["title"],
        "description": known["description"],
        "properties": properties,
        "required": ["rawMessageBody"] if "text" in known else ["attachments"] if properties else [],
    }


def _read() -> Mapping[str, Schema]:
    tables = tomllib.loads(Path(__file__).with_name("documented.toml").read_text("utf-8"))
    schemas = {name: _schema(known) for name, known in tables.items()}
    schemas["invoice"] = schemas["sendInvoice"]  # its path
    schemas["negativeFeedbackRemoval"] = schemas["updateFeedback"]  # its name of before
    return schemas


SCHEMAS = _read()
"""The documented messages by the names of their actions."""

UNKNOWN: Schema = {
    "type": "object",
    "properties": {"rawMessageBody": _text(2000), "attachments": _attachments(0)},
}
"""An action that Amazon has added since, without its schema: text or files, within the widest limits that
Amazon documents for any message."""


# Amazon's English sentences in a schema's descriptions

_UNITS = {"kb": 1000, "kib": 1024, "mb": 10**6, "mib": 1024**2, "gb": 10**9, "gib": 1024**3}
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
_NOT = re.compile(r"\b(?:not?|never|cannot|can't|except|excluding)\b", re.IGNORECASE)
_TYPE = re.compile(rf"(?<![\w.])(?:(\.[a-z][a-z0-9]{{1,4}})|({'|'.join(_TYPE_WORDS)})s?)\b", re.IGNORECASE)


def characters(description: str) -> int | None:
    """Return the text's maximum length ("2000 character limit"), or None."""
    found = re.search(r"(\d[\d,]{0,8})[- ]characters?\b", description, re.IGNORECASE)
    return int(found[1].replace(",", "")) if found else None


def total_bytes(description: str) -> int | None:
    """Return the attachments' total size, or None; "less than 10 MB" is 10,000,000."""
    found = re.search(r"(\d{1,6}(?:\.\d{1,3})?)\s?([KMG]i?B|bytes?)\b", description, re.IGNORECASE)
    return int(float(found[1]) * _UNITS.get(found[2].lower(), 1)) if found else None


def file_types(description: str) -> tuple[str, ...]:
    """Return the extensions that the description allows, with their dot; () if it names none."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.!])\s", description):
        allowed = _NOT.split(sentence)[0]  # what follows a "no" or "except" is what the sentence excludes
        for named in _TYPE.finditer(allowed):
            found += [named[1].lower()] if named[1] else _TYPE_WORDS[named[2].lower()]
    return tuple(dict.fromkeys(found))


def once_per_order(description: str) -> bool:
    """Return whether the action may be used only once ("You may only send this once per order")."""
    once = r"\bonce (?:per|for each|for every|an|for an) order\b|\bonly (?:be )?sen[dt] (?:this )?once\b"
    return re.search(once, description, re.IGNORECASE) is not None

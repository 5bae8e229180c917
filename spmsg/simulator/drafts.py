"""Whether a message's request body is one that Amazon would take."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from spmsg.simulator.answers import invalid
from spmsg.simulator.state import State, StoredObject
from spmsg.simulator.templates import Template

TOTAL_SIZE = 10 * 1024 * 1024
"""Bytes of all attachments together must stay below this: "must be less than 10 MB"."""

TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".jpeg", ".gif", ".png")

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\W\d_]{2,}")


@dataclass(frozen=True)
class Sender:
    """Who sends for which order: an attachment must have been uploaded by and for the same."""

    account: str
    marketplace: str
    resource: str


@dataclass(frozen=True)
class Accepted:
    """A body that was found good. `attachments` are (file name, upload destination ID, what was stored)."""

    text: str | None
    fields: dict[str, str]
    attachments: tuple[tuple[str, str, StoredObject], ...]


def accept(body: Mapping[str, object], template: Template, sender: Sender, state: State) -> Accepted:
    """The message in `body`; raises RefusedError (400) for what Amazon would refuse."""
    known = {
        "text": template.text_limit is not None,
        "attachments": template.attachments is not None,
        "coverageStartDate": template.dates,
        "coverageEndDate": template.dates,
    }
    for name in body:
        if not known.get(name, False):
            raise invalid(f"Unknown property for {template.name}: {name}")
    text = _text(body, template)
    fields = _dates(body)
    return Accepted(text, fields, _attachments(body, template, sender, state))


def _text(body: Mapping[str, object], template: Template) -> str | None:
    if template.text_limit is None:
        return None
    text = body.get("text")
    if not isinstance(text, str) or not text:
        raise invalid("Missing or invalid request parameter: text")
    if len(text) > template.text_limit:
        raise invalid(f"The text must not exceed {template.text_limit} characters.")
    if _HTML.search(text):
        raise invalid("The text must not contain HTML.")
    if _EMAIL.search(text):
        raise invalid("The text must not contain email addresses.")
    return text


def _dates(body: Mapping[str, object]) -> dict[str, str]:
    fields = {}
    moments = []
    for name in ("coverageStartDate", "coverageEndDate"):
        if name in body:
            value = body[name]
            moment = date_time(value) if isinstance(value, str) else None
            if moment is None:
                raise invalid(f"Missing or invalid request parameter: {name}")
            fields[name] = str(value)
            moments.append(moment)
    if moments != sorted(moments):
        raise invalid("coverageEndDate must not be before coverageStartDate.")
    return fields


def _attachments(
    body: Mapping[str, object], template: Template, sender: Sender, state: State
) -> tuple[tuple[str, str, StoredObject], ...]:
    least, most = template.attachments or (0, 0)
    attachments = body.get("attachments", [])
    if not isinstance(attachments, list) or not least <= len(attachments) <= most:
        raise invalid("Missing or invalid request parameter: attachments", f"{least} to {most} are allowed.")
    found = tuple(_attachment(attachment, sender, state) for attachment in attachments)
    if sum(len(stored.content) for _, _, stored in found) >= TOTAL_SIZE:
        raise invalid("The total size of attachments must be less than 10 MB.")
    return found


def _attachment(attachment: object, sender: Sender, state: State) -> tuple[str, str, StoredObject]:
    if not isinstance(attachment, dict) or set(attachment) != {"fileName", "uploadDestinationId"}:
        raise invalid("An attachment has a fileName and an uploadDestinationId, and nothing else.")
    name, destination_id = attachment["fileName"], attachment["uploadDestinationId"]
    if not isinstance(name, str) or not name or not isinstance(destination_id, str):
        raise invalid("Missing or invalid request parameter: attachments")
    if PurePath(name).suffix.lower() not in TYPES:
        raise invalid(f"Attachment {name} has an unsupported file type.")
    destination = state.destination(destination_id)
    stored = None
    if destination is not None:
        made_for = Sender(destination.account, destination.marketplace, destination.resource)
        stored = state.stored(destination.object) if made_for == sender else None
    if stored is None:
        raise invalid(f"Attachment with ID {destination_id} does not exist")
    return name, destination_id, stored


def date_time(text: str) -> datetime | None:
    """The moment that an ISO 8601 date-time with its zone means, or None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and "T" in text.upper() else None

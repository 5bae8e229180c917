"""Checks a message's request body as Amazon would."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from spmsg.simulator.actions import MessageAction
from spmsg.simulator.responses import invalid
from spmsg.simulator.state import ReceivedAttachment, State

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
    """A body that was found good."""

    text: str | None
    fields: dict[str, str]
    attachments: tuple[ReceivedAttachment, ...]


def accept(body: Mapping[str, object], action: MessageAction, sender: Sender, state: State) -> Accepted:
    """Return the message in `body`; raises RefusedError (400) for what Amazon would refuse."""
    known = {
        "text": action.text_limit is not None,
        "attachments": action.attachments is not None,
        "coverageStartDate": action.dates,
        "coverageEndDate": action.dates,
    }
    for name in body:
        if not known.get(name, False):
            raise invalid(f"Unknown property for {action.name}: {name}")
    return Accepted(_text(body, action), _dates(body), _attachments(body, action, sender, state))


def date_time(value: object) -> datetime:
    """Return the time that an ISO 8601 date-time with its zone means; raises ValueError for anything else."""
    found = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value.upper() else None
    if found is None or found.tzinfo is None:
        raise ValueError("not a date-time with its zone")
    return found


def _text(body: Mapping[str, object], action: MessageAction) -> str | None:
    if action.text_limit is None:
        return None
    text = body.get("text")
    if not isinstance(text, str) or not text:
        raise invalid("Missing or invalid request parameter: text")
    if len(text) > action.text_limit:
        raise invalid(f"The text must not exceed {action.text_limit} characters.")
    if _HTML.search(text):
        raise invalid("The text must not contain HTML.")
    if _EMAIL.search(text):
        raise invalid("The text must not contain email addresses.")
    return text


def _dates(body: Mapping[str, object]) -> dict[str, str]:
    names = [name for name in ("coverageStartDate", "coverageEndDate") if name in body]
    dates = []
    for name in names:
        try:
            dates.append(date_time(body[name]))
        except ValueError:
            raise invalid(f"Missing or invalid request parameter: {name}") from None
    if dates != sorted(dates):
        raise invalid("coverageEndDate must not be before coverageStartDate.")
    return {name: str(body[name]) for name in names}


def _attachments(
    body: Mapping[str, object], action: MessageAction, sender: Sender, state: State
) -> tuple[ReceivedAttachment, ...]:
    least, most = action.attachments or (0, 0)
    attachments = body.get("attachments", [])
    if not isinstance(attachments, list) or not least <= len(attachments) <= most:
        raise invalid("Missing or invalid request parameter: attachments", f"{least} to {most} are allowed.")
    found = tuple(_attachment(attachment, sender, state) for attachment in attachments)
    if sum(attachment.size for attachment in found) >= TOTAL_SIZE:
        raise invalid("The total size of attachments must be less than 10 MB.")
    return found


def _attachment(attachment: object, sender: Sender, state: State) -> ReceivedAttachment:
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
    return ReceivedAttachment(name, stored.content, stored.content_type, destination_id)

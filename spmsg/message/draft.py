"""A message that is about to be sent, and everything that is wrong with it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from spmsg.message.action import ATTACHMENTS, TEXT, Action
from spmsg.message.attachment import Attachment, UploadedAttachment, check_attachments
from spmsg.message.fields import check_fields, field, read_fields
from spmsg.message.text import check_text
from spmsg.message.violation import Severity, Violation

__all__ = [
    "Attachment",
    "Draft",
    "Severity",
    "UploadedAttachment",
    "Violation",
    "check",
    "described",
    "field",
    "read_fields",
]

PLACEHOLDER = "amzn1.tortuga.placeholder"
"""Stands for the ID of an attachment that is not uploaded yet: all is checked before anything leaves."""


@dataclass(frozen=True)
class Draft:
    """What a buyer would get. `text` is None where there is none; `fields` hold values of JSON by name."""

    text: str | None
    attachments: tuple[Attachment | UploadedAttachment, ...] = ()
    fields: Mapping[str, object] = dataclasses.field(default_factory=dict)


def check(draft: Draft, action: Action) -> tuple[Violation, ...]:
    """Everything that keeps `draft` from being sent with `action`, and what to think about before.

    Errors first, each list in the order of the text, the attachments and the fields; () if all is well.
    Whether the action is available at all is not asked here.
    """
    found = [
        *check_text(draft.text, action),
        *check_attachments(draft.attachments, action),
        *check_fields(draft.fields, action),
        *_check_schema(draft, action),
        *_check_emptiness(draft, action),
    ]
    # Each rule says a thing once: the schema can repeat what was said of the text and the attachments.
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda violation: violation.severity is Severity.WARNING))


def described(draft: Draft, action: Action) -> dict[str, object]:
    """The object that the action's schema describes, in the schema's own names.

    What the action does not take at all is left out, since it is told apart from the schema's rules.
    """
    known = {each.name for each in action.fields}
    instance = {name: value for name, value in draft.fields.items() if name in known}
    if action.text is not None and draft.text is not None:
        instance[TEXT] = draft.text
    if action.attachments is not None and draft.attachments:
        instance[ATTACHMENTS] = [
            {
                "id": attachment.upload_destination_id
                if isinstance(attachment, UploadedAttachment)
                else f"{PLACEHOLDER}.{number}",
                "fileName": attachment.file_name,
            }
            for number, attachment in enumerate(draft.attachments)
        ]
    return instance


def _check_schema(draft: Draft, action: Action) -> tuple[Violation, ...]:
    from spmsg.message import breaches, schema  # jsonschema takes longer to import than the rest of a command

    broken, unread = schema.apply(described(draft, action), action.rules)
    pending = {
        (ATTACHMENTS, number, "id")
        for number, attachment in enumerate(draft.attachments)
        if isinstance(attachment, Attachment)
    }
    return breaches.violations([each for each in broken if each.path not in pending], unread)


def _check_emptiness(draft: Draft, action: Action) -> tuple[Violation, ...]:
    """An action whose text and attachments are both optional is still no message without either."""
    text, attachments = action.text, action.attachments
    takes_content = text is not None or attachments is not None or action.fields
    demanded = (text and text.required) or (attachments and attachments.required)
    given = draft.text is not None or draft.attachments or draft.fields
    if takes_content and not demanded and not given:
        return (
            Violation(
                "message-empty",
                "There is nothing to send: no text, no attachment, no field.",
                remedy=f"See what the action takes: spmsg actions ORDER {action.name}",
            ),
        )
    return ()

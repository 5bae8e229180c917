"""A message that is about to be sent, and everything that its action's rules say against it."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spmsg.message.action import ATTACHMENTS, TEXT, Action
from spmsg.message.attachment import Attachment, UploadedAttachment, check_attachments
from spmsg.message.fields import check_fields
from spmsg.message.violation import Severity, Violation, quote


@dataclass(frozen=True)
class Draft:
    """What a buyer would get. `text` is None if there is none; `fields` hold values of JSON by name."""

    text: str | None
    attachments: tuple[Attachment | UploadedAttachment, ...] = ()
    fields: Mapping[str, object] = dataclasses.field(default_factory=dict)


def check(draft: Draft, action: Action) -> tuple[Violation, ...]:
    """Return everything that keeps `draft` from being sent with `action`; errors before warnings.

    Amazon's communication guidelines are checked elsewhere (`spmsg.message.guidelines`), and so is
    whether the action is available now.
    """
    from spmsg.message.schema import check_schema  # jsonschema takes longer to import than all of the rest

    found = [
        *_check_text(draft.text, action),
        *check_attachments(draft.attachments, action),
        *check_fields(draft.fields, action),
        *check_schema(described(draft, action), action.rules),
        *_check_emptiness(draft, action),
    ]
    once = dict.fromkeys(found)  # the schema repeats some of what was said of text and attachments
    return tuple(sorted(once, key=lambda violation: violation.severity is Severity.WARNING))


def described(draft: Draft, action: Action) -> dict[str, object]:
    """Return the object that the action's schema describes, in the schema's own names.

    What the action does not take is left out: other checks tell of it.
    """
    from spmsg.message.schema import PLACEHOLDER

    known = {field.name for field in action.fields}
    instance = {name: value for name, value in draft.fields.items() if name in known}
    if action.text is not None and draft.text is not None:
        instance[TEXT] = draft.text
    if action.attachments is not None and draft.attachments:
        instance[ATTACHMENTS] = [
            {
                "id": getattr(attachment, "upload_destination_id", f"{PLACEHOLDER}.{number}"),
                "fileName": attachment.file_name,
            }
            for number, attachment in enumerate(draft.attachments)
        ]
    return instance


def _check_text(text: str | None, action: Action) -> Iterator[Violation]:
    from spmsg.message.schema import length_violation

    limits = action.text
    if limits is None:
        if text is not None:
            yield Violation(
                "text-not-allowed",
                f"The action {action.name} takes no text.",
                offending=quote(text),
                remedy="Leave the text out, or choose an action that takes one.",
            )
    elif text is not None:
        violation = length_violation(text, limits.min_length, limits.max_length)
        if violation is not None:
            yield violation
    elif limits.required:
        yield Violation(
            "text-required",
            "This action needs a text.",
            remedy="Give it with --text, --text-file, --template or --edit.",
        )


def _check_emptiness(draft: Draft, action: Action) -> Iterator[Violation]:
    """An action whose text and attachments are both optional is still no message without either."""
    takes_content = action.text is not None or action.attachments is not None or action.fields
    required = [limits for limits in (action.text, action.attachments) if limits and limits.required]
    given = draft.text is not None or draft.attachments or draft.fields
    if takes_content and not required and not given:
        yield Violation(
            "message-empty",
            "There is nothing to send: no text, no attachment, no field.",
            remedy=f"See what the action takes: spmsg actions ORDER {action.name}",
        )

"""Everything that is checked of a message before it may leave, in one place."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from spmsg.delivery.compose import Composition
from spmsg.delivery.recipients import Recipient
from spmsg.message import draft as drafts
from spmsg.message.actions import Action
from spmsg.message.draft import Draft
from spmsg.message.fields import read_fields
from spmsg.message.violation import Severity, Violation


@dataclass(frozen=True)
class Review:
    """What was found in a message. `draft` has its fields in the types of the schema.

    `allowed` names the rules that the message breaks and that were let through on purpose.
    """

    draft: Draft
    violations: tuple[Violation, ...] = ()
    allowed: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Violation, ...]:
        """What keeps the message from being sent."""
        return tuple(v for v in self.violations if v.severity is Severity.ERROR)


Reviewer = Callable[[Composition, Action, Recipient], Review]


def review(composition: Composition, action: Action, recipient: Recipient) -> Review:
    """Check a message against the action's own rules; nothing is asked of the network."""
    assignments = [f"{name}={value}" for name, value in composition.assignments.items()]
    fields, misread = read_fields(assignments, action)
    draft = replace(composition.draft, fields=fields)
    return Review(draft, (*misread, *drafts.check(draft, action)))

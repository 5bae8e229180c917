"""What the simulated buyers received."""

import json
from dataclasses import dataclass, field

from spmsg.simulator.state import State


@dataclass(frozen=True)
class ReceivedAttachment:
    """A file as the buyer got it: the name that the message gave it, and the bytes that were uploaded."""

    file_name: str
    content: bytes = field(repr=False)
    content_type: str
    upload_destination_id: str

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


@dataclass(frozen=True)
class Received:
    """A message in a buyer's inbox. `at` in seconds since the epoch; `fields` are the warranty's dates."""

    order: str
    marketplace: str
    action: str
    text: str | None
    fields: dict[str, str]
    attachments: tuple[ReceivedAttachment, ...]
    at: float
    locale: str | None


def inbox(state: State, order: str | None = None) -> list[Received]:
    """Everything that the buyers (of one order, if it is given) received, the oldest first."""
    received = []
    for number, order_id, marketplace, action, text, fields, locale, at in state.messages(order):
        attachments = tuple(ReceivedAttachment(*row) for row in state.attachments(number))
        received.append(
            Received(order_id, marketplace, action, text, json.loads(fields), attachments, at, locale)
        )
    return received

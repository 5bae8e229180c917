"""What became of one order's message: the record that scripts read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from spmsg.delivery.upload import Uploaded
from spmsg.errors import ExitCode, SpmsgError
from spmsg.message.violation import Violation


class Outcome(StrEnum):
    """The `status` of a result; the values are the contract's."""

    SENT = "sent"
    ALREADY_SENT = "already-sent"
    DRY_RUN = "dry-run"
    INVALID = "invalid"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


EXIT_CODES = {
    Outcome.SENT: ExitCode.OK,
    Outcome.ALREADY_SENT: ExitCode.OK,
    Outcome.DRY_RUN: ExitCode.OK,
    Outcome.INVALID: ExitCode.INVALID,
    Outcome.UNAVAILABLE: ExitCode.UNAVAILABLE,
    Outcome.FAILED: ExitCode.FAILED,
    Outcome.UNCERTAIN: ExitCode.UNCERTAIN,
}
OUTCOME_OF_ERROR = {
    ExitCode.USAGE: Outcome.INVALID,
    ExitCode.INVALID: Outcome.INVALID,
    ExitCode.UNAVAILABLE: Outcome.UNAVAILABLE,
    ExitCode.UNCERTAIN: Outcome.UNCERTAIN,
}


@dataclass(frozen=True)
class Request:
    """The very request that a dry run would have sent. `body` is JSON."""

    method: str
    path: str
    query: Mapping[str, str]
    body: dict[str, object]


@dataclass(frozen=True)
class Result:
    """What became of the message to one order. `at` is ISO 8601, UTC; `reason` tells why it was not sent."""

    order: str
    marketplace: str | None
    action: str
    status: Outcome
    at: str
    key: str | None = None
    reason: str | None = None
    request_id: str | None = None
    attachments: tuple[Uploaded, ...] = ()
    hint: str | None = None
    violations: tuple[Violation, ...] = ()
    request: Request | None = None
    code: ExitCode | None = None
    """The exit code where it is not the status's own, as for a `failed` that a missing role caused."""

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this result alone would end the program with."""
        return self.code if self.code is not None else EXIT_CODES[self.status]


def outcome_of(error: SpmsgError) -> Outcome:
    """The status of a message that `error` kept from being sent."""
    return OUTCOME_OF_ERROR.get(error.exit_code, Outcome.FAILED)

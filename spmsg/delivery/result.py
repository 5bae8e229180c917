"""What became of one order's message: the record that scripts read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from spmsg.errors import ExitCode, SpmsgError, UnavailableError

if TYPE_CHECKING:  # the ledger knows statuses alone, and `history` need not load Amazon's rules
    from spmsg.message.action import Action
    from spmsg.message.draft import Draft
    from spmsg.message.violation import Violation


class Status(StrEnum):
    """The state of a message, in a result and in the ledger; the values are the contract's.

    A ledger's entry is SENDING, SENT, FAILED or UNCERTAIN.
    """

    SENDING = "sending"
    SENT = "sent"
    ALREADY_SENT = "already-sent"
    DRY_RUN = "dry-run"
    INVALID = "invalid"
    EXCLUDED = "excluded"
    WAITING = "waiting"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


_EXIT_CODES = {
    Status.INVALID: ExitCode.INVALID,
    Status.UNAVAILABLE: ExitCode.UNAVAILABLE,
    Status.FAILED: ExitCode.FAILED,
    Status.UNCERTAIN: ExitCode.UNCERTAIN,
}
_STATUSES = {code: status for status, code in _EXIT_CODES.items()} | {ExitCode.USAGE: Status.INVALID}
"""The status of a message that ended with an error of this exit code; FAILED for any other."""


@dataclass(frozen=True)
class Uploaded:
    """An attachment that is at Amazon. `content_md5` is the base64 of the binary digest; `bytes` its size."""

    file_name: str
    upload_destination_id: str
    bytes: int
    content_md5: str


@dataclass(frozen=True)
class Request:
    """The very request that a dry run would have sent."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Mapping[str, object]


@dataclass(frozen=True)
class Preview:
    """A message as its buyer will see it; `product` and `locale` are None if they are not known."""

    order: str
    marketplace: str
    action: "Action"
    draft: "Draft"
    product: str | None
    locale: str | None


@dataclass(frozen=True)
class Result:
    """What became of the message to one order.

    `at` is ISO 8601, UTC. `code` is a stable word for the reason, `reason` the same for people; both are None
    for what was sent. `ends_with` is the exit code where it is not the status's own, as for a `failed` that a
    missing role caused. `due`: Amazon should offer the action and does not. `bug` is the unexpected error
    that kept the message from being sent. Only a dry run has `request` and `preview`.
    """

    order: str
    marketplace: str | None
    action: str
    status: Status
    at: str
    code: str | None = None
    reason: str | None = None
    key: str | None = None
    request_id: str | None = None
    attachments: tuple[Uploaded, ...] = ()
    hint: str | None = None
    violations: "tuple[Violation, ...]" = ()
    request: Request | None = None
    preview: Preview | None = None
    ends_with: ExitCode | None = None
    due: bool = False
    bug: Exception | None = field(default=None, repr=False)

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this result alone would end the program with."""
        return self.ends_with if self.ends_with is not None else _EXIT_CODES.get(self.status, ExitCode.OK)

    def ended(self, status: Status, code: str | None, reason: str | None, hint: str | None = None) -> Self:
        """Return this result as it ended."""
        return replace(self, status=status, code=code, reason=reason, hint=hint)

    def failed(self, error: Exception) -> Self:
        """Return this result as `error` ended it."""
        if not isinstance(error, SpmsgError):
            reason = f"an unexpected error ({type(error).__name__}): this is a bug in spmsg"
            return replace(self.ended(Status.FAILED, "bug", reason), ends_with=ExitCode.BUG, bug=error)
        status = _STATUSES.get(error.exit_code, Status.FAILED)
        return replace(
            self.ended(status, error.code, error.message, error.hint),
            request_id=error.request_id,
            due=isinstance(error, UnavailableError) and error.due,
            ends_with=ExitCode.INVALID if error.exit_code is ExitCode.USAGE else error.exit_code,
        )

    def repeated(self) -> Self:
        """Return the result of a later row for the same message: already sent, or what the first was."""
        return replace(self, status=Status.ALREADY_SENT) if self.status is Status.SENT else self


def utc(moment: datetime) -> str:
    """Return a moment as programs read it: ISO 8601, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

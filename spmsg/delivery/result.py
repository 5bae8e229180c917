"""What became of one order's message: the record that scripts read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from spmsg.errors import ExitCode, SpmsgError, UnavailableError
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


EXIT_CODES = {
    Status.INVALID: ExitCode.INVALID,
    Status.UNAVAILABLE: ExitCode.UNAVAILABLE,
    Status.FAILED: ExitCode.FAILED,
    Status.UNCERTAIN: ExitCode.UNCERTAIN,
}
"""The exit codes of the statuses that are not OK."""
_OF_ERRORS = {
    ExitCode.USAGE: Status.INVALID,
    ExitCode.INVALID: Status.INVALID,
    ExitCode.UNAVAILABLE: Status.UNAVAILABLE,
    ExitCode.UNCERTAIN: Status.UNCERTAIN,
}


@dataclass(frozen=True)
class Uploaded:
    """An attachment that is at Amazon. `content_md5` is the base64 of the binary digest; `bytes` its size."""

    file_name: str
    upload_destination_id: str
    bytes: int
    content_md5: str


@dataclass(frozen=True)
class Request:
    """The very request that a dry run would have sent. `body` is JSON."""

    method: str
    path: str
    query: Mapping[str, str]
    body: dict[str, object]


@dataclass(frozen=True)
class Preview:
    """A message as its buyer will see it.

    `attachments` are names and sizes in bytes (None for what was uploaded before); `product` and `locale` are
    None if they are not known. `max_length` is the longest text that the action takes.
    """

    order: str
    marketplace: str
    title: str
    text: str | None
    max_length: int | None
    attachments: tuple[tuple[str, int | None], ...]
    fields: Mapping[str, object]
    product: str | None
    locale: str | None


@dataclass(frozen=True)
class Result:
    """What became of the message to one order.

    `at` is ISO 8601, UTC. `code` is a stable word for the reason, `reason` the same for people; both are None
    for what was sent. `ends_with` is the exit code where it is not the status's own, as for a `failed` that a
    missing role caused. `due` tells that Amazon should offer the action and does not. `bug` is the unexpected
    error that kept the message from being sent. Only a dry run has `request` and `preview`.
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
    violations: tuple[Violation, ...] = ()
    request: Request | None = None
    preview: Preview | None = None
    ends_with: ExitCode | None = None
    due: bool = False
    bug: Exception | None = field(default=None, repr=False)

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this result alone would end the program with."""
        return self.ends_with if self.ends_with is not None else EXIT_CODES.get(self.status, ExitCode.OK)

    def failed(self, error: Exception) -> "Result":
        """This result as `error` ended it."""
        if not isinstance(error, SpmsgError):
            return replace(
                self,
                status=Status.FAILED,
                code="bug",
                reason=f"an unexpected error ({type(error).__name__}): this is a bug in spmsg",
                ends_with=ExitCode.BUG,
                bug=error,
            )
        return replace(
            self,
            status=_OF_ERRORS.get(error.exit_code, Status.FAILED),
            code=error.code,
            reason=error.message,
            hint=error.hint,
            request_id=error.request_id,
            due=isinstance(error, UnavailableError) and error.due,
            ends_with=ExitCode.INVALID if error.exit_code is ExitCode.USAGE else error.exit_code,
        )

    def repeated(self) -> "Result":
        """Return the result of a later row for the same message: already sent, or what the first was."""
        return replace(self, status=Status.ALREADY_SENT) if self.status is Status.SENT else self

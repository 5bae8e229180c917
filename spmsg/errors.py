"""What can go wrong: each error says what happened, what to do, and the exit code that the program ends with.

SpmsgError                     1
├── UsageError                 2
│   └── MachineSettingsError
├── InvalidInputError          3
├── CredentialsError           4
├── PermissionDeniedError      4
├── UnavailableError           5
├── AmazonError                6
│   ├── UnreachableError
│   │   └── UntrustedError
│   ├── NoAnswerError
│   ├── ServerError
│   ├── UnreadableAnswerError
│   ├── RedirectedError
│   └── ThrottledError
├── LocalStateError            6
├── UncertainError             7
└── CancelledError           130
"""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process ends with; scripts depend on the numbers."""

    OK = 0
    BUG = 1
    USAGE = 2
    INVALID = 3
    REFUSED = 4
    UNAVAILABLE = 5
    FAILED = 6
    UNCERTAIN = 7
    INTERRUPTED = 130


GRAVITY = (
    ExitCode.INTERRUPTED, ExitCode.BUG, ExitCode.UNCERTAIN, ExitCode.REFUSED, ExitCode.FAILED,
    ExitCode.UNAVAILABLE, ExitCode.INVALID, ExitCode.USAGE, ExitCode.OK,
)  # fmt: skip
"""The exit codes that a batch can end with, the gravest first."""


def gravest(codes: set[ExitCode]) -> ExitCode:
    """Return the exit code of a batch whose rows ended with `codes`; OK if there are none."""
    return next((code for code in GRAVITY if code in codes), ExitCode.OK)


class SpmsgError(Exception):
    """Something a user can act on.

    `message` is one sentence or a few lines, `hint` the remedy, `request_id` Amazon's `x-amzn-RequestId`.
    `code` is a stable word for the cause, for scripts ("too-early"): the class's unless one is given.
    """

    exit_code = ExitCode.BUG
    code = "bug"

    def __init__(
        self, message: str, *, hint: str | None = None, request_id: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.request_id = request_id
        self.code = code or self.code


class UsageError(SpmsgError):
    """The command line, the configuration or an input file cannot be understood."""

    exit_code = ExitCode.USAGE
    code = "usage"


class MachineSettingsError(UsageError):
    """A setting of this machine (a proxy, a CA bundle) keeps every request from leaving."""

    code = "machine-settings"


class InvalidInputError(SpmsgError):
    """The message breaks the action's rules; nothing was sent."""

    exit_code = ExitCode.INVALID
    code = "invalid"


class CredentialsError(SpmsgError):
    """There are no credentials, or they were refused."""

    exit_code = ExitCode.REFUSED
    code = "credentials"


class PermissionDeniedError(SpmsgError):
    """The credentials are good, but the application or the seller has not been granted what this needs."""

    exit_code = ExitCode.REFUSED
    code = "permission-denied"


class UnavailableError(SpmsgError):
    """There is no such order for this seller, or the action is not offered for it now.

    `due` tells that the action should be offered, because Amazon's window for it is open.
    """

    exit_code = ExitCode.UNAVAILABLE
    code = "unavailable"
    due = False


class AmazonError(SpmsgError):
    """Amazon did not do what was asked of it."""

    exit_code = ExitCode.FAILED
    code = "amazon-error"


class UnreachableError(AmazonError):
    """No connection was made: the request never left this machine, so it is safe to repeat."""

    code = "unreachable"


class UntrustedError(UnreachableError):
    """The other side's certificate was refused: a retry would not help."""

    code = "untrusted"


class NoAnswerError(AmazonError):
    """The request may have arrived, but its answer never came, or broke off."""

    code = "no-answer"


class ServerError(AmazonError):
    """Amazon answered with a 5xx status."""

    code = "server-error"


class UnreadableAnswerError(AmazonError):
    """Amazon answered with something other than it documents: HTML, broken JSON, wrong types."""

    code = "unreadable-answer"


class RedirectedError(AmazonError):
    """The answer points to another address; following it could hand the access token to a stranger."""

    code = "redirected"


class ThrottledError(AmazonError):
    """Amazon kept answering 429 for longer than we are willing to wait."""

    code = "throttled"


class LocalStateError(SpmsgError):
    """A file or database of our own cannot be read or written; nothing was sent."""

    exit_code = ExitCode.FAILED
    code = "local-state"


class UncertainError(SpmsgError):
    """A message may or may not have reached the buyer; it is never repeated by itself."""

    exit_code = ExitCode.UNCERTAIN
    code = "uncertain"


class CancelledError(SpmsgError):
    """The user or the system asked us to stop."""

    exit_code = ExitCode.INTERRUPTED
    code = "interrupted"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean X? " for a hint, X the nearest to `name` of those `known`; "" if none is near."""
    near = get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}? " if near else ""

"""The error tree, and the exit code that each error ends the program with.

SpmsgError
├── UsageError                 2  the command itself is wrong
│   └── MachineSettingsError      a proxy, CA bundle or the like that no request can leave through
├── InvalidInputError          3  the message breaks a rule, or Amazon refused it as invalid
├── CredentialsError           4  no credentials, or Login with Amazon refused them
├── PermissionDeniedError      4  the application lacks a role, or the seller's authorization
├── UnavailableError           5  the order or the action is not there (now)
├── AmazonError                6  Amazon did not do what was asked; nothing was sent
│   ├── UnreachableError          no connection was made: the request never left
│   ├── NoAnswerError             the request may have arrived; its answer never came
│   ├── ServerError               5xx
│   ├── UnreadableAnswerError     an answer that is not what Amazon documents
│   ├── RedirectedError           an answer that points elsewhere; never followed
│   └── ThrottledError            429 for longer than we are willing to wait
├── LocalStateError            6  ledger, cache or configuration cannot be read or written; nothing was sent
├── UncertainError             7  a message may or may not have been sent
└── CancelledError           130  Ctrl-C or SIGTERM
"""

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
    ExitCode.INTERRUPTED,
    ExitCode.BUG,
    ExitCode.UNCERTAIN,
    ExitCode.REFUSED,
    ExitCode.FAILED,
    ExitCode.UNAVAILABLE,
    ExitCode.INVALID,
    ExitCode.USAGE,
    ExitCode.OK,
)
"""The exit codes that a batch can end with, the gravest first."""


class SpmsgError(Exception):
    """Something a user can act on: what happened, what to do about it, and what Amazon's support asks for.

    `message` is one sentence or a few lines; `hint` is the remedy, or None if there is none;
    `request_id` is Amazon's `x-amzn-RequestId`, or None if no answer came; `code` is a stable word for the
    cause, for scripts ("throttled", "too-early", "file-missing"): that of the class unless one is given.
    """

    exit_code = ExitCode.BUG
    code = "bug"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        request_id: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.request_id = request_id
        if code is not None:
            self.code = code


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


def gravest(codes: "set[ExitCode]") -> ExitCode:
    """Return the exit code of a batch whose rows ended with `codes`; OK if there are none."""
    return next((code for code in GRAVITY if code in codes), ExitCode.OK)

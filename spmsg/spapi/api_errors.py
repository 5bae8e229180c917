"""The errors that Amazon's answers mean: here alone a status and Amazon's words become one of ours.

Sources of the meanings: the models' response descriptions, and the issues of selling-partner-api-models
(and -docs) that are named beside them. Amazon's words are quoted as data: masked, and cut.
"""

import re
from dataclasses import dataclass

from spmsg.credentials.secrets import mask
from spmsg.errors import (
    AmazonError,
    CredentialsError,
    InvalidInputError,
    PermissionDeniedError,
    RedirectedError,
    ServerError,
    SpmsgError,
    UnavailableError,
    UncertainError,
    UnreadableAnswerError,
    UsageError,
)
from spmsg.spapi.answers import Answer, BodyError, ErrorEntry
from spmsg.spapi.operations import CREATE_UPLOAD_DESTINATION, Operation

MAX_WORDS = 500  # characters of Amazon's that an error quotes
# See Other says that the request was done (RFC 9110, 15.4.4); Request Timeout can be a gateway's, which had
# passed it on. Every other 3xx and 4xx says that it was not done.
_PERHAPS_DONE = (303, 408)
_NO_REASON = r"(access to requested resource is denied[. ]*)*"
_CLIENT_EXPIRED = r"\bsecret\b.*\bexpired"
_ACCESS_REFUSED = r"token\b.*\b(expired|revoked|malformed|invalid|missing|not valid)"  # models 646, 2333
_AUTHORISE_AGAIN = "Authorise the application again, then `spmsg auth login`."
_SEE_ACTIONS = "See what is offered with `spmsg actions ORDER`; it changes with time."
_GRANT = (
    "Grant it in Seller Central (Apps and Services > Develop Apps), authorise the application again,"
    " then `spmsg auth login` with the new refresh token."
)


@dataclass(frozen=True)
class _Cause:
    """What the words of a 403 that match `pattern` (in lower case) mean."""

    pattern: str
    error: type[SpmsgError]
    code: str
    message: str
    hint: str


_CAUSES = (
    _Cause(  # models 4489
        _CLIENT_EXPIRED, CredentialsError, "client-secret-expired",
        "The application's client secret has expired.",
        "Make a new one in Seller Central (Apps and Services > Develop Apps > View credentials), then"
        " `spmsg auth login`. It can take half an hour until Amazon knows it everywhere.",
    ),
    _Cause(  # docs 3153, models 2595: every call of every seller, for half an hour
        f"security {_ACCESS_REFUSED}", AmazonError, "token-refused",
        "Amazon refuses even a new token.", "Try again later: this is a fault of Amazon's.",
    ),
    _Cause(
        _ACCESS_REFUSED, PermissionDeniedError, "token-refused",
        "Amazon refuses the access token.", _AUTHORISE_AGAIN,
    ),
    _Cause(  # models 5126
        r"marketplaces?\b.*\b(not valid|invalid)\b.*\bregion", UsageError, "another-region",
        "The marketplace is not of the region that was asked.",
        "Name one of the profile's region (--marketplace), or another profile (--profile).",
    ),
)  # fmt: skip
_CAUSES_OF_AN_ORDER = tuple(
    _Cause(pattern, UnavailableError, code, message, _SEE_ACTIONS)
    for pattern, code, message in (
        # models 19, 779; the words of Seller Central's own button are the same
        (r"\balready\b.*\b(requested|solicited|review)\b", "already-requested",
         "A review was already requested for this order."),
        (r"\bday (range|window)\b|\bdays? after\b", "outside-window",  # Amazon does not say on which side
         "Amazon takes no review request for this order today."),
        # Any other words that name neither access nor a role, such as "template combination"
        (r"^(?!.*\b(access|roles?|permissions?)\b).*\S", "not-offered",
         "Amazon does not offer this action for this order now."),
    )
)  # fmt: skip


def check(operation: Operation, answer: Answer, secrets: tuple[str, ...] = ()) -> None:
    """Raise what `answer` means, unless it is a 2xx with a JSON object or nothing in it.

    An operation that is not repeatable raises UncertainError if it may have done its work. A 429 is the
    caller's to wait out.
    """
    if answer.status >= 300:
        raise _failure(operation, answer, secrets)
    errors = answer.errors
    try:
        if answer.document.get("errors") and not errors:
            raise BodyError("holds errors that cannot be read")
    except BodyError as error:
        unread = unreadable(answer, operation.name, str(error))
        raise (unread if operation.repeatable else uncertain(operation, unread)) from None
    if errors:
        answered = f"Amazon answered {operation.name} with {answer.status}, and yet with errors:"
        raise AmazonError(f"{answered} {_words(errors, secrets)}", request_id=answer.request_id)


def asks_for_another_token(answer: Answer) -> bool:
    """Return whether Amazon refuses the access token itself, so that the request did no work."""
    if answer.status not in (401, 403) or answer.errors is None:
        return False
    words = _matchable_words(answer.errors)
    refused = answer.status == 401 or re.search(_ACCESS_REFUSED, words) is not None
    return refused and not re.search(_CLIENT_EXPIRED, words)


def uncertain(operation: Operation, error: SpmsgError) -> UncertainError:
    """Return the error for a message of which nobody knows whether it arrived, because of `error`."""
    return UncertainError(
        f"Nobody can know whether the buyer got the message ({operation.name}): {error.message}",
        hint="It is not sent again by itself. Look the order up in Seller Central (Messages), then tell:"
        " `spmsg history --uncertain`, `spmsg history resolve ID --as sent` (or `not-sent`).",
        request_id=error.request_id,
    )


def redirected(answer: Answer, what: str, secrets: tuple[str, ...] = ()) -> RedirectedError:
    """Return the error for a 3xx answer to `what`."""
    target = mask(answer.headers.get("Location") or "", secrets)[:200]
    pointing = f" and points to {target}" if target else ""
    message = f"Amazon answered {what} with {answer.status}{pointing}. That was not followed."
    hint = "Amazon's API does not redirect: check the endpoint, and what stands between you and it."
    return RedirectedError(message, hint=hint, request_id=answer.request_id)


def unreadable(answer: Answer, what: str, why: str) -> UnreadableAnswerError:
    """Return the error for an answer to `what` whose body `why`."""
    return UnreadableAnswerError(
        f"Amazon answered {what} with {answer.status}, but the body {why}.",
        hint="Check the endpoint, and what stands between you and it (--verbose shows the answer). Otherwise"
        " try again later.",
        request_id=answer.request_id,
    )


def _failure(operation: Operation, answer: Answer, secrets: tuple[str, ...]) -> SpmsgError:
    what, errors = operation.name, answer.errors
    words = _words(errors or (), secrets)
    quoted = f" Amazon says: {words}" if words else ""
    error: SpmsgError
    if answer.status < 400:
        error = redirected(answer, what, secrets)
    elif answer.status >= 500:
        hint = "Try again later: health.aboutamazon.com and Seller Central tell of outages."
        error = ServerError(f"Amazon failed with {answer.status} at {what}.{quoted}", hint=hint)
    elif errors is None:
        error = unreadable(answer, what, answer.fault or "is not the JSON that Amazon answers with")
    elif answer.status in (401, 403):
        error = _denial(operation, answer.status, errors, quoted)
    elif answer.status == 404:
        error = UnavailableError(
            f"Amazon knows no such order, or no such action for it, in this marketplace.{quoted}",
            hint="Check the order ID, the action, the marketplace (--marketplace, or a column `marketplace`"
            " in a list) and the profile (--profile).",
            code="no-such-order",
        )
    elif answer.status in (400, 413, 415, 422) and operation.api != "Orders":
        refused = f"Amazon refused the request to {what} as invalid ({answer.status}).{quoted}"
        error = InvalidInputError(refused, hint=_invalid_hint(words))
    else:  # a search is all ours: the user cannot mend it
        refused = f"Amazon answered {what} with {answer.status}.{quoted}"
        code = "refused" if answer.status == 400 else None
        error = AmazonError(refused, hint=_invalid_hint(words), code=code)
    error.request_id = answer.request_id
    doubtful = answer.status in _PERHAPS_DONE or (400 <= answer.status < 500 and errors is None)
    return uncertain(operation, error) if doubtful and not operation.repeatable else error


def _denial(operation: Operation, status: int, errors: tuple[ErrorEntry, ...], quoted: str) -> SpmsgError:
    """Return what a 401 or 403 means: what Amazon's words name, a missing role if they name nothing."""
    words = _matchable_words(errors)
    of_order = status == 403 and operation.api in ("Messaging", "Solicitations")
    for cause in _CAUSES + (_CAUSES_OF_AN_ORDER if of_order else ()):
        if re.search(cause.pattern, words):
            return cause.error(cause.message + quoted, hint=cause.hint, code=cause.code)
    if status == 401:
        text = f"Amazon refuses the access token.{quoted}"
        return PermissionDeniedError(text, hint=_AUTHORISE_AGAIN, code="token-refused")
    hint = (
        f'The application needs the role "{operation.role}", and the seller must have authorised it'
        f" since it has it. {_GRANT}"
    )
    if not re.fullmatch(_NO_REASON, words):
        hint = f'If a role is what it lacks, that is "{operation.role}". {_GRANT}'
    elif operation is CREATE_UPLOAD_DESTINATION:
        # developer-docs, role mappings: "Product Listing", NA alone; models issues 97, 839, 2436, 4649.
        hint = (
            f'Uploads need the role "{operation.role}" beside "Buyer Communication", and Amazon grants'
            f" them in the region NA (North America) alone by its own documentation: elsewhere this 403"
            f" can stay even with the role. {_GRANT} Without an attachment the message needs no upload."
        )
    denied = f"Amazon denies {operation.name} of the {operation.api} API.{quoted}"
    return PermissionDeniedError(denied, hint=hint)


def _invalid_hint(words: str) -> str | None:
    if re.search(r"attachment with id .* does not exist", words, re.IGNORECASE | re.DOTALL):
        # selling-partner-api-models issue 325
        return "The file never arrived at its upload destination: upload it again, and see what S3 answers."
    if "marketplace" in words.lower():
        return "Name the marketplace in which the order was placed: --marketplace."
    return None


def _words(errors: tuple[ErrorEntry, ...], secrets: tuple[str, ...]) -> str:
    """Return Amazon's words for people to read, masked and cut; "" if it said nothing."""
    parts = []
    for error in errors[:3]:
        details = error.details if error.details not in error.message else ""
        parts.append(" ".join(filter(None, (error.message or error.code, details))))
    text = mask(" / ".join(filter(None, parts)), secrets)
    return text if len(text) <= MAX_WORDS else text[: MAX_WORDS - 1] + "…"


def _matchable_words(errors: tuple[ErrorEntry, ...]) -> str:
    """Return Amazon's words for patterns to match: on one line, in lower case."""
    return " ".join(" ".join(f"{error.message} {error.details}" for error in errors).lower().split())

"""What Amazon's answers mean: the one place where status and words become a value or an error.

Sources of the meanings: the models' response descriptions, and the issues of selling-partner-api-models
(and -docs) that are named beside them. Amazon's words are quoted as data: masked, and cut.
"""

import re

from spmsg.credentials.secrets import mask
from spmsg.errors import (
    AmazonError,
    InvalidInputError,
    RedirectedError,
    ServerError,
    SpmsgError,
    UnavailableError,
    UncertainError,
    UnreadableAnswerError,
)
from spmsg.spapi.answers import Answer, BodyError, Refusal
from spmsg.spapi.denials import denied
from spmsg.spapi.operations import Operation

MAX_WORDS = 500
"""Characters of Amazon's words that an error quotes."""
_DONE_PERHAPS = (303, 408)
"""See Other says that the request was done (RFC 9110, 15.4.4); Request Timeout can be a gateway's, which had
passed it on. Every other 3xx and 4xx says that it was not done."""


def check(operation: Operation, answer: Answer, secrets: tuple[str, ...] = ()) -> None:
    """Raise what `answer` means, unless it is a 2xx with a JSON object or nothing in it.

    An operation that is not repeatable raises UncertainError if it may have done its work. 429 is not
    for here: it is waited out.
    """
    if answer.status >= 300:
        raise _failure(operation, answer, secrets)
    refusals = answer.refusals
    try:
        errors = answer.document.get("errors")
        if errors and not refusals:
            raise BodyError("holds errors that cannot be read")
    except BodyError as error:
        unread = unreadable(answer, operation.name, str(error))
        raise (unread if operation.repeatable else uncertain(operation, unread)) from None
    if refusals:
        words = _words(refusals, secrets)
        raise AmazonError(
            f"Amazon answered {operation.name} with {answer.status}, and yet with errors: {words}",
            request_id=answer.request_id,
        )


def uncertain(operation: Operation, error: SpmsgError) -> UncertainError:
    """Return the error for a message of which nobody knows whether it arrived, because of `error`."""
    return UncertainError(
        f"Nobody can know whether the buyer got the message ({operation.name}): {error.message}",
        hint="It is not sent again by itself. Look the order up in Seller Central (Messages), then tell:"
        " `spmsg history --uncertain`, `spmsg history resolve ID --as sent|not-sent`.",
        request_id=error.request_id,
    )


def redirected(answer: Answer, what: str, secrets: tuple[str, ...] = ()) -> RedirectedError:
    """Return the error for a 3xx answer to `what`."""
    target = mask(answer.headers.get("Location") or "", secrets)[:200]
    pointing = f" and points to {target}" if target else ""
    return RedirectedError(
        f"Amazon answered {what} with {answer.status}{pointing}. That was not followed.",
        hint="Amazon's API does not redirect: check the endpoint, and what stands between you and it.",
        request_id=answer.request_id,
    )


def unreadable(answer: Answer, what: str, why: str) -> UnreadableAnswerError:
    """Return the error for an answer to `what` whose body `why`."""
    return UnreadableAnswerError(
        f"Amazon answered {what} with {answer.status}, but the body {why}.",
        hint="Check the endpoint, and what stands between you and it; otherwise try again later.",
        request_id=answer.request_id,
    )


def _failure(operation: Operation, answer: Answer, secrets: tuple[str, ...]) -> SpmsgError:
    what, request_id = operation.name, answer.request_id
    refusals = answer.refusals
    words = _words(refusals or (), secrets)
    quoted = f" Amazon says: {words}" if words else ""
    error: SpmsgError
    if answer.status < 400:
        error = redirected(answer, what, secrets)
    elif answer.status >= 500:
        error = ServerError(
            f"Amazon failed with {answer.status} at {what}.{quoted}",
            hint="Try again later: health.aboutamazon.com and Seller Central tell of outages.",
            request_id=request_id,
        )
    elif refusals is None:
        error = unreadable(answer, what, answer.fault or "is not the JSON that Amazon answers with")
    elif answer.status in (401, 403):
        error = denied(operation, answer.status, refusals, quoted)
    elif answer.status == 404:
        error = UnavailableError(
            f"Amazon knows no such order of this seller in this marketplace.{quoted}",
            hint="Check the order ID, the marketplace (--marketplace, or a column `marketplace` in a list)"
            " and the profile (--profile).",
            code="no-such-order",
        )
    elif answer.status in (400, 413, 415, 422) and operation.api != "Orders":
        error = InvalidInputError(
            f"Amazon refused the request to {what} as invalid ({answer.status}).{quoted}",
            hint=_invalid_hint(words),
        )
    else:  # a search is all ours: the user cannot mend it
        error = AmazonError(
            f"Amazon answered {what} with {answer.status}.{quoted}",
            hint=_invalid_hint(words),
            code="refused" if answer.status == 400 else None,
        )
    error.request_id = request_id
    doubtful = answer.status in _DONE_PERHAPS or (400 <= answer.status < 500 and refusals is None)
    return uncertain(operation, error) if doubtful and not operation.repeatable else error


def _invalid_hint(words: str) -> str | None:
    if re.search(r"attachment with id .* does not exist", words, re.IGNORECASE | re.DOTALL):
        # selling-partner-api-models issue 325
        return "The file never arrived at its upload destination: upload it again, and see what S3 answers."
    if "marketplace" in words.lower():
        return "Name the marketplace in which the order was placed: --marketplace."
    return None


def _words(refusals: tuple[Refusal, ...], secrets: tuple[str, ...]) -> str:
    """Return what Amazon said, for people; "" if it said nothing."""
    parts = []
    for refusal in refusals[:3]:
        details = refusal.details if refusal.details not in refusal.message else ""
        parts.append(" ".join(filter(None, (refusal.message or refusal.code, details))))
    text = mask(" / ".join(filter(None, parts)), secrets)
    return text if len(text) <= MAX_WORDS else text[: MAX_WORDS - 1] + "…"

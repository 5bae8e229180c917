"""What Amazon's refusals mean: the one place where an answer's status and words become an error.

Sources of the meanings: the models' response descriptions, and the issues of selling-partner-api-models
named beside them. Amazon's own words are quoted as data: masked, and cut to a sane length.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spmsg.errors import (
    AmazonError,
    InvalidInputError,
    PermissionDeniedError,
    RedirectedError,
    ServerError,
    SpmsgError,
    UnavailableError,
    UnreadableAnswerError,
)
from spmsg.spapi.answers import BodyError, RawAnswer, parse_json
from spmsg.spapi.operations import CREATE_UPLOAD_DESTINATION, Operation
from spmsg.spapi.trace import mask

MAX_WORDS = 500
"""Characters of Amazon's words that an error quotes."""
DENIED = "access to requested resource is denied"
NOT_OFFERED = "invalid amazonorderid and template combination"


@dataclass(frozen=True)
class Refusal:
    """An entry of Amazon's `errors`."""

    code: str
    message: str
    details: str


def refusals(document: object) -> tuple[Refusal, ...]:
    """The entries of the document's `errors` that can be read; none where it has no such list."""
    entries = document.get("errors") if isinstance(document, dict) else None
    return tuple(
        Refusal(*(_text(entry.get(member)) for member in ("code", "message", "details")))
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict)
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def read_refusals(raw: RawAnswer) -> tuple[Refusal, ...] | None:
    """The errors in an answer's body; None where the body is neither empty nor JSON."""
    if raw.fault is not None:
        return None
    try:
        return refusals(parse_json(raw.content))
    except BodyError:
        return None


def words(told: Iterable[Refusal], secrets: Iterable[str] = ()) -> str:
    """What Amazon said, for people; "" where it said nothing."""
    parts = []
    for refusal in list(told)[:3]:
        details = refusal.details if refusal.details not in refusal.message else ""
        parts.append(" ".join(filter(None, (refusal.message or refusal.code, details))))
    text = mask(" / ".join(filter(None, parts)), secrets)
    return text if len(text) <= MAX_WORDS else text[: MAX_WORDS - 1] + "…"


def speaks_of_token(told: Iterable[Refusal]) -> bool:
    """Whether Amazon names the access token as the reason: expired, revoked, malformed, missing."""
    said = " ".join(f"{refusal.message} {refusal.details}" for refusal in told).lower()
    return "token" in said and any(
        word in said for word in ("expired", "revoked", "malformed", "invalid", "missing", "not valid")
    )


def is_bare_denial(told: tuple[Refusal, ...]) -> bool:
    """Whether Amazon denies access and says no more: an old token, or a role that is missing."""
    return bool(told) and all(DENIED in r.message.lower() and not r.details for r in told)


def redirected(raw: RawAnswer, what: str, secrets: Iterable[str] = ()) -> RedirectedError:
    """The error for a 3xx answer to `what`."""
    target = mask(raw.headers.get("Location") or "", secrets)[:200]
    pointing = f" and points to {target}" if target else ""
    return RedirectedError(
        f"Amazon answered {what} with {raw.status}{pointing}. That was not followed.",
        hint="Amazon's API does not redirect: check the endpoint, and what stands between you and it.",
        request_id=raw.request_id,
    )


def unreadable(raw: RawAnswer, what: str, why: str) -> UnreadableAnswerError:
    """The error for an answer to `what` whose body `why`."""
    return UnreadableAnswerError(
        f"Amazon answered {what} with {raw.status}, but the body {why}.",
        hint="Check the endpoint, and what stands between you and it; otherwise try again later.",
        request_id=raw.request_id,
    )


def refusal_of(operation: Operation, raw: RawAnswer, secrets: Iterable[str] = ()) -> SpmsgError:
    """The error that a 4xx or 5xx answer to `operation` means (429 is the caller's to wait out)."""
    what, request_id = operation.name, raw.request_id
    told = read_refusals(raw)
    said = words(told or (), secrets)
    quoted = f" Amazon says: {said}" if said else ""
    if raw.status >= 500:
        return ServerError(
            f"Amazon failed with {raw.status} at {what}.{quoted}",
            hint="Try again later: health.aboutamazon.com and Seller Central tell of outages.",
            request_id=request_id,
        )
    if told is None:
        return unreadable(raw, what, raw.fault or "is not the JSON that Amazon answers with")
    if raw.status == 401:
        return PermissionDeniedError(
            f"Amazon refuses the access token at {what}.{quoted}",
            hint="Authorise the application again, then `spmsg auth login`.",
            request_id=request_id,
        )
    if raw.status == 403:
        return _forbidden(operation, said, quoted, request_id)
    if raw.status == 404:
        return UnavailableError(
            f"Amazon knows no such order of this seller in this marketplace.{quoted}",
            hint="Check the order ID, the marketplace (--marketplace, or a column `marketplace` in a list)"
            " and the profile (--profile).",
            request_id=request_id,
        )
    if raw.status in (400, 413, 415, 422):
        return InvalidInputError(
            f"Amazon refused the request to {what} as invalid ({raw.status}).{quoted}",
            hint=_invalid_hint(said),
            request_id=request_id,
        )
    return AmazonError(f"Amazon answered {what} with {raw.status}.{quoted}", request_id=request_id)


def _forbidden(operation: Operation, said: str, quoted: str, request_id: str | None) -> SpmsgError:
    if NOT_OFFERED in said.lower():
        return UnavailableError(
            f"Amazon does not offer this action for this order now.{quoted}",
            hint="See what is offered with `spmsg actions ORDER`.",
            request_id=request_id,
        )
    grant = (
        "Grant it in Seller Central (Apps and Services > Develop Apps), authorise the application again,"
        " then `spmsg auth login` with the new refresh token."
    )
    if operation.name == CREATE_UPLOAD_DESTINATION.name:
        # developer-docs, role mappings: "Product Listing", NA alone; models issues 97, 839, 2436, 4649.
        return PermissionDeniedError(
            f"Amazon denies the Uploads API.{quoted}",
            hint=f'Uploads need the role "{operation.role}" beside "Buyer Communication", and Amazon grants'
            f" them in the region NA (North America) alone by its own documentation: elsewhere this 403"
            f" can stay even with the role. {grant} Without an attachment the message needs no upload.",
            request_id=request_id,
        )
    return PermissionDeniedError(
        f"Amazon denies {operation.name} of the {operation.api} API.{quoted}",
        hint=f'The application needs the role "{operation.role}", and the seller must have authorised it'
        f" since it has it. {grant}",
        request_id=request_id,
    )


def _invalid_hint(said: str) -> str | None:
    if re.search(r"attachment with id .* does not exist", said, re.IGNORECASE | re.DOTALL):
        # selling-partner-api-models issue 325
        return "The file never arrived at its upload destination: upload it again, and see what S3 answers."
    if "marketplace" in said.lower():
        return "Name the marketplace in which the order was placed: --marketplace."
    return None

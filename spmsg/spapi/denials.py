"""What a 401 or a 403 means: a token, a secret or a role that is refused, or an action that is not offered.

Amazon says it in words, which are matched here. Sources: the issues of selling-partner-api-models (and -docs)
that are named beside them.
"""

import re
from dataclasses import dataclass

from spmsg.errors import (
    AmazonError,
    CredentialsError,
    PermissionDeniedError,
    SpmsgError,
    UnavailableError,
    UsageError,
)
from spmsg.spapi.answers import Answer, Refusal
from spmsg.spapi.operations import CREATE_UPLOAD_DESTINATION, Operation

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


def asks_for_another_token(answer: Answer) -> bool:
    """Return whether Amazon refuses the access token itself, so that the request did no work."""
    refusals = answer.refusals if answer.status in (401, 403) else None
    if refusals is None:
        return False
    said = _said(refusals)
    if re.search(_CLIENT_EXPIRED, said):
        return False
    return answer.status == 401 or re.search(_ACCESS_REFUSED, said) is not None


def denied(operation: Operation, status: int, refusals: tuple[Refusal, ...], quoted: str) -> SpmsgError:
    """Return what a 401 or 403 means: what Amazon's words name, a missing role if they name nothing."""
    said = _said(refusals)
    for cause in _CAUSES + (_CAUSES_OF_AN_ORDER if operation.is_of_order and status == 403 else ()):
        if re.search(cause.pattern, said):
            return cause.error(cause.message + quoted, hint=cause.hint, code=cause.code)
    if status == 401:
        text = f"Amazon refuses the access token.{quoted}"
        return PermissionDeniedError(text, hint=_AUTHORISE_AGAIN, code="token-refused")
    hint = (
        f'The application needs the role "{operation.role}", and the seller must have authorised it'
        f" since it has it. {_GRANT}"
    )
    if not re.fullmatch(_NO_REASON, said):
        hint = f'If a role is what it lacks, that is "{operation.role}". {_GRANT}'
    elif operation is CREATE_UPLOAD_DESTINATION:
        # developer-docs, role mappings: "Product Listing", NA alone; models issues 97, 839, 2436, 4649.
        hint = (
            f'Uploads need the role "{operation.role}" beside "Buyer Communication", and Amazon grants'
            f" them in the region NA (North America) alone by its own documentation: elsewhere this 403"
            f" can stay even with the role. {_GRANT} Without an attachment the message needs no upload."
        )
    return PermissionDeniedError(
        f"Amazon denies {operation.name} of the {operation.api} API.{quoted}", hint=hint
    )


def _said(refusals: tuple[Refusal, ...]) -> str:
    """Return what Amazon said, on one line in lower case, for patterns."""
    return " ".join(" ".join(f"{r.message} {r.details}" for r in refusals).lower().split())

"""One exchange with Login with Amazon (OAuth 2.0, RFC 6749 section 6), and what its answers mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from spmsg.credentials.secrets import Secrets, mask
from spmsg.errors import CredentialsError, ServerError, SpmsgError, ThrottledError
from spmsg.spapi.answers import Answer, BodyError, text
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.responses import redirected, unreadable

NAME = "Login with Amazon"
LIFETIME = 3600.0
"""Seconds that a token lives if `expires_in` does not say: Amazon documents an hour."""
MAX_LIFETIME = 86_400.0
"""Seconds that we believe a token to live at most."""


@dataclass(frozen=True)
class _Remedy:
    """What OAuth's error (RFC 6749, section 5.2) means here, and the names of the secrets in doubt."""

    message: str
    hint: str
    names: tuple[str, ...] = ()


_REMEDIES = {
    "invalid_grant": _Remedy(
        "Login with Amazon refuses the refresh token: it is wrong, revoked, or another application's.",
        "Authorise the application again in Seller Central, then `spmsg auth login` with the new token.",
        ("refresh_token",),
    ),
    "invalid_client": _Remedy(
        "Login with Amazon refuses the client ID or secret: one is wrong, or the secret was rotated.",
        "Look both up in Seller Central (Apps and Services > Develop Apps > View credentials),"
        " then `spmsg auth login`.",
        ("client_id", "client_secret"),
    ),
    "unauthorized_client": _Remedy(
        "Login with Amazon does not allow this application to use refresh tokens.",
        "Check the application's registration in Seller Central (Apps and Services > Develop Apps).",
    ),
}


class RefusedError(CredentialsError):
    """Login with Amazon refused the credentials; `names` are the secrets in doubt, () if it does not say."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grant:
    """An access token, the seconds that it lives, and the headers of the answer that it came with."""

    access_token: str = field(repr=False)
    lifetime: float
    headers: Mapping[str, str] = field(repr=False)


def log_in(http: HttpClient, url: str, secrets: Secrets) -> Grant:
    """Exchange `secrets` for an access token, once. Raises as `granted`, ThrottledError for 429."""
    answer = exchange(http, url, secrets)
    if answer.status == 429:
        raise ThrottledError(f"{NAME} is asked too often just now.", hint="Try again in a minute.")
    return granted(answer, secrets)


def exchange(http: HttpClient, url: str, secrets: Secrets) -> Answer:
    """Return Login with Amazon's answer, whatever it is. Raises UnreachableError and NoAnswerError."""
    form = {
        "grant_type": "refresh_token",
        "refresh_token": secrets.refresh_token,
        "client_id": secrets.client_id,
        "client_secret": secrets.client_secret,
    }
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
    }
    hidden = (secrets.client_secret, secrets.refresh_token)
    return http.exchange("POST", url, headers, urlencode(form).encode(), secrets=hidden)


def granted(answer: Answer, secrets: Secrets) -> Grant:
    """Return the access token in an answer.

    Raises RefusedError for OAuth's errors, ServerError for 5xx, RedirectedError for 3xx, and
    UnreadableAnswerError for all that Login with Amazon does not answer with.
    """
    if 300 <= answer.status < 400:
        raise redirected(answer, NAME)
    if answer.status >= 500:
        raise ServerError(
            f"{NAME} failed with {answer.status}.", hint="Try again later.", request_id=answer.request_id
        )
    try:
        document = answer.document
    except BodyError as error:
        raise unreadable(answer, NAME, str(error)) from None
    if answer.status >= 400 or "error" in document:
        raise _refused(answer, document, secrets)
    token, seconds = document.get("access_token"), document.get("expires_in")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", token):
        raise unreadable(answer, NAME, "holds no access token")
    lifetime = float(seconds) if isinstance(seconds, (int, float)) and seconds > 0 else LIFETIME
    return Grant(token, min(lifetime, MAX_LIFETIME), answer.headers)


def _refused(answer: Answer, document: Mapping[str, object], secrets: Secrets) -> SpmsgError:
    code = text(document, "error")
    if code is None:
        return unreadable(answer, NAME, "does not say what is wrong")
    unknown = _Remedy(
        f"{NAME} refuses the credentials ({mask(code)[:60]}).", "Check them with `spmsg auth status`."
    )
    remedy = _REMEDIES.get(code, unknown)
    words = mask(text(document, "error_description") or "", (secrets.client_secret, secrets.refresh_token))[
        :300
    ]
    quoted = f" It says: {words}" if words else ""
    error = RefusedError(
        remedy.message + quoted,
        hint=remedy.hint,
        request_id=answer.request_id,
        code=code.replace("_", "-") if code in _REMEDIES else None,
    )
    error.names = remedy.names
    return error

"""One exchange with Login with Amazon (OAuth 2.0, RFC 6749 section 6), and what its answers mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from spmsg.credentials.secrets import Secrets
from spmsg.errors import CredentialsError, NoAnswerError, ServerError, SpmsgError, ThrottledError
from spmsg.spapi.answers import BodyError, RawAnswer, parse_json
from spmsg.spapi.http_client import HttpClient
from spmsg.spapi.responses import redirected, unreadable
from spmsg.spapi.trace import mask

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
    raw = exchange(http, url, secrets)
    if raw.status == 429:
        raise ThrottledError(f"{NAME} is asked too often just now.", hint="Try again in a minute.")
    return granted(raw, secrets)


def exchange(http: HttpClient, url: str, secrets: Secrets) -> RawAnswer:
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


def granted(raw: RawAnswer, secrets: Secrets) -> Grant:
    """Return the access token in an answer.

    Raises RefusedError for OAuth's errors, ServerError for 5xx, RedirectedError for 3xx, NoAnswerError for
    an answer that broke off, and UnreadableAnswerError for all that Login with Amazon does not answer with.
    """
    if 300 <= raw.status < 400:
        raise redirected(raw, NAME)
    if raw.status >= 500:
        raise ServerError(
            f"{NAME} failed with {raw.status}.", hint="Try again later.", request_id=raw.request_id
        )
    document = _document(raw)
    if not 200 <= raw.status < 300 or "error" in document:
        raise _refused(raw, document, secrets)
    token = document.get("access_token")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", token):
        raise unreadable(raw, NAME, "holds no access token")
    return Grant(token, _lifetime(document.get("expires_in")), raw.headers)


def _document(raw: RawAnswer) -> dict[str, object]:
    if raw.fault == "broke off":
        raise NoAnswerError(f"{NAME}'s answer broke off.", request_id=raw.request_id)
    if raw.fault is not None:
        raise unreadable(raw, NAME, raw.fault)
    try:
        document = parse_json(raw.content)
    except BodyError as error:
        raise unreadable(raw, NAME, str(error)) from None
    if not isinstance(document, dict):
        raise unreadable(raw, NAME, "holds no JSON object")
    return document


def _refused(raw: RawAnswer, document: dict[str, object], secrets: Secrets) -> SpmsgError:
    code, description = document.get("error"), document.get("error_description")
    if not isinstance(code, str):
        return unreadable(raw, NAME, "does not say what is wrong")
    unknown = _Remedy(
        f"{NAME} refuses the credentials ({mask(code)[:60]}).", "Check them with `spmsg auth status`."
    )
    remedy = _REMEDIES.get(code, unknown)
    words = description if isinstance(description, str) else ""
    words = mask(words, (secrets.client_secret, secrets.refresh_token))[:300]
    quoted = f" It says: {words}" if words else ""
    error = RefusedError(remedy.message + quoted, hint=remedy.hint, request_id=raw.request_id)
    error.names = remedy.names
    return error


def _lifetime(seconds: object) -> float:
    if isinstance(seconds, str) and re.fullmatch(r"[0-9]{1,9}", seconds.strip()):
        seconds = int(seconds)
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not seconds > 0:
        return LIFETIME
    return float(min(seconds, MAX_LIFETIME))

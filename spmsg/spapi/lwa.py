"""One exchange with Login with Amazon (OAuth 2.0, RFC 6749 section 6), and what its answers mean."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from spmsg.errors import (
    AmazonError,
    CredentialsError,
    NoAnswerError,
    ServerError,
)
from spmsg.spapi.answers import BodyError, RawAnswer, parse_json
from spmsg.spapi.refusals import redirected, unreadable
from spmsg.spapi.trace import Tracer, mask
from spmsg.spapi.user_agent import user_agent

if TYPE_CHECKING:
    from spmsg.spapi.client import Client
    from spmsg.spapi.wire import Wire

WHAT = "Login with Amazon"
LIFETIME = 3600.0
"""Seconds that a token lives where `expires_in` does not say: Amazon documents an hour."""
LONGEST = 86_400.0
"""Seconds that we believe a token to live at most."""


_REMEDIES = {
    "invalid_grant": (
        "Login with Amazon refuses the refresh token: it is wrong, revoked, or another application's.",
        "Authorise the application again in Seller Central, then `spmsg auth login` with the new token.",
    ),
    "invalid_client": (
        "Login with Amazon refuses the client ID or secret: one is wrong, or the secret was rotated.",
        "Look both up in Seller Central (Apps and Services > Develop Apps > View credentials),"
        " then `spmsg auth login`.",
    ),
    "unauthorized_client": (
        "Login with Amazon does not allow this application to use refresh tokens.",
        "Check the application's registration in Seller Central (Apps and Services > Develop Apps).",
    ),
}


def ask(wire: "Wire", url: str, client: "Client", tracer: Tracer) -> RawAnswer:
    """Login with Amazon's answer, whatever it is. Raises UnreachableError and NoAnswerError."""
    form = {
        "grant_type": "refresh_token",
        "refresh_token": client.refresh_token,
        "client_id": client.client_id,
        "client_secret": client.client_secret,
    }
    headers = {
        "User-Agent": user_agent(),
        "Accept": "application/json",
        "Accept-Encoding": "gzip",
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
    }
    secrets = (client.client_secret, client.refresh_token)
    body = urlencode(form).encode()
    tracer.request("POST", url, headers, body, secrets)
    raw = wire.exchange("POST", url, headers, body)
    tracer.answer(raw.status, raw.reason, raw.headers, raw.content, secrets)
    return raw


def granted(raw: RawAnswer, client: "Client") -> tuple[str, float]:
    """The access token and the seconds that it lives.

    Raises CredentialsError for OAuth's errors, ServerError for 5xx, RedirectedError for 3xx, and
    UnreadableAnswerError for anything that Login with Amazon does not answer with.
    """
    if 300 <= raw.status < 400:
        raise redirected(raw, WHAT)
    if raw.status >= 500:
        raise ServerError(
            f"{WHAT} failed with {raw.status}.", hint="Try again later.", request_id=raw.request_id
        )
    document = _document(raw)
    if not 200 <= raw.status < 300 or "error" in document:
        raise _refused(raw, document, client)
    token = document.get("access_token")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", token):
        raise unreadable(raw, WHAT, "holds no access token")
    return token, _lifetime(document.get("expires_in"))


def _document(raw: RawAnswer) -> dict[str, object]:
    if raw.fault is not None:
        if raw.fault == "broke off":
            raise NoAnswerError(f"{WHAT}'s answer broke off.", request_id=raw.request_id)
        raise unreadable(raw, WHAT, raw.fault)
    try:
        document = parse_json(raw.content)
    except BodyError as error:
        raise unreadable(raw, WHAT, str(error)) from None
    if not isinstance(document, dict):
        raise unreadable(raw, WHAT, "holds no JSON object")
    return document


def _refused(raw: RawAnswer, document: dict[str, object], client: "Client") -> AmazonError | CredentialsError:
    code, description = document.get("error"), document.get("error_description")
    if not isinstance(code, str):
        return unreadable(raw, WHAT, "does not say what is wrong")
    message, hint = _REMEDIES.get(
        code, (f"{WHAT} refuses the credentials ({mask(code)[:60]}).", "Check them with `spmsg auth status`.")
    )
    said = description if isinstance(description, str) else ""
    said = mask(said, (client.client_secret, client.refresh_token))[:300]
    quoted = f" It says: {said}" if said else ""
    return CredentialsError(message + quoted, hint=hint, request_id=raw.request_id)


def _lifetime(told: object) -> float:
    if isinstance(told, str) and re.fullmatch(r"[0-9]{1,9}", told.strip()):
        told = int(told)
    if isinstance(told, bool) or not isinstance(told, (int, float)) or not told > 0:
        return LIFETIME
    return min(float(min(told, LONGEST)), LONGEST)

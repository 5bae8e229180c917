"""Login with Amazon, and what every request of the SP-API passes: User-Agent, token, role, rate.

Any client and any refresh token is good, unless it begins with `bad`. What they contain takes roles away:
`no-messaging`, `no-orders`, `no-uploads`, `no-solicitations`.
"""

import hashlib
import secrets
from dataclasses import dataclass

from werkzeug.wrappers import Response

from spmsg.simulator.responses import DENIED, Call, RefusedError, denied, json_response, quota_exceeded
from spmsg.simulator.state import Account

TOKEN_SECONDS = 3600
"""How long an access token lasts."""

_ROLES = ("messaging", "orders", "uploads", "solicitations")
_LONGEST_USER_AGENT = 500


@dataclass(frozen=True)
class Operation:
    """One of Amazon's operations: its documented usage plan, the role it needs, its group of faults."""

    name: str
    role: str
    group: str
    rate: float
    burst: int


def create_token(call: Call) -> Response:
    """Answer `POST /auth/o2/token`: an access token, or OAuth's error with 400 or 401."""
    form = call.request.form
    if call.request.mimetype != "application/x-www-form-urlencoded":
        return _error(400, "invalid_request", "The Content-Type must be application/x-www-form-urlencoded.")
    if form.get("grant_type", "") not in ("", "refresh_token"):
        return _error(
            400, "unsupported_grant_type", "The authorization grant type is not supported by the server."
        )
    for name in ("grant_type", "refresh_token", "client_id", "client_secret"):
        if not form.get(name):
            return _error(400, "invalid_request", f"The request is missing a required parameter : {name}")
    client, refresh_token = form["client_id"], form["refresh_token"]
    if client.startswith("bad") or form["client_secret"].startswith("bad"):
        return _error(401, "invalid_client", "Client authentication failed")
    if refresh_token.startswith("bad"):
        return _error(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token")
    account = Account(
        hashlib.sha256(f"{client}\n{refresh_token}".encode("utf-8", "surrogateescape")).hexdigest(),
        frozenset(role for role in _ROLES if f"no-{role}" in f"{client}\n{refresh_token}"),
    )
    token = f"Atza|{secrets.token_urlsafe(96)}"
    call.state.add_token(token, account, call.now + TOKEN_SECONDS, call.now)
    answer = {"access_token": token, "refresh_token": refresh_token, "token_type": "bearer"}
    response = json_response(200, {**answer, "expires_in": TOKEN_SECONDS})
    response.headers["Cache-Control"] = "no-store"
    return response


def check_user_agent(call: Call) -> None:
    """Raise 403 without a User-Agent of at most 500 characters, which Amazon requires."""
    agent = call.request.headers.get("User-Agent", "")
    if not agent or len(agent) > _LONGEST_USER_AGENT:
        raise denied(f"A User-Agent header of 1 to {_LONGEST_USER_AGENT} characters is required.")


def authenticate(call: Call) -> Account:
    """Return whose access token this is; raises 403 if it is missing, unknown or expired."""
    text = call.request.headers.get("x-amz-access-token", "")
    if not text:
        raise RefusedError(403, "MissingAuthenticationToken", DENIED, "No access token.")
    token = call.state.token(text)
    if token is None:
        raise denied("The access token you provided is revoked, malformed or invalid.")
    if token.expires <= call.now:
        raise denied("The access token you provided has expired.")
    return token.account


def check_role(account: Account, operation: Operation) -> None:
    """Raise 403 if the application lacks the operation's role, without saying which, as Amazon does."""
    if operation.role in account.lacking:
        raise denied()


def take_rate(call: Call, account: Account, operation: Operation) -> None:
    """Take a request from the operation's bucket of this account; raises 429 if it is empty."""
    if not call.state.take(account.id, operation.name, operation.rate, operation.burst, call.now):
        raise quota_exceeded()


def _error(status: int, error: str, description: str) -> Response:
    return json_response(status, {"error": error, "error_description": description})

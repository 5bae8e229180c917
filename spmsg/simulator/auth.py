"""Login with Amazon, and what every request of the SP-API passes: User-Agent, token, role, rate.

Any client and any refresh token is good, unless it begins with `bad`. What they contain takes roles away:
`no-messaging`, `no-orders`, `no-uploads`, `no-solicitations`.
"""

import hashlib
import secrets

from werkzeug.wrappers import Response

from spmsg.simulator.api import DENIED, Call, RefusedError, denied, json_response
from spmsg.simulator.state import Token

TOKEN_SECONDS = 3600
"""How long an access token lasts."""

_ROLES = ("messaging", "orders", "uploads", "solicitations")
_LONGEST_USER_AGENT = 500
_PARAMETERS = ("grant_type", "refresh_token", "client_id", "client_secret")


def create_token(call: Call) -> Response:
    """Answer the token endpoint: an access token, or OAuth's error with 400 or 401."""
    if call.request.method != "POST":
        raise RefusedError(405, "InvalidInput", "The token endpoint is asked with POST.")
    form = call.request.form
    if call.request.mimetype != "application/x-www-form-urlencoded":
        return oauth_error(
            400, "invalid_request", "The Content-Type must be application/x-www-form-urlencoded."
        )
    missing = [name for name in _PARAMETERS if not form.get(name)]
    if missing:
        return oauth_error(
            400, "invalid_request", f"The request is missing a required parameter : {missing[0]}"
        )
    if form["grant_type"] != "refresh_token":
        return oauth_error(
            400, "unsupported_grant_type", "The authorization grant type is not supported by the server."
        )
    client, refresh_token = form["client_id"], form["refresh_token"]
    if client.startswith("bad") or form["client_secret"].startswith("bad"):
        return oauth_error(401, "invalid_client", "Client authentication failed")
    if refresh_token.startswith("bad"):
        return oauth_error(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token")
    seller = f"{client}\n{refresh_token}"
    token = Token(
        hashlib.sha256(seller.encode("utf-8", "surrogateescape")).hexdigest(),
        frozenset(role for role in _ROLES if f"no-{role}" in seller),
        call.now + TOKEN_SECONDS,
    )
    access_token = f"Atza|{secrets.token_urlsafe(96)}"
    call.state.add_token(access_token, token, call.now)
    answer = {"access_token": access_token, "refresh_token": refresh_token, "token_type": "bearer"}
    response = json_response(200, {**answer, "expires_in": TOKEN_SECONDS})
    response.headers["Cache-Control"] = "no-store"
    return response


def oauth_error(status: int, error: str, description: str) -> Response:
    """Return a refusal of the token endpoint, as OAuth shapes it."""
    return json_response(status, {"error": error, "error_description": description})


def authenticate(call: Call) -> str:
    """Return whose access token this is.

    Raises 403 without a User-Agent, which Amazon requires, for a token that is missing, unknown or expired,
    and without the role that the API needs; like Amazon it does not say which role.
    """
    agent = call.request.headers.get("User-Agent", "")
    if not 1 <= len(agent) <= _LONGEST_USER_AGENT:
        raise denied(f"A User-Agent header of 1 to {_LONGEST_USER_AGENT} characters is required.")
    text = call.request.headers.get("x-amz-access-token", "")
    if not text:
        raise RefusedError(403, "MissingAuthenticationToken", DENIED, "No access token.")
    token = call.state.token(text)
    if token is None:
        raise denied("The access token you provided is revoked, malformed or invalid.")
    if token.expires <= call.now:
        raise denied("The access token you provided has expired.")
    if call.raw_path.strip("/").partition("/")[0] in token.lacking:
        raise denied()
    return token.account

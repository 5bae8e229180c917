"""Login with Amazon: refresh tokens in, access tokens out.

Any client and any refresh token is good, unless it begins with `bad`. What they contain takes roles away:
`no-messaging`, `no-orders`, `no-uploads`, `no-solicitations`.
"""

import hashlib
import secrets

from werkzeug.wrappers import Response

from spmsg.simulator.answers import Call, answer
from spmsg.simulator.state import Account

LIFETIME = 3600
"""Seconds that an access token lasts."""

ROLES = ("messaging", "orders", "uploads", "solicitations")


def create_token(call: Call) -> Response:
    """The token endpoint, `POST /auth/o2/token`: OAuth's answer, or its error with 400 or 401."""
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
        frozenset(role for role in ROLES if f"no-{role}" in client or f"no-{role}" in refresh_token),
    )
    token = f"Atza|{secrets.token_urlsafe(96)}"
    call.state.add_token(token, account, call.now + LIFETIME, call.now)
    response = answer(
        200,
        {
            "access_token": token,
            "refresh_token": refresh_token,
            "token_type": "bearer",
            "expires_in": LIFETIME,
        },
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _error(status: int, error: str, description: str) -> Response:
    return answer(status, {"error": error, "error_description": description})

"""What all APIs of the simulator share: a call, its access token and parameters, and how it is answered.

Login with Amazon takes any client and any refresh token that does not begin with `bad`. What they contain
takes roles away: `no-messaging`, `no-orders`, `no-uploads`, `no-solicitations`.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.wrappers import Request, Response

from spmsg.simulator.state import State, Token

DENIED = "Access to requested resource is denied."
TOKEN_PATH = "/auth/o2/token"  # noqa: S105 - a path, not a secret

_TOKEN_SECONDS = 3600
_ROLES = ("messaging", "orders", "uploads", "solicitations")
_TOKEN_PARAMETERS = ("grant_type", "refresh_token", "client_id", "client_secret")


@dataclass(frozen=True)
class Call:
    """One request. `now` in seconds since the epoch; `account` is the seller's, once its token is checked."""

    request: Request
    state: State
    now: float
    sleep: Callable[[float], None]
    account: str = ""

    @property
    def raw_path(self) -> str:
        """The path, still percent-encoded, so that `%2F` is not taken for `/`."""
        return str(self.request.environ["REQUEST_URI"]).partition("?")[0]


# Answers


class RefusedError(Exception):
    """A request that is refused, with the answer that says so."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def refused(status: int, code: str, message: str, details: str = "") -> RefusedError:
    """Return a refusal in the shape of Amazon's `ErrorList`."""
    error = {"code": code, "message": message, "details": details}
    return RefusedError(json_response(status, {"errors": [error]}))


def denied(details: str = "") -> RefusedError:
    """Return 403, as Amazon's gateway words it."""
    return refused(403, "Unauthorized", DENIED, details)


def invalid(message: str, details: str = "") -> RefusedError:
    """Return 400: a parameter or the body is not what Amazon's model says."""
    return refused(400, "InvalidInput", message, details)


def oauth_error(status: int, error: str, description: str) -> RefusedError:
    """Return a refusal of the token endpoint, as OAuth shapes it."""
    return RefusedError(json_response(status, {"error": error, "error_description": description}))


def json_response(status: int, document: Mapping[str, object], media: str = "application/json") -> Response:
    """Return a JSON answer."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, content_type=media)


# Tokens


def create_token(call: Call) -> Response:
    """Answer the token endpoint: an access token, or OAuth's error with 400 or 401."""
    if call.request.method != "POST":
        raise refused(405, "InvalidInput", "The token endpoint is asked with POST.")
    if call.request.mimetype != "application/x-www-form-urlencoded":
        raise oauth_error(400, "invalid_request", "Content-Type must be application/x-www-form-urlencoded.")
    form = call.request.form
    missing = [name for name in _TOKEN_PARAMETERS if not form.get(name)]
    if missing:
        what = f"The request is missing a required parameter : {missing[0]}"
        raise oauth_error(400, "invalid_request", what)
    if form["grant_type"] != "refresh_token":
        what = "The authorization grant type is not supported by the server."
        raise oauth_error(400, "unsupported_grant_type", what)
    client, refresh_token = form["client_id"], form["refresh_token"]
    if client.startswith("bad") or form["client_secret"].startswith("bad"):
        raise oauth_error(401, "invalid_client", "Client authentication failed")
    if refresh_token.startswith("bad"):
        raise oauth_error(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token")
    seller = f"{client}\n{refresh_token}"
    account = hashlib.sha256(seller.encode()).hexdigest()
    lacking = frozenset(role for role in _ROLES if f"no-{role}" in seller)
    access_token = f"Atza|{secrets.token_urlsafe(96)}"
    call.state.add_token(access_token, Token(account, lacking, call.now + _TOKEN_SECONDS), call.now)
    answer = {"access_token": access_token, "refresh_token": refresh_token, "token_type": "bearer"}
    response = json_response(200, {**answer, "expires_in": _TOKEN_SECONDS})
    response.headers["Cache-Control"] = "no-store"
    return response


def authenticate(call: Call) -> str:
    """Return the account that the request's access token is of.

    Raises 403 without a User-Agent, which Amazon requires, for a token that is missing, unknown or expired,
    and without the role that the API needs; as Amazon, it does not say which.
    """
    if not 1 <= len(call.request.headers.get("User-Agent", "")) <= 500:
        raise denied("A User-Agent header of 1 to 500 characters is required.")
    text = call.request.headers.get("x-amz-access-token", "")
    if not text:
        raise refused(403, "MissingAuthenticationToken", DENIED, "No access token.")
    token = call.state.token(text)
    if token is None:
        raise denied("The access token you provided is revoked, malformed or invalid.")
    if token.expires <= call.now:
        raise denied("The access token you provided has expired.")
    if call.raw_path.strip("/").partition("/")[0] in token.lacking:
        raise denied()
    return token.account


# Parameters


def one_marketplace(request: Request) -> str:
    """Return the marketplace that is asked for; raises 400 if that is none or several."""
    values = [part for value in request.args.getlist("marketplaceIds") for part in value.split(",")]
    if len(values) != 1 or not values[0].isalnum():
        raise invalid("Missing or invalid request parameter: marketplaceId")
    return values[0]


def json_object(request: Request) -> dict[str, object]:
    """Return the request's body, which must be a JSON object; raises 415 or 400 otherwise."""
    if request.mimetype != "application/json":
        raise refused(415, "InvalidInput", "The request payload is in an unsupported format.")
    try:
        document = json.loads(request.get_data())
        # half of a surrogate pair is no text
        json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise invalid("Request has missing or invalid parameters and cannot be parsed.")
    return document


def read_time(value: object) -> float:
    """Return the seconds since the epoch of an ISO 8601 date-time with its zone; raises ValueError."""
    found = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value.upper() else None
    if found is None or found.tzinfo is None:
        raise ValueError("not a date-time with its zone")
    return found.timestamp()


def write_time(seconds: float) -> str:
    """Return a time in ISO 8601 in UTC, with milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

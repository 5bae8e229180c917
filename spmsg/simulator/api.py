"""What all APIs of the simulator share: a call, its parameters, refusals and JSON answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.wrappers import Request, Response

from spmsg.simulator.state import State

DENIED = "Access to requested resource is denied."


@dataclass(frozen=True)
class Call:
    """One request. `now` in seconds since the epoch; `base_url` has no slash at its end.

    `raw_path` is still percent-encoded: only so can `%2F` be told from `/`. `account` is the seller's, once
    the access token was checked.
    """

    request: Request
    state: State
    now: float
    sleep: Callable[[float], None]
    base_url: str
    raw_path: str
    account: str = ""


class RefusedError(Exception):
    """A request that Amazon would refuse: the HTTP status and the one error in its list."""

    def __init__(self, status: int, code: str, message: str, details: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.error = {"code": code, "message": message, "details": details}

    def response(self) -> Response:
        """Return the refusal in the shape of Amazon's `ErrorList`."""
        return json_response(self.status, {"errors": [self.error]})


def denied(details: str = "") -> RefusedError:
    """Return 403, as Amazon's gateway words it."""
    return RefusedError(403, "Unauthorized", DENIED, details)


def invalid(message: str, details: str = "") -> RefusedError:
    """Return 400: a parameter or the body is not what Amazon's model says."""
    return RefusedError(400, "InvalidInput", message, details)


def json_response(
    status: int, document: Mapping[str, object], content_type: str = "application/json"
) -> Response:
    """Return a JSON answer."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, content_type=content_type)


def one_marketplace(request: Request) -> str:
    """Return the marketplace that is asked for; raises 400 if that is none or several."""
    values = [part for value in request.args.getlist("marketplaceIds") for part in value.split(",")]
    if len(values) != 1 or not values[0].isalnum():
        raise invalid("Missing or invalid request parameter: marketplaceId")
    return values[0]


def json_object(request: Request) -> dict[str, object]:
    """Return the request's body, which must be a JSON object; raises 415 or 400 otherwise."""
    if request.mimetype != "application/json":
        raise RefusedError(415, "InvalidInput", "The request payload is in an unsupported format.")
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

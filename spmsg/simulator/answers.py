"""What every API of the simulator answers with, and what it is called with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.wrappers import Request, Response

from spmsg.simulator.state import Account, State

DENIED = "Access to requested resource is denied."

_NOBODY = Account("")


@dataclass(frozen=True)
class Call:
    """One request. `now` in seconds since the epoch; `base_url` has no slash at its end."""

    request: Request
    state: State
    now: float
    base_url: str
    raw_path: str
    account: Account = _NOBODY


class RefusedError(Exception):
    """A request that Amazon would refuse: the HTTP status and the one error in its list."""

    def __init__(self, status: int, code: str, message: str, details: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    def response(self) -> Response:
        """The refusal in the shape of Amazon's `ErrorList`."""
        error = {"code": self.code, "message": self.message, "details": self.details}
        return answer(self.status, {"errors": [error]})


def denied(details: str = "") -> RefusedError:
    """403, as Amazon's gateway words it."""
    return RefusedError(403, "Unauthorized", DENIED, details)


def invalid(message: str, details: str = "") -> RefusedError:
    """400: a parameter or the body is not what Amazon's model says."""
    return RefusedError(400, "InvalidInput", message, details)


def answer(status: int, document: Mapping[str, object], content_type: str = "application/json") -> Response:
    """A JSON answer."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, content_type=content_type)


def one_marketplace(request: Request) -> str:
    """The marketplace that is asked for; 400 where that is none or several."""
    values = [part for value in request.args.getlist("marketplaceIds") for part in value.split(",")]
    if len(values) != 1 or not values[0].isalnum():
        raise invalid("Missing or invalid request parameter: marketplaceId")
    return values[0]


def json_object(request: Request) -> dict[str, object]:
    """The request's body, which must be a JSON object; 415 or 400 where it is not."""
    if request.mimetype != "application/json":
        raise RefusedError(415, "InvalidInput", "The request payload is in an unsupported format.")
    try:
        document = json.loads(request.get_data(), parse_constant=_no_constant)
        json.dumps(document, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise invalid("Request has missing or invalid parameters and cannot be parsed.")
    return document


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")

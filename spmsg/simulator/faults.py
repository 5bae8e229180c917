"""Misbehaviour on demand, so that clients and scripts can be tested against it.

A fault is written `KIND[=VALUE][:COUNT][@GROUP]`, as in `error=503:3` or `throttle=2:1@uploads`:

    throttle[=SECONDS]  429 QuotaExceeded, with Retry-After if SECONDS are given; nothing was done
    error=STATUS        an answer of that status (400 to 599; 503 without VALUE); nothing was done
    refuse              no connection is made; nothing was done. Over HTTP, requests cannot be told apart
                        before the connection: it takes no COUNT and no GROUP, and the port refuses
                        everything, for good or (`refuse=SECONDS`) for so long after the start
    redirect            307 to another host; nothing was done
    expire-token        403: the access token has expired, and stays so; the next one is good. Without COUNT
                        one token expires, because a client that renews it must be able to go on
    delay=SECONDS       the request is done at once, and its answer comes so much later
    drop-after-send     the request is done, and the connection ends without an answer
    garbage             the request is done, and the answer is a web page instead of JSON
    no-actions          orders offer no action, and what is sent is not available (as in models issue 4927)
    included-data       400 InvalidInput for orders with `includedData` (as in models issue 5365)

`delay`, `drop-after-send` and `garbage` happen to requests that succeed; a refusal is answered as ever.

COUNT: only the next so many requests of the group are hit; all of them without it. In the process (the
profile `demo`) commands share the count, in the simulator's state: `error=503:3` hits three requests in all,
not three of each command. It begins anew when a command ran without faults, and with `simulator reset`; a
server begins anew when it starts.

GROUP: which requests are hit. Without it: all that `no-actions` and `included-data` are about, and
`messages` for the others:

    messages       the POSTs that reach a buyer: a message, a request for a review
    actions        getMessagingActionsForOrder          attributes     GetAttributes
    orders         searchOrders, getOrder               solicitations  getSolicitationActionsForOrder
    uploads        createUploadDestinationForResource   storage        the PUT or POST to S3
    token          the token endpoint                   all            every request
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from werkzeug.wrappers import Response

from spmsg.simulator import messaging
from spmsg.simulator.api import Call, RefusedError, denied, invalid, json_response
from spmsg.simulator.auth import oauth_error
from spmsg.simulator.storage import StorageError

ELSEWHERE = "https://elsewhere.invalid/"

GROUPS = (
    "messages",
    "actions",
    "attributes",
    "orders",
    "solicitations",
    "uploads",
    "storage",
    "token",
    "all",
)
_BEFORE = ("redirect", "error", "throttle", "expire-token", "no-actions", "included-data")
_AFTER = ("delay", "drop-after-send", "garbage")
KINDS = ("refuse", *_BEFORE, *_AFTER)
_ABOUT = {
    "no-actions": ("actions", "solicitations", "messages"),
    "included-data": ("orders",),
    "expire-token": GROUPS[:6],  # what carries an access token
}
"""The only groups that some faults can hit."""

_INTERNAL = "We encountered an internal error. Please try again."
_ERRORS = {
    429: ("QuotaExceeded", "You exceeded your quota for the requested resource."),
    500: ("InternalFailure", _INTERNAL),
    503: ("ServiceUnavailable", "Service is temporarily unavailable. Please try again."),
}
_PAGE = b"<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n"


@dataclass(frozen=True)
class Fault:
    """One way to misbehave; `count` is None for "always", `value` is None if none was given."""

    kind: str
    value: float | None = None
    count: int | None = None
    group: str = "messages"

    @property
    def spec(self) -> str:
        """The fault as it is written."""
        value = "" if self.value is None else f"={self.value:g}"
        count = "" if self.count is None else f":{self.count}"
        return f"{self.kind}{value}{count}@{self.group}"


class ConnectionDroppedError(ConnectionError):
    """The connection ends before an answer: `drop-after-send`."""


class ConnectionNotMadeError(ConnectionError):
    """There is no connection at all: `refuse`."""


def parse_faults(specs: Iterable[str]) -> tuple[Fault, ...]:
    """Return the faults that `specs` name; each may hold several, separated by spaces or commas.

    Raises ValueError, naming what is known, for anything else.
    """
    return tuple(_parse(part) for spec in specs for part in re.split(r"[\s,]+", spec) if part)


def refuse(faults: Iterable[Fault], call: Call, group: str) -> None:
    """Raise ConnectionNotMadeError if a fault keeps the request from leaving; its body is not read yet."""
    for _ in _due(faults, call, group, ("refuse",)):
        raise ConnectionNotMadeError("refused")


def before(faults: Iterable[Fault], call: Call, group: str) -> Response | None:
    """Return the answer of a fault that keeps the request from being done, or None.

    Raises RefusedError or StorageError.
    """
    for fault in _due(faults, call, group, _BEFORE):
        match fault.kind:
            case "redirect":
                return Response(status=307, headers={"Location": ELSEWHERE + call.raw_path.lstrip("/")})
            case "expire-token":
                call.state.expire_token(call.request.headers.get("x-amz-access-token", ""))
                raise denied("The access token you provided has expired.")
            case "throttle":
                response = _failure(group, 429)
                if fault.value is not None:
                    response.headers["Retry-After"] = f"{fault.value:g}"
                return response
            case "no-actions":
                return _no_actions(call, group)
            case "included-data":
                raise invalid("Invalid Input", "includedData")
            case "error":
                return _failure(group, int(fault.value or 503))
    return None


def after(faults: Iterable[Fault], call: Call, group: str, response: Response) -> Response:
    """Return the answer to a request that was done, late or spoilt; ConnectionDroppedError for none."""
    for fault in _due(faults, call, group, _AFTER):
        if fault.kind == "delay":
            call.sleep(fault.value or 0)
        elif fault.kind == "drop-after-send":
            raise ConnectionDroppedError("dropped")
        else:
            response = Response(_PAGE, response.status_code, content_type="text/html")
    return response


def _due(faults: Iterable[Fault], call: Call, group: str, kinds: tuple[str, ...]) -> Iterator[Fault]:
    for fault in faults:
        if fault.kind not in kinds or fault.group not in (group, "all"):
            continue
        if group not in _ABOUT.get(fault.kind, (group,)):
            continue
        if fault.kind == "included-data" and "includedData" not in call.request.args:
            continue
        if fault.count is None or call.state.use_fault(fault.spec, fault.count):
            yield fault


def _no_actions(call: Call, group: str) -> Response:
    if group == "messages":
        solicited = call.raw_path.startswith("/solicitations/")
        words = messaging.NOT_SOLICITABLE if solicited else messaging.NOT_AVAILABLE
        raise RefusedError(403, "Unauthorized", words)
    own = f"{call.raw_path}?{call.request.query_string.decode('latin-1')}"
    document = {"_links": {"actions": [], "self": {"href": own}}, "_embedded": {"actions": []}}
    return json_response(200, document, "application/hal+json")


def _failure(group: str, status: int) -> Response:
    """Return the error `status` in the words of what was asked: S3, the token endpoint, or the SP-API."""
    if group == "storage" and status == 429:
        return StorageError(503, "SlowDown", "Please reduce your request rate.").response()
    if group == "storage":
        return StorageError(status, "InternalError", _INTERNAL).response()
    if group == "token":
        return oauth_error(status, "too_many_requests" if status == 429 else "server_error", _INTERNAL)
    code, message = _ERRORS.get(status, ("SimulatedError", f"A fault of the simulator: {status}."))
    return RefusedError(status, code, message).response()


def _parse(spec: str) -> Fault:
    match = re.fullmatch(r"([a-z-]+)(?:=([0-9]+(?:\.[0-9]+)?))?(?::([0-9]{1,9}))?(?:@([a-z]+))?", spec)
    if match is None or match[1] not in KINDS:
        raise ValueError(
            f"{spec!r} is no fault of the simulator: KIND[=VALUE][:COUNT][@GROUP], where KIND is one of "
            f"{', '.join(KINDS)} (as in error=503:3)."
        )
    kind, value, count = match[1], match[2], match[3]
    group = match[4] or ("all" if kind in ("no-actions", "included-data") else "messages")
    if group not in GROUPS:
        raise ValueError(f"{spec!r}: there is no group {group!r}. Known are {', '.join(GROUPS)}.")
    number = None if value is None else float(value)
    if kind == "error":
        number = 503.0 if number is None else number
        if number not in range(400, 600):
            raise ValueError(f"{spec!r}: an error is a status from 400 to 599, as in error=503.")
    elif kind == "delay" and number is None:
        raise ValueError(f"{spec!r}: how many seconds? As in delay=5.")
    elif number is not None and kind not in ("delay", "throttle", "refuse"):
        raise ValueError(f"{spec!r}: {kind} takes no value.")
    times = None if count is None else int(count)
    if kind == "expire-token" and times is None:
        times = 1
    return Fault(kind, number, times, group)

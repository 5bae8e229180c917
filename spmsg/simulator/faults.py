"""Misbehaviour on demand, so that clients and scripts can be tested against it.

`spmsg simulator serve --help` says how a fault is written, and what each does. `delay`, `drop-after-send` and
`garbage` happen to requests that succeed; a refusal is answered as ever.

In the process (the profile `demo`) commands share a fault's count, in the simulator's state: `error=503:3`
hits three requests in all. It begins anew when a command ran without faults, and with `simulator reset`; a
server begins anew when it starts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from werkzeug.wrappers import Response

from spmsg.simulator import messaging
from spmsg.simulator.api import Call, RefusedError, denied, invalid, json_response, oauth_error, refused
from spmsg.simulator.uploads import storage_error

_WITH_TOKEN = ("messages", "actions", "attributes", "orders", "solicitations", "uploads")
GROUPS = (*_WITH_TOKEN, "storage", "token", "all")
_BEFORE = ("redirect", "error", "throttle", "expire-token", "no-actions", "included-data")
_AFTER = ("delay", "drop-after-send", "garbage")
KINDS = ("refuse", *_BEFORE, *_AFTER)
_ONLY_GROUPS = {
    "no-actions": ("actions", "solicitations", "messages"),
    "included-data": ("orders",),
    "expire-token": _WITH_TOKEN,
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


class ConnectionDroppedError(ConnectionError):
    """The connection ends before an answer: `drop-after-send`, or the client is gone."""


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
    """Return the answer of a fault that keeps the request from being done, or None; raises RefusedError."""
    for fault in _due(faults, call, group, _BEFORE):
        match fault.kind:
            case "redirect":
                return Response(status=307, headers={"Location": f"https://elsewhere.invalid{call.raw_path}"})
            case "expire-token":
                call.state.expire_token(call.request.headers.get("x-amz-access-token", ""))
                raise denied("The access token you provided has expired.")
            case "throttle":
                refusal = _failure(group, 429)
                if fault.value is not None:
                    refusal.response.headers["Retry-After"] = f"{fault.value:g}"
                raise refusal
            case "no-actions":
                return _no_actions(call, group)
            case "included-data":
                raise invalid("Invalid Input", "includedData")
            case "error":
                raise _failure(group, int(fault.value or 503))
    return None


def after(faults: Iterable[Fault], call: Call, group: str, response: Response) -> Response:
    """Return the answer to a request that was done, late or spoilt. Raises ConnectionDroppedError."""
    for fault in _due(faults, call, group, _AFTER):
        if fault.kind == "delay":
            call.sleep(fault.value or 0)
        elif fault.kind == "drop-after-send":
            raise ConnectionDroppedError("dropped")
        else:
            response = Response(_PAGE, response.status_code, content_type="text/html")
    return response


def _due(faults: Iterable[Fault], call: Call, group: str, kinds: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the faults that hit a request of `group`; one that is counted is used up by that."""
    for fault in faults:
        if fault.kind not in kinds or fault.group not in (group, "all"):
            continue
        if group not in _ONLY_GROUPS.get(fault.kind, (group,)):
            continue
        if fault.kind == "included-data" and "includedData" not in call.request.args:
            continue
        if fault.count is None or call.state.use_fault(repr(fault), fault.count):
            yield fault


def _no_actions(call: Call, group: str) -> Response:
    if group == "messages":
        solicited = call.raw_path.startswith("/solicitations/")
        words = messaging.NOT_SOLICITABLE if solicited else messaging.NOT_AVAILABLE
        raise refused(403, "Unauthorized", words)
    own = f"{call.raw_path}?{call.request.query_string.decode('latin-1')}"
    document = {"_links": {"actions": [], "self": {"href": own}}, "_embedded": {"actions": []}}
    return json_response(200, document, "application/hal+json")


def _failure(group: str, status: int) -> RefusedError:
    """Return the error `status` in the words of what was asked: S3, the token endpoint, or the SP-API."""
    if group == "storage" and status == 429:
        return storage_error(503, "SlowDown", "Please reduce your request rate.")
    if group == "storage":
        return storage_error(status, "InternalError", _INTERNAL)
    if group == "token":
        return oauth_error(status, "too_many_requests" if status == 429 else "server_error", _INTERNAL)
    code, message = _ERRORS.get(status, ("SimulatedError", f"A fault of the simulator: {status}."))
    return refused(status, code, message)


def _parse(spec: str) -> Fault:
    match = re.fullmatch(r"([a-z-]+)(?:=([0-9]+(?:\.[0-9]+)?))?(?::([0-9]{1,9}))?(?:@([a-z]+))?", spec)
    if match is None or match[1] not in KINDS:
        raise ValueError(
            f"{spec!r} is no fault of the simulator: KIND[=VALUE][:COUNT][@GROUP], where KIND is one of "
            f"{', '.join(KINDS)} (as in error=503:3)."
        )
    kind, group = match[1], match[4] or ("all" if match[1] in ("no-actions", "included-data") else "messages")
    if group not in GROUPS:
        raise ValueError(f"{spec!r}: there is no group {group!r}. Known are {', '.join(GROUPS)}.")
    default = 503.0 if kind == "error" else None
    value = float(match[2]) if match[2] else default
    if kind == "error" and value not in range(400, 600):
        raise ValueError(f"{spec!r}: an error is a status from 400 to 599, as in error=503.")
    if kind == "delay" and value is None:
        raise ValueError(f"{spec!r}: how many seconds? As in delay=5.")
    if value is not None and kind not in ("error", "delay", "throttle", "refuse"):
        raise ValueError(f"{spec!r}: {kind} takes no value.")
    # One token expires unless more are asked for: a client that renews it must be able to go on.
    count = match[3] or ("1" if kind == "expire-token" else None)
    return Fault(kind, value, int(count) if count else None, group)

"""What a fault does to a request; `faults` says in words what each one means."""

from collections.abc import Callable, Iterable, Iterator

from werkzeug.wrappers import Response

from spmsg.simulator.answers import Call, RefusedError, answer, denied
from spmsg.simulator.faults import ConnectionDroppedError, ConnectionNotMadeError, Fault
from spmsg.simulator.gate import quota_exceeded
from spmsg.simulator.s3_errors import StorageError

ELSEWHERE = "https://elsewhere.invalid/"

_PAGE = b"<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n"
_BEFORE = ("refuse", "redirect", "error", "throttle", "expire-token")
_AFTER = ("delay", "drop-after-send", "garbage")


def before(faults: Iterable[Fault], call: Call, group: str) -> Response | None:
    """The answer of a fault that keeps the request from being done, or None where there is none.

    Raises ConnectionNotMadeError, RefusedError or StorageError.
    """
    for fault in _due(faults, call, group, _BEFORE):
        if fault.kind == "refuse":
            raise ConnectionNotMadeError("refused")
        if fault.kind == "redirect":
            return Response(status=307, headers={"Location": ELSEWHERE + call.raw_path.lstrip("/")})
        if fault.kind == "expire-token":
            token = call.request.headers.get("x-amz-access-token", "")
            call.state.expire_token(token)
            raise denied("The access token you provided has expired.")
        if fault.kind == "throttle":
            response = _throttled(group)
            if fault.value is not None:
                response.headers["Retry-After"] = f"{fault.value:g}"
            return response
        return _failed(group, int(fault.value or 503))
    return None


def after(
    faults: Iterable[Fault], call: Call, group: str, response: Response, sleep: Callable[[float], None]
) -> Response:
    """The answer to a request that was done, late or spoilt; ConnectionDroppedError for none at all."""
    for fault in _due(faults, call, group, _AFTER):
        if fault.kind == "delay":
            sleep(fault.value or 0)
        elif fault.kind == "drop-after-send":
            raise ConnectionDroppedError("dropped")
        else:
            response = Response(_PAGE, response.status_code, content_type="text/html")
    return response


def _due(faults: Iterable[Fault], call: Call, group: str, kinds: tuple[str, ...]) -> Iterator[Fault]:
    for fault in faults:
        if fault.kind not in kinds or fault.group not in (group, "all"):
            continue
        # Only what carries an access token can be told that it has expired.
        if fault.kind == "expire-token" and group in ("token", "storage"):
            continue
        if fault.count is None or call.state.use_fault(fault.spec, fault.count):
            yield fault


def _throttled(group: str) -> Response:
    if group == "storage":
        return StorageError(503, "SlowDown", "Please reduce your request rate.").response("")
    if group == "token":
        return answer(429, {"error": "too_many_requests", "error_description": "Too many requests."})
    return quota_exceeded().response()


def _failed(group: str, status: int) -> Response:
    if group == "storage":
        return StorageError(
            status, "InternalError", "We encountered an internal error. Please try again."
        ).response("")
    if group == "token":
        return answer(
            status, {"error": "server_error", "error_description": "The server encountered a runtime error."}
        )
    code, message = {
        500: ("InternalFailure", "We encountered an internal error. Please try again."),
        503: ("ServiceUnavailable", "Service is temporarily unavailable. Please try again."),
    }.get(status, ("SimulatedError", f"A fault of the simulator: {status}."))
    return RefusedError(status, code, message).response()

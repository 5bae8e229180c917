"""The simulator as a WSGI application: routes, and what every request passes."""

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.http import http_date
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from spmsg.simulator import auth, faults, messaging, orders, storage, uploads
from spmsg.simulator.actions import BY_SEGMENT, REVIEW_REQUEST
from spmsg.simulator.api import Call, RefusedError, denied
from spmsg.simulator.faults import Fault
from spmsg.simulator.state import State
from spmsg.simulator.storage import StorageError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TOKEN_PATH = "/auth/o2/token"  # noqa: S105 - a path, not a secret
_LARGEST_BODY = 1024 * 1024
_ORDERS = "/orders/2026-01-01/orders"
_UPLOADS = "/uploads/2020-11-01/uploadDestinations"
_MESSAGING = "/messaging/v1/orders/<order_id>"
_MESSAGES = f"{_MESSAGING}/messages"
_SOLICITATIONS = "/solicitations/v1/orders/<order_id>"
_REVIEW_REQUEST = f"{_SOLICITATIONS}/solicitations/{REVIEW_REQUEST}"


@dataclass(frozen=True)
class _Operation:
    """The function that answers, the group of faults, and Amazon's usage plan in requests a second."""

    handler: Callable[..., Response]
    group: str
    rate: float
    burst: int


def _route(
    method: str,
    path: str,
    handler: Callable[..., Response],
    group: str,
    rate: float,
    burst: int,
    **fixed: str,
) -> Rule:
    return Rule(path, methods=[method], endpoint=_Operation(handler, group, rate, burst), defaults=fixed)


_ROUTES = Map(
    [
        _route("GET", _ORDERS, orders.search_orders, "orders", 0.0056, 20),
        _route("GET", f"{_ORDERS}/<order_id>", orders.get_order, "orders", 0.5, 30),
        _route("GET", _MESSAGING, messaging.get_actions, "actions", 1, 5),
        _route("GET", f"{_MESSAGING}/attributes", messaging.get_attributes, "attributes", 1, 5),
        *(
            _route("POST", f"{_MESSAGES}/{name}", messaging.create_message, "messages", 1, 5, segment=name)
            for name in BY_SEGMENT
        ),
        _route("POST", f"{_UPLOADS}/<path:resource>", uploads.create_destination, "uploads", 10, 10),
        _route("GET", _SOLICITATIONS, messaging.get_solicitation_actions, "solicitations", 1, 5),
        _route("POST", _REVIEW_REQUEST, messaging.create_review_request, "messages", 1, 5),
    ],
    merge_slashes=False,
)


class Simulator:
    """The WSGI application. `state` is what it remembers, `faults` how it misbehaves.

    `clock` gives seconds since the epoch; `sleep` waits for the fault `delay`. Without `rates` nothing is
    throttled, and no `x-amzn-RateLimit-Limit` is told.
    """

    def __init__(
        self,
        state: State,
        *,
        faults: Sequence[Fault] = (),
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        rates: bool = True,
    ) -> None:
        self.state = state
        self.faults = tuple(faults)
        self.sleep = sleep
        self._clock = clock
        self._rates = rates
        if not self.faults:
            state.forget_faults()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self.answer(environ)(environ, start_response)

    def answer(self, environ: "WSGIEnvironment", sleep: Callable[[float], None] | None = None) -> Response:
        """Return the answer to a request; `sleep` waits for the fault `delay`, if not as ever.

        Raises ConnectionError if a fault keeps the answer from coming.
        """
        request = Request(environ)
        raw_path = environ["REQUEST_URI"].partition("?")[0]
        in_storage = raw_path.startswith(f"{storage.ROOT}/")
        request.max_content_length = storage.LARGEST_OBJECT if in_storage else _LARGEST_BODY
        base_url = request.host_url.rstrip("/")
        call = Call(request, self.state, self._clock(), sleep or self.sleep, base_url, raw_path)
        try:
            response = self._respond(call, in_storage)
        except RequestEntityTooLarge:
            response = storage.TOO_LARGE.response() if in_storage else _TOO_LARGE.response()
        except (RefusedError, StorageError) as refusal:
            response = refusal.response()
        finally:
            request.close()
        response.headers["x-amz-request-id" if in_storage else "x-amzn-RequestId"] = str(uuid.uuid4())
        response.headers["Date"] = http_date(call.now)
        return response

    def _respond(self, call: Call, in_storage: bool) -> Response:
        if in_storage:
            return self._with_faults(call, "storage", storage.receive)
        if call.raw_path == TOKEN_PATH:
            return self._with_faults(call, "token", auth.create_token)
        try:
            rule, arguments = _ROUTES.bind_to_environ(call.request.environ).match(return_rule=True)
        except HTTPException:  # no such path, or another method
            return self._with_faults(call, "", _deny)
        # Amazon's gateway does not route escaped slashes (selling-partner-api-models, issue 254).
        if "%2f" in call.raw_path.lower():
            return self._with_faults(call, "", _deny)
        return self._with_faults(call, rule.endpoint.group, lambda call: self._operate(call, rule, arguments))

    def _operate(self, call: Call, rule: Rule, arguments: Mapping[str, Any]) -> Response:
        operation: _Operation = rule.endpoint
        account = auth.authenticate(call)
        if self._rates and not self.state.take(account, rule.rule, operation.rate, operation.burst, call.now):
            raise RefusedError(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
        try:
            response = operation.handler(replace(call, account=account), **arguments)
        except RefusedError as refusal:
            response = refusal.response()
        # Amazon's models promise the header for every status but these.
        if self._rates and response.status_code not in (403, 429):
            response.headers["x-amzn-RateLimit-Limit"] = str(float(operation.rate))
        return response

    def _with_faults(self, call: Call, group: str, respond: Callable[[Call], Response]) -> Response:
        """Return what `respond` answers, unless a fault of the group comes before it or spoils it."""
        faults.refuse(self.faults, call, group)
        # The body is always read, even if it is refused: the connection's next request begins behind it.
        call.request.get_data(parse_form_data=False)
        early = faults.before(self.faults, call, group)
        if early is not None:
            return early
        response = respond(call)
        if response.status_code >= 300:
            return response
        return faults.after(self.faults, call, group, response)


_TOO_LARGE = RefusedError(413, "InvalidInput", "The request size exceeded the maximum accepted size.")


def _deny(call: Call) -> Response:
    auth.authenticate(call)
    raise denied()

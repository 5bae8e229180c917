"""The simulator as a WSGI application: routes, and what every request passes."""

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestEntityTooLarge
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from spmsg.simulator import api, faults, messaging, orders, uploads
from spmsg.simulator.actions import BY_SEGMENT, REVIEW_REQUEST
from spmsg.simulator.api import Call, RefusedError
from spmsg.simulator.faults import ConnectionDroppedError, Fault
from spmsg.simulator.state import State

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LARGEST_BODY = 1024 * 1024
_ORDERS = "/orders/2026-01-01/orders"
_UPLOADS = "/uploads/2020-11-01/uploadDestinations/<path:resource>"
_MESSAGING = "/messaging/v1/orders/<order_id>"
_MESSAGES = f"{_MESSAGING}/messages"
_SOLICITATIONS = "/solicitations/v1/orders/<order_id>"
_REVIEW = f"{_SOLICITATIONS}/solicitations/{REVIEW_REQUEST}"


@dataclass(frozen=True)
class _Operation:
    """The function that answers, the group of faults, and Amazon's usage plan in requests a second."""

    method: str
    path: str
    handler: Callable[..., Response]
    group: str
    rate: float = 1
    burst: int = 5


_OPERATIONS = (
    _Operation("GET", _ORDERS, orders.search_orders, "orders", 0.0056, 20),
    _Operation("GET", f"{_ORDERS}/<order_id>", orders.get_order, "orders", 0.5, 30),
    _Operation("GET", _MESSAGING, messaging.get_actions, "actions"),
    _Operation("GET", f"{_MESSAGING}/attributes", messaging.get_attributes, "attributes"),
    *(
        _Operation("POST", f"{_MESSAGES}/{name}", partial(messaging.create_message, action=each), "messages")
        for name, each in BY_SEGMENT.items()
    ),
    _Operation("POST", _UPLOADS, uploads.create_destination, "uploads", 10, 10),
    _Operation("GET", _SOLICITATIONS, messaging.get_solicitation_actions, "solicitations"),
    _Operation("POST", _REVIEW, messaging.create_review_request, "messages"),
)
_ROUTES = Map(
    [Rule(each.path, methods=[each.method], endpoint=each) for each in _OPERATIONS], merge_slashes=False
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
        self.clock = clock
        self.sleep = sleep
        self._rates = rates
        if not self.faults:
            state.forget_faults()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self.answer(environ)(environ, start_response)

    def answer(self, environ: "WSGIEnvironment", sleep: Callable[[float], None] | None = None) -> Response:
        """Return the answer to a request. `sleep`, by default the simulator's own, waits for `delay`.

        Raises ConnectionError if there is no answer: for a fault, or a client that is gone.
        """
        with Request(environ) as request:
            call = Call(request, self.state, self.clock(), sleep or self.sleep)
            in_storage = call.raw_path.startswith(f"{uploads.STORAGE}/")
            request.max_content_length = uploads.LARGEST_OBJECT if in_storage else _LARGEST_BODY
            try:
                response = self._respond(call, *self._find(call, in_storage))
            except RequestEntityTooLarge:
                what = "The request size exceeded the maximum accepted size."
                too_large = uploads.too_large() if in_storage else api.refused(413, "InvalidInput", what)
                response = too_large.response
            except RefusedError as refusal:
                response = refusal.response
            except ClientDisconnected:  # in the middle of the body
                raise ConnectionDroppedError("the client is gone") from None
        response.headers["x-amz-request-id" if in_storage else "x-amzn-RequestId"] = str(uuid.uuid4())
        return response

    def _find(self, call: Call, in_storage: bool) -> tuple[str, Callable[[Call], Response]]:
        """Return the group of faults that the request belongs to, and what answers it."""
        if in_storage:
            return "storage", uploads.receive
        if call.raw_path == api.TOKEN_PATH:
            return "token", api.create_token
        try:
            operation, arguments = _ROUTES.bind_to_environ(call.request.environ).match()
        except HTTPException:  # no such path, or another method
            return "", _deny
        # Amazon's gateway does not route escaped slashes (selling-partner-api-models, issue 254).
        if "%2f" in call.raw_path.lower():
            return "", _deny
        return operation.group, partial(self._operate, operation, arguments)

    def _operate(self, operation: _Operation, arguments: Mapping[str, Any], call: Call) -> Response:
        account = api.authenticate(call)
        bucket = (operation.path, operation.rate, operation.burst)
        if self._rates and not self.state.take(account, *bucket, call.now):
            raise api.refused(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
        try:
            response = operation.handler(replace(call, account=account), **arguments)
        except RefusedError as refusal:
            response = refusal.response
        # Amazon's models promise the header for every status but these.
        if self._rates and response.status_code not in (403, 429):
            response.headers["x-amzn-RateLimit-Limit"] = str(float(operation.rate))
        return response

    def _respond(self, call: Call, group: str, respond: Callable[[Call], Response]) -> Response:
        """Return what `respond` answers, unless a fault of the group comes before it or spoils it."""
        faults.refuse(self.faults, call, group)
        # The body is always read, even if it is refused: the connection's next request begins behind it.
        call.request.get_data(parse_form_data=False)
        early = faults.before(self.faults, call, group)
        if early is not None:
            return early
        response = respond(call)
        return response if response.status_code >= 300 else faults.after(self.faults, call, group, response)


def _deny(call: Call) -> Response:
    api.authenticate(call)
    raise api.denied()

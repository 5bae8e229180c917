"""The simulator as a WSGI application: routes, and what every request passes."""

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.http import http_date
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from spmsg.simulator import auth, faults, messaging, orders, solicitations, storage, uploads
from spmsg.simulator.actions import BY_SEGMENT, REVIEW_REQUEST
from spmsg.simulator.auth import Operation
from spmsg.simulator.faults import Fault
from spmsg.simulator.responses import Call, RefusedError, denied
from spmsg.simulator.state import State
from spmsg.simulator.storage import StorageError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TOKEN_PATH = "/auth/o2/token"  # noqa: S105 - a path, not a secret
SLEEP = "spmsg.simulator.sleep"
"""In the WSGI environment: how a front waits, if it does not simply sleep."""

_LARGEST_BODY = 1024 * 1024
_ORDERS = "/orders/2026-01-01/orders"
_UPLOADS = "/uploads/2020-11-01/uploadDestinations/<path:resource>"
_MESSAGING = "/messaging/v1/orders/<order_id>"
_SOLICITATIONS = "/solicitations/v1/orders/<order_id>"


@dataclass(frozen=True)
class _Route:
    """An operation and the function that answers it."""

    operation: Operation
    handler: Callable[..., Response]


def _rule(
    method: str, path: str, handler: Callable[..., Response], operation: Operation, **defaults: str
) -> Rule:
    return Rule(path, methods=[method], defaults=defaults, endpoint=_Route(operation, handler))


_ROUTES = Map(
    [
        _rule(
            "GET",
            _ORDERS,
            orders.search_orders,
            Operation("searchOrders", "orders", "orders", 0.0056, 20),
        ),
        _rule(
            "GET",
            f"{_ORDERS}/<order_id>",
            orders.get_order,
            Operation("getOrder", "orders", "orders", 0.5, 30),
        ),
        _rule(
            "GET",
            _MESSAGING,
            messaging.get_actions,
            Operation("getMessagingActionsForOrder", "messaging", "actions", 1, 5),
        ),
        _rule(
            "GET",
            f"{_MESSAGING}/attributes",
            messaging.get_attributes,
            Operation("GetAttributes", "messaging", "attributes", 1, 5),
        ),
        *(
            _rule(
                "POST",
                f"{_MESSAGING}/messages/{segment}",
                messaging.create_message,
                Operation(action.operation, "messaging", "messages", 1, 5),
                segment=segment,
            )
            for segment, action in BY_SEGMENT.items()
        ),
        _rule(
            "POST",
            _UPLOADS,
            uploads.create_destination,
            Operation("createUploadDestinationForResource", "uploads", "uploads", 10, 10),
        ),
        _rule(
            "GET",
            _SOLICITATIONS,
            solicitations.get_actions,
            Operation("getSolicitationActionsForOrder", "solicitations", "solicitations", 1, 5),
        ),
        _rule(
            "POST",
            f"{_SOLICITATIONS}/solicitations/{REVIEW_REQUEST}",
            solicitations.create_review_request,
            Operation("createProductReviewAndSellerFeedbackSolicitation", "solicitations", "messages", 1, 5),
        ),
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
        request = Request(environ)
        request_id = str(uuid.uuid4())
        raw_path = _raw_path(environ)
        in_storage = raw_path.startswith(f"{uploads.STORAGE_ROOT}/")
        request.max_content_length = storage.LARGEST_OBJECT if in_storage else _LARGEST_BODY
        call = Call(request, self.state, self._clock(), request.host_url.rstrip("/"), raw_path)
        try:
            response = self._respond(call, in_storage)
        except RequestEntityTooLarge:
            response = _too_large(in_storage)
        except RefusedError as refusal:
            response = refusal.response()
        except StorageError as refusal:
            response = refusal.response(request_id)
        finally:
            request.close()
        response.headers["x-amz-request-id" if in_storage else "x-amzn-RequestId"] = request_id
        response.headers["Date"] = http_date(call.now)
        return response(environ, start_response)

    def _respond(self, call: Call, in_storage: bool) -> Response:
        if in_storage:
            return self._guarded(call, "storage", self._storage)
        if call.raw_path == TOKEN_PATH:
            return self._guarded(call, "token", self._token)
        try:
            route, arguments = _ROUTES.bind_to_environ(call.request.environ).match()
        except HTTPException:  # no such path, or another method
            route = None
        # Amazon's gateway does not route escaped slashes (selling-partner-api-models, issue 254).
        if route is None or "%2f" in call.raw_path.lower():
            return self._guarded(call, "", self._deny)
        return self._guarded(call, route.operation.group, lambda call: self._operate(call, route, arguments))

    def _storage(self, call: Call) -> Response:
        return storage.receive(call, call.raw_path.removeprefix(f"{uploads.STORAGE_ROOT}/"))

    def _token(self, call: Call) -> Response:
        if call.request.method != "POST":
            raise RefusedError(405, "InvalidInput", "The token endpoint is asked with POST.")
        return auth.create_token(call)

    def _deny(self, call: Call) -> Response:
        auth.check_user_agent(call)
        auth.authenticate(call)
        raise denied()

    def _operate(self, call: Call, route: _Route, arguments: Mapping[str, str]) -> Response:
        operation = route.operation
        auth.check_user_agent(call)
        account = auth.authenticate(call)
        auth.check_role(account, operation)
        if self._rates:
            auth.take_rate(call, account, operation)
        try:
            response = route.handler(replace(call, account=account), **arguments)
        except RefusedError as refusal:
            response = refusal.response()
        # Amazon's models promise the header for every status but these.
        if self._rates and response.status_code not in (403, 429):
            response.headers["x-amzn-RateLimit-Limit"] = str(float(operation.rate))
        return response

    def _guarded(self, call: Call, group: str, respond: Callable[[Call], Response]) -> Response:
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
        sleep = call.request.environ.get(SLEEP, self.sleep)
        return faults.after(self.faults, call, group, response, sleep)


def _raw_path(environ: "WSGIEnvironment") -> str:
    """Return the path as it came, still percent-encoded: only so can `%2F` be told from `/`."""
    raw = str(environ.get("REQUEST_URI") or environ.get("RAW_URI") or "")
    if "://" in raw.partition("?")[0]:
        raw = "/" + raw.partition("://")[2].partition("/")[2]
    return raw.partition("?")[0] or quote(str(environ.get("PATH_INFO", "")).encode("latin-1"))


def _too_large(in_storage: bool) -> Response:
    if in_storage:
        what = "Your proposed upload exceeds the maximum allowed size"
        return StorageError(400, "EntityTooLarge", what).response("")
    return RefusedError(
        413, "InvalidInput", "The request size exceeded the maximum accepted size."
    ).response()

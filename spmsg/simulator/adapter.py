"""The simulator inside the process: `session.mount("https://", SimulatorAdapter(app))`.

Answers and failures look to `requests` as if they had come over a wire.
"""

import io
from functools import partial
from http.client import RemoteDisconnected
from typing import Any
from urllib.parse import unquote, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as RequestsConnectionError
from requests.exceptions import ReadTimeout
from urllib3 import HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError
from werkzeug.http import http_date

from spmsg.config import DEMO_ENDPOINT
from spmsg.simulator.app import Simulator
from spmsg.simulator.faults import ConnectionDroppedError, ConnectionNotMadeError


class SimulatorAdapter(HTTPAdapter):
    """Sends requests to a WSGI application in this process; it knows no host but DEMO_ENDPOINT's."""

    def __init__(self, app: Simulator) -> None:
        super().__init__()
        self._app = app

    def send(
        self, request: PreparedRequest, stream: bool = False, timeout: Any = None, *_: Any, **__: Any
    ) -> Response:
        """Return the application's answer.

        Raises ConnectionError for another host, and for the faults `refuse` and `drop-after-send`;
        ReadTimeout when the fault `delay` outlasts `timeout` (after that time, as over a wire).
        """
        if not str(request.url).startswith(f"{DEMO_ENDPOINT}/"):
            raise _not_connected(request, "Name or service not known")
        patience = timeout[1] if isinstance(timeout, tuple) else timeout
        environ = _environ(request)
        try:
            answer = self._app.answer(environ, partial(self._sleep, request, patience))
        except ConnectionNotMadeError:
            raise _not_connected(request, "[Errno 111] Connection refused") from None
        except ConnectionDroppedError:
            gone = RemoteDisconnected("Remote end closed connection without response")
            reason = ProtocolError("Connection aborted.", gone)
            raise RequestsConnectionError(reason, request=request) from None
        answer.headers["Date"] = http_date(self._app.clock())
        raw = HTTPResponse(
            io.BytesIO(b"".join(answer.get_app_iter(environ))),
            dict(answer.headers),
            answer.status_code,
            version=11,
            reason=answer.status.partition(" ")[2],
            preload_content=False,
            decode_content=False,
            request_method=request.method,
        )
        return self.build_response(request, raw)

    def _sleep(self, request: PreparedRequest, patience: float | None, seconds: float) -> None:
        if patience is not None and seconds > patience:
            self._app.sleep(patience)
            raise ReadTimeout(f"Read timed out. (read timeout={patience})", request=request)
        self._app.sleep(seconds)


def _environ(request: PreparedRequest) -> dict[str, Any]:
    url = urlsplit(str(request.url))
    environ: dict[str, Any] = {
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": _body(request.body),
        "wsgi.input_terminated": True,
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote(url.path, "latin-1"),
        "QUERY_STRING": url.query,
        "REQUEST_URI": request.path_url,
        "HTTP_HOST": url.netloc,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ


def _body(body: Any) -> Any:
    """Return a request's body as a file: one that is a file is read when the application reads it."""
    if hasattr(body, "read"):
        return body
    content = body.encode() if isinstance(body, str) else body or b""
    return io.BytesIO(content if isinstance(content, (bytes, bytearray)) else b"".join(content))


def _not_connected(request: PreparedRequest, why: str) -> RequestsConnectionError:
    host = urlsplit(str(request.url)).hostname or "-"
    cause = NewConnectionError(HTTPSConnection(host), f"Failed to establish a new connection: {why}")
    reason = MaxRetryError(HTTPSConnectionPool(host), str(request.url), cause)
    return RequestsConnectionError(reason, request=request)

"""The simulator inside the process: `session.mount("https://", SimulatorAdapter(app))`.

Answers and failures look to `requests` as if they had come over a wire.
"""

import io
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.client import RemoteDisconnected
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as RequestsConnectionError
from requests.exceptions import ReadTimeout
from urllib3 import HTTPHeaderDict, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError, ReadTimeoutError

from spmsg.config import DEMO_ENDPOINT
from spmsg.simulator.app import TOKEN_PATH, Simulator
from spmsg.simulator.faults import ConnectionDroppedError, ConnectionNotMadeError

ADAPTER_BASE_URL = DEMO_ENDPOINT
"""The SP-API endpoint inside the process; no such host will ever exist (RFC 2606)."""

ADAPTER_TOKEN_URL = ADAPTER_BASE_URL + TOKEN_PATH
"""The token endpoint inside the process."""


class SimulatorAdapter(HTTPAdapter):
    """Sends requests to a WSGI application in this process; it knows no host but ADAPTER_BASE_URL's."""

    def __init__(self, app: Simulator) -> None:
        super().__init__()
        self._app = app

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: object = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the application's answer.

        Raises ConnectionError for another host, and for the faults `refuse` and `drop-after-send`;
        ReadTimeout when the fault `delay` outlasts `timeout` (after that time, as over a wire).
        """
        url = str(request.url)
        host = urlsplit(url).hostname or "-"
        if f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" != ADAPTER_BASE_URL:
            reason = _not_connected(host, url, "Name or service not known")
            raise RequestsConnectionError(reason, request=request)
        patience = timeout[1] if isinstance(timeout, tuple) else timeout

        def sleep(seconds: float) -> None:
            if patience is not None and seconds > patience:
                self._app.sleep(patience)
                message = f"Read timed out. (read timeout={patience})"
                late = ReadTimeoutError(HTTPSConnectionPool(host), url, message)
                raise ReadTimeout(late, request=request)
            self._app.sleep(seconds)

        environ = _environ(request)
        try:
            answer = self._app.answer(environ, sleep)
        except ConnectionNotMadeError:
            reason = _not_connected(host, url, "[Errno 111] Connection refused")
            raise RequestsConnectionError(reason, request=request) from None
        except ConnectionDroppedError:
            gone = RemoteDisconnected("Remote end closed connection without response")
            reason = ProtocolError("Connection aborted.", gone)
            raise RequestsConnectionError(reason, request=request) from None
        raw = HTTPResponse(
            io.BytesIO(b"".join(answer.get_app_iter(environ))),
            HTTPHeaderDict(answer.headers.items()),
            answer.status_code,
            version=11,
            reason=HTTPStatus(answer.status_code).phrase,
            preload_content=False,
            decode_content=False,
            request_method=request.method,
        )
        return self.build_response(request, raw)


def _environ(request: PreparedRequest) -> dict[str, Any]:
    url = urlsplit(str(request.url))
    target = f"{url.path or '/'}{'?' if url.query else ''}{url.query}"
    environ: dict[str, Any] = {
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": _body(request.body),
        "REQUEST_METHOD": str(request.method),
        "PATH_INFO": unquote_to_bytes(url.path or "/").decode("latin-1"),
        "QUERY_STRING": url.query,
        "REQUEST_URI": target,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or 443),
        "HTTP_HOST": url.netloc,
    }
    for name, value in request.headers.items():
        key = str(name).upper().replace("-", "_")
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = text
    if "HTTP_TRANSFER_ENCODING" in environ:
        environ["wsgi.input_terminated"] = True
    return environ


def _body(body: Any) -> Any:
    """Return a request's body as a file: one that is a file is read when the application reads it."""
    if hasattr(body, "read"):
        return body
    if isinstance(body, str):
        return io.BytesIO(body.encode())
    return io.BytesIO(b"".join(body) if isinstance(body, Iterator) else bytes(body or b""))


def _not_connected(host: str, url: str, why: str) -> Exception:
    reason = NewConnectionError(HTTPSConnection(host), f"Failed to establish a new connection: {why}")
    return MaxRetryError(HTTPSConnectionPool(host), url, reason)

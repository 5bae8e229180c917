"""The simulator over real HTTP, on this machine's loopback alone."""

import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from types import FrameType
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from spmsg.simulator.app import Simulator
from spmsg.simulator.faults import ConnectionDroppedError

HOST = "127.0.0.1"


def serve(
    app: Simulator, port: int, announce: Callable[[str], None], *, log: Callable[[str], None] | None = None
) -> None:
    """Serves `app` until Ctrl-C or SIGTERM; `port` 0 is any that is free.

    `announce` gets the base URL once it can be reached; `log`, if given, a line for each request (method,
    path and status: no header, no query, no body). Counted faults begin anew. Raises OSError where the port
    is taken, ValueError for a fault that HTTP cannot have: `refuse` for some requests and not for others.
    """
    refusal = next((fault for fault in app.faults if fault.kind == "refuse"), None)
    if refusal is not None and (refusal.count is not None or refusal.group not in ("messages", "all")):
        raise ValueError(
            "Over HTTP, refuse takes no count and no group: the port refuses every connection. "
            "refuse=SECONDS ends that after so long."
        )
    app.state.forget_faults()
    with _ended_by_sigterm():
        if refusal is not None:
            port = _refuse(port, announce, refusal.value)
        with SimulatorServer(app, port, log) as server:
            if refusal is None:
                announce(server.base_url)
            server.serve_forever(poll_interval=0.2)


class SimulatorServer(ThreadedWSGIServer):
    """A thread for each connection; they end with the process. It listens once it is made."""

    request_queue_size = 128

    def __init__(self, app: Simulator, port: int = 0, log: Callable[[str], None] | None = None) -> None:
        super().__init__(HOST, port, app, handler=_Handler)
        self.log_line = log

    @property
    def base_url(self) -> str:
        """Where it can be reached; without a slash at the end."""
        return f"http://{HOST}:{self.server_port}"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's own name
        """werkzeug's log lines hold whole URLs: only errors are told, on stderr."""
        if type == "error":
            sys.stderr.write(f"{message % args if args else message}\n")


class _Handler(WSGIRequestHandler):
    """HTTP/1.1 with connections that stay open; werkzeug's own handler always closes them.

    That is safe because the application reads every body to its end. Answers are written in one piece:
    headers and body apart would wait for each other's acknowledgement (Nagle's algorithm).
    """

    protocol_version = "HTTP/1.1"
    server: SimulatorServer

    def run_wsgi(self) -> None:
        """Answers one request; `drop-after-send` and its like end the connection instead."""
        environ = self.make_environ()
        status, headers = "500 Internal Server Error", list[tuple[str, str]]()

        def start_response(line: str, fields: list[tuple[str, str]], *_: object) -> Any:
            nonlocal status, headers
            status, headers = line, fields

        try:
            body = b"".join(self.server.app(environ, start_response))
        except ConnectionError as error:
            self.close_connection = True
            if not isinstance(error, ConnectionDroppedError):
                raise
            return
        line, _, reason = status.partition(" ")
        self.send_response_only(int(line), reason or HTTPStatus(int(line)).phrase)
        names = set()
        for name, value in headers:
            self.send_header(name, value)
            names.add(name.lower())
        if "content-length" not in names and int(line) != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Date", self.date_time_string())
        self._headers_buffer.append(b"\r\n")
        self.wfile.write(b"".join([*self._headers_buffer, body]))
        self._headers_buffer.clear()
        if self.server.log_line is not None:
            self.server.log_line(f"{self.command} {self.path.partition('?')[0]} {line}")


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Inside, SIGTERM and Ctrl-C end what runs, quietly; outside of the main thread nothing is changed."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    main = threading.current_thread() is threading.main_thread()
    previous = signal.signal(signal.SIGTERM, stop) if main else None
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        if main:
            signal.signal(signal.SIGTERM, previous)


def _refuse(port: int, announce: Callable[[str], None], seconds: float | None) -> int:
    """Holds a port that refuses connections: bound, but nobody listens. Gives the port, after `seconds`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((HOST, port))
        taken = int(held.getsockname()[1])
        announce(f"http://{HOST}:{taken}")
        if seconds is not None:
            time.sleep(seconds)
        else:
            threading.Event().wait()
    return taken

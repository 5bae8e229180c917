"""The simulator over real HTTP, on this machine's loopback alone."""

import signal
import socket
import sys
import threading
from collections.abc import Callable

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from spmsg.simulator.app import Simulator

HOST = "127.0.0.1"


def serve(app: Simulator, port: int, announce: Callable[[str], None]) -> None:
    """Serve `app` until Ctrl-C or SIGTERM; `port` 0 is any that is free. Counted faults begin anew.

    `announce` gets the base URL once it can be reached. Raises OSError if the port is taken, ValueError for a
    fault that HTTP cannot have: `refuse` for some requests and not for others.
    """
    refusal = next((fault for fault in app.faults if fault.kind == "refuse"), None)
    if refusal is not None and (refusal.count is not None or refusal.group not in ("messages", "all")):
        raise ValueError(
            "Over HTTP, refuse takes no count and no group: the port refuses every connection. "
            "refuse=SECONDS ends that after so long."
        )
    app.state.forget_faults()
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with SimulatorServer(app, port, listen=refusal is None) as server:
            announce(server.base_url)
            if refusal is not None:
                threading.Event().wait(refusal.value)  # without a listener, so long or for ever
                server.server_activate()
            server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


class SimulatorServer(ThreadedWSGIServer):
    """A thread for each connection; they end with the process.

    It listens once it is made, unless `listen` is False: then the port is held, and refuses connections until
    `server_activate`. Raises OSError if the port is taken.
    """

    request_queue_size = 128

    def __init__(self, app: Simulator, port: int = 0, *, listen: bool = True) -> None:
        # werkzeug itself would end the process if the port is taken.
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as bound:
            if sys.platform != "win32":  # where it would give one port to two servers
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((HOST, port))
            super().__init__(HOST, port, app, handler=_Handler, fd=bound.fileno())
        if listen:
            self.server_activate()

    @property
    def base_url(self) -> str:
        """The URL that it can be reached at, without a slash at the end."""
        return f"http://{HOST}:{self.port}"


class _Handler(WSGIRequestHandler):
    """One request a connection; a ConnectionError in the application ends it without an answer."""

    disable_nagle_algorithm = True  # else headers and body would wait for each other's acknowledgement

    def connection_dropped(self, error: BaseException, environ: object = None) -> None:
        """End the connection without a word."""
        self.close_connection = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: werkzeug's line would hold the whole URL."""

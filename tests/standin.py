"""An Amazon of its own that counts what each buyer received; it shares nothing with the simulator.

Any order exists and offers `confirmOrderDetails`. What it does to a message's POST is decided by `misbehave`:
it gets the order and the number of POSTs so far for it, and names what happens.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

SCHEMA = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "type": "object",
    "properties": {"rawMessageBody": {"type": "string", "minLength": 1, "maxLength": 2000}},
    "required": ["rawMessageBody"],
}


@dataclass
class Bucket:
    """Amazon's token bucket: what it refuses is a 429."""

    rate: float
    burst: int
    level: float = 0.0
    at: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        """Whether one more request is allowed now."""
        now = time.monotonic()
        self.level = max(self.level - (now - self.at) * self.rate, 0.0)
        self.at = now
        if self.level + 1 > self.burst:
            return False
        self.level += 1
        return True


@dataclass
class StandIn:
    """What came, and how to answer it."""

    misbehave: Callable[[str, int], str] = lambda order, number: "send"
    buckets: dict[str, Bucket] | None = None
    answer_time: float = 0.0
    received: Counter[str] = field(default_factory=Counter)
    posts: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    throttled: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a client."""
        return {
            "SPMSG_ENDPOINT": self.url,
            "SPMSG_LWA_URL": f"{self.url}/auth/o2/token",
            "SPMSG_CLIENT_ID": "client",
            "SPMSG_CLIENT_SECRET": "secret",
            "SPMSG_REFRESH_TOKEN": "refresh",
            "SPMSG_MARKETPLACE": "ATVPDKIKX0DER",
        }

    def limited(self, operation: str) -> bool:
        """Whether the bucket of `operation` is empty."""
        with self.lock:
            self.requests[operation] += 1
            if self.buckets is None or operation not in self.buckets or self.buckets[operation].take():
                return False
            self.throttled += 1
            return True

    def message(self, order: str) -> str:
        """Count a POST for `order`, and decide about it."""
        with self.lock:
            self.posts[order] += 1
            what = self.misbehave(order, self.posts[order])
            if what in ("send", "drop", "garbage", "errors-empty", "empty", "slow", "hang"):
                self.received[order] += 1
            return what


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        segments = urlsplit(self.path).path.split("/")
        order = segments[4]
        if segments[5:] == ["attributes"]:
            if self.server.standin.limited("attributes"):
                return self._throttle("attributes")
            return self._answer(200, {"buyer": {"locale": "en-US"}}, "attributes")
        if self.server.standin.limited("actions"):
            return self._throttle("actions")
        time.sleep(self.server.standin.answer_time)
        base = f"/messaging/v1/orders/{order}"
        link = {"href": f"{base}/messages/confirmOrderDetails?marketplaceIds=ATVPDKIKX0DER"}
        action = {
            "_links": {"self": link},
            "_embedded": {"schema": SCHEMA},
            "name": "confirmOrderDetails",
            "title": "Confirm",
        }
        links = {"self": {"href": base}, "actions": [{**link, "name": "confirmOrderDetails"}]}
        self._answer(200, {"_links": links, "_embedded": {"actions": [action]}}, "actions")
        return None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/auth/o2/token":
            return self._answer(200, {"access_token": "Atza|x", "token_type": "bearer", "expires_in": 3600})
        assert json.loads(body)["text"]
        if self.server.standin.limited("messages"):
            return self._throttle("messages")
        time.sleep(self.server.standin.answer_time)
        return self._message(urlsplit(self.path).path.split("/")[4])

    def _message(self, order: str) -> None:
        match self.server.standin.message(order):
            case "send":
                self._answer(201, {}, "messages")
            case "slow":
                time.sleep(1.5)
                self._answer(201, {}, "messages")
            case "hang":
                time.sleep(30)
            case "drop":
                self.close_connection = True
            case "garbage":
                self._raw(201, b"<html>hi", "text/html")
            case "empty":
                self._raw(201, b"", "application/json")
            case "errors-empty":
                self._answer(201, {"errors": []}, "messages")
            case "errors":
                self._answer(201, {"errors": [{"code": "InternalFailure", "message": "no"}]}, "messages")
            case "vanished":
                told = {"code": "Unauthorized", "message": "Invalid amazonOrderId and template combination."}
                self._answer(403, {"errors": [told]}, "messages")
            case "429":
                self._throttle("messages")
            case status:
                self._answer(
                    int(status),
                    {"errors": [{"code": "X", "message": "Access to requested resource is denied."}]},
                    "messages",
                )

    def _throttle(self, operation: str) -> None:
        self._answer(429, {"errors": [{"code": "QuotaExceeded", "message": "slow down"}]}, operation)

    def _answer(self, status: int, document: Any, operation: str = "") -> None:
        self._raw(status, json.dumps(document).encode(), "application/json", operation)

    def _raw(self, status: int, body: bytes, kind: str, operation: str = "") -> None:
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "x-amzn-RequestId": "stand-in-request",
        }
        buckets = self.server.standin.buckets
        if buckets and operation in buckets:
            headers["x-amzn-RateLimit-Limit"] = str(buckets[operation].rate)
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        # In one piece: head and body apart would wait for each other's acknowledgement.
        self.wfile.write(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{head}\r\n".encode() + body)


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def __init__(self, standin: StandIn) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.standin = standin

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no news."""


def start(standin: StandIn) -> Callable[[], None]:
    """Serve `standin` in a thread; gives what stops it."""
    server = _Server(standin)
    standin.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return stop

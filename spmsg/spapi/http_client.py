"""One HTTP exchange over a `requests.Session`, by its public interface alone.

What is certain here is the line between "never left" and "may have arrived", because a message that may have
arrived is not sent again. Exceptions do not draw that line: an SSLError or a ProxyError can come after the
whole request has arrived. The request's body does: it is given to `requests` as a file, which is read only
once the connection stands. A body that was never read never left.
"""

import platform
import time
from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import DecodeError, HTTPError

from spmsg import __version__
from spmsg.errors import UnreachableError
from spmsg.spapi import http_errors
from spmsg.spapi.answers import RawAnswer
from spmsg.spapi.trace import Trace, Tracer

MAX_BODY = 8 * 1024 * 1024
"""Bytes of a body, unpacked, that are read at most: Amazon's largest answers are a hundredth of it."""
CONNECT_TIMEOUT = 10.0
"""Seconds that a connection to one address may take."""
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Multipart:
    """A `multipart/form-data` body: `fields` in their order, the file last, as S3's POST policy wants it."""

    fields: tuple[tuple[str, str], ...] = field(repr=False)
    file_name: str
    content_type: str
    content: bytes = field(repr=False)


class _Session(requests.Session):
    """A Session that does not look where a redirect points: it would read its body without a bound."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None: nothing is followed."""


class _StoppedError(Exception):
    """`before_send` raised `error`. This is no OSError, which urllib3 would wrap or swallow."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class _Body:
    """A request's body as a file. Its first read calls `before_send`; `left` says that it returned."""

    def __init__(self, content: bytes, before_send: Callable[[], None]) -> None:
        self._file = BytesIO(content)
        self._before_send = before_send
        self.left = False

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            try:
                self._before_send()
            except Exception as error:
                raise _StoppedError(error) from error
            self.left = True
        return self._file.read(size)


class HttpClient:
    """Exchanges requests for answers, bounded in time and size; follows and repeats nothing. Thread-safe."""

    def __init__(
        self, timeout: float, adapter: BaseAdapter | None = None, trace: Trace | None = None
    ) -> None:
        """Make a client that waits `timeout` seconds for each pause, and twice that for a whole body.

        `adapter`, if given, takes every request in place of the network.
        """
        self._timeout = timeout
        self._adapter = adapter
        self._tracer = Tracer(trace)
        self._kept = self._new_session()
        self._bundle: str | None = None

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | Multipart | None = None,
        *,
        secrets: tuple[str, ...] = (),
        before_send: Callable[[], None] | None = None,
        fresh: bool = False,
    ) -> RawAnswer:
        """Return the answer to one request, whatever its status, redirects included.

        `url` must be percent-encoded and leaves as it is. `before_send` is called when the request's body
        (without one, the request) is about to leave; what it raises keeps it from leaving, and is raised
        here. `fresh` takes a new connection: a server that is just closing a kept one loses the request,
        and nobody can tell. `secrets` are masked in the trace.

        Raises UnreachableError if the request certainly never left, NoAnswerError if it may have arrived,
        MachineSettingsError if no request can leave.
        """
        sent = {"User-Agent": user_agent(), "Accept-Encoding": "gzip", **headers}
        host = urlsplit(url).hostname or url
        try:
            request = _prepared(method, url, {**sent, "Connection": "close"} if fresh else sent, body)
        except ValueError as error:  # InvalidURL and its like are ValueErrors
            raise http_errors.translated(error, host, proxied=False, never_left=True) from None
        content = _Body(request.body, before_send or _nothing) if isinstance(request.body, bytes) else None
        if content is not None:
            request.body = cast("Any", content)
        self._tracer.message(">", f"{method} {url}", sent, _shown(method, body), secrets)
        with self._new_session() if fresh else nullcontext(self._kept) as session:
            settings = self._settings(session, url)
            if content is None and before_send is not None:
                before_send()
            try:
                response = session.send(request, allow_redirects=False, timeout=self._timeouts(), **settings)
            except _StoppedError as stopped:
                raise stopped.error from None
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                never_left = http_errors.never_connected(error) if content is None else not content.left
                proxied = bool(settings["proxies"])
                raise http_errors.translated(error, host, proxied=proxied, never_left=never_left) from None
            with closing(response):
                if content is not None and before_send is not None and not content.left:
                    raise UnreachableError(f"{host} answered before the request was sent.")
                found, fault = self._read(response)
        raw = RawAnswer(response.status_code, response.reason or "", response.headers, found, fault)
        self._tracer.message("<", f"{raw.status} {raw.reason}", raw.headers, raw.content, secrets)
        return raw

    def _new_session(self) -> _Session:
        session = _Session()
        if self._adapter is not None:
            session.mount("https://", self._adapter)
            session.mount("http://", self._adapter)
        return session

    def _timeouts(self) -> tuple[float, float]:
        return min(self._timeout, CONNECT_TIMEOUT), self._timeout

    def _settings(self, session: requests.Session, url: str) -> dict[str, Any]:
        """The environment's proxies and CA bundle, checked before anything is tried."""
        settings: dict[str, Any] = dict(session.merge_environment_settings(url, {}, True, None, None))
        if url.startswith("http:"):
            settings["proxies"] = {}  # it is loopback's alone, and a proxy would read it
        elif isinstance(settings["verify"], str) and settings["verify"] != self._bundle and not self._adapter:
            http_errors.check_ca_bundle(settings["verify"])
            self._bundle = settings["verify"]
        return settings

    def _read(self, response: requests.Response) -> tuple[bytes, str | None]:
        """The body, and what is wrong with it, or None."""
        body = bytearray()
        deadline = time.monotonic() + 2 * self._timeout
        try:
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > MAX_BODY:
                    return b"", f"is larger than {MAX_BODY // 1024 // 1024} MiB"
                if time.monotonic() > deadline:
                    return b"", "broke off"
        except DecodeError:
            return b"", "is not encoded as it says"
        except (requests.RequestException, HTTPError, OSError, ValueError):
            return b"", "broke off"
        empty = response.headers.get("Content-Length") == "0" or "Transfer-Encoding" in response.headers
        if not body and not empty and response.status_code not in (204, 304):
            # http.client takes a head that breaks off for a whole one
            return b"", "is empty, as if the answer had broken off"
        return bytes(body), None


def user_agent() -> str:
    """Return the User-Agent that Amazon requires of every call (developer-docs), 500 characters at most."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"spmsg/{__version__} (Language=Python/{python}; Platform={platform.system()})"


def _nothing() -> None:
    """What happens before a request leaves that nobody guards."""


def _shown(method: str, body: bytes | Multipart | None) -> bytes | str:
    """What a trace shows of a body: a file's size."""
    if isinstance(body, Multipart):
        return f"({len(body.content)} bytes)"
    return f"({len(body)} bytes)" if body and method == "PUT" else body or b""


def _prepared(
    method: str, url: str, headers: Mapping[str, str], body: bytes | Multipart | None
) -> requests.PreparedRequest:
    """The request, prepared apart from a Session: without its cookies and passwords from ~/.netrc."""
    if isinstance(body, Multipart):
        file = (body.file_name, body.content, body.content_type)
        request = requests.Request(method, url, headers, data=list(body.fields), files={"file": file})
    else:
        request = requests.Request(method, url, headers, data=body)
    prepared = request.prepare()
    prepared.url = url  # `prepare` quotes anew, and a presigned URL is signed as it stands
    return prepared

"""One HTTP exchange over `requests`: the only module that knows it and what it raises.

Imported at the first exchange, because `requests` takes longer to load than the rest of a command. It uses
`requests`' adapter without its Session: a Session reads a redirect's body without a bound and parses where
it points to even when told not to follow, keeps cookies, and takes passwords out of ~/.netrc.

What is certain here is the line between "never left" and "may have arrived". Exceptions do not draw it: an
`ssl.SSLError` is a certificate refused before anything was sent, or a connection cut after everything was.
So the connection itself tells when the request's first byte is about to leave.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from http.client import HTTPResponse, IncompleteRead
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.exceptions import ConnectTimeout, ProxyError, SSLError
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

from spmsg.errors import AmazonError, NoAnswerError, UnreachableError, UsageError
from spmsg.spapi.answers import BodyError, Headers, RawAnswer, unpacked
from spmsg.spapi.multipart import Multipart
from spmsg.spapi.retry import UntrustedError

CHUNK = 64 * 1024
CONNECTIONS = 16
"""Connections kept open to a host at most: one for each worker of a batch."""


class _AbandonedError(Exception):
    """Nobody waits for this attempt any more: its request must not leave now."""


class _Attempt:
    """One exchange: its outcome, whether its request has left, and whether its caller has given it up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: HTTPConnection | None = None
        self._abandoned = False
        self.over = threading.Event()
        self.answer: RawAnswer | None = None
        self.error: BaseException | None = None
        self.sent = False
        self.watched = False  # by _Watched below; not so where the adapter is a stand-in

    def leaves(self, connection: HTTPConnection) -> None:
        """The next thing that `connection` does is to send the request."""
        with self._lock:
            if self._abandoned:
                raise _AbandonedError
            self._connection = connection
            self.sent = True

    def abandon(self) -> None:
        """Keep the request from leaving, or cut the connection where it has left."""
        with self._lock:
            self._abandoned = True
            sock = getattr(self._connection, "sock", None)
        if sock is not None:
            import socket

            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is closed already


_current = threading.local()


class _Lines:
    """The lines of an answer's head, and which of them came last."""

    def __init__(self, file: BufferedIOBase) -> None:
        self._file = file
        self.last = b""

    def readline(self, limit: int = -1) -> bytes:
        self.last = self._file.readline(limit)
        return self.last

    def close(self) -> None:
        self._file.close()


class _Response(HTTPResponse):
    """An answer whose head must come whole.

    http.client takes a connection that ends amid the headers for their end, so that a 201 cut there looks
    like a 201 with an empty body: a message that was sent, where nobody knows.
    """

    def begin(self) -> None:
        file = self.fp
        lines = _Lines(file)
        self.fp = lines  # type: ignore[assignment]  # it has all of a file that `begin` uses
        try:
            super().begin()
        finally:
            if self.fp is lines:  # type: ignore[comparison-overlap]  # as above
                self.fp = file
        if lines.last not in (b"\r\n", b"\n"):
            raise IncompleteRead(lines.last)


class _Watched(HTTPConnection):
    """Mixed into urllib3's connection classes: connects first, then tells that the request leaves."""

    response_class = _Response

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        _current.attempt.leaves(self)
        super().request(*args, **kwargs)


@lru_cache
def _watched(connection: type[HTTPConnection]) -> type[HTTPConnection]:
    return type(f"Watched{connection.__name__}", (_Watched, connection), {})


class _Adapter(HTTPAdapter):
    """`requests`' adapter over watched connections. It never retries: max_retries is 0, urllib3's as well.

    Safe for several threads: urllib3's pools are, and the rest of an adapter is only read.
    """

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
        pool = cast("HTTPConnectionPool", super().get_connection_with_tls_context(*args, **kwargs))
        if not issubclass(pool.ConnectionCls, _Watched):
            pool.ConnectionCls = _watched(pool.ConnectionCls)
        _current.attempt.watched = True
        return pool


class Wire:
    """Exchanges a request for an answer, within bounds of time and size; follows and repeats nothing."""

    def __init__(self, timeout: float, adapter: BaseAdapter | None = None) -> None:
        """`timeout`: seconds for the connection, and for each pause of the server's afterwards."""
        self._timeout = timeout
        self._given = adapter
        self._kept = _Adapter(pool_connections=4, pool_maxsize=CONNECTIONS) if adapter is None else adapter

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | Multipart | None = None,
        *,
        fresh: bool = False,
    ) -> RawAnswer:
        """The answer to one request, whatever its status, redirects included.

        `url` leaves as it is, so it must be percent-encoded (urllib3 writes escapes in upper case). `fresh`
        takes a new connection: on one that was kept open, a server that is just closing it loses the
        request, and nobody can tell. Raises UnreachableError where the request certainly never left,
        NoAnswerError where it may have arrived.
        All in all it takes no more than twice `timeout`, and the time that a slow line needs for the body.
        """
        sent = {**headers, "Connection": "close"} if fresh else headers
        prepared = _prepared(method, url, sent, body)
        attempt = _Attempt()
        if self._given is not None:
            return self._attempt(attempt, self._given, prepared)
        size = len(body.content if isinstance(body, Multipart) else body or b"")

        def work() -> None:
            adapter = _Adapter(pool_connections=1, pool_maxsize=1) if fresh else self._kept
            try:
                attempt.answer = self._attempt(attempt, adapter, prepared)
            except BaseException as error:  # noqa: BLE001 - the caller, who waits for it, raises it again
                attempt.error = error
            finally:
                if fresh:
                    adapter.close()
                attempt.over.set()

        # Timeouts of sockets bound each pause: a server that sends a byte a second, or a resolver that
        # does not answer, would hold us for ever. A thread can be left behind.
        threading.Thread(target=work, daemon=True, name="spmsg-exchange").start()
        finished = False
        try:
            finished = attempt.over.wait(2 * self._timeout + size / 16_000)
        finally:
            if not finished:
                attempt.abandon()  # whatever it still brings to light counts no more
        if not finished:
            host = urlsplit(url).hostname
            if attempt.watched and not attempt.sent:
                raise UnreachableError(f"No connection to {host} came about in time.")
            raise NoAnswerError(f"{host} did not finish its answer in time.")
        if attempt.answer is None:
            raise attempt.error or _AbandonedError
        return attempt.answer

    def _attempt(
        self, attempt: _Attempt, adapter: BaseAdapter, prepared: requests.PreparedRequest
    ) -> RawAnswer:
        _current.attempt = attempt
        url = str(prepared.url)
        try:
            response = adapter.send(
                prepared,
                stream=True,
                timeout=(self._timeout, self._timeout),
                verify=_trusted(),
                proxies=_proxies(url),
            )
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise _translated(error, attempt, urlsplit(url).hostname or url) from None
        try:
            content, fault = _body(response)
        finally:
            response.close()
        fields = [(str(name), str(value)) for name, value in response.headers.items()]
        return RawAnswer(response.status_code, response.reason or "", Headers(fields), content, fault)


def _prepared(
    method: str, url: str, headers: Mapping[str, str], body: bytes | Multipart | None
) -> requests.PreparedRequest:
    prepared = requests.PreparedRequest()
    if isinstance(body, Multipart):
        file = (body.file_name, body.content, body.content_type)
        prepared.prepare(method, url, dict(headers), data=list(body.fields), files={"file": file})
    else:
        prepared.prepare(method, url, dict(headers), data=body)
    # Exactly as given: `prepare` re-quotes, and a presigned URL is signed as it stands.
    prepared.url = url
    if isinstance(prepared.body, bytes) and len(prepared.body) > CHUNK:
        # Bytes would have to leave whole within the timeout, on whatever line; a file leaves in blocks.
        prepared.body = cast("bytes", BytesIO(prepared.body))  # requests takes both, its types only one
    return prepared


def _proxies(url: str) -> dict[str, str]:
    """The environment's proxies; none for http, which a proxy reads: it is loopback's alone."""
    return {} if url.startswith("http:") else get_environ_proxies(url)


def _trusted() -> str | bool:
    """The certificates that we trust: those of certifi, or the bundle that the environment names."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if bundle := os.environ.get(name):
            if not Path(bundle).exists():
                raise UsageError(
                    f"{name} names {bundle}, which does not exist.", hint=f"Correct it, or unset {name}."
                )
            return bundle
    return True


def _body(response: requests.Response) -> tuple[bytes, str | None]:
    raw_stream: Callable[..., Iterator[bytes]] | None = getattr(response.raw, "stream", None)
    if raw_stream is None:  # an adapter of somebody else's, which keeps its bytes in another way
        chunks, encoding = response.iter_content(CHUNK), ""
    else:
        chunks = raw_stream(CHUNK, decode_content=False)
        encoding = response.headers.get("Content-Encoding") or ""
    try:
        return unpacked(chunks, encoding), None
    except BodyError as error:
        return b"", str(error)
    except (requests.RequestException, HTTPError, OSError, ValueError):
        return b"", "broke off"


def _translated(error: Exception, attempt: _Attempt, host: str) -> AmazonError:
    """What `error` means: the request certainly never left, or nobody knows."""
    never_left = not attempt.sent if attempt.watched else _says_never_connected(error)
    if not never_left:
        return NoAnswerError(f"{host} did not answer: {_reason(error)}.")
    if isinstance(error, SSLError):
        return UntrustedError(
            f"No secure connection to {host}: {_reason(error)}.",
            hint="Is something between you and Amazon opening the connection (a company's proxy)? Then name"
            " its certificate in REQUESTS_CA_BUNDLE. Is this machine's clock right?",
        )
    proxy = isinstance(error, ProxyError)
    return UnreachableError(
        f"{host} cannot be reached: {'the proxy fails: ' if proxy else ''}{_reason(error)}.",
        hint="Look at HTTPS_PROXY and NO_PROXY."
        if proxy
        else "Look at the network connection and the endpoint.",
    )


def _says_never_connected(error: BaseException) -> bool:
    return isinstance(error, (ConnectTimeout, ProxyError, SSLError)) or any(
        isinstance(cause, (NewConnectionError, ConnectTimeoutError)) for cause in _causes(error)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and all that it wraps: urllib3 keeps what happened in `reason`, `args` or the context."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            linked = (getattr(cause, "reason", None), *cause.args, cause.__cause__, cause.__context__)
            waiting += [link for link in linked if isinstance(link, BaseException)]


def _reason(error: BaseException) -> str:
    """In a few words, without the exception's own text: that repeats the URL, signature and all."""
    import ssl

    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, NameResolutionError):
            return "its name cannot be resolved"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is refused ({cause.verify_message or 'not trusted'})"
        if isinstance(cause, ConnectTimeoutError) and not isinstance(cause, NewConnectionError):
            return "no connection in time"
    for cause in causes:
        if isinstance(cause, OSError) and not isinstance(cause, requests.RequestException) and cause.strerror:
            return cause.strerror[:200]
    if any(isinstance(cause, (TimeoutError, requests.Timeout)) for cause in causes):
        return "nothing came in time"
    return "the connection broke off" if isinstance(error, requests.ConnectionError) else "no HTTP came back"

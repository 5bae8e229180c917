"""Exchange one HTTP request over a `requests.Session`, and say what its exceptions mean.

A message that may have arrived is not sent again, so it must be certain which requests never left. Exceptions
do not tell: an SSLError or a ProxyError can come after the whole request has arrived. The request's body
does: it is given to `requests` as a file, which is read only once the connection stands. What was not
read never left.
"""

import os
import platform
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, nullcontext
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.exceptions import InvalidSchema, InvalidURL, ProxyError
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
)

from spmsg import __version__
from spmsg.errors import MachineSettingsError, NoAnswerError, SpmsgError, UnreachableError
from spmsg.spapi.answers import Answer
from spmsg.spapi.trace import Trace, Tracer

MAX_BODY = 8 * 1024 * 1024
"""Bytes of a body, unpacked, that are read at most: Amazon's largest answers are a hundredth of it."""
CONNECT_TIMEOUT = 10.0
"""Seconds that a connection to one address may take."""
_CHUNK = 64 * 1024
_BROKE_OFF = "broke off"


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

    def __init__(self, content: bytes, before_send: Callable[[], None] | None) -> None:
        self._file = BytesIO(content)
        self._before_send = before_send
        self.left = False

    def read(self, size: int = -1) -> bytes:
        if not self.left and self._before_send is not None:
            try:
                self._before_send()
            except Exception as error:
                raise _StoppedError(error) from error
        self.left = True
        return self._file.read(size)


class UntrustedError(UnreachableError):
    """The other side's certificate was refused: it will be no better in a second."""

    code = "untrusted"


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
        self._checked_bundle: str | None = None

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        secrets: tuple[str, ...] = (),
        before_send: Callable[[], None] | None = None,
        fresh: bool = False,
    ) -> Answer:
        """Return the answer to one request, whatever its status, redirects included.

        `url` must be percent-encoded and leaves as it is. `before_send` is called when the request's body
        (without one, the request) is about to leave; what it raises keeps it from leaving, and is raised
        here. `fresh` takes a new connection: a server that is just closing a kept one loses the request,
        and nobody can tell. `secrets` are masked in the trace.

        Raises UnreachableError if the request certainly never left, NoAnswerError if it may have arrived,
        MachineSettingsError if no request can leave.
        """
        headers = {"User-Agent": user_agent(), "Accept-Encoding": "gzip", **headers}
        host = urlsplit(url).hostname or url
        sent = {**headers, "Connection": "close"} if fresh else headers
        try:  # prepared apart from a Session: without its cookies and passwords from ~/.netrc
            request = requests.Request(method, url, sent, data=body).prepare()
        except ValueError as error:  # InvalidURL and its like are ValueErrors
            raise _translated(error, host, proxied=False, never_left=True) from None
        request.url = url  # `prepare` quotes anew, and a presigned URL is signed as it stands
        content = _Body(body, before_send) if body else None
        if content is not None:
            request.body = cast("Any", content)
        self._tracer.request(method, url, headers, body, secrets)
        with self._new_session() if fresh else nullcontext(self._kept) as session:
            settings = self._settings(session, url)
            if content is None and before_send is not None:
                before_send()
            try:
                response = session.send(request, allow_redirects=False, timeout=self._timeouts(), **settings)
            except _StoppedError as stopped:
                raise stopped.error from None
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                never_left = _never_connected(error) if content is None else not content.left
                proxied = bool(settings["proxies"])
                raise _translated(error, host, proxied=proxied, never_left=never_left) from None
            with closing(response):
                if content is not None and before_send is not None and not content.left:
                    raise UnreachableError(f"{host} answered before the request was sent.")
                found, fault = self._read(response)
        answer = Answer(response.status_code, response.headers, found, fault)
        self._tracer.answer(answer.status, response.reason or "", answer.headers, answer.content, secrets)
        if fault == _BROKE_OFF and 200 <= answer.status < 300:
            raise NoAnswerError(f"The answer of {host} broke off.", request_id=answer.request_id)
        return answer

    def _new_session(self) -> _Session:
        session = _Session()
        if self._adapter is not None:
            session.mount("https://", self._adapter)
            session.mount("http://", self._adapter)
        return session

    def _timeouts(self) -> tuple[float, float]:
        return min(self._timeout, CONNECT_TIMEOUT), self._timeout

    def _settings(self, session: requests.Session, url: str) -> dict[str, Any]:
        """Return the environment's proxies and CA bundle, checked before anything is tried."""
        settings: dict[str, Any] = dict(session.merge_environment_settings(url, {}, True, None, None))
        bundle = settings["verify"]
        if url.startswith("http:"):
            settings["proxies"] = {}  # it is loopback's alone, and a proxy would read it
        elif isinstance(bundle, str) and bundle != self._checked_bundle and self._adapter is None:
            _check_ca_bundle(bundle)
            self._checked_bundle = bundle
        return settings

    def _read(self, response: requests.Response) -> tuple[bytes, str | None]:
        """Return the body, and what is wrong with it or None."""
        body = bytearray()
        deadline = time.monotonic() + 2 * self._timeout
        try:
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > MAX_BODY:
                    return b"", f"is larger than {MAX_BODY // 1024 // 1024} MiB"
                if time.monotonic() > deadline:
                    return b"", _BROKE_OFF
        except DecodeError:
            return b"", "is not encoded as it says"
        except (requests.RequestException, HTTPError, OSError, ValueError):
            return b"", _BROKE_OFF
        empty = response.headers.get("Content-Length") == "0" or "Transfer-Encoding" in response.headers
        if not body and not empty and response.status_code not in (204, 304):
            # http.client takes a head that breaks off for a whole one
            return b"", "is empty, as if the answer had broken off"
        return bytes(body), None


def user_agent() -> str:
    """Return the User-Agent that Amazon requires of every call (developer-docs), 500 characters at most."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"spmsg/{__version__} (Language=Python/{python}; Platform={platform.system()})"


def _never_connected(error: BaseException) -> bool:
    """Return whether `error` says by itself that its request never left.

    ProxyError, other SSLErrors, InvalidHeader and ConnectionError do not: each was seen after a POST had
    arrived (a CONNECT proxy that cuts the connection, two Content-Lengths).
    """
    return any(isinstance(e, (ConnectTimeoutError, ssl.SSLCertVerificationError)) for e in _causes(error))


def _translated(error: Exception, host: str, *, proxied: bool, never_left: bool) -> SpmsgError:
    """Return what `error` means for a request to `host`.

    MachineSettingsError, UnreachableError (UntrustedError), or NoAnswerError if it may have arrived.
    """
    causes = list(_causes(error))
    if (settings := _settings_error(causes, host, proxied)) is not None:
        return settings
    reason = _reason(causes, error)
    if not never_left:
        return NoAnswerError(f"{host} did not answer: {reason}.")
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return UntrustedError(
            f"No secure connection to {host}: {reason}.",
            hint="Is something between you and Amazon opening the connection (a company's proxy)? Then name"
            " its certificate in REQUESTS_CA_BUNDLE. Is this machine's clock right?",
        )
    if isinstance(error, ProxyError):
        return UnreachableError(
            f"{host} cannot be reached: the proxy fails: {reason}.", hint=f"Check {_proxy_variable()}."
        )
    return UnreachableError(
        f"{host} cannot be reached: {reason}.", hint="Check the network connection and the endpoint."
    )


def _check_ca_bundle(bundle: str) -> None:
    """Raise MachineSettingsError unless the file or folder `bundle` can be used to check certificates."""
    given = [n for n in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE") if os.environ.get(n) == bundle]
    name = given[0] if given else "The CA bundle"
    hint = f"Correct {name}, or unset it." if given else None
    try:
        if not Path(bundle).is_dir():
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(bundle)
    except ssl.SSLError:
        raise MachineSettingsError(f"{name} names {bundle}, which holds no certificate.", hint=hint) from None
    except OSError as error:
        why = (
            "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        )
        raise MachineSettingsError(f"{name} names {bundle}, which {why}.", hint=hint) from None


def _settings_error(causes: list[BaseException], host: str, proxied: bool) -> MachineSettingsError | None:
    """Return the fault of this machine's settings, which lets nothing leave, or None."""
    proxy = _proxy_variable()
    if _tunnel_status(causes) == "407":
        return MachineSettingsError(
            "The proxy wants a user name and a password (407), or refuses those it got.",
            hint=f"Give them in {proxy}: http://USER:PASSWORD@HOST:PORT",
        )
    if any("SOCKS" in str(cause) for cause in causes if isinstance(cause, InvalidSchema)):
        return MachineSettingsError(
            f"{proxy} names a SOCKS proxy, for which the package PySocks is missing.",
            hint="Install it beside spmsg: pip install 'requests[socks]'",
        )
    if not any(isinstance(c, (InvalidURL, InvalidSchema, LocationValueError)) for c in causes):
        return None
    if proxied:
        example = "http://proxy.example.com:8080"
        return MachineSettingsError(
            f"{proxy} is no address of a proxy.", hint=f"For example {example}; or unset {proxy}."
        )
    return MachineSettingsError(f"{host[:200]!r} is no address that a request can be sent to.")


def _proxy_variable() -> str:
    """Return the name of the variable that names the proxy for https."""
    names = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    return next((name for name in names if os.environ.get(name)), "the system's proxy setting")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and all that it wraps: urllib3 puts that into `reason`, `args` or the cause."""
    yield error
    for link in (getattr(error, "reason", None), *error.args, error.__cause__):
        if isinstance(link, BaseException):
            yield from _causes(link)


def _tunnel_status(causes: list[BaseException]) -> str | None:
    """Return the status of a proxy that refused CONNECT; http.client tells it in words alone."""
    for cause in causes:
        found = re.match(r"Tunnel connection failed: (\d{3})", str(cause)) if type(cause) is OSError else None
        if found:
            return found[1]
    return None


def _reason(causes: list[BaseException], error: BaseException) -> str:
    """Say why in a few words, not in the exception's own, which repeat the URL with its signature."""
    for cause in causes:
        if isinstance(cause, NameResolutionError):
            return "its name cannot be resolved"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is refused ({cause.verify_message or 'not trusted'})"
        if isinstance(cause, ConnectTimeoutError) and not isinstance(cause, NewConnectionError):
            return "no connection in time"
    if status := _tunnel_status(causes):
        return f"it answers {status}"
    for cause in causes:
        if isinstance(cause, OSError) and not isinstance(cause, requests.RequestException) and cause.strerror:
            return cause.strerror[:200]
    if any(isinstance(cause, (TimeoutError, requests.Timeout)) for cause in causes):
        return "nothing came in time"
    return "the connection broke off" if isinstance(error, requests.ConnectionError) else "no HTTP came back"

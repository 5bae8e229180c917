"""What the exceptions of requests and urllib3 mean: the errors of a request that got no answer."""

import os
import ssl
from collections.abc import Iterator, Mapping
from http.client import BadStatusLine
from typing import Any

from requests.exceptions import InvalidSchema, InvalidURL, ProxyError
from urllib3.exceptions import ConnectTimeoutError, LocationValueError

from spmsg.credentials.secrets import mask
from spmsg.errors import (
    MachineSettingsError,
    NoAnswerError,
    SpmsgError,
    UnreachableError,
    UntrustedError,
)


def never_connected(error: BaseException) -> bool:
    """Return whether `error` says by itself that its request never left.

    ProxyError, other SSLErrors, InvalidHeader and ConnectionError do not: each was seen after a POST had
    arrived (a CONNECT proxy that cuts the connection, two Content-Lengths).
    """
    return any(isinstance(e, (ConnectTimeoutError, ssl.SSLCertVerificationError)) for e in _causes(error))


def error_of(error: Exception, host: str, settings: Mapping[str, Any], *, never_left: bool) -> SpmsgError:
    """Return the error of ours for a request to `host` that failed with `error` and these `settings`."""
    causes = list(_causes(error))
    if (fault := _settings_error(settings, host, causes)) is not None:
        return fault
    last = causes[-1]  # its words are short, and do not repeat the URL with its signature
    words = getattr(last, "strerror", None) or str(last) or type(last).__name__
    # A line that is no HTTP is not quoted: a server can echo what it was sent, secrets too
    why = "no HTTP came back" if type(last) is BadStatusLine else mask(words)[:200]
    if not never_left:
        return NoAnswerError(f"{host} did not answer: {why}.")
    refused = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if refused is not None:
        return UntrustedError(
            f"The certificate of {host} is refused: {refused.verify_message}.",
            hint="Is something between you and Amazon opening the connection (a company's proxy)? Then name"
            " its certificate in REQUESTS_CA_BUNDLE. Is this machine's clock right?",
        )
    blamed = _proxy_setting() if isinstance(error, ProxyError) else "the network connection and the endpoint"
    return UnreachableError(f"{host} cannot be reached: {why}.", hint=f"Check {blamed}.")


def _settings_error(
    settings: Mapping[str, Any], host: str, causes: list[BaseException]
) -> MachineSettingsError | None:
    """Return the error for a setting of this machine that lets nothing leave, None if `error` is another."""
    bundle = settings.get("verify")
    # OpenSSL's X509 is what fails for a bundle without a certificate
    empty = any(getattr(cause, "library", "") == "X509" for cause in causes)
    if isinstance(bundle, str) and (empty or not os.access(bundle, os.R_OK)):
        name = "REQUESTS_CA_BUNDLE" if os.environ.get("REQUESTS_CA_BUNDLE") else "CURL_CA_BUNDLE"
        hint = f"Correct {name}, or unset it."
        return MachineSettingsError(f"There are no certificates in {bundle}, which {name} names.", hint=hint)
    proxy = _proxy_setting()
    if any(type(cause) is OSError and "Tunnel connection failed: 407" in str(cause) for cause in causes):
        message = "The proxy wants a user name and a password (407), or refuses those it got."
        return MachineSettingsError(message, hint=f"Give them in {proxy}: http://USER:PASSWORD@HOST:PORT")
    if not any(isinstance(cause, (InvalidURL, InvalidSchema, LocationValueError)) for cause in causes):
        return None
    if not settings.get("proxies"):
        return MachineSettingsError(f"{host[:200]!r} is no address that a request can be sent to.")
    return MachineSettingsError(
        f"The proxy that {proxy} names cannot be used.",
        hint="Name it like http://proxy.example.com:8080, or not at all."
        " A SOCKS proxy needs one more package: pip install 'requests[socks]'",
    )


def _proxy_setting() -> str:
    """Return the name of the variable that names the proxy for https."""
    names = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    return next((name for name in names if os.environ.get(name)), "the system's proxy setting")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and all that it wraps: urllib3 puts that into `reason`, `args` or the cause."""
    yield error
    for link in (getattr(error, "reason", None), *error.args, error.__cause__):
        if isinstance(link, BaseException):
            yield from _causes(link)

"""What the exceptions of `requests` and urllib3 mean; no other module needs to know them."""

import os
import re
import ssl
from collections.abc import Iterator
from pathlib import Path

import requests
from requests.exceptions import InvalidSchema, InvalidURL, ProxyError
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
)

from spmsg.errors import MachineSettingsError, NoAnswerError, SpmsgError, UnreachableError


class UntrustedError(UnreachableError):
    """The other side's certificate was refused: it will be no better in a second."""

    code = "untrusted"


def never_connected(error: BaseException) -> bool:
    """Return whether `error` says by itself that its request never left.

    ProxyError, other SSLErrors, InvalidHeader and ConnectionError do not: each was seen after a POST had
    arrived (a CONNECT proxy that cuts the connection, two Content-Lengths).
    """
    return any(isinstance(e, (ConnectTimeoutError, ssl.SSLCertVerificationError)) for e in _causes(error))


def translated(error: Exception, host: str, *, proxied: bool, never_left: bool) -> SpmsgError:
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


def check_ca_bundle(bundle: str) -> None:
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

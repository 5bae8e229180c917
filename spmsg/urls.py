"""Where secrets and messages may be sent: https, or http on this machine."""

import ipaddress
import re
from urllib.parse import urlsplit

from spmsg.errors import UsageError

_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> tuple[str, str, int]:
    """Return the scheme, host and port of `url`, in lower case, the scheme's own port filled in.

    Raises ValueError if it is no http(s) URL, names a user, or has characters that no URL can have.
    """
    if not re.fullmatch(r"[\x21-\x7e]+", url) or "\\" in url:
        raise ValueError("it has characters that no URL can have")
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("it is not an http(s) URL")
    if "@" in parts.netloc:
        raise ValueError("it names a user")
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


def is_loopback(host: str) -> bool:
    """Return whether `host` is this machine: localhost, 127.0.0.0/8 or ::1."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_base(url: str, name: str) -> str:
    """Return `url` normalised: lower-case host, no default port, no slash at its end.

    Raises UsageError unless it is https, or http on a loopback host, without user name, query or fragment.
    `name` is what the user calls it, such as "SPMSG_ENDPOINT".
    """
    url = url.strip()
    shown = re.sub(r"//[^/@]*@", "//…@", url[:200])  # a password is not repeated
    try:
        scheme, host, port = origin(url)
        if scheme == "http" and not is_loopback(host):
            raise ValueError(f"it must use https: your secrets would travel readable to {host}")
        if "?" in url or "#" in url:
            raise ValueError("it has a query or a fragment")
    except ValueError as error:
        hint = "Give https://HOST, or http:// for a simulator on this machine (127.0.0.1, ::1, localhost)."
        raise UsageError(f"{name} {shown!r} cannot be used: {error}.", hint=hint) from None
    if ":" in host:  # IPv6
        host = f"[{host}]"
    if port != _PORTS[scheme]:
        host += f":{port}"
    return f"{scheme}://{host}{urlsplit(url).path.rstrip('/')}"

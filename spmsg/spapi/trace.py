"""What --verbose may show of the wire: everything but secrets, and no more than a screen of each body.

Secrets are masked twice: by where they stand (header names, parameters of presigned URLs, members of Login
with Amazon's documents, the form of Amazon's tokens), and, because a server can echo what it was sent
anywhere, by their own text.
"""

import re
from collections.abc import Callable, Iterable, Mapping

MASK = "•••"
MAX_SHOWN = 4000
"""Characters of a body that are shown."""

_SECRET_HEADERS = frozenset(
    ("x-amz-access-token", "authorization", "proxy-authorization", "x-amz-security-token", "cookie",
     "set-cookie")
)  # fmt: skip
_MEMBERS = r"access_token|refresh_token|client_secret|restrictedDataToken|code_verifier"
_PARAMETERS = (
    _MEMBERS + r"|x-amz-signature|x-amz-credential|x-amz-security-token|policy|signature|awsaccesskeyid"
)


Trace = Callable[[str], None]
"""Shows a part of the trace to a person: lines that begin with ">" (sent), "<" (received) or "*"."""


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """Return `text` (a URL, JSON, a form, Amazon's words) without anything secret, `secrets` included."""
    for secret in secrets:
        if len(secret) >= 4:
            text = text.replace(secret, MASK)
    text = re.sub(rf'(?i)("(?:{_MEMBERS})"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}}\]"]+)', rf'\1"{MASK}"', text)
    # The lookbehind lets a parameter follow "?", "&" and also the JSON escape of "&", "\u0026".
    text = re.sub(rf'(?i)(?<![a-z_-])((?:{_PARAMETERS})=)[^&"\s<>\\]+', rf"\1{MASK}", text)
    text = re.sub(r"(?i)\b(?:Atz[ar]|Atc)(?:\||%7C)[^\s\"'&<>\\]+", MASK, text)
    text = re.sub(r"amzn1\.oa2-cs\.v1\.[0-9A-Za-z]+", MASK, text)
    return re.sub(r"(?i)\b([a-z][a-z0-9+.-]*://)[^/?#\s\"@]+@", rf"\1{MASK}@", text)


def mask_headers(headers: Mapping[str, str], secrets: Iterable[str] = ()) -> dict[str, str]:
    """Return `headers` without the values that are secret or hold something secret."""
    secrets = tuple(secrets)
    return {n: MASK if n.lower() in _SECRET_HEADERS else mask(v, secrets) for n, v in headers.items()}


def shown(content: bytes, secrets: Iterable[str] = ()) -> str:
    """Return a body as text: masked, and cut to MAX_SHOWN characters."""
    # Cut only after masking, so that no half of a secret is left at the end; a bound before, for speed.
    text = mask(content[: 16 * MAX_SHOWN].decode("utf-8", "replace"), secrets)
    if len(text) <= MAX_SHOWN and len(content) <= 16 * MAX_SHOWN:
        return text
    return f"{text[:MAX_SHOWN]}… ({len(content)} bytes in all)"


class Tracer:
    """Masks requests and answers and writes them to a Trace, as curl's -v does; silent without one."""

    def __init__(self, trace: Trace | None) -> None:
        self._trace = trace

    def message(
        self, mark: str, line: str, headers: Mapping[str, str], body: bytes | str, secrets: Iterable[str] = ()
    ) -> None:
        """Write a request (">") or an answer ("<"); a `body` that is text is shown as it is."""
        if self._trace is not None:
            secrets = tuple(secrets)
            text = shown(body, secrets) if isinstance(body, bytes) else body
            fields = [f"{name}: {value}" for name, value in mask_headers(headers, secrets).items()]
            lines = [mask(line, secrets), *fields, *(["", *text.splitlines()] if text else [])]
            self._write("\n".join(f"{mark} {line}".rstrip() for line in lines))

    def note(self, text: str) -> None:
        """Write what happens between requests: a wait, a repetition."""
        self._write(f"* {mask(text)}")

    def _write(self, text: str) -> None:
        try:
            if self._trace is not None:
                self._trace(text)
        except OSError:
            # Nobody reads stderr any more. The answer to a message must not be lost over that.
            self._trace = None

"""What --verbose shows of the wire: no secrets, and no more than a screen of each body."""

from collections.abc import Callable, Mapping

from spmsg.credentials.secrets import MASK, mask

MAX_SHOWN = 4000  # characters of a body
_SECRET_HEADERS = {
    "x-amz-access-token", "authorization", "proxy-authorization", "x-amz-security-token", "cookie",
    "set-cookie",
}  # fmt: skip
_TEXTS = ("application/json", "application/x-www-form-urlencoded")

Trace = Callable[[str], None]
"""Shows a part of the trace to a person: lines that begin with ">" (sent), "<" (received) or "*"."""


class Tracer:
    """Masks requests and answers and writes them to a Trace, as curl's -v does; silent without one."""

    def __init__(self, trace: Trace | None) -> None:
        self._trace = trace

    def message(
        self, mark: str, line: str, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]
    ) -> None:
        """Write a request (`mark` is ">") or an answer ("<"); of a file's bytes only how many there are."""
        if self._trace is None:
            return
        lines = [mask(line, secrets)]
        for name, value in headers.items():
            lines.append(f"{name}: {MASK if name.lower() in _SECRET_HEADERS else mask(value, secrets)}")
        is_file = mark == ">" and not headers.get("Content-Type", "").startswith(_TEXTS)
        if body:
            text = f"({len(body)} bytes)" if is_file else _shown(body, secrets)
            lines += ["", *text.splitlines()]
        self._trace("\n".join(f"{mark} {line}".rstrip() for line in lines))

    def note(self, text: str) -> None:
        """Write what happens between requests: a wait, a repetition."""
        if self._trace is not None:
            self._trace(f"* {mask(text)}")


def _shown(body: bytes, secrets: tuple[str, ...]) -> str:
    """Return a body as text, masked and only then cut: no half of a secret is left at the end."""
    text = mask(body[: 16 * MAX_SHOWN].decode("utf-8", "replace"), secrets)
    if len(text) <= MAX_SHOWN and len(body) <= 16 * MAX_SHOWN:
        return text
    return f"{text[:MAX_SHOWN]}… ({len(body)} bytes in all)"

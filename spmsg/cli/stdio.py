"""The streams of the process: stdout is the answer, stderr the commentary; what came from outside is data."""

import os
import sys
from typing import Any

from spmsg.errors import SpmsgError

CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
"""C0, DEL and C1: a terminal obeys them."""
REORDERING = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
"""Characters that change the direction of text, and so can make it say something else."""
_VISIBLE = dict.fromkeys(
    [*CONTROLS, *REORDERING, 0x2028, 0x2029, *range(0xD800, 0xE000)], "\N{REPLACEMENT CHARACTER}"
)
_VISIBLE |= {ord("\n"): "\n", ord("\t"): "\t"}
_INLINE = _VISIBLE | dict.fromkeys(map(ord, "\n\t\r"), " ")


def safe(text: str) -> str:
    """`text` with what a terminal would obey made visible; line breaks and tabs stay."""
    return text.replace("\r\n", "\n").translate(_VISIBLE)


def inline(text: str) -> str:
    """`safe`, in one line."""
    return text.translate(_INLINE)


def prepare() -> None:
    """Make the streams take any text, and stay quiet when one of them is closed."""
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:  # closed by the caller, as in `spmsg >&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Put `text`, already safe, on stdout."""
    sys.stdout.write(text)


def say(text: str) -> None:
    """Put a line of commentary on stderr."""
    sys.stdout.flush()
    sys.stderr.write(safe(text) + "\n")
    sys.stderr.flush()


def fail(error: SpmsgError, *, as_json: bool = False) -> int:
    """Say on stderr what went wrong and what to do; returns the exit code."""
    if as_json:
        import json

        told = {
            "code": int(error.exit_code),
            "message": error.message,
            "hint": error.hint,
            "request_id": error.request_id,
        }
        say(json.dumps({"error": told}, ensure_ascii=False))
        return error.exit_code
    lines = [f"{colour('error', '31')}: {safe(error.message)}"]
    if error.hint:
        lines.append(f"{colour('hint', '36')}: {safe(error.hint)}")
    if error.request_id:
        lines.append(f"Amazon's request ID: {inline(error.request_id)}")
    sys.stdout.flush()
    sys.stderr.write("\n".join(lines) + "\n")
    return error.exit_code


def colour(text: str, code: str) -> str:
    """`text` in an ANSI colour where stderr is a terminal that shows colours."""
    return f"\x1b[{code}m{text}\x1b[0m" if colours(sys.stderr) else text


def colours(stream: Any) -> bool:
    """Whether `stream` shows colours: a terminal does, unless NO_COLOR or TERM=dumb; FORCE_COLOR makes it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"


def discard_stdout() -> None:
    """Let nothing more go to a stdout that nobody reads, at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

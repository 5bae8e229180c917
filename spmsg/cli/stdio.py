"""The streams of the process: stdout is the answer, stderr the commentary; what came from outside is data."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
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

BOLD, RED, MAGENTA = "1", "31", "35"
SGR = {"": "", "bold": "1", "red": "31", "green": "32", "magenta": "35"}
"""The colours of values. Red is for what failed, green for what is well, magenta for what wants attention;
cyan and yellow can hardly be read on a light ground. Each only underlines what the words say."""

room: Callable[[], AbstractContextManager[None]] = nullcontext
"""Held while something is written: `waiting` takes its line off the terminal meanwhile."""


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
    with room():
        sys.stdout.write(text)


def say(text: str) -> None:
    """Put commentary on stderr; on a terminal it is broken between words."""
    _comment(fitted(safe(text), sys.stderr))


def say_as_it_is(text: str) -> None:
    """Put `text` on stderr with its own lines, for programs and for those who copy it."""
    _comment(safe(text))


def _comment(text: str) -> None:
    with room():
        sys.stdout.flush()
        with suppress(OSError):  # where stderr is full or gone, nobody can be told
            sys.stderr.write(text + "\n")
            sys.stderr.flush()


def say_labelled(name: str, text: str, code: str) -> None:
    """Put "name: text" on stderr, broken between words on a terminal, with `name` in a colour."""
    _comment(_labelled(name, text, code))


def _labelled(name: str, text: str, code: str) -> str:
    return fitted(f"{name}: {safe(text)}", sys.stderr).replace(name, colour(name, code), 1)


def fitted(text: str, stream: Any) -> str:
    """`text` broken between words where `stream` is a terminal; as it is elsewhere."""
    if not stream.isatty():
        return text
    from spmsg.cli import wrap

    lines = [
        wrap.folded(line, wrap.columns(stream), "  " if line[:1] == " " else "") for line in text.split("\n")
    ]
    return "\n".join(part for parts in lines for part in parts)


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
        say_as_it_is(json.dumps({"error": told}, ensure_ascii=False))
        return error.exit_code
    lines = [_labelled("error", error.message, RED)]
    if error.hint:
        lines.append(_labelled("hint", error.hint, BOLD))
    if error.request_id:
        lines.append(f"Amazon's request ID: {inline(error.request_id)}")
    _comment("\n".join(lines))
    return error.exit_code


def colour(text: str, code: str) -> str:
    """`text` in an ANSI colour where stderr is a terminal that shows colours."""
    return f"\x1b[{code}m{text}\x1b[0m" if colours(sys.stderr) else text


def bold(text: str) -> str:
    """`text` in bold letters where stdout is a terminal that shows colours."""
    return f"\x1b[1m{text}\x1b[0m" if colours(sys.stdout) else text


def drawable(text: str, otherwise: str, stream: Any) -> str:
    """`text`, or what stands for it where `stream`'s encoding has no such characters."""
    try:
        text.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return otherwise
    return text


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

"""Gone: see `console`. Kept until its callers are rewritten."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

from spmsg.cli.console import discard_stdout as discard_stdout
from spmsg.cli.console import inline as inline
from spmsg.cli.console import safe as safe
from spmsg.errors import SpmsgError

BOLD, RED, MAGENTA = "1", "31", "35"

room: Callable[[], AbstractContextManager[None]] = nullcontext
"""Held while something is written: `waiting` takes its line off the terminal meanwhile."""


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

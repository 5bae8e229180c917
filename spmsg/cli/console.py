"""The process's streams: stdout is the answer, stderr the commentary; what came from outside is data.

Rich draws both. With `-o json` or `jsonl` each thing on stderr is one line of JSON.
"""

import json
import os
import sys
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO

from spmsg.errors import CancelledError, SpmsgError, UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

# Control characters and line separators, which a terminal obeys, and lone surrogates
_OBEYED = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000))
# These change the direction of text, and so can make it say something else.
_REORDERING = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_VISIBLE: dict[int, str] = dict.fromkeys((*_OBEYED, *_REORDERING), "\N{REPLACEMENT CHARACTER}")
_VISIBLE |= {ord("\n"): "\n", ord("\t"): "\t"}
_INLINE = _VISIBLE | dict.fromkeys(map(ord, "\n\t\r"), " ")

_quiet = False
_json_lines = False
_waiting = (0.0, "")  # until when, by time.monotonic(), and the words for it


def safe(text: str) -> str:
    """Return `text` with what a terminal would obey made visible; line breaks and tabs stay."""
    return text.replace("\r\n", "\n").translate(_VISIBLE)


def inline(text: str) -> str:
    """Return `text` made safe, in one line."""
    return text.translate(_INLINE)


def prepare() -> None:
    """Make stdout and stderr take any text, also if they are closed."""
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:  # closed by the caller, as in `spmsg >&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def configure(*, quiet: bool, json_lines: bool) -> None:
    """Set what stderr carries: failures alone if `quiet`, lines of JSON if `json_lines`."""
    global _quiet, _json_lines
    _quiet, _json_lines = quiet, json_lines


@cache
def stdout() -> "Console":
    """Return Rich's console for the answer."""
    return _console(stderr=False)


@cache
def stderr() -> "Console":
    """Return Rich's console for the commentary."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    class Stream(Console):
        def on_broken_pipe(self) -> None:
            if not stderr:
                raise BrokenPipeError  # `app.run` sees to it
            self.quiet = True  # the work goes on though nobody reads stderr

    # With NO_COLOR Rich would still write escapes for bold letters.
    colours: Any = None if os.environ.get("NO_COLOR") else "auto"
    return Stream(stderr=stderr, color_system=colours, markup=False, highlight=False, emoji=False)


def plain_help() -> None:
    """Keep all escapes out of the help under NO_COLOR: Typer draws it on a console of its own."""
    if os.environ.get("NO_COLOR"):
        os.environ["TTY_COMPATIBLE"] = "0"  # Rich's name for "not a terminal"


def read_pipe(limit: int, hint: str) -> bytes:
    """Return at most `limit` bytes of stdin; raise UsageError if it is a terminal, or closed."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("stdin is to be read, and it is neither a pipe nor a file.", hint=hint)
    return sys.stdin.buffer.read(limit)


def write(text: str) -> None:
    """Put `text`, already safe, on stdout as it is."""
    sys.stdout.write(text)


def show(shown: "RenderableType") -> None:
    """Draw on stdout; a string, already safe, keeps its lines as they are."""
    stdout().print(shown, soft_wrap=isinstance(shown, str))


def say(kind: str, fields: Mapping[str, Any], shown: "RenderableType") -> None:
    """Put something of a `kind` on stderr: `shown`, or, where stderr is JSON, `fields`."""
    with suppress(OSError):  # stderr is full or closed
        sys.stdout.flush()
        if _json_lines:
            sys.stderr.write(json.dumps({kind: fields}) + "\n")
        else:
            stderr().print(shown, soft_wrap=not sys.stderr.isatty(), crop=False)
        sys.stderr.flush()


def note(text: str, *, whole: bool = False) -> None:
    """Put commentary on stderr, unless --quiet is given; the lines of a `whole` one are not wrapped."""
    if not _quiet:
        say("note", {"message": text.strip()}, unwrapped(text) if whole else safe(text))


def unwrapped(text: str) -> "RenderableType":
    """Return `text` made safe, its lines never wrapped: a path or a command that is to be copied."""
    from rich.console import Group
    from rich.text import Text

    # In a group, because Rich wraps a text by itself even with `no_wrap`
    return Group(Text(safe(text), no_wrap=True, overflow="ignore"))


def warn(text: str) -> None:
    """Put a warning on stderr, unless --quiet is given."""
    if not _quiet:
        say("warning", {"message": text}, labelled("warning", text, "magenta"))


def trace(text: str) -> None:
    """Put a part of the --verbose trace on stderr, its lines as they are."""
    say("trace", {"message": text}, safe(text))


def fail(error: SpmsgError) -> int:
    """Say on stderr what went wrong and what to do; return the exit code."""
    from rich.text import Text

    fields = {"message": error.message, "hint": error.hint, "request_id": error.request_id}
    shown = labelled("error", error.message, "red")
    if isinstance(error, CancelledError):  # what somebody asked for is no error
        shown = Text(safe(error.message))
    if error.hint:
        shown.append("\n").append(labelled("hint", error.hint, "bold"))
    if error.request_id:
        shown.append(f"\nAmazon's request ID: {inline(error.request_id)}")
    say("error", {"code": int(error.exit_code), **fields}, shown)
    return error.exit_code


def labelled(name: str, text: str, style: str) -> "Text":
    """Return "name: text", made safe, with `name` in a style."""
    from rich.text import Text

    return Text.assemble((name, style), ": ", safe(text))


def watched() -> bool:
    """Return whether a person follows stderr: a terminal, without --quiet and JSON."""
    return sys.stderr.isatty() and not _quiet and not _json_lines


def status(text: str) -> AbstractContextManager[object]:
    """Show a spinner and what is waited for while the block runs, which must not write to stdout."""

    class Waiting:
        def __rich__(self) -> str:  # asked again for each frame
            return inline(text) + pacing()

    if not watched():
        return nullcontext()
    return stderr().status(Waiting(), spinner="dots" if can_encode("⠋", sys.stderr) else "line")


def paced(operation: str, seconds: float) -> None:
    """Remember, for `pacing`, that requests of `operation` wait so long for Amazon's rate."""
    global _waiting
    _waiting = time.monotonic() + seconds, "waiting {} s for Amazon's rate"


def throttled(operation: str, seconds: float) -> None:
    """Remember, for `pacing`, that Amazon answered `operation` with 429, and how long it wants us to wait."""
    global _waiting
    _waiting = time.monotonic() + seconds, f"Amazon throttles {operation}: waiting {{}} s"


def pacing() -> str:
    """Return such as ": waiting 12 s for Amazon's rate", or "" if nothing has to wait."""
    until, text = _waiting
    seconds = until - time.monotonic()
    return f": {text.format(round(seconds))}" if seconds >= 1.0 else ""


def can_encode(text: str, stream: TextIO) -> bool:
    """Return whether the encoding of `stream` has all characters of `text`."""
    try:
        text.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def discard_stdout() -> None:
    """Throw away all that is still to be written to stdout, which nobody reads any more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

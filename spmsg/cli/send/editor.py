"""Writing a text in the user's own editor, in a file that is never lost."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spmsg import private_files
from spmsg.cli import console
from spmsg.cli.actions import text_limits
from spmsg.delivery.files import read_text
from spmsg.errors import CancelledError, UsageError
from spmsg.message.action import TEXT, Action
from spmsg.message.violation import Violation

FALLBACK = "notepad" if sys.platform == "win32" else "nano"
"""The editor where neither $VISUAL nor $EDITOR names one."""
COMMENT = "#:"
"""Lines that begin so are ours: a plain # may be the buyer's."""
WIDTH = 76
"""Of the comments."""


def new_file(folder: Path, order: str) -> Path:
    """Make an empty file (0600) for the text to an order in `folder` (0700); raises OSError."""
    private_files.make_folder(folder)
    handle, name = tempfile.mkstemp(prefix=f"{order}-", suffix=".txt", dir=folder)
    os.close(handle)
    return Path(name)


def edit(path: Path, text: str, action: Action, order: str, found: Sequence[Violation] = ()) -> str:
    """Open the editor on the file at `path`; return the text that was written, which stays in the file.

    The editor shows `text`, and below it as comments the action's limits and what was `found` wrong.
    Raises CancelledError if the editor fails, as `:cq` does, UsageError if it cannot be started.
    """
    comments = [f"{COMMENT} {line}" for line in _comments(action, order, found)]
    path.write_text("\n".join([text, "", *comments, ""]), encoding="utf-8")  # in place: it stays 0600
    try:
        _open_editor(path)
    finally:
        lines = read_text(path).split("\n")
        written = "\n".join(line for line in lines if not line.startswith(COMMENT)).strip()
        path.write_text(f"{written}\n" if written else "", encoding="utf-8")
    return written


def _open_editor(path: Path) -> None:
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip() or FALLBACK
    screen = None if sys.stdout.isatty() else sys.stderr  # `spmsg send -o json > result.json`
    # Ctrl-C is for the editor alone, which inherits SIG_IGN, but no handler that does nothing.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        status = subprocess.run([*shlex.split(named), str(path)], stdout=screen, check=False).returncode
    except (OSError, ValueError) as error:  # not there, no program, a quote that is not closed
        raise UsageError(
            f"The editor {named!r} cannot be started: {getattr(error, 'strerror', error)}.",
            hint="Set VISUAL or EDITOR to one that is there, or give the message with --text or --text-file.",
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if status:
        raise CancelledError(f"The editor ended with status {status}: nothing was sent.")


def _comments(action: Action, order: str, found: Sequence[Violation]) -> Iterator[str]:
    if found:
        yield "NOT SENT YET. Mend this, or leave the text empty to cancel:"
        for violation in found:
            yield from _wrapped(f"- {violation.place}{violation.text}", indent="  ")
    yield from _wrapped(f"{action.title or action.name}, to the buyer of {order}.")
    yield from _wrapped(action.description or "")
    yield from _wrapped(f"Text: {text_limits(action.text)}.")
    properties = (action.schema or {}).get("properties")
    rules = properties.get(TEXT) if isinstance(properties, Mapping) else None
    described = rules.get("description") if isinstance(rules, Mapping) else None
    yield from _wrapped(described if isinstance(described, str) else "")
    yield f"Lines that begin with {COMMENT} are not sent. If there are no others, nothing is sent."


def _wrapped(text: str, indent: str = "") -> list[str]:
    words = " ".join(console.inline(text).split())
    return textwrap.wrap(words, WIDTH, subsequent_indent=indent, break_long_words=False)

"""Writing a text in the user's own editor, in a file that is never lost."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from spmsg import private_files
from spmsg.cli import console
from spmsg.cli.actions import text_limits
from spmsg.delivery.files import read_text
from spmsg.errors import CancelledError, LocalStateError, UsageError
from spmsg.message.action import Action
from spmsg.message.violation import Violation

WIDTH = 76
"""Of the comments above the text."""
SCISSORS = "# ------------------------ >8 ------------------------"
"""As git has it. All that stands below this line is the message, `#` or not."""
FALLBACKS = ("editor", "nano", "vi")
LINE_OPTION = ("vi", "vim", "nvim", "view", "nano", "pico", "emacs", "micro", "joe", "jed", "kak", "ne", "mg")
"""Editors that open a file at a line with `+LINE`."""
HINT = "Set VISUAL or EDITOR to an editor that is there, or give the message with --text or --text-file."


class Manuscript:
    """A text that is being written, in a file of its own (0600, in the state folder's `drafts/`).

    While the editor has the file, it begins with comments, down to `SCISSORS`.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._editor = _editor()
        try:
            private_files.make_folder(folder)
            handle, path = tempfile.mkstemp(prefix=f"{name}-", suffix=".txt", dir=folder)
        except OSError as error:
            raise LocalStateError(
                f"The text cannot be kept in {folder}: {error.strerror}.",
                hint="Mend that folder, or use --text.",
            ) from None
        os.close(handle)
        self.path = Path(path)

    def edit(self, text: str, comments: Iterable[str]) -> str:
        """Open the editor on `text`, below `comments`; return what was written, and leave the file with it.

        Raises CancelledError when the editor fails, as `:cq` does, UsageError when it cannot be started.
        """
        head = [f"# {line}".rstrip() for line in comments] + [SCISSORS]
        self._write("\n".join([*head, text]) + "\n")
        self._run(len(head) + 1)
        written = message(read_text(self.path), head)
        self._write(f"{written}\n" if written else "")
        return written

    def discard(self) -> None:
        """Remove the file."""
        self.path.unlink(missing_ok=True)

    def is_empty(self) -> bool:
        """Return whether nothing was written."""
        return not self.path.exists() or not self.path.read_bytes().strip()

    def _write(self, content: str) -> None:
        # In place, not by replacing: the file keeps its mode, and an editor that is still open notices.
        self.path.write_text(content, encoding="utf-8", errors="surrogateescape")

    def _run(self, line: int) -> None:
        at = [f"+{line}"] if Path(self._editor[0]).name in LINE_OPTION else []
        screen = None if sys.stdout.isatty() else sys.stderr  # `spmsg send -o json > result.json`
        command = [*self._editor, *at, str(self.path)]
        try:
            with _interrupts_left_to_the_editor():
                status = subprocess.run(command, stdout=screen, check=False).returncode
        except OSError as error:
            name = shlex.join(self._editor)
            raise UsageError(f"The editor {name} cannot be started: {error.strerror}.", hint=HINT) from None
        if status:
            raise CancelledError(f"The editor ended with status {status}: nothing was sent.")


def _editor() -> list[str]:
    """Return the user's editor with its own arguments: $VISUAL, $EDITOR, or the first there is of a few.

    Raises UsageError, naming it, if it cannot be found.
    """
    for variable in ("VISUAL", "EDITOR"):
        named = os.environ.get(variable, "").strip()
        if not named:
            continue
        try:
            words = shlex.split(named)
        except ValueError as error:
            raise UsageError(f"${variable} cannot be understood: {error}.", hint=HINT) from None
        if shutil.which(words[0]) is None:
            raise UsageError(f"There is no editor {words[0]!r}, which ${variable} names.", hint=HINT)
        return words
    found = next((name for name in FALLBACKS if shutil.which(name)), None)
    if found is None:
        raise UsageError("There is no editor here.", hint=HINT)
    return [found]


def message(written: str, head: list[str]) -> str:
    """Return the message in a file that began with the lines `head`, of which the last is `SCISSORS`.

    It is all that stands below the scissors, and above them what is no comment, as by an editor's macro that
    writes at the top. Without the scissors it is all but the lines of `head`.
    """
    lines = written.split("\n")
    if SCISSORS in lines:
        cut = lines.index(SCISSORS)
        above = [line for line in lines[:cut] if line.strip() and not line.startswith("#")]
        lines = [*above, *lines[cut + 1 :]]
    else:
        lines = [line for line in lines if line not in head]
    return "\n".join(lines).strip("\n").rstrip()


@contextmanager
def _interrupts_left_to_the_editor() -> Iterator[None]:
    """Ctrl-C is the editor's own. A handler that does nothing is not inherited by it; SIG_IGN would be."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def comments(action: Action, order: str, found: Sequence[Violation] = ()) -> list[str]:
    """Return the lines that stand above the text in the editor: what is wrong with it, and the limits."""
    properties = action.schema.get("properties")
    rules = properties.get("rawMessageBody") if isinstance(properties, dict) else None
    described = rules.get("description") if isinstance(rules, dict) else None
    lines = []
    if found:
        lines += ["NOT SENT YET. Mend this, or leave the text empty to cancel:", ""]
        for violation in found:
            lines += _wrapped(f"{violation.place}{violation.text}", "  - ")
        lines.append("")
    lines += _wrapped(f"{action.title or action.name}, to the buyer of {order}.")
    lines += _wrapped(action.description or "")
    lines += ["", *_wrapped(f"Text: {text_limits(action.text)}.")]
    lines += _wrapped(described if isinstance(described, str) else "")
    return [*lines, "", "The message is all that stands below the next line. Empty: nothing is sent."]


def _wrapped(text: str, first: str = "") -> Iterator[str]:
    """`text` in lines as wide as a comment; the later ones are indented as `first` is long."""
    words = " ".join(console.inline(text).split())
    yield from textwrap.wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False
    )

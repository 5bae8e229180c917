"""Writing a text in the user's own editor, in a file that is never lost."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg.errors import CancelledError, LocalStateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

SCISSORS = "# ------------------------ >8 ------------------------"
"""As git has it. All that stands below this line is the message, `#` or not."""
FALLBACKS = ("editor", "nano", "vi")
LINE_OPTION = ("vi", "vim", "nvim", "view", "nano", "pico", "emacs", "micro", "joe", "jed", "kak", "ne", "mg")
"""Editors that open a file at a line with `+LINE`."""


class Manuscript:
    """A text that is being written, in a file of its own (0600, in the state folder's `drafts/`).

    `path` is that file. While the editor has it, it begins with comments; see `SCISSORS`.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._command = command()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(prefix=f"{name}-", suffix=".txt", dir=folder)
        except OSError as error:
            raise LocalStateError(
                f"The text cannot be kept in {folder}: {error.strerror}.",
                hint="Mend that folder, or use --text.",
            ) from None
        os.close(handle)
        self.path = Path(path)

    def edit(self, text: str, comments: Iterable[str]) -> str:
        """Open the editor on `text`, below `comments`; gives what was written, without blanks at its end.

        Raises CancelledError when the editor fails, as `:cq` does, UsageError when it is not there.
        """
        head = [f"# {line}".rstrip() for line in comments]
        while True:
            self._write("\n".join([*head, SCISSORS, text]) + "\n")
            self._run(len(head) + 2)
            written = self._read()
            found = message(written, head)
            if found is not None:
                self.keep(found)
                return found
            # The line is gone but comments are there: what is a comment is not clear, so nothing is guessed.
            notice = "# The line with >8 is gone. Leave it: the message is all that stands below it."
            text = "\n".join(line for line in written.splitlines() if line not in head)
            head = [notice, *(line for line in head if line != notice)]

    def keep(self, text: str) -> None:
        """Leave nothing but `text` in the file, for `--text-file`."""
        self._write(text + "\n" if text else "")

    def discard(self) -> None:
        """Remove the file."""
        with suppress(OSError):
            self.path.unlink()

    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self.path.exists() or not self.path.read_bytes().strip()

    def _write(self, content: str) -> None:
        # In place, not by replacing: the file keeps its mode, and an editor that is still open notices.
        self.path.write_text(content, encoding="utf-8", errors="surrogateescape")

    def _read(self) -> str:
        from spmsg.delivery.files import read_text

        return read_text(self.path)

    def _run(self, line: int) -> None:
        editor = self._command
        at = [f"+{line}"] if Path(editor[0]).name in LINE_OPTION else []
        screen = None if sys.stdout.isatty() else sys.stderr  # `spmsg send -o json > result.json`
        try:
            with _interrupts_left_to_the_editor():
                status = subprocess.run([*editor, *at, str(self.path)], stdout=screen, check=False).returncode
        except OSError as error:
            raise UsageError(
                f"The editor {shlex.join(editor)} cannot be started: {error.strerror}.", hint=HINT
            ) from None
        if status:
            raise CancelledError(f"The editor ended with status {status}: nothing was sent.")


HINT = "Set VISUAL or EDITOR to an editor that is there, or give the message with --text or --text-file."


def command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The user's editor with its own arguments: $VISUAL, $EDITOR, or the first there is of a few.

    Raises UsageError, naming it, where it cannot be found.
    """
    for variable in ("VISUAL", "EDITOR"):
        named = environment.get(variable, "").strip()
        if not named:
            continue
        try:
            words = shlex.split(named)
        except ValueError as error:
            raise UsageError(f"${variable} cannot be understood: {error}.", hint=HINT) from None
        if shutil.which(words[0], path=environment.get("PATH")) is None:
            raise UsageError(f"There is no editor {words[0]!r}, which ${variable} names.", hint=HINT)
        return words
    found = next((name for name in FALLBACKS if shutil.which(name, path=environment.get("PATH"))), None)
    if found is None:
        raise UsageError("There is no editor here.", hint=HINT)
    return [found]


def message(written: str, head: Iterable[str]) -> str | None:
    """The message in a file that began with the comments `head` and the scissors.

    It is all that stands below the scissors. What stands above and is no comment was meant to be sent too, as
    by an editor's macro that writes at the top. A file without scissors and comments is all message. None
    where the scissors are gone and comments are not: nobody can tell what is what then.
    """
    lines = written.split("\n")
    if SCISSORS not in lines:
        return None if any(line in lines for line in head) else written.strip("\n").rstrip()
    cut = lines.index(SCISSORS)
    above = [line for line in lines[:cut] if line.strip() and not line.startswith("#")]
    return "\n".join([*above, *lines[cut + 1 :]]).strip("\n").rstrip()


@contextmanager
def _interrupts_left_to_the_editor() -> "Iterator[None]":
    """Ctrl-C is the editor's own. A handler that does nothing is not inherited by it; SIG_IGN would be."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

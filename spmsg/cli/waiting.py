"""A line at the bottom of the terminal for what takes longer than half a second; silent where nobody looks.

The cursor is never hidden and no stream is replaced: whatever ends the process, the terminal is as it was.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from spmsg.cli import console, stdio, wrap

PATIENCE = 0.5
"""Seconds: what is done sooner needs no explanation."""
FRAMES, PLAIN_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "|/-\\"
FRAME = 0.1
"""Seconds that a frame is shown."""
ERASE = "\r\x1b[K"


@contextmanager
def waiting(text: str, *, wanted: bool = True) -> Iterator[None]:
    """Say `text` beside a spinner while the block takes its time, on a terminal and where it is `wanted`."""
    with line(lambda: text, wanted=wanted):
        yield


@contextmanager
def line(text: Callable[[], str], *, wanted: bool = True) -> Iterator[None]:
    """The same for a text that changes: it is asked for each time that the line is drawn."""
    if not wanted or not sys.stderr.isatty() or stdio.room is not nullcontext:
        yield
        return
    shown = _Line(text)
    thread = threading.Thread(target=shown.run, daemon=True)
    stdio.room = shown.room
    thread.start()
    try:
        yield
    finally:
        shown.done.set()
        thread.join()
        stdio.room = nullcontext


class _Line:
    """Draws itself until it is `done`."""

    def __init__(self, text: Callable[[], str]) -> None:
        self.done = threading.Event()
        self._text = text
        self._lock = threading.RLock()
        self._drawn = False

    def run(self) -> None:
        """Draw, frame after frame, once patience is over."""
        if self.done.wait(PATIENCE):
            return
        if os.environ.get("TERM") == "dumb":
            stdio.say(f"{self._text()} ...")
            return
        frames = stdio.drawable(FRAMES, PLAIN_FRAMES, sys.stderr)
        number = 0
        while not self.done.wait(FRAME):
            with self._lock:
                fitting = wrap.folded(f"{frames[number % len(frames)]} {self._told()}", _width())[0]
                sys.stderr.write(ERASE + stdio.inline(fitting))
                sys.stderr.flush()
                self._drawn = True
            number += 1
        self._erase()

    @contextmanager
    def room(self) -> Iterator[None]:
        """The line is off the terminal, and stays so for the block."""
        with self._lock:
            self._erase()
            yield

    def _erase(self) -> None:
        with self._lock:
            if self._drawn:
                sys.stderr.write(ERASE)
                sys.stderr.flush()
                self._drawn = False

    def _told(self) -> str:
        return self._text() + console.pacing()


def _width() -> int:
    return wrap.columns(sys.stderr) - 1

"""A spinner on stderr for what takes longer than half a second; silent where nobody looks."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from spmsg.cli import stdio

PATIENCE = 0.5
"""Seconds: what is done sooner needs no explanation."""


@contextmanager
def waiting(text: str, *, wanted: bool = True) -> Iterator[None]:
    """Say `text` beside a spinner while the block takes its time, on a terminal and where it is `wanted`."""
    if not wanted or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_spin, args=(text, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _spin(text: str, done: threading.Event) -> None:
    if done.wait(PATIENCE):
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stderr, no_color=not stdio.colours(sys.stderr), markup=False)
    if console.is_dumb_terminal:
        stdio.say(f"{text}…")
        done.wait()
        return
    with console.status(Text(text)):
        done.wait()

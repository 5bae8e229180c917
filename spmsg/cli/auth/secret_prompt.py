"""A line from the terminal that is not shown: for secrets, which are pasted far more often than typed.

`getpass` ends a secret at the first line break of what was pasted and hands the rest to the next question.
Here the terminal is asked to mark what is pasted ("bracketed paste": xterm's control sequences, mode 2004),
so that a line break in a paste is part of it, and can be named, while Enter ends the answer.
"""

import os
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

_PASTES_MARKED, _PASTES_BARE = "\x1b[?2004h", "\x1b[?2004l"
_PASTE, _PASTED = b"\x1b[200~", b"\x1b[201~"
_INTERRUPT, _END, _KILL_LINE, _KILL_WORD = b"\x03", b"\x04", b"\x15", b"\x17"
_MOST = 65_536


def ask_secret(question: str) -> str:
    """What is typed or pasted after `question`, which goes to stderr; raises EOFError at its end."""
    sys.stdout.flush()
    sys.stderr.write(question)
    sys.stderr.flush()
    descriptor = sys.stdin.fileno()
    try:
        with _unseen(descriptor):
            answer = _line(descriptor)
    finally:
        sys.stderr.write("\n")
        sys.stderr.flush()
    return answer.decode("utf-8", "replace")


def _line(descriptor: int) -> bytes:
    answer = bytearray()
    pasting = False
    while len(answer) < _MOST:
        key = _key(descriptor)
        if key in (_PASTE, _PASTED):
            pasting = key == _PASTE
        elif pasting:
            answer += key
        elif key in (b"\r", b"\n"):
            return bytes(answer)
        elif key == _INTERRUPT:
            raise KeyboardInterrupt
        elif key in (b"", _END):
            raise EOFError
        elif key in (b"\x7f", b"\x08"):
            del answer[-1:]
        elif key in (_KILL_LINE, _KILL_WORD):
            answer.clear()
        else:
            answer += key
    return bytes(answer)


def _key(descriptor: int) -> bytes:
    """A byte, or the whole of a mark around a paste; other escape sequences come apart, and are refused."""
    key = os.read(descriptor, 1)
    if key != b"\x1b":
        return key
    import select

    while len(key) < len(_PASTE) and (_PASTE.startswith(key) or _PASTED.startswith(key)):
        if not select.select([descriptor], [], [], 0.05)[0]:
            break
        key += os.read(descriptor, 1)
    return key


@contextmanager
def _unseen(descriptor: int) -> Iterator[None]:
    """The terminal without echo, a key at a time; as it was before, however this ends."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = termios.tcgetattr(descriptor)
    quiet = termios.tcgetattr(descriptor)
    # Without ISIG, Ctrl-Z cannot leave the shell with a terminal that shows nothing; Ctrl-C is a key here.
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
    handlers = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, quiet)
        sys.stderr.write(_PASTES_MARKED)
        sys.stderr.flush()
        yield
    finally:
        sys.stderr.write(_PASTES_BARE)
        sys.stderr.flush()
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)

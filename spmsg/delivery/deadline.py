"""Limit how long each call to a database may take; end it earlier when the run is to stop."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from spmsg.errors import CancelledError, LocalStateError

PATIENCE = 30.0
"""Seconds for one call: a run over a database that froze ends within a minute."""
AFTER_INTERRUPTION = 3.0
"""Seconds that are left for recording an outcome after Ctrl-C."""
AFTER_TIMEOUT = 2.0
"""Seconds for each call after one has timed out."""
STEP = 0.1
"""Seconds between two looks at the clock and at the run's stop flag."""

Sleep = Callable[[float], None]
"""Waits so many seconds. Raises CancelledError when the run is to stop."""


class Deadline:
    """The end of one call; one that is `recording` an outcome may go on for a moment after Ctrl-C."""

    def __init__(self, seconds: float, sleep: Sleep, error: LocalStateError, *, recording: bool) -> None:
        self._end = time.monotonic() + seconds
        self._sleep = sleep
        self._error = error
        self._recording = recording

    def pause(self, seconds: float = 0.0) -> None:
        """Wait. Raises LocalStateError at the deadline, CancelledError when the run is to stop."""
        if time.monotonic() >= self._end:
            raise self._error
        try:
            self._sleep(seconds)
        except CancelledError:
            if not self._recording:
                raise
            self._end = min(self._end, time.monotonic() + AFTER_INTERRUPTION)
            self._sleep = time.sleep

    @contextmanager
    def holding(self, lock: threading.Lock) -> Iterator[None]:
        """Hold `lock` within the `with`; other threads hold it until their own deadlines at most."""
        while not lock.acquire(timeout=STEP):
            self.pause()
        try:
            yield
        finally:
            lock.release()


class Patience:
    """Gives each call to one database its deadline: a short one once a call has timed out.

    `trouble` is the beginning of an error, such as "The ledger X has been locked"; `hint` is the remedy.
    """

    def __init__(self, seconds: float, sleep: Sleep, trouble: str, hint: str) -> None:
        self.seconds = seconds
        self._sleep = sleep
        self._trouble = trouble
        self._hint = hint
        self._timed_out = False

    @contextmanager
    def deadline(self, *, recording: bool = False) -> Iterator[Deadline]:
        """Give the deadline of the `with`. Raises CancelledError at once if the run is to stop."""
        seconds = min(self.seconds, AFTER_TIMEOUT) if self._timed_out else self.seconds
        began = time.monotonic()
        error = LocalStateError(f"{self._trouble} for {self.seconds:g} s.", hint=self._hint)
        deadline = Deadline(seconds, self._sleep, error, recording=recording)
        deadline.pause()
        try:
            yield deadline
        except Exception:  # from the deadline, or from the server's own limit for a lock
            self._timed_out = self._timed_out or time.monotonic() - began > self.seconds / 2
            raise

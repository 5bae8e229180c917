"""The time that all checks together may take."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from spmsg.cli.doctor.finding import Finding, State
from spmsg.errors import ExitCode

T = TypeVar("T")

SECONDS = 18.0
"""All in all; so that it is over in 20, with what the start and the keyring take."""
REQUEST = 4.0
"""For a connection, and for each pause of an answer: an exchange never takes more than twice that."""


class Deadline:
    """Waits for what is under way, and no longer than until the end of the time."""

    def __init__(self, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def result(self, future: "Future[T]") -> T:
        """The result of `future`; raises TimeoutError when the time is over, and what it raises."""
        return future.result(max(0.0, self._end - self._clock()))

    def finding(self, future: "Future[Finding]", check: str, remedy: str) -> Finding:
        """The finding that `future` gives, or that it did not finish."""
        try:
            return self.result(future)
        except TimeoutError:
            return Finding(
                check, State.FAILED, "This did not finish in time.", remedy, exit_code=ExitCode.FAILED
            )

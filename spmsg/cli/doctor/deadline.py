"""The time that all checks together may take."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from spmsg.cli.doctor.finding import Finding, failed
from spmsg.errors import AmazonError

T = TypeVar("T")

SECONDS = 18.0
"""For everything, so that it is over in 20 with what the start and the keyring take."""
REQUEST = 4.0
"""For a connection, and for each pause of an answer: an exchange never takes more than twice that."""


def started(work: Callable[[], T]) -> "Future[T]":
    """The result of `work`, under way in a thread that dies with the process.

    An executor's threads would be waited for at the end.
    """
    future: Future[T] = Future()

    def settle() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whoever asks for the result raises it
            future.set_exception(error)

    threading.Thread(target=settle, daemon=True).start()
    return future


class Deadline:
    """Waits for what is under way, but not beyond the end of the time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = time.monotonic() + seconds

    def result(self, future: "Future[T]") -> T:
        """The result of `future`; raises TimeoutError when the time is over, and what it raises."""
        return future.result(max(0.0, self._end - time.monotonic()))

    def finding(self, future: "Future[Finding]", check: str, remedy: str) -> Finding:
        """The finding that `future` gives, or that it did not finish."""
        try:
            return self.result(future)
        except TimeoutError:
            return failed(check, AmazonError("This did not finish in time.", hint=remedy))

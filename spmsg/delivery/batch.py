"""A batch: several recipients under way at once, so that Amazon's answers do not hold up its own rate.

Memory does not grow with the length of the batch: rows are read as workers become free.
"""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from spmsg.delivery.interruption import Interruption
from spmsg.delivery.recipients import BadRow, Recipient
from spmsg.delivery.result import Result
from spmsg.errors import SpmsgError

Row = Recipient | BadRow
WORKERS = 4
"""Messages under way at once: at one a second, answers may take four seconds each without holding it up."""
GRACE = 5.0
"""Seconds that requests under way have to finish after Ctrl-C."""


class Batch:
    """Runs `deliver` over `rows` and yields results as they finish; ends early when interrupted.

    An error that `deliver` raises would end every other row too: no further row is begun, what is under way
    is finished and yielded, then the error is raised.
    """

    def __init__(
        self,
        deliver: Callable[[Row], Result],
        interruption: Interruption,
        *,
        workers: int = WORKERS,
        grace: float = GRACE,
    ) -> None:
        self._deliver = deliver
        self._interruption = interruption
        self._workers = workers
        self._grace = grace
        self.abandoned = False
        """Whether a request did not finish within the grace after an interruption."""

    def run(self, rows: Iterable[Row]) -> Iterator[Result]:
        """The results, in the order in which they finish."""
        todo: queue.SimpleQueue[Row | None] = queue.SimpleQueue()
        done: queue.SimpleQueue[Result | BaseException] = queue.SimpleQueue()
        waiting = iter(rows)
        begun, error = 0, None
        for _ in range(self._workers):
            if not self._begin(waiting, todo):
                break
            begun += 1
            # Daemons: a request that hangs past the grace must not keep the process from leaving.
            threading.Thread(target=self._work, args=(todo, done), daemon=True).start()
        while begun:
            answer = self._next(done)
            if answer is None:
                self.abandoned = True
                break
            begun -= 1
            if isinstance(answer, Result):
                yield answer
            elif error is None:
                error = answer
            if error is None and not self._interruption.asked and self._begin(waiting, todo):
                begun += 1
            else:
                todo.put(None)
        if isinstance(error, BaseException) and not self._interruption.asked:
            raise error

    def _begin(self, rows: Iterator[Row], todo: "queue.SimpleQueue[Row | None]") -> bool:
        row = next(rows, None)
        if row is None:
            return False
        todo.put(row)
        return True

    def _work(
        self,
        todo: "queue.SimpleQueue[Row | None]",
        done: "queue.SimpleQueue[Result | BaseException]",
    ) -> None:
        while (row := todo.get()) is not None:
            try:
                done.put(self._deliver(row))
            except SpmsgError as error:
                done.put(error)
            except BaseException as error:  # noqa: BLE001 - a bug in a thread must end the program, not vanish
                done.put(error)

    def _next(self, done: "queue.SimpleQueue[Result | BaseException]") -> Result | BaseException | None:
        """The next answer; None when we were interrupted and the grace is over."""
        left = self._grace
        while True:
            try:
                return done.get(timeout=0.1)
            except queue.Empty:
                if self._interruption.asked:
                    left -= 0.1
                if left <= 0:
                    return None

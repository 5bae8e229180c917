"""A batch: several recipients under way at once, so that slow answers do not hold up Amazon's own rate.

Memory does not grow with the length of the batch: a row is read when a worker is free for it.
"""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from spmsg.delivery.interruption import Interruption
from spmsg.delivery.recipients import BadRow, Recipient
from spmsg.delivery.result import Result
from spmsg.errors import CancelledError

Row = Recipient | BadRow
WORKERS = 16
"""Messages under way at once: three requests of a second each do not hold up an account that may send five a
second. Those that wait for their turn have not begun to send."""
GRACE = 5.0
"""Seconds that requests under way have to finish after Ctrl-C."""


class Batch:
    """Runs `deliver` over `rows`, each read by the worker that is free for it.

    `give_up` tells what became of the messages whose answers are no longer waited for.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        deliver: Callable[[Row], Result],
        give_up: Callable[[], Iterable[Result]],
        interruption: Interruption,
        *,
        workers: int = WORKERS,
        grace: float = GRACE,
    ) -> None:
        self._rows = iter(rows)
        self._deliver = deliver
        self._give_up = give_up
        self._interruption = interruption
        self._workers = workers
        self._grace = grace
        self._reading = threading.Lock()
        self._counting = threading.Lock()
        self._stopping = False
        self._active = 0
        # Bounded: where nobody reads our output, nothing piles up here.
        self._done: queue.Queue[Result | BaseException | None] = queue.Queue(2 * workers)

    def results(self) -> Iterator[Result]:
        """What became of each row, in the order in which they finish.

        Ends early when interrupted: no row is begun any more, those under way have a few seconds, and what
        did not make it is given up. An error that `deliver` raises would end every other row too: nothing
        more is begun, what is under way is finished and yielded, then the error is raised.
        """
        for _ in range(self._workers):
            # Daemons: a request that hangs past the grace must not keep the process from leaving.
            threading.Thread(target=self._work, daemon=True).start()
        running, error = self._workers, None
        for answer in self._answers():
            if isinstance(answer, Result):
                yield answer
                continue
            if answer is None:
                running -= 1
            elif error is None and not isinstance(answer, CancelledError):
                error = answer
            if not running:
                break
        if running and self._active:
            yield from self._give_up()
        if error is not None:
            raise error

    def _answers(self) -> Iterator[Result | BaseException | None]:
        left = self._grace
        while left > 0:
            try:
                yield self._done.get(timeout=0.05)
            except queue.Empty:
                if self._interruption.asked:
                    left = left - 0.05 if self._active else 0

    def _work(self) -> None:
        try:
            while (row := self._next_row()) is not None:
                try:
                    self._done.put(self._deliver(row))
                finally:
                    with self._counting:  # not `_reading`: its holder may wait for a slow pipe
                        self._active -= 1
        except BaseException as error:  # noqa: BLE001 - it ends the batch, in the thread that can tell of it
            self._stopping = True
            self._done.put(error)
        finally:
            self._done.put(None)

    def _next_row(self) -> Row | None:
        with self._reading:
            if self._stopping or self._interruption.asked:
                return None
            row = next(self._rows, None)
            if row is None or self._stopping or self._interruption.asked:
                return None
            with self._counting:
                self._active += 1
            return row

"""Deliver a list, several messages at once, so that slow answers do not hold up Amazon's own rate.

Results come in the order of the rows. Memory does not grow with their number: only so many are read ahead.
"""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait

from spmsg.delivery.result import Result
from spmsg.delivery.send import Row
from spmsg.errors import AmazonError, CancelledError
from spmsg.message.recipient import Recipient

WORKERS = 16
"""Messages under way at once: three requests of a second each do not hold up an account that may send five a
second. Those that wait for their turn have not begun to send."""
WINDOW = 256
"""Rows read ahead: one whose answer takes half a minute does not hold up the others at five a second."""
GRACE = 5.0
"""Seconds that requests under way have to finish after Ctrl-C."""
UNREACHABLE_IN_A_ROW = 8
"""After so many orders for which Amazon could not be reached, did not answer or kept throttling us, the rest
of a batch is not tried: each would take minutes as well."""
_UNREACHABLE = ("unreachable", "no-answer", "throttled")
_POLL = 0.05


class Interruption:
    """Set by Ctrl-C or SIGTERM, seen by everything that waits."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Let every wait end with CancelledError, from now on."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether we were asked to stop."""
        return self._asked.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait; raises CancelledError as soon as we are asked to stop."""
        if self._asked.wait(max(seconds, 0)):
            raise CancelledError("Interrupted.", hint="Run it again: it goes on where it stopped.")


_Begun = tuple[str, Future[Result]]
"""The order of a row that was given to the workers, and the result to come."""


class Batch:
    """Delivers `rows`, several at once; `give_up` ends those whose answers are no longer waited for."""

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
        self._grace = grace
        self._executor = ThreadPoolExecutor(workers)
        self._begun: queue.Queue[_Begun | None] = queue.Queue(WINDOW)
        self._waits_for_row = False  # whether `_read` waits, as it may for as long as a pipe is open
        self._fault: BaseException | None = None  # what ends the batch; no row is begun after it
        self._unreachable = 0
        self._counting = threading.Lock()

    def results(self) -> Iterator[Result]:
        """Yield the result of each row, in the order of the rows.

        Ends early when interrupted: no row is begun any more, those under way have a few seconds, and what
        has no result then is given up. An error that would end every other row too ends the batch: what is
        under way is finished and yielded, then the error is raised.
        """
        threading.Thread(target=self._read, daemon=True).start()  # a daemon: it may wait for a slow pipe
        interrupted: list[_Begun] = []
        for order, future in self._each_begun():
            while not future.done() and not self._interruption.asked:
                wait([future], timeout=_POLL)
            if interrupted or not future.done():
                interrupted.append((order, future))
            elif _was_tried(future):
                yield future.result()
        if interrupted:
            yield from self._finish(interrupted)
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self._fault is not None:
            raise self._fault

    def _each_begun(self) -> Iterator[_Begun]:
        """Yield each row that was begun, without waiting for a pipe when the batch is to end."""
        while True:
            try:
                begun = self._begun.get(timeout=_POLL)
            except queue.Empty:
                # Checked in this order: a row read from now on is not begun, and all others are in the queue
                if self._ending and self._waits_for_row and self._begun.empty():
                    return
                continue
            if begun is None:
                return
            yield begun

    def _finish(self, interrupted: list[_Begun]) -> Iterator[Result]:
        """Yield the results that come in time, and those of what is given up then."""
        futures = [future for _, future in interrupted]
        wait(futures, timeout=self._grace)
        given_up = {result.order: result for result in self._give_up()}
        wait(futures, timeout=1.0)  # for what was just being recorded
        for order, future in interrupted:
            if order in given_up:
                yield given_up.pop(order)
            elif _was_tried(future):
                yield future.result()

    def _read(self) -> None:
        """Give each row to the workers, as fast as they take them."""
        latest: dict[str, Future[Result]] = {}
        try:
            while (row := self._next()) is not None:
                future = self._executor.submit(self._work, row, latest.get(row.order))
                latest[row.order] = future
                if len(latest) > 2 * WINDOW:
                    latest = {order: each for order, each in latest.items() if not each.done()}
                self._begun.put((row.order, future))
        except BaseException as error:  # noqa: BLE001 - it ends the batch, in the thread that can tell of it
            self._end(error)
        self._begun.put(None)

    def _next(self) -> Row | None:
        self._waits_for_row = True
        row = next(self._rows, None)
        self._waits_for_row = False
        return None if self._ending else row

    def _work(self, row: Row, earlier: Future[Result] | None) -> Result:
        if earlier is not None:  # the same order again: its first row is sent
            wait([earlier])
        if self._ending:
            raise CancelledError("Not begun.")
        if earlier is not None and _same_message(row, earlier.result()):
            return earlier.result().repeated()
        try:
            result = self._deliver(row)
        except BaseException as error:
            self._end(error)
            raise
        self._count_unreachable(result)
        return result

    def _count_unreachable(self, result: Result) -> None:
        with self._counting:
            self._unreachable = self._unreachable + 1 if result.code in _UNREACHABLE else 0
            if self._unreachable == UNREACHABLE_IN_A_ROW:
                message = f"Amazon could not be reached for {self._unreachable} orders one after the other."
                hint = "The remaining orders were not tried: run it again later."
                self._end(AmazonError(message, hint=hint, code=result.code))

    @property
    def _ending(self) -> bool:
        return self._fault is not None or self._interruption.asked

    def _end(self, error: BaseException) -> None:
        if self._fault is None and not isinstance(error, CancelledError):
            self._fault = error


def _was_tried(future: Future[Result]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _same_message(row: Row, earlier: Result) -> bool:
    """Return whether `row` asks for the very message that an earlier row of its order was about."""
    return isinstance(row, Recipient) and row.marketplace in (None, earlier.marketplace)

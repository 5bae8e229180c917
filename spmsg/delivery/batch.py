"""A batch: several messages under way at once, so that slow answers do not hold up Amazon's own rate.

Results come in the order of the rows. Memory does not grow with their number: only so many are read ahead.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

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
_AWAY = ("unreachable", "no-answer", "throttled")
_POLL = 0.05


class Interruption:
    """Set by Ctrl-C or SIGTERM, seen by everything that waits."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.asked_at = 0.0
        """When we were asked to stop, by `time.monotonic`."""

    def ask(self) -> None:
        """Let every wait end with CancelledError, from now on."""
        if not self.asked:
            self.asked_at = time.monotonic()
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether we were asked to stop."""
        return self._asked.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait; raises CancelledError as soon as we are asked to stop."""
        if self._asked.wait(max(seconds, 0)):
            raise CancelledError("Interrupted.", hint="Run it again: it goes on where it stopped.")


@dataclass(frozen=True)
class _Begun:
    """A row that was given to the workers."""

    order: str
    result: Future[Result]


class Batch:
    """Delivers `rows`, several at once.

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
        self._rows = rows
        self._deliver = deliver
        self._give_up = give_up
        self._interruption = interruption
        self._grace = grace
        self._executor = ThreadPoolExecutor(workers)
        self._begun: queue.Queue[_Begun | None] = queue.Queue(WINDOW)
        self._waits_for_row = False  # the reader, which may do so for as long as a pipe is open
        self._fault: BaseException | None = None  # what ends the batch; no row is begun after it
        self._unreachable = 0
        self.under_way = 0
        """How many messages are being delivered just now."""
        self._counting = threading.Lock()

    def results(self) -> Iterator[Result]:
        """Yield what became of each row, in the order of the rows.

        Ends early when interrupted: no row is begun any more, those under way have a few seconds, and what
        did not make it is given up. An error that would end every other row too ends the batch: what is
        under way is finished and yielded, then the error is raised.
        """
        threading.Thread(target=self._read, daemon=True).start()  # a daemon: it may wait for a slow pipe
        left_over: list[_Begun] = []
        for begun in self._each_begun():
            if left_over or not self._finished(begun.result):
                left_over.append(begun)
            else:
                yield from self._result_of(begun.result)
        self._executor.shutdown(wait=False, cancel_futures=True)
        if left_over:
            given_up = {result.order: result for result in self._give_up()}
            wait([begun.result for begun in left_over], timeout=1.0)  # for what was just being recorded
            for begun in left_over:
                if begun.order in given_up:
                    yield given_up.pop(begun.order)
                elif begun.result.done():
                    yield from self._result_of(begun.result)
        if self._fault is not None:
            raise self._fault

    def _read(self) -> None:
        """Give each row to the workers, as fast as they get on."""
        latest: dict[str, _Begun] = {}
        rows = iter(self._rows)
        try:
            while (row := self._next(rows)) is not None:
                begun = _Begun(row.order, self._executor.submit(self._work, row, latest.get(row.order)))
                latest[row.order] = begun
                if len(latest) > 2 * WINDOW:
                    latest = {order: each for order, each in latest.items() if not each.result.done()}
                self._begun.put(begun)
        except BaseException as error:  # noqa: BLE001 - it ends the batch, in the thread that can tell of it
            self._end(error)
        self._begun.put(None)

    def _next(self, rows: Iterator[Row]) -> Row | None:
        self._waits_for_row = True
        row = next(rows, None)
        self._waits_for_row = False
        return None if self._ending else row

    def _work(self, row: Row, earlier: _Begun | None) -> Result:
        if earlier is not None:  # the same order again: of its rows the first is sent
            wait([earlier.result])
        if self._ending:
            raise CancelledError("Not begun.")
        if earlier is not None and _same_message(row, earlier.result.result()):
            return earlier.result.result().repeated()
        with self._counting:
            self.under_way += 1
        try:
            result = self._deliver(row)
        except BaseException as error:
            self._end(error)
            raise
        finally:
            with self._counting:
                self.under_way -= 1
        with self._counting:
            self._unreachable = self._unreachable + 1 if result.code in _AWAY else 0
            if self._unreachable == UNREACHABLE_IN_A_ROW:
                self._end(
                    AmazonError(
                        f"Amazon could not be reached for {UNREACHABLE_IN_A_ROW} orders one after the other.",
                        hint="The remaining orders were not tried: run it again later.",
                        code=result.code,
                    )
                )
        return result

    @property
    def _ending(self) -> bool:
        return self._fault is not None or self._interruption.asked

    def _end(self, error: BaseException) -> None:
        if self._fault is None and not isinstance(error, CancelledError):
            self._fault = error

    def _each_begun(self) -> Iterator[_Begun]:
        """Yield what was begun; at the end, a reader that waits for its pipe is not waited for."""
        while True:
            try:
                begun = self._begun.get(timeout=_POLL)
            except queue.Empty:
                # In this order: what the reader reads from now on it does not begin, all else is in the queue
                if self._ending and self._waits_for_row and self._begun.empty():
                    return
                continue
            if begun is None:
                return
            yield begun

    def _finished(self, result: Future[Result]) -> bool:
        """Wait for `result`; False if it did not come within the grace after an interruption."""
        while not result.done():
            wait([result], timeout=_POLL)
            if self._interruption.asked:
                wait([result], timeout=max(self._interruption.asked_at + self._grace - time.monotonic(), 0))
                return result.done()
        return True

    @staticmethod
    def _result_of(done: Future[Result]) -> Iterator[Result]:
        """Yield the result of a row that was tried; nothing for one that was not."""
        if not done.cancelled() and done.exception() is None:
            yield done.result()


def _same_message(row: Row, earlier: Result) -> bool:
    """Return whether `row` asks for the very message that an earlier row of its order was about."""
    return isinstance(row, Recipient) and row.marketplace in (None, earlier.marketplace)

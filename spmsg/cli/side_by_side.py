"""Several waits at once, in threads that nobody has to wait for at the end."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")

WORKERS = 8


def started(work: Callable[[], T]) -> "Future[T]":
    """The result of `work`, which is under way in a thread that dies with the process."""
    future: Future[T] = Future()
    threading.Thread(target=_settle, args=(work, future), daemon=True).start()
    return future


def mapped(work: Callable[[S], T], items: Iterable[S], workers: int = WORKERS) -> Iterator[T]:
    """The results of `work` for `items`, in their order, a few at a time; what it raises is raised here."""
    queue: SimpleQueue[tuple[S, Future[T]]] = SimpleQueue()
    futures: list[Future[T]] = []
    for item in items:
        futures.append(Future())
        queue.put((item, futures[-1]))

    def take() -> None:
        while True:
            try:
                item, future = queue.get_nowait()
            except Empty:
                return
            _settle(partial(work, item), future)

    for _ in range(min(workers, len(futures))):
        threading.Thread(target=take, daemon=True).start()
    for future in futures:
        yield future.result()


def _settle(work: Callable[[], T], future: "Future[T]") -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - whoever asks for the result raises it
        future.set_exception(error)

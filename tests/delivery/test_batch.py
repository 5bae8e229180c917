"""Several messages under way at once: in the order of the list, one row at a time where it matters."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from spmsg.delivery.batch import UNREACHABLE_IN_A_ROW, WINDOW, WORKERS, Batch, Interruption
from spmsg.delivery.result import Result, Status
from spmsg.delivery.send import Row
from spmsg.errors import CredentialsError
from spmsg.message.recipient import Recipient


def order(number: int) -> str:
    return f"902-{number:07d}-0000000"


def rows(number: int) -> list[Row]:
    return [Recipient(order(n)) for n in range(number)]


def sent(row: Row, **fields: object) -> Result:
    return Result(row.order, None, "confirm", Status.SENT, "now", **fields)  # type: ignore[arg-type]


def batch(
    listed: "list[Row] | Iterator[Row]",
    deliver: Callable[[Row], Result],
    interruption: Interruption | None = None,
    given_up: Callable[[], list[Result]] = list,
    **options: float,
) -> Batch:
    return Batch(listed, deliver, given_up, interruption or Interruption(), **options)  # type: ignore[arg-type]


def test_results_come_in_the_order_of_the_list_whatever_finishes_first() -> None:
    def deliver(row: Row) -> Result:
        time.sleep(0.05 if row.order == order(0) else 0)
        return sent(row)

    found = [result.order for result in batch(rows(40), deliver).results()]
    assert found == [order(n) for n in range(40)]


def test_only_so_many_rows_are_read_ahead() -> None:
    first, read = threading.Event(), []

    def listed() -> Iterator[Row]:
        for row in rows(10 * WINDOW):
            read.append(row)
            yield row

    def deliver(row: Row) -> Result:
        if row.order == order(0):
            first.wait()
        return sent(row)

    results = batch(listed(), deliver).results()
    threading.Timer(0.5, first.set).start()
    next(results)
    assert len(read) <= WINDOW + WORKERS + 2
    assert sum(1 for _ in results) == 10 * WINDOW - 1


def test_a_slow_pipe_holds_up_neither_a_result_nor_an_interruption() -> None:
    interruption, more, never = Interruption(), threading.Event(), threading.Event()

    def listed() -> Iterator[Row]:
        yield Recipient(order(0))
        more.wait(10)
        yield Recipient(order(1))
        never.wait(30)

    results = batch(listed(), sent, interruption).results()
    assert next(results).order == order(0)
    more.set()
    assert next(results).order == order(1)
    interruption.ask()
    assert list(results) == []
    never.set()


def test_a_later_row_of_the_same_message_gets_the_first_ones_result_and_is_not_tried() -> None:
    tried = []

    def deliver(row: Row) -> Result:
        tried.append(row.order)
        time.sleep(0.02)
        if row.order == order(1):
            return Result(row.order, None, "confirm", Status.INVALID, "now", code="text-too-long")
        return sent(row)

    listed: list[Row] = [Recipient(order(n)) for n in (0, 0, 1, 1, 0)]
    found = [result.status for result in batch(listed, deliver).results()]
    assert found == ["sent", "already-sent", "invalid", "invalid", "already-sent"]
    assert sorted(tried) == [order(0), order(1)]


def test_an_error_of_every_row_ends_the_batch_once_what_is_under_way_is_finished() -> None:
    begun, raised = threading.Barrier(4), threading.Event()

    def deliver(row: Row) -> Result:
        if row.order <= order(3):
            begun.wait(10)
        if row.order == order(2):
            raised.set()
            raise CredentialsError("No.")
        if row.order > order(2):
            raised.wait(10)
            time.sleep(0.05)
        return sent(row)

    found: list[Result] = []
    with pytest.raises(CredentialsError):
        found.extend(batch(rows(1000), deliver, workers=4).results())
    assert [result.order for result in found][:2] == [order(0), order(1)]
    assert len(found) < 10


@pytest.mark.parametrize("code", ["unreachable", "no-answer"])
def test_a_batch_ends_when_amazon_cannot_be_reached_for_one_row_after_the_other(code: str) -> None:
    def deliver(row: Row) -> Result:
        return Result(row.order, None, "confirm", Status.FAILED, "now", code=code)

    found: list[Result] = []
    with pytest.raises(Exception, match="could not be reached") as error:
        found.extend(batch(rows(1000), deliver, workers=2).results())
    assert UNREACHABLE_IN_A_ROW <= len(found) < 20
    assert getattr(error.value, "code", None) == code


def test_an_interruption_begins_no_row_and_gives_up_what_hangs_in_its_place() -> None:
    interruption, hangs, begun = Interruption(), threading.Event(), threading.Barrier(3)
    uncertain = Result(order(1), None, "confirm", Status.UNCERTAIN, "now")

    def deliver(row: Row) -> Result:
        if row.order == order(1):
            begun.wait(10)
            hangs.wait(30)
        if row.order == order(2):
            begun.wait(10)
            interruption.sleep(30)  # as one that waits for its turn
        return sent(row)

    results = batch(rows(1000), deliver, interruption, lambda: [uncertain], workers=4, grace=0.1).results()
    assert next(results).order == order(0)
    begun.wait(10)
    interruption.ask()
    began = time.monotonic()
    found = list(results)
    assert time.monotonic() - began < 20
    assert found[0] is uncertain
    assert {result.status for result in found[1:]} <= {Status.SENT}
    assert order(2) not in {result.order for result in found}
    hangs.set()

"""Our pace against a server that counts for itself, over a network that is slow now and then."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from spmsg.delivery.pace import SLOWER, SPREAD, MemoryBuckets, SharedPace
from spmsg.spapi.operations import (
    CREATE_UPLOAD_DESTINATION,
    GET_MESSAGING_ACTIONS,
    GET_ORDER,
    SEARCH_ORDERS,
    Operation,
)

OPERATIONS = (
    GET_MESSAGING_ACTIONS,
    GET_ORDER,
    SEARCH_ORDERS,
    CREATE_UPLOAD_DESTINATION,
    Operation("sandbox", 5, 15),
    Operation("lone", 2, 1),
)


def refusals(arrivals: Sequence[float], rate: float, burst: int) -> int:
    """How many of the requests, at their times of arrival, Amazon would answer 429."""
    tokens, before, refused = float(burst), 0.0, 0
    for now in sorted(arrivals):
        tokens, before = min(burst, tokens + (now - before) * rate), now
        if tokens < 1 - 1e-6:
            refused += 1
        else:
            tokens -= 1
    return refused


def departures(operation: Operation, gaps: Sequence[float]) -> list[float]:
    """When requests leave that as many processes want to send, each `gaps` seconds after the last began."""
    now = 0.0
    slept: list[float] = []
    pace = SharedPace(MemoryBuckets(lambda: now), sleep=slept.append, patience=float("inf"))
    leaving = []
    for gap in gaps:
        now += gap
        slept.clear()
        pace.wait(operation)
        leaving.append(now + sum(slept))
    return leaving


def spread(operation: Operation) -> float:
    """The spread of latencies that is borne: of so few at once, no more than the burst can be borne."""
    return min(SPREAD, (operation.burst - 1) / operation.rate)


@given(st.sampled_from(OPERATIONS), st.data())
def test_no_request_is_throttled_whatever_the_network_does(operation: Operation, data: st.DataObject) -> None:
    gap = st.one_of(st.just(0.0), st.floats(0, 3 / operation.rate), st.floats(0, 40 / operation.rate))
    latency = st.floats(0, spread(operation))
    requests = data.draw(st.lists(st.tuples(gap, latency), min_size=1, max_size=80))
    leaving = departures(operation, [gap for gap, _ in requests])
    arrivals = [leaves + takes for leaves, (_, takes) in zip(leaving, requests, strict=True)]
    assert refusals(arrivals, operation.rate, operation.burst) == 0


@given(st.sampled_from(OPERATIONS), st.integers(2, 400))
def test_a_batch_takes_two_percent_and_a_second_longer_than_amazon_allows(
    operation: Operation, count: int
) -> None:
    ideal = max(0, count - operation.burst) / operation.rate
    took = max(departures(operation, [0.0] * count))
    assert took <= (ideal + SPREAD) / SLOWER + 1e-6
    if ideal >= 5:
        assert took <= 1.25 * ideal


def test_five_thousand_messages_take_two_percent_longer_than_amazon_allows() -> None:
    assert max(departures(GET_MESSAGING_ACTIONS, [0.0] * 5_000)) <= 1.021 * (5_000 - 5)


def test_who_came_first_leaves_first() -> None:
    leaving = departures(GET_MESSAGING_ACTIONS, [0.01] * 50)
    assert leaving == sorted(leaving)

"""The claim around one POST: made as it leaves, given back before any wait, recorded however it ends."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from spmsg.delivery import at_most_once
from spmsg.delivery.at_most_once import POSTS_AT_ONCE, AtMostOnce
from spmsg.delivery.ledger import AlreadyClaimedError, Entry, Identity, Ledger, MessageRecord, Resend
from spmsg.delivery.result import Status
from spmsg.errors import AmazonError, CancelledError, LocalStateError, UncertainError
from spmsg.spapi.transport import SendGuard
from tests.delivery.ledger.claims import found

pytestmark = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


@pytest.fixture
def record(identity: Identity) -> MessageRecord:
    return MessageRecord(identity, "ab" * 32, 812)


def sends(guard: SendGuard) -> str:
    guard.before_send()
    return "request-1"


def raises(error: Exception) -> Callable[[SendGuard], str]:
    def post(guard: SendGuard) -> str:
        guard.before_send()
        raise error

    return post


def test_a_message_is_claimed_while_it_leaves_and_recorded(ledger: Ledger, record: MessageRecord) -> None:
    def post(guard: SendGuard) -> str:
        assert ledger.find(record.identity) is None
        guard.before_send()
        assert (found := ledger.find(record.identity)) and found.status is Status.SENDING
        return "request-1"

    run = AtMostOnce(ledger, "main")
    assert run.find_blocking(record.identity) is None
    assert run.send(record, post) == "request-1"
    held = run.find_blocking(record.identity)
    assert held is not None
    assert (held.status, held.request_id) == (Status.SENT, "request-1")
    with pytest.raises(AlreadyClaimedError):
        run.send(record, lambda guard: pytest.fail("it was sent before"))


def test_nothing_is_claimed_while_a_429_is_waited_out(ledger: Ledger, record: MessageRecord) -> None:
    def post(guard: SendGuard) -> str:
        for _ in range(3):
            guard.before_send()
            guard.not_sent()
            assert ledger.find(record.identity) is None
        guard.not_sent()
        guard.before_send()
        return "request-1"

    AtMostOnce(ledger, "main").send(record, post)
    [entry] = ledger.entries()
    assert entry.status is Status.SENT


def test_whoever_sends_during_our_wait_keeps_us_from_sending(
    another_run: Callable[[], Ledger], record: MessageRecord
) -> None:
    def post(guard: SendGuard) -> str:
        guard.before_send()
        guard.not_sent()
        AtMostOnce(another_run(), "main").send(record, sends)
        guard.before_send()
        pytest.fail("it has been sent")

    with pytest.raises(AlreadyClaimedError) as caught:
        AtMostOnce(another_run(), "main").send(record, post)
    assert caught.value.entry.status is Status.SENT


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (AmazonError("no", code="word", request_id="r"), Status.FAILED, "word"),
        (UncertainError("who knows"), Status.UNCERTAIN, "uncertain"),
        (ZeroDivisionError("a bug"), Status.UNCERTAIN, "bug"),
    ],
)
def test_an_error_is_recorded_and_passed_on(
    ledger: Ledger, record: MessageRecord, error: Exception, status: Status, code: str
) -> None:
    with pytest.raises(type(error)):
        AtMostOnce(ledger, "main").send(record, raises(error))
    [entry] = ledger.entries()
    assert (entry.status, entry.code) == (status, code)


def test_a_message_that_another_run_is_sending_is_waited_for(
    another_run: Callable[[], Ledger], record: MessageRecord
) -> None:
    ledger = another_run()
    entry = ledger.claim(record, "main", Resend())
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            ledger.finish(entry, Status.SENT)

    with pytest.raises(AlreadyClaimedError) as caught:
        AtMostOnce(another_run(), "main", resend=True, sleep=sleep).send(record, sends)
    assert caught.value.entry.status is Status.SENT


def test_a_message_that_another_run_gives_back_is_sent(
    another_run: Callable[[], Ledger], record: MessageRecord
) -> None:
    ledger = another_run()
    entry = ledger.claim(record, "main", Resend())
    run = AtMostOnce(another_run(), "main", sleep=lambda seconds: ledger.give_back(entry))
    assert run.send(record, sends) == "request-1"


def test_a_claim_that_took_too_long_is_given_back_and_nothing_leaves(
    ledger: Ledger, record: MessageRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_most_once, "LONGEST_CLAIM", 0.0)
    with pytest.raises(LocalStateError, match="for each claim"):
        AtMostOnce(ledger, "main").send(record, sends)
    assert list(ledger.entries()) == []


@pytest.mark.parametrize("answered", [False, True])
def test_what_is_under_way_at_the_end_is_given_up_as_uncertain_unless_its_answer_came(
    ledger: Ledger, identity: Identity, record: MessageRecord, answered: bool
) -> None:
    run = AtMostOnce(ledger, "main")
    given_up: list[Entry] = []

    def post(guard: SendGuard) -> str:
        guard.before_send()
        if answered:  # and the main thread is faster than this one
            ledger.finish(found(ledger, identity), Status.SENT, request_id="r")
        given_up.extend(run.give_up("interrupted"))
        return "late"

    run.send(record, post)
    told = [(entry.status, entry.reason) for entry in given_up]
    assert told == ([] if answered else [(Status.UNCERTAIN, "interrupted")])
    assert found(ledger, identity).status is Status.SENT


def test_who_waits_for_room_holds_no_claim_and_stops_when_asked(ledger: Ledger, identity: Identity) -> None:
    stop, leave = threading.Event(), threading.Event()
    under_way = threading.Barrier(POSTS_AT_ONCE + 1)

    def sleep(seconds: float) -> None:
        if stop.wait(seconds):
            raise CancelledError("Interrupted.")

    def post(guard: SendGuard) -> str:
        guard.before_send()
        under_way.wait(10)
        leave.wait(10)
        return "request-1"

    run = AtMostOnce(ledger, "main", sleep=sleep)
    records = [MessageRecord(replace(identity, order=str(n)), "d", 1) for n in range(POSTS_AT_ONCE + 1)]
    with ThreadPoolExecutor(POSTS_AT_ONCE + 1) as threads:
        sending = [threads.submit(run.send, record, post) for record in records[:-1]]
        under_way.wait(10)
        late = threads.submit(run.send, records[-1], post)
        time.sleep(0.3)
        assert len(list(ledger.entries())) == POSTS_AT_ONCE
        stop.set()
        with pytest.raises(CancelledError):
            late.result(10)
        leave.set()
        assert {each.result(10) for each in sending} == {"request-1"}
    assert {entry.status for entry in ledger.entries()} == {Status.SENT}

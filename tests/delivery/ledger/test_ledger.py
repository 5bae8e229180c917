"""What every ledger promises, whichever the store."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from spmsg.delivery.ledger import Identity, Ledger
from spmsg.delivery.ledger import ledger as module
from spmsg.delivery.ledger.entry import ALREADY_REQUESTED, OWNER_GONE, Count
from spmsg.delivery.result import Status
from spmsg.errors import LocalStateError, UsageError
from tests.delivery.ledger.claims import Claim, claim, found

Begin = Callable[[], Ledger]


def finished(ledger: Ledger, identity: Identity, status: Status, **options: Any) -> Claim:
    won = claim(ledger, identity, **options)
    assert won.won
    ledger.finish(won.entry, status, request_id="request-1")
    return won


def left_behind(another_run: Begin, identity: Identity) -> Claim:
    """A message whose run ended while it was being sent."""
    run = another_run()
    won = claim(run, identity)
    run.close()
    return won


def left_behind_and_resent(another_run: Begin, identity: Identity) -> tuple[Claim, Ledger, Claim]:
    """The claim of a run that is gone, and the run that claimed the message after it, with its claim."""
    first = left_behind(another_run, identity)
    another_run().find(identity)
    ledger = another_run()
    second = claim(ledger, identity, resend_uncertain=True)
    assert second.won
    return first, ledger, second


@pytest.fixture
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing that a run left behind could still be on its way."""
    monkeypatch.setattr(module, "LONGEST_WAY", timedelta(0))


def test_a_claim_is_sending_and_holds_what_was_told(ledger: Ledger, identity: Identity) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    entry = claim(ledger, identity, allowed=("telephone-number", "http-link")).entry
    assert (entry.identity, entry.status, entry.profile) == (identity, Status.SENDING, "main")
    assert (entry.digest, entry.bytes, entry.reason, entry.request_id) == ("ab" * 32, 812, None, None)
    assert entry.allowed == ("telephone-number", "http-link")
    assert before < entry.at < datetime.now(UTC) + timedelta(seconds=2)
    assert ledger.find(identity) == entry


@pytest.mark.parametrize("status", [Status.SENT, Status.FAILED, Status.UNCERTAIN])
def test_an_outcome_is_found_with_its_reason_and_request_id(
    ledger: Ledger, identity: Identity, status: Status
) -> None:
    ledger.finish(claim(ledger, identity).entry, status, reason="Amazon's words", request_id="request-1")
    entry = found(ledger, identity)
    assert (entry.status, entry.reason, entry.request_id) == (status, "Amazon's words", "request-1")


@pytest.mark.parametrize(
    ("status", "options", "won"),
    [
        (Status.FAILED, {}, True),
        (Status.SENT, {}, False),
        (Status.SENT, {"resend_uncertain": True}, False),
        (Status.SENT, {"resend": True}, True),
        (Status.UNCERTAIN, {}, False),
        (Status.UNCERTAIN, {"resend": True}, False),
        (Status.UNCERTAIN, {"resend_uncertain": True}, True),
    ],
)
def test_what_ended_is_claimed_again_only_as_asked_for(
    ledger: Ledger, identity: Identity, status: Status, options: dict[str, Any], won: bool
) -> None:
    first = finished(ledger, identity, status)
    second = claim(ledger, identity, **options)
    assert second.won is won
    assert second.entry.id == first.entry.id
    assert second.entry.status is (Status.SENDING if won else status)


@pytest.mark.parametrize("part", ["account", "marketplace", "order", "action", "key"])
def test_a_message_that_differs_in_any_part_is_another_message(
    ledger: Ledger, identity: Identity, part: str
) -> None:
    finished(ledger, identity, Status.SENT)
    assert claim(ledger, replace(identity, **{part: "other"})).won


@pytest.mark.parametrize("look", ["find", "claim", "entries"])
def test_a_run_that_ended_leaves_an_uncertain_message(
    another_run: Begin, identity: Identity, look: str
) -> None:
    left_behind(another_run, identity)
    ledger = another_run()
    if look == "find":
        entry = found(ledger, identity)
    elif look == "claim":
        entry = claim(ledger, identity).entry
    else:
        [entry] = ledger.entries(status=Status.UNCERTAIN)
    assert (entry.identity, entry.status, entry.code) == (identity, Status.UNCERTAIN, OWNER_GONE)
    assert "ended without recording the outcome" in (entry.reason or "")
    assert not claim(ledger, identity).won


def test_what_a_run_left_behind_is_resent_by_a_flag_only_when_nothing_can_be_on_its_way(
    another_run: Begin, identity: Identity, request: pytest.FixtureRequest
) -> None:
    left_behind(another_run, identity)
    for _ in range(2):
        assert not claim(another_run(), identity, resend_uncertain=True).won
    request.getfixturevalue("an_hour_later")
    assert claim(another_run(), identity, resend_uncertain=True).won


@pytest.mark.usefixtures("an_hour_later")
def test_what_a_run_found_under_way_it_never_sends_itself(another_run: Begin, identity: Identity) -> None:
    other, ledger = another_run(), another_run()
    claim(other, identity)
    assert not claim(ledger, identity, resend=True, resend_uncertain=True).won
    other.close()
    assert not claim(ledger, identity, resend=True, resend_uncertain=True).won
    assert claim(another_run(), identity, resend_uncertain=True).won


def test_what_a_run_left_behind_is_resolved_as_not_sent_only_when_nothing_can_be_on_its_way(
    another_run: Begin, identity: Identity, request: pytest.FixtureRequest
) -> None:
    won = left_behind(another_run, identity)
    ledger = another_run()
    with pytest.raises(UsageError, match="may still arrive") as caught:
        ledger.resolve(won.entry.id, sent=False)
    assert " UTC on" in (caught.value.hint or "")
    request.getfixturevalue("an_hour_later")
    assert ledger.resolve(won.entry.id, sent=False).status is Status.FAILED


def test_what_a_run_left_behind_is_resolved_as_sent_at_once(another_run: Begin, identity: Identity) -> None:
    won = left_behind(another_run, identity)
    assert another_run().resolve(won.entry.id, sent=True).status is Status.SENT


@pytest.mark.usefixtures("an_hour_later")
@pytest.mark.parametrize("resolved", [False, True])
def test_who_was_given_up_still_records_what_it_knows(
    another_run: Begin, identity: Identity, resolved: bool
) -> None:
    won = left_behind(another_run, identity)
    ledger = another_run()
    assert found(ledger, identity).status is Status.UNCERTAIN
    if resolved:
        ledger.resolve(won.entry.id, sent=False)
    another_run().finish(won.entry, Status.SENT, request_id="late")
    entry = found(ledger, identity)
    assert (entry.status, entry.request_id) == (Status.SENT, "late")


@pytest.mark.usefixtures("an_hour_later")
def test_a_late_failure_changes_nothing_that_another_run_has_claimed(
    another_run: Begin, identity: Identity
) -> None:
    first, ledger, second = left_behind_and_resent(another_run, identity)
    another_run().finish(first.entry, Status.FAILED)
    assert ledger.find(identity) == second.entry


@pytest.mark.usefixtures("an_hour_later")
def test_a_late_success_outlives_the_resend_that_failed(another_run: Begin, identity: Identity) -> None:
    first, ledger, second = left_behind_and_resent(another_run, identity)
    another_run().finish(first.entry, Status.SENT, request_id="late")
    entry = ledger.finish(second.entry, Status.FAILED)
    assert (entry.status, entry.request_id) == (Status.SENT, "late")


def test_a_claim_that_is_given_back_was_never_there(another_run: Begin, identity: Identity) -> None:
    ledger = another_run()
    won = claim(ledger, identity)
    ledger.give_back(won.entry)
    ledger.give_back(won.entry)
    assert ledger.find(identity) is None
    assert claim(another_run(), identity).won


@pytest.mark.parametrize("status", [Status.SENT, Status.FAILED, Status.UNCERTAIN])
@pytest.mark.parametrize("end", ["given back", "failed"])
def test_a_resend_that_failed_or_was_given_back_leaves_what_was_before(
    ledger: Ledger, identity: Identity, status: Status, end: str
) -> None:
    first = claim(ledger, identity)
    before = ledger.finish(first.entry, status, code="word", reason="words", request_id="request-1")
    again = claim(ledger, identity, resend=True, resend_uncertain=True)
    assert again.won
    if end == "given back":
        ledger.give_back(again.entry)
    else:
        ledger.finish(again.entry, Status.FAILED, code="throttled")
    if status is Status.FAILED and end == "failed":
        assert found(ledger, identity).code == "throttled"
    else:
        assert ledger.find(identity) == before


def test_a_message_that_is_resent_in_vain_for_days_is_still_known_as_sent_once(
    another_run: Begin, identity: Identity
) -> None:
    first = finished(another_run(), identity, Status.SENT)
    finished(another_run(), identity, Status.UNCERTAIN, resend=True)
    for _ in range(5):
        last = finished(another_run(), identity, Status.UNCERTAIN, resend_uncertain=True)
    assert not claim(another_run(), identity).won
    assert last.entry.former is not None
    assert last.entry.former.former is not None
    assert last.entry.former.former.former is None  # it does not grow
    resolved = another_run().resolve(last.entry.id, sent=False)
    assert (resolved.status, resolved.attempt) == (Status.SENT, first.entry.attempt)


def test_a_resend_sends_once_a_run_whoever_touched_the_entry(another_run: Begin, identity: Identity) -> None:
    finished(another_run(), identity, Status.SENT)
    one, two = another_run(), another_run()
    finished(one, identity, Status.SENT, resend=True)
    finished(two, identity, Status.SENT, resend=True)
    assert not claim(one, identity, resend=True).won
    assert not claim(two, identity, resend=True, resend_uncertain=True).won


def test_a_review_that_was_requested_already_is_not_asked_for_again(
    ledger: Ledger, identity: Identity
) -> None:
    won = claim(ledger, identity)
    ledger.finish(won.entry, Status.FAILED, code=ALREADY_REQUESTED, reason="Amazon's words")
    met = claim(ledger, identity, resend_uncertain=True)
    assert (met.won, met.entry.code) == (False, ALREADY_REQUESTED)
    again = claim(ledger, identity, resend=True)
    assert again.won
    assert ledger.finish(again.entry, Status.FAILED, code="throttled").code == ALREADY_REQUESTED


def test_nothing_takes_a_sent_back(ledger: Ledger, identity: Identity) -> None:
    won = finished(ledger, identity, Status.SENT)
    for status in (Status.FAILED, Status.UNCERTAIN, Status.SENT):
        ledger.finish(won.entry, status, request_id="request-2")
        entry = found(ledger, identity)
        assert (entry.status, entry.request_id) == (Status.SENT, "request-1")


@pytest.mark.parametrize(("sent", "reason"), [(True, "resolved as sent"), (False, "resolved as not sent")])
def test_an_uncertain_message_is_sent_again_only_if_resolved_as_not_sent(
    ledger: Ledger, identity: Identity, sent: bool, reason: str
) -> None:
    won = finished(ledger, identity, Status.UNCERTAIN)
    resolved = ledger.resolve(won.entry.id, sent=sent)
    status = Status.SENT if sent else Status.FAILED
    assert (resolved.status, resolved.reason, resolved.request_id) == (status, reason, "request-1")
    assert claim(ledger, identity).won is not sent


def test_only_what_is_uncertain_can_be_resolved(ledger: Ledger, identity: Identity) -> None:
    for status in (Status.FAILED, Status.SENT):
        won = claim(ledger, identity)
        with pytest.raises(UsageError, match="is being sent"):
            ledger.resolve(won.entry.id, sent=False)
        ledger.finish(won.entry, status)
        with pytest.raises(UsageError, match=f"is {status.value}: there is nothing to resolve"):
            ledger.resolve(won.entry.id, sent=True)
    with pytest.raises(UsageError, match="has no entry 4711"):
        ledger.resolve(4711, sent=True)


def test_entries_come_newest_first_and_filtered(ledger: Ledger, identity: Identity) -> None:
    ids = []
    for number in range(6):
        each = replace(
            identity,
            order=f"902-000000{number}-0000000",
            action="sendInvoice" if number % 2 else "warranty",
            account="a" if number < 3 else "b",
        )
        won = claim(ledger, each, profile="p" if number < 2 else "q")
        ledger.finish(won.entry, Status.SENT if number < 4 else Status.FAILED)
        ids.append(won.entry.id)
        time.sleep(0.001)  # a clock's tick: their order is by time

    def numbers(**filters: Any) -> list[int]:
        return [ids.index(entry.id) for entry in ledger.entries(**filters)]

    assert numbers() == [5, 4, 3, 2, 1, 0]
    assert numbers(order="902-0000003-0000000") == [3]
    assert numbers(action="sendInvoice") == [5, 3, 1]
    assert numbers(status=Status.FAILED) == [5, 4]
    assert numbers(accounts=["a"], action="warranty") == [2, 0]
    assert numbers(profile="p") == [1, 0]
    middle = next(entry.at for entry in ledger.entries(order="902-0000003-0000000"))
    assert numbers(since=middle.astimezone(timezone(timedelta(hours=9)))) == [5, 4, 3]
    assert numbers(until=middle) == [2, 1, 0]
    assert numbers(key="recall-2026") == [5, 4, 3, 2, 1, 0]
    assert numbers(key="other") == []


def test_a_ledger_of_many_pages_is_read_to_its_end_while_others_write(
    another_run: Begin, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 4)
    ledger = another_run()
    for number in range(9):
        finished(ledger, replace(identity, key=str(number)), Status.SENT)
    reading = ledger.entries()
    first = next(reading)
    finished(another_run(), replace(identity, key="new"), Status.SENT)
    keys = [first.identity.key, *(entry.identity.key for entry in reading)]
    assert keys == [str(number) for number in range(8, -1, -1)]


def test_messages_are_counted_by_day_marketplace_action_and_status(
    ledger: Ledger, identity: Identity
) -> None:
    assert ledger.counts() == []
    for key in ("1", "2"):
        finished(ledger, replace(identity, key=key), Status.SENT)
    finished(ledger, replace(identity, key="1"), Status.SENT, resend=True)
    finished(ledger, replace(identity, account="other", marketplace="M"), Status.SENT)
    finished(ledger, replace(identity, key="3"), Status.FAILED)
    at = found(ledger, replace(identity, key="2")).at
    for zone in (UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-9, minutes=-30))):
        day, action = at.astimezone(zone).date(), identity.action
        assert ledger.counts(zone=zone) == [
            Count(day, "ATVPDKIKX0DER", action, Status.FAILED, 1),
            Count(day, "ATVPDKIKX0DER", action, Status.SENT, 2),
            Count(day, "M", action, Status.SENT, 1),
        ]
    assert sum(each.count for each in ledger.counts(accounts=["seller"], status=Status.SENT)) == 2
    assert ledger.counts(since=datetime.now(UTC) + timedelta(hours=1)) == []


def test_amazon_s_words_are_kept_within_bounds(ledger: Ledger, identity: Identity) -> None:
    reason = "nul \0, half \ud800, " + "x" * 10_000
    ledger.finish(claim(ledger, identity).entry, Status.FAILED, reason=reason)
    kept = found(ledger, identity).reason or ""
    assert kept.startswith("nul  , half ?, xxx")
    assert len(kept) == 500


@pytest.mark.parametrize("key", ["", "x" * 256, "a\0b", "half \udc80"])
def test_a_key_that_no_store_can_hold_is_refused(identity: Identity, key: str) -> None:
    with pytest.raises(UsageError, match="key of a message"):
        replace(identity, key=key)


def test_a_key_in_any_script_is_kept(ledger: Ledger, identity: Identity) -> None:
    each = replace(identity, key="リコール　二〇二六 🧯' ; DROP TABLE %s ? --")
    finished(ledger, each, Status.SENT)
    assert found(ledger, each).identity == each


def test_of_many_threads_one_wins_each_message(ledger: Ledger, identity: Identity) -> None:
    def run(_: int) -> list[str]:
        claims = [claim(ledger, replace(identity, key=str(number))) for number in range(25)]
        return [met.entry.identity.key for met in claims if met.won]

    with ThreadPoolExecutor(8) as threads:
        wins = [key for keys in threads.map(run, range(8)) for key in keys]
    assert sorted(wins, key=int) == [str(number) for number in range(25)]


def test_a_ledger_of_a_newer_program_is_refused(ledger: Ledger, another_run: Begin) -> None:
    newer = "INSERT INTO spmsg_migrations VALUES ('999 what is to come', 0)"
    ledger._write(lambda execute: execute(newer, ()))
    with pytest.raises(LocalStateError, match="newer spmsg") as caught:
        another_run()
    assert "Upgrade spmsg" in (caught.value.hint or "")


def test_a_sound_ledger_says_so(ledger: Ledger, identity: Identity) -> None:
    claim(ledger, identity)
    assert "writable, 1 entries" in ledger.check()

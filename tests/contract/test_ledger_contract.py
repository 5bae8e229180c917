"""What every ledger promises, whichever the store."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Thread
from typing import Any

import pytest

from spmsg.delivery.ledger import Claim, Identity, Ledger, Status
from spmsg.delivery.ledger.owner import Owner, this_process
from spmsg.errors import UncertainError, UsageError

DIGEST = "ab" * 32


def claim(ledger: Ledger, identity: Identity, **options: Any) -> Claim:
    return ledger.claim(identity, profile="main", digest=DIGEST, bytes=812, **options)


def finished(ledger: Ledger, identity: Identity, status: Status, **options: Any) -> Claim:
    won = claim(ledger, identity, **options)
    assert won.won
    ledger.finish(won.entry, status, request_id="request-1")
    return won


def dead() -> Owner:
    """A process of this machine that ended: its number is in use by us, who began at another time."""
    return replace(this_process(), started="before")


def test_an_unknown_message_has_no_entry(ledger: Ledger, identity: Identity) -> None:
    assert ledger.find(identity) is None
    assert list(ledger.entries()) == []


def test_a_claim_is_sending_and_holds_what_was_told(ledger: Ledger, identity: Identity) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    won = claim(ledger, identity, allowed=("telephone-number", "http-link"))
    assert won.won
    entry = won.entry
    assert entry.identity == identity
    assert (entry.status, entry.profile, entry.digest, entry.bytes) == (Status.SENDING, "main", DIGEST, 812)
    assert entry.allowed == ("telephone-number", "http-link")
    assert (entry.reason, entry.request_id) == (None, None)
    assert entry.owner == this_process()
    assert before < entry.at < datetime.now(UTC) + timedelta(seconds=2)
    assert ledger.find(identity) == entry


def test_what_a_living_process_sends_nobody_else_can_claim(ledger: Ledger, identity: Identity) -> None:
    won = claim(ledger, identity)
    lost = claim(ledger, identity, resend=True, resend_uncertain=True)
    assert not lost.won
    assert lost.entry == won.entry


@pytest.mark.parametrize("status", [Status.SENT, Status.FAILED, Status.UNCERTAIN])
def test_an_outcome_is_found_with_its_reason_and_request_id(
    ledger: Ledger, identity: Identity, status: Status
) -> None:
    won = claim(ledger, identity)
    ledger.finish(won.entry, status, reason="Amazon's words", request_id="request-1")
    entry = ledger.find(identity)
    assert entry is not None
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
    ledger: Ledger, identity: Identity, status: Status, options: dict[str, bool], won: bool
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
    other = Identity(**{**{f: getattr(identity, f) for f in identity.__slots__}, part: "other"})
    assert claim(ledger, other).won


def test_a_process_that_ended_leaves_an_uncertain_message(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    claim(open_as(dead()), identity)
    ledger = open_as()
    entry = ledger.find(identity)
    assert entry is not None
    assert entry.status is Status.UNCERTAIN
    assert "ended without recording the outcome" in (entry.reason or "")
    assert not claim(ledger, identity).won
    assert [change.status for change in ledger.changes(entry.id)] == [Status.SENDING, Status.UNCERTAIN]


def test_a_claim_meets_a_dead_owner_s_message_as_uncertain(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    claim(open_as(dead()), identity)
    met = claim(open_as(), identity)
    assert (met.won, met.entry.status) == (False, Status.UNCERTAIN)


def test_a_dead_owner_s_message_is_claimed_again_when_that_is_asked_for(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    claim(open_as(dead()), identity)
    ledger = open_as()
    met = claim(ledger, identity, resend_uncertain=True)
    assert met.won
    statuses = [change.status for change in ledger.changes(met.entry.id)]
    assert statuses == [Status.SENDING, Status.UNCERTAIN, Status.SENDING]


def test_history_shows_a_dead_owner_s_message_as_uncertain(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    claim(open_as(dead()), identity)
    [entry] = open_as().entries(status=Status.UNCERTAIN)
    assert entry.identity == identity


def test_another_machine_s_message_is_left_alone_until_its_lease_is_over(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    elsewhere = Owner(host="other", machine="another boot", pid=1, started="1")
    theirs, ours = open_as(elsewhere), open_as()
    assert claim(theirs, identity).won
    met = claim(ours, identity, resend_uncertain=True)
    assert (met.won, met.entry.status, met.entry.owner) == (False, Status.SENDING, elsewhere)
    short = replace(identity, key="short")
    assert claim(theirs, short, lease=0.0).won
    entry = ours.find(short)
    assert entry is not None
    assert entry.status is Status.UNCERTAIN


def test_who_was_given_up_too_early_still_records_what_it_knows(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    theirs = open_as(Owner(host="other", machine="another boot", pid=1, started="1"))
    ours = open_as()
    won = claim(theirs, identity, lease=0.0)
    given_up = ours.find(identity)
    assert given_up is not None
    assert given_up.status is Status.UNCERTAIN
    theirs.finish(won.entry, Status.SENT, request_id="late")
    entry = ours.find(identity)
    assert entry is not None
    assert (entry.status, entry.request_id) == (Status.SENT, "late")


def test_only_the_claim_that_won_can_record_an_outcome(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    theirs = open_as(Owner(host="other", machine="another boot", pid=1, started="1"))
    ours = open_as()
    first = claim(theirs, identity, lease=0.0)
    second = claim(ours, identity, resend_uncertain=True)
    assert second.won
    with pytest.raises(UncertainError, match="is sending by another run"):
        theirs.finish(first.entry, Status.FAILED)
    assert ours.find(identity) == second.entry


def test_recording_an_outcome_twice_changes_nothing(ledger: Ledger, identity: Identity) -> None:
    won = finished(ledger, identity, Status.SENT)
    ledger.finish(won.entry, Status.SENT, request_id="request-2")
    entry = ledger.find(identity)
    assert entry is not None
    assert entry.request_id == "request-1"
    assert len(ledger.changes(entry.id)) == 2


def test_nothing_takes_a_sent_back(ledger: Ledger, identity: Identity) -> None:
    won = finished(ledger, identity, Status.SENT)
    with pytest.raises(UncertainError, match="could not be recorded"):
        ledger.finish(won.entry, Status.FAILED)
    with pytest.raises(ValueError, match="cannot end"):
        ledger.finish(won.entry, Status.SENDING)


def test_every_attempt_is_kept(ledger: Ledger, identity: Identity) -> None:
    finished(ledger, identity, Status.FAILED)
    finished(ledger, identity, Status.SENT)
    last = finished(ledger, identity, Status.SENT, resend=True, allowed=("emoji",))
    changes = ledger.changes(last.entry.id)
    assert [change.status.value for change in changes] == ["sending", "failed", *["sending", "sent"] * 2]
    assert len({change.attempt for change in changes}) == 3
    assert [change.allowed for change in changes] == [()] * 4 + [("emoji",)] * 2
    assert ledger.changes(last.entry.id + 100) == ()


def test_an_uncertain_message_resolved_as_sent_is_not_sent_again(ledger: Ledger, identity: Identity) -> None:
    won = finished(ledger, identity, Status.UNCERTAIN)
    resolved = ledger.resolve(won.entry.id, sent=True)
    assert (resolved.status, resolved.reason, resolved.request_id) == (
        Status.SENT,
        "resolved as sent",
        "request-1",
    )
    assert not claim(ledger, identity).won


def test_an_uncertain_message_resolved_as_not_sent_is_sent_by_the_next_run(
    ledger: Ledger, identity: Identity
) -> None:
    won = finished(ledger, identity, Status.UNCERTAIN)
    assert ledger.resolve(won.entry.id, sent=False).status is Status.FAILED
    assert claim(ledger, identity).won


def test_a_message_can_be_uncertain_and_resolved_time_and_again(ledger: Ledger, identity: Identity) -> None:
    for _ in range(3):
        won = finished(ledger, identity, Status.UNCERTAIN)
        ledger.resolve(won.entry.id, sent=False)
    assert len(ledger.changes(won.entry.id)) == 9


@pytest.mark.parametrize("status", [Status.SENT, Status.FAILED])
def test_only_what_is_uncertain_can_be_resolved(ledger: Ledger, identity: Identity, status: Status) -> None:
    won = finished(ledger, identity, status)
    with pytest.raises(UsageError, match=f"is {status.value}: there is nothing to resolve"):
        ledger.resolve(won.entry.id, sent=True)


def test_what_is_being_sent_cannot_be_resolved(ledger: Ledger, identity: Identity) -> None:
    won = claim(ledger, identity)
    with pytest.raises(UsageError, match="is sending"):
        ledger.resolve(won.entry.id, sent=False)


def test_an_entry_that_is_not_there_cannot_be_resolved(ledger: Ledger) -> None:
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
        status = Status.SENT if number < 4 else Status.FAILED
        won = ledger.claim(each, profile="p" if number < 2 else "q", digest=DIGEST, bytes=1)
        ledger.finish(won.entry, status)
        ids.append(won.entry.id)
        time.sleep(0.001)  # a clock's tick: their order is by time

    def found(**filters: Any) -> list[int]:
        return [ids.index(entry.id) for entry in ledger.entries(**filters)]

    assert found() == [5, 4, 3, 2, 1, 0]
    assert found(limit=2) == [5, 4]
    assert found(limit=0) == []
    assert found(order="902-0000003-0000000") == [3]
    assert found(action="sendInvoice") == [5, 3, 1]
    assert found(status=Status.FAILED) == [5, 4]
    assert found(account="a", action="warranty") == [2, 0]
    assert found(profile="p") == [1, 0]
    middle = next(entry.at for entry in ledger.entries(order="902-0000003-0000000"))
    assert found(since=middle) == [5, 4, 3]
    assert found(since=middle.astimezone(timezone(timedelta(hours=9)))) == [5, 4, 3]
    won = claim(ledger, replace(identity, order="902-0000000-0000000", action="warranty", account="a"))
    assert not won.won


def test_entries_are_of_one_moment_while_others_write(ledger: Ledger, identity: Identity) -> None:
    for number in range(21):
        claim(ledger, replace(identity, key=str(number)))
    reading = ledger.entries()
    first = next(reading)
    finished(ledger, replace(identity, key="new"), Status.SENT)
    assert [first.identity.key, *(entry.identity.key for entry in reading)] == [
        str(n) for n in range(20, -1, -1)
    ]


def test_a_reading_that_is_left_early_hinders_nobody(ledger: Ledger, identity: Identity) -> None:
    finished(ledger, identity, Status.SENT)
    reading = ledger.entries()
    next(reading)
    del reading
    assert claim(ledger, identity, resend=True).won


def test_days_are_counted_in_the_reader_s_zone(ledger: Ledger, identity: Identity) -> None:
    assert ledger.sent_per_day() == {}
    finished(ledger, identity, Status.SENT)
    finished(ledger, identity, Status.SENT, resend=True)
    finished(ledger, replace(identity, account="other"), Status.SENT)
    finished(ledger, replace(identity, key="failed"), Status.FAILED)
    entry = ledger.find(identity)
    assert entry is not None
    for zone in (UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-9, minutes=-30))):
        assert ledger.sent_per_day(zone=zone) == {entry.at.astimezone(zone).date(): 3}
    assert sum(ledger.sent_per_day(account="seller").values()) == 2
    assert ledger.sent_per_day(since=datetime.now(UTC) + timedelta(hours=1)) == {}


def test_amazon_s_words_are_kept_within_bounds(ledger: Ledger, identity: Identity) -> None:
    won = claim(ledger, identity)
    ledger.finish(won.entry, Status.FAILED, reason="nul \0, half \ud800, " + "x" * 10_000)
    entry = ledger.find(identity)
    assert entry is not None
    assert entry.reason is not None
    assert entry.reason.startswith("nul  , half ?, xxx")
    assert len(entry.reason) == 500


@pytest.mark.parametrize("key", ["", "x" * 256, "a\0b", "half \udc80"])
def test_a_key_that_no_store_can_hold_is_refused(identity: Identity, key: str) -> None:
    with pytest.raises(UsageError, match="key of a message"):
        replace(identity, key=key)


def test_a_key_in_any_script_is_kept(ledger: Ledger, identity: Identity) -> None:
    each = replace(identity, key="リコール　二〇二六 🧯' ; DROP TABLE %s ? --")
    finished(ledger, each, Status.SENT)
    entry = ledger.find(each)
    assert entry is not None
    assert entry.identity == each


def test_of_many_threads_one_wins_each_message(ledger: Ledger, identity: Identity) -> None:
    wins: list[str] = []

    def run() -> None:
        for number in range(25):
            met = claim(ledger, replace(identity, key=str(number)))
            if met.won:
                wins.append(met.entry.identity.key)
                ledger.finish(met.entry, Status.SENT)

    threads = [Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wins, key=int) == [str(number) for number in range(25)]


def test_a_ledger_that_is_opened_again_knows_everything(
    open_as: Callable[..., Ledger], identity: Identity
) -> None:
    first = open_as()
    won = finished(first, identity, Status.SENT)
    first.close()
    second = open_as()
    assert [entry.id for entry in second.entries()] == [won.entry.id]
    assert not claim(second, identity).won


def test_a_sound_ledger_says_so(ledger: Ledger, identity: Identity) -> None:
    claim(ledger, identity)
    assert "writable, 1 entries" in ledger.check()

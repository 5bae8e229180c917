"""PostgreSQL that goes away, refuses, or is newer; and the password, which is nobody's business."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from threading import Event, Timer
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from spmsg.delivery.ledger import Identity, open_ledger, postgres, tables
from spmsg.delivery.ledger.postgres import PostgresLedger
from spmsg.delivery.result import Status
from spmsg.errors import CancelledError, LocalStateError, UncertainError, UsageError
from tests.delivery.ledger.claims import claim, found
from tests.delivery.ledger.older_version import old_entry, old_tables

Admin = psycopg.Connection[tuple[Any, ...]]
OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def ledger(postgres_url: str) -> Iterator[PostgresLedger]:
    opened = PostgresLedger(postgres_url, 0.5, time.sleep)
    yield opened
    opened.close()


@pytest.fixture
def admin(postgres_url: str) -> Iterator[Admin]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


def break_connections(admin: Admin) -> None:
    for (pid,) in admin.execute(OTHERS).fetchall():
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))


def test_a_connection_that_broke_is_made_again(
    ledger: PostgresLedger, admin: Admin, identity: Identity
) -> None:
    break_connections(admin)
    won = claim(ledger, identity)
    assert won.won
    break_connections(admin)
    ledger.finish(won.entry, Status.SENT)
    break_connections(admin)
    assert found(ledger, identity).status is Status.SENT


def break_at(statement: str, monkeypatch: pytest.MonkeyPatch, admin: Admin, *, arrives: bool = False) -> None:
    """Let the connection break at the next such statement, whose answer never comes."""
    run = postgres._execute
    broken: list[object] = []

    def break_once(connection: Any, sql: str, values: Sequence[object] = ()) -> Any:
        if sql.startswith(statement) and not broken:
            broken.append(connection)
            if arrives:
                run(connection, sql)
            break_connections(admin)
        return run(connection, sql, values)

    monkeypatch.setattr(postgres, "_execute", break_once)


def test_a_claim_that_was_not_to_be_committed_yet_is_made_over_a_new_connection(
    ledger: PostgresLedger, admin: Admin, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_at("INSERT", monkeypatch, admin)
    assert claim(ledger, identity).won


@pytest.mark.parametrize("arrives", [True, False])
def test_a_claim_whose_commit_was_not_answered_is_given_back(
    ledger: PostgresLedger,
    admin: Admin,
    identity: Identity,
    monkeypatch: pytest.MonkeyPatch,
    arrives: bool,
) -> None:
    break_at("COMMIT", monkeypatch, admin, arrives=arrives)
    with pytest.raises(LocalStateError, match="out of reach"):
        claim(ledger, identity)
    assert ledger.find(identity) is None


def test_an_outcome_whose_commit_was_not_answered_is_recorded_again(
    ledger: PostgresLedger, admin: Admin, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    won = claim(ledger, identity)
    break_at("COMMIT", monkeypatch, admin, arrives=True)
    assert ledger.finish(won.entry, Status.SENT).status is Status.SENT


def test_a_session_that_ended_leaves_its_message_uncertain_and_its_run_still_records(
    ledger: PostgresLedger, admin: Admin, identity: Identity, postgres_url: str
) -> None:
    won = claim(ledger, identity)
    break_connections(admin)
    with closing(open_ledger(postgres_url)) as other:
        assert found(other, identity).status is Status.UNCERTAIN
        ledger.finish(won.entry, Status.SENT)
        assert not claim(other, identity).won
    assert claim(ledger, replace(identity, key="next")).won  # with another key


def test_a_session_without_its_lock_claims_nothing(ledger: PostgresLedger, identity: Identity) -> None:
    ledger._write(lambda execute: execute("SELECT pg_advisory_unlock_all()", ()))
    with pytest.raises(LocalStateError, match="does not hold its lock") as caught:
        claim(ledger, identity)
    assert "pooler in transaction mode" in (caught.value.hint or "")
    assert ledger.find(identity) is None


@pytest.fixture
def frozen(admin: Admin) -> Iterator[Callable[[], None]]:
    """Stops the backends of all connections to the database; they go on at the end."""
    if sys.platform == "win32":
        pytest.skip("no process can be stopped")
    stopped: list[int] = []

    def freeze() -> None:
        for (pid,) in admin.execute(OTHERS).fetchall():
            os.kill(pid, signal.SIGSTOP)
            stopped.append(pid)

    yield freeze
    for pid in stopped:
        os.kill(pid, signal.SIGCONT)


def test_a_server_that_freezes_ends_each_wait(
    postgres_url: str, identity: Identity, frozen: Callable[[], None]
) -> None:
    ledger = open_ledger(postgres_url, patience=1)
    won = claim(ledger, identity)
    frozen()
    began = time.monotonic()
    with pytest.raises(UncertainError, match="has not answered for 1 s") as caught:
        ledger.finish(won.entry, Status.SENT)
    assert time.monotonic() - began < 30
    assert "pg_stat_activity" in (caught.value.hint or "")
    ledger.close()


def test_a_server_that_freezes_does_not_keep_a_run_from_stopping(
    postgres_url: str, identity: Identity, frozen: Callable[[], None]
) -> None:
    stop = Event()

    def sleep(seconds: float) -> None:
        if stop.wait(seconds):
            raise CancelledError("Interrupted.")

    ledger = open_ledger(postgres_url, sleep=sleep)
    frozen()
    Timer(0.3, stop.set).start()
    began = time.monotonic()
    with pytest.raises(CancelledError):
        ledger.find(identity)
    assert time.monotonic() - began < 30
    ledger.close()


def test_a_ledger_of_an_older_version_is_migrated_and_closed_to_it(admin: Admin, postgres_url: str) -> None:
    def execute(sql: str, values: Sequence[object]) -> list[Any]:
        admin.execute(sql.encode())
        return []

    counter = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    old_tables(execute, counter, "001 entries and changes", "002 buckets")
    tables.buckets(execute, counter)
    for key, status in (("one", "sending"), ("two", "sent")):
        execute(old_entry(key, status), ())
    with closing(open_ledger(postgres_url)) as opened:
        known = {entry.identity.key: (entry.status, entry.code) for entry in opened.entries()}
        assert known == {"one": (Status.UNCERTAIN, "owner-gone"), "two": (Status.SENT, None)}
    with pytest.raises(psycopg.errors.UndefinedColumn):
        execute(old_entry("three", "sending"), ())


def test_a_server_that_cannot_be_reached_is_named_without_its_password() -> None:
    with pytest.raises(LocalStateError) as caught:
        open_ledger("postgresql://seller:hunter2@127.0.0.1:1/ledgers?password=hunter3")
    error = caught.value
    assert "postgresql://127.0.0.1:1/ledgers is out of reach" in error.message
    assert "PostgreSQL server runs" in (error.hint or "")
    assert "hunter" not in f"{error!r} {error.hint} {error.__cause__}"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://seller:hunter2@127.0.0.1:port/x",
        "postgresql://seller:hunter2@[::1/x",
        "postgresql://seller:hunter2@127.0.0.1/x?colour=blue",
    ],
)
def test_a_url_that_makes_no_sense_is_refused_without_its_password(url: str) -> None:
    with pytest.raises((UsageError, LocalStateError)) as caught:
        open_ledger(url)
    error = caught.value
    assert "hunter2" not in f"{error!r} {error.hint} {error.__cause__!r}"


def test_a_password_that_the_server_repeats_is_blotted_out(postgres_url: str) -> None:
    secret = "no-such database"
    url = (
        postgres_url.split("?")[0].rsplit("/", 1)[0] + "/" + quote(secret) + "?" + postgres_url.split("?")[1]
    )
    with pytest.raises(LocalStateError) as caught:
        open_ledger(url.replace("postgres:@", f"postgres:{quote(secret)}@"))
    assert "***" in caught.value.message
    assert secret not in caught.value.message.replace(quote(secret), "")


def test_a_missing_driver_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "spmsg.delivery.ledger.postgres")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError) as caught:
        open_ledger("postgresql://db.example/ledgers")
    assert "pip install '.[postgres]'" in (caught.value.hint or "")


def test_a_user_who_may_not_write_is_told_what_to_grant(
    ledger: PostgresLedger, admin: Admin, identity: Identity
) -> None:
    admin.execute(f"ALTER DATABASE {admin.info.dbname} SET default_transaction_read_only = on".encode())
    break_connections(admin)
    with pytest.raises(LocalStateError, match="cannot be written") as caught:
        claim(ledger, identity)
    assert "grant this user" in (caught.value.hint or "")
    assert ledger.find(identity) is None


def test_a_ledger_that_is_locked_for_too_long_refuses_and_leaves_an_outcome_uncertain(
    ledger: PostgresLedger, admin: Admin, identity: Identity
) -> None:
    won = claim(ledger, identity)
    with admin.transaction():
        admin.execute("LOCK TABLE spmsg_entries")
        with pytest.raises(LocalStateError, match="locked by another process for too long"):
            claim(ledger, identity)
        with pytest.raises(UncertainError, match="could not be recorded") as caught:
            ledger.finish(won.entry, Status.SENT, request_id="request-1")
    assert caught.value.request_id == "request-1"
    assert f"history resolve {won.entry.id}" in (caught.value.hint or "")
    assert found(ledger, identity).status is Status.SENDING


def test_commits_are_waited_for_even_where_the_server_would_not(
    ledger: PostgresLedger, admin: Admin, postgres_url: str
) -> None:
    admin.execute(f"ALTER DATABASE {admin.info.dbname} SET synchronous_commit = off".encode())
    opened = PostgresLedger(postgres_url, 10, time.sleep)
    assert opened.database.read("SHOW synchronous_commit") == [("on",)]
    opened.close()

"""Who owns a `sending` entry, and whether it still lives."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from spmsg.delivery.ledger import owner
from spmsg.delivery.ledger.owner import Owner, lives, this_process

ELSEWHERE = Owner(host="other", machine="another boot", pid=os.getpid(), started="1")


def test_this_process_lives() -> None:
    me = this_process()
    assert me.pid == os.getpid()
    assert lives(me, age=1e9, lease=0)


def test_a_process_id_that_is_used_again_is_another_process() -> None:
    assert not lives(replace(this_process(), started="before"), age=1, lease=900)


def test_a_process_that_ended_is_dead_while_it_is_a_zombie_and_after() -> None:
    code = (
        "from spmsg.delivery.ledger.owner import *; o = this_process(); "
        "print(o.pid, o.started, flush=True); input()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    pid, started = child.stdout.readline().split()
    theirs = replace(this_process(), pid=int(pid), started=started)
    assert lives(theirs, age=0, lease=900)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not lives(theirs, age=0, lease=900)
    child.communicate()
    assert not lives(theirs, age=0, lease=900)


@pytest.mark.parametrize(
    ("age", "expected"), [(0, True), (899, True), (901, False), (-899, True), (-901, False)]
)
def test_another_machine_s_process_lives_as_long_as_its_lease(age: float, expected: bool) -> None:
    assert lives(ELSEWHERE, age=age, lease=900) is expected


def test_another_container_s_process_is_another_machine_s() -> None:
    boot = this_process().machine.split()[0]
    neighbour = replace(this_process(), machine=f"{boot} pid:[1]", started="before")
    assert lives(neighbour, age=0, lease=900)


def test_a_process_that_hides_its_start_counts_as_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owner, "_started", lambda pid: "unknown")
    assert lives(replace(this_process(), started="before"), age=0, lease=900)


def test_a_process_whose_start_was_not_known_counts_as_alive_while_its_number_is_in_use() -> None:
    assert lives(replace(this_process(), started="unknown"), age=0, lease=0)
    assert not lives(replace(this_process(), started="unknown", pid=2**22 + 1), age=0, lease=0)


@pytest.mark.parametrize("linux", [True, False])
def test_processes_are_told_apart_on_every_system(monkeypatch: pytest.MonkeyPatch, linux: bool) -> None:
    monkeypatch.setattr(owner, "_LINUX", linux)
    owner._owner.cache_clear()
    try:
        me = this_process()
        assert lives(me, age=0, lease=0)
        assert not lives(replace(me, started="1.5"), age=0, lease=0)
        assert not lives(replace(me, pid=2**22 + 1), age=0, lease=0)
    finally:
        owner._owner.cache_clear()

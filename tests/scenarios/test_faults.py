"""The simulator's faults, which users test their own scripts with: over HTTP and inside the process."""

from pathlib import Path

import pytest

from tests.harness import TUTORIAL_ORDER as ORDER
from tests.harness import Run, serving

SEND = ("send", "confirmOrderDetails", ORDER, "--text", "Which colour?", "-o", "json")
FAULTS = [
    ("throttle=1:2", 0, "sent", 1),
    ("error=503:1", 7, "uncertain", 0),
    ("error=400:1", 3, "invalid", 0),
    ("drop-after-send:1", 7, "uncertain", 1),
    ("garbage:1", 7, "uncertain", 1),
    ("expire-token:1", 0, "sent", 1),
    ("redirect:1", 6, "failed", 0),
    ("delay=1:1", 0, "sent", 1),
    ("error=503:2@actions", 0, "sent", 1),
    ("garbage:1@actions", 6, "failed", 0),
]


@pytest.mark.parametrize(("fault", "code", "status", "received"), FAULTS)
def test_a_fault_of_the_demo_profile(demo: Run, fault: str, code: int, status: str, received: int) -> None:
    ran = demo(*SEND, SPMSG_SIMULATOR_FAULTS=fault)
    assert (ran.code, ran.json[0]["status"]) == (code, status), ran.err
    assert len(demo("simulator", "inbox", ORDER, "-o", "json").json) == received


@pytest.mark.parametrize(("fault", "code", "status", "received"), [FAULTS[3], FAULTS[5]])
def test_a_fault_of_the_served_simulator(
    tmp_path: Path, fault: str, code: int, status: str, received: int
) -> None:
    with serving(tmp_path, "--no-throttle", "--fault", fault, SPMSG_RATE="off") as server:
        ran = server.run(*SEND)
        assert (ran.code, ran.json[0]["status"]) == (code, status), ran.err
        assert len(server.inbox(ORDER)) == received


def test_a_connection_that_was_never_made_is_tried_again(demo: Run) -> None:
    ran = demo(*SEND, SPMSG_SIMULATOR_FAULTS="refuse:2")
    assert ran.json[0]["status"] == "sent"


def test_an_unknown_fault_names_the_known_ones(demo: Run) -> None:
    ran = demo(*SEND, SPMSG_SIMULATOR_FAULTS="earthquake")
    assert ran.code == 2
    assert "drop-after-send" in ran.err


def test_a_slow_answer_beyond_the_timeout_is_uncertain(demo: Run) -> None:
    ran = demo(*SEND, "--timeout", "1", SPMSG_SIMULATOR_FAULTS="delay=3")
    assert (ran.code, ran.json[0]["status"]) == (7, "uncertain")

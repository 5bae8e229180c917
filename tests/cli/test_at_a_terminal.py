"""What a person sees at a real terminal: colours, the line that says what is waited for, Ctrl-C."""

import re
import subprocess
import sys

import pytest

from spmsg.cli import console
from tests.cli.person import ERASED, Person
from tests.harness import TUTORIAL_ORDER, Run, posix

pytestmark = posix

CTRL_C = "\x03"
SHOWN_CURSOR = "\x1b[?25h"
SLOW = {"SPMSG_SIMULATOR_FAULTS": "delay=1@all"}
INTERRUPTED = """
import itertools, sys
from spmsg.__main__ import main
number = int(sys.argv.pop(1))
seen = itertools.count(1)
def interrupt(event, arguments):
    if event == "import" and next(seen) == number:
        raise KeyboardInterrupt
sys.addaudithook(interrupt)
main()
"""
"""Runs spmsg, and presses Ctrl-C when it imports its so many-th module."""


def test_colours_are_for_terminals_that_want_them(person: Person) -> None:
    person.runs("orders")
    assert person.ends() == 0
    assert "\x1b[1morder" in person.seen
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        person.runs("orders", **{name: value})
        assert person.ends() == 0
        assert not re.search(r"\x1b\[(3|1m)", person.seen)


def test_help_has_no_escapes_under_no_color(person: Person) -> None:
    person.runs("actions", "--help", NO_COLOR="1")
    assert person.ends() == 0
    assert "Examples" in person.seen
    assert "\x1b[" not in person.seen


def test_colours_can_be_forced_into_a_pipe(demo: Run) -> None:
    assert "\x1b[1morder" in demo("orders", "-o", "table", FORCE_COLOR="1", NO_COLOR="").out


def test_what_takes_long_is_named_and_gone_afterwards(person: Person) -> None:
    person.runs("orders", "--limit", "1", **SLOW)
    person.sees("Asking Amazon for orders")
    assert person.ends() == 0
    last = person.seen.rpartition(ERASED)[2]
    assert "Asking" not in last
    assert "order" in last
    assert SHOWN_CURSOR in person.seen


def test_a_wait_for_amazon_s_rate_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    console.paced("getOrder", 30)
    assert re.fullmatch(r": waiting (29|30) s for Amazon's rate", console.pacing())
    console.paced("getOrder", 0)
    assert console.pacing() == ""


def test_while_amazon_throttles_the_status_says_so(person: Person) -> None:
    person.runs("orders", "--all", SPMSG_SIMULATOR_FAULTS="throttle:2@orders")
    person.sees("Amazon throttles searchOrders: waiting ")
    person.types(CTRL_C)
    assert person.ends() == 130


@pytest.mark.parametrize("line", [["orders"], ["actions", TUTORIAL_ORDER]], ids=lambda line: line[0])
def test_ctrl_c_while_amazon_is_waited_for_ends_with_130_and_a_clean_terminal(
    person: Person, line: list[str]
) -> None:
    person.runs(*line, **SLOW)
    person.sees("Asking Amazon")
    person.types(CTRL_C)
    assert person.ends() == 130
    last = person.seen.rpartition(ERASED)[2]
    assert "Traceback" not in person.seen
    assert "Asking" not in last
    assert ("What came is kept" in last) == (line == ["orders"])
    assert SHOWN_CURSOR in person.seen


@pytest.mark.parametrize("number", [1, 10, 100, 300])
def test_ctrl_c_at_any_moment_leaves_no_traceback(person: Person, number: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(number), "orders"],
        env=person.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 130
    assert re.fullmatch("(Interrupted.*\n)?", done.stderr)


def test_an_error_is_broken_between_words_on_a_terminal_and_nowhere_else(person: Person, demo: Run) -> None:
    line = ["send", "confirmOrderDetails", TUTORIAL_ORDER, "--text", "<b>Hi</b>"]
    piped = demo(*line)
    person.columns = 60
    person.runs(*line, NO_COLOR="1")
    assert person.ends() == piped.code == 3
    assert max(map(len, person.left.split("\n"))) <= 60
    told = next(each for each in piped.err.splitlines() if "line 1, column 1" in each)
    assert len(told) > 60
    assert " ".join(told.split()) in " ".join(person.left.split())


@pytest.mark.parametrize(
    "line", [["orders", "-m", "US"], ["actions", TUTORIAL_ORDER]], ids=lambda line: line[0]
)
def test_a_command_to_copy_stays_on_one_line(person: Person, line: list[str]) -> None:
    person.columns = 40
    person.runs(*line, NO_COLOR="1")
    assert person.ends() == 0
    (command,) = (each for each in person.left.splitlines() if each.startswith("Next: spmsg "))
    assert command.endswith((TUTORIAL_ORDER, ' --text "…"'))


def test_a_reason_of_a_list_is_told_in_full_the_first_time(person: Person) -> None:
    orders, folder = (TUTORIAL_ORDER, "111-4820193-7746201"), "/no such folder/with a name/that is as long"
    attach = ("--attach", f"{folder}/as no line of a terminal/{{order}}.pdf")
    person.runs("send", "sendInvoice", *orders, *attach, "--yes", NO_COLOR="1")
    assert person.ends() == 3
    lines = [line for line in person.left.splitlines() if "There is no folder" in line]
    assert [line.endswith("…") for line in lines] == [False, True]
    assert f"There is no folder {folder}/as no line of a terminal." in " ".join(person.left.split())


def test_a_dry_run_shows_the_request_as_it_would_leave(person: Person) -> None:
    person.runs("send", "confirmOrderDetails", TUTORIAL_ORDER, "--text", "Größe M?", "--dry-run")
    assert person.ends() == 0
    shown = " ".join(person.screen.split())
    assert f"POST /messaging/v1/orders/{TUTORIAL_ORDER}/messages/confirmOrderDetails?" in shown
    assert '"text": "Größe M?"' in shown

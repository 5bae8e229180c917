"""What a person sees at a real terminal: colours, the line that says what is waited for, Ctrl-C."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from spmsg.cli import console
from tests.harness import TUTORIAL_ORDER, Run, Server, clean_environment, serving

SHOWN_CURSOR = "\x1b[?25h"
ERASED = "\x1b[2K"
Terminal = Callable[..., Any]
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


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """Starts `spmsg` at a terminal of 80 columns; what is left of it ends with the test."""
    begun = []

    def start(environment: dict[str, str], *arguments: str, columns: int = 80, **settings: str) -> Any:
        child = pexpect.spawn(
            sys.executable, ["-m", "spmsg", *arguments],
            env={"TERM": "xterm-256color", **environment, **settings},
            encoding="utf-8", timeout=20, dimensions=(24, columns),
        )  # fmt: skip
        begun.append(child)
        return child

    yield start
    for child in begun:
        child.close(force=True)


@pytest.fixture
def alone(tmp_path: Path) -> dict[str, str]:
    """The environment of a person at a terminal, on the profile `demo`."""
    kept = clean_environment(tmp_path, SPMSG_PROFILE="demo", LC_ALL="C.UTF-8")
    return {name: value for name, value in kept.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Server]:
    """A simulator that takes a second for each answer."""
    with serving(tmp_path, "--no-throttle", "--fault", "delay=1@all", SPMSG_RATE="off") as running:
        yield running


def ended(child: Any) -> tuple[int, str]:
    """The exit code, and all that was shown since."""
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus), str(child.before)


def left(shown: str) -> str:
    """What is left on the screen: each line after it was last erased, without escapes."""
    lines = [line.rpartition(ERASED)[2] for line in shown.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", "\n".join(lines))


def test_colours_are_for_terminals_that_want_them(terminal: Terminal, alone: dict[str, str]) -> None:
    shown = {
        name: ended(terminal(alone, "orders", **settings))[1]
        for name, settings in {
            "plain": {}, "NO_COLOR": {"NO_COLOR": "1"}, "dumb": {"TERM": "dumb"},
        }.items()
    }  # fmt: skip
    assert "\x1b[1morder" in shown["plain"]
    assert "\x1b[3" not in shown["NO_COLOR"] + shown["dumb"]
    assert "\x1b[1m" not in shown["NO_COLOR"] + shown["dumb"]


def test_help_has_no_escapes_under_no_color(terminal: Terminal, alone: dict[str, str]) -> None:
    code, shown = ended(terminal(alone, "actions", "--help", NO_COLOR="1"))
    assert code == 0
    assert "Examples" in shown
    assert "\x1b[" not in shown


def test_colours_can_be_forced_into_a_pipe(demo: Run) -> None:
    assert "\x1b[1morder" in demo("orders", "-o", "table", FORCE_COLOR="1", NO_COLOR="").out


def test_what_takes_long_is_named_and_gone_afterwards(terminal: Terminal, slow: Server) -> None:
    child = terminal(dict(slow.environment), "orders", "--limit", "1")
    child.expect_exact("Asking Amazon for orders")
    code, shown = ended(child)
    assert code == 0
    assert "Asking" not in shown.rpartition(ERASED)[2]
    assert "order" in shown.rpartition(ERASED)[2]
    assert shown.rpartition(SHOWN_CURSOR)[1]


def test_a_wait_for_amazon_s_rate_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    console.paced("getOrder", 30)
    assert re.fullmatch(r": waiting (29|30) s for Amazon's rate", console.pacing())
    console.paced("getOrder", 0)
    assert console.pacing() == ""


def test_while_amazon_throttles_the_status_says_so(terminal: Terminal, alone: dict[str, str]) -> None:
    child = terminal(alone, "orders", "--all", SPMSG_SIMULATOR_FAULTS="throttle:2@orders")
    child.expect(r"Amazon throttles searchOrders: waiting \d+ s")
    child.sendintr()
    assert ended(child)[0] == 130


@pytest.mark.parametrize("line", [["orders"], ["actions", TUTORIAL_ORDER]], ids=lambda line: line[0])
def test_ctrl_c_while_amazon_is_waited_for_ends_with_130_and_a_clean_terminal(
    terminal: Terminal, slow: Server, line: list[str]
) -> None:
    child = terminal(dict(slow.environment), *line)
    child.expect_exact("Asking Amazon")
    child.sendintr()
    code, shown = ended(child)
    assert code == 130
    last = shown.rpartition(ERASED)[2]
    assert "Traceback" not in shown
    assert "Asking" not in last
    assert ("What came is kept" in last) == (line == ["orders"])
    assert SHOWN_CURSOR in shown


@pytest.mark.parametrize("number", [1, 10, 100, 300])
def test_ctrl_c_at_any_moment_leaves_no_traceback(alone: dict[str, str], number: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(number), "orders"],
        env=alone, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 130
    assert re.fullmatch("(Interrupted.*\n)?", done.stderr)


def test_an_error_is_broken_between_words_on_a_terminal_and_nowhere_else(
    terminal: Terminal, alone: dict[str, str], demo: Run
) -> None:
    line = ["send", "confirmOrderDetails", TUTORIAL_ORDER, "--text", "<b>Hi</b>"]
    piped = demo(*line)
    code, shown = ended(terminal(alone, *line, columns=60, NO_COLOR="1"))
    assert code == piped.code == 3
    shown = left(shown)
    assert max(map(len, shown.split("\n"))) <= 60
    told = next(each for each in piped.err.splitlines() if "line 1, column 1" in each)
    assert len(told) > 60
    assert " ".join(told.split()) in " ".join(shown.split())


@pytest.mark.parametrize(
    "line", [["orders", "-m", "US"], ["actions", TUTORIAL_ORDER]], ids=lambda line: line[0]
)
def test_a_command_to_copy_stays_on_one_line(
    terminal: Terminal, alone: dict[str, str], line: list[str]
) -> None:
    _, shown = ended(terminal(alone, *line, columns=40, NO_COLOR="1"))
    (command,) = (each for each in left(shown).splitlines() if each.startswith("Next: spmsg "))
    assert command.endswith((TUTORIAL_ORDER, ' --text "…"'))


def test_a_reason_of_a_list_is_told_in_full_the_first_time(terminal: Terminal, alone: dict[str, str]) -> None:
    orders, folder = (TUTORIAL_ORDER, "111-4820193-7746201"), "/no such folder/with a name/that is as long"
    attach = ("--attach", f"{folder}/as no line of a terminal/{{order}}.pdf")
    _, shown = ended(terminal(alone, "send", "sendInvoice", *orders, *attach, "--yes", NO_COLOR="1"))
    lines = [line for line in left(shown).splitlines() if "There is no folder" in line]
    assert [line.endswith("…") for line in lines] == [False, True]
    assert f"There is no folder {folder}/as no line of a terminal." in " ".join(left(shown).split())


def test_a_dry_run_shows_the_request_as_it_would_leave(terminal: Terminal, alone: dict[str, str]) -> None:
    _, shown = ended(
        terminal(alone, "send", "confirmOrderDetails", TUTORIAL_ORDER, "--text", "Größe M?", "--dry-run")
    )
    shown = " ".join(shown.split())
    assert f"POST /messaging/v1/orders/{TUTORIAL_ORDER}/messages/confirmOrderDetails?" in shown
    assert '"text": "Größe M?"' in shown or '"rawMessageBody": "Größe M?"' in shown

"""TAB in real shells: what is typed, completed there, and read back by the shell itself."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

COMPLETIONS = Path(__file__).parents[2] / "completions"
PROFILE = "my shop's: $HOME"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\r\x07\x0f]")

Find = Callable[[str], str]
Type = Callable[[str], list[str]]
"""Types a line with TABs, and gives the words that the shell would have called `spmsg` with."""


class Terminal:
    """A shell at a terminal."""

    def __init__(self, command: str, arguments: list[str], machine: dict[str, str], setup: str) -> None:
        folder = machine["PWD"]
        self._child = pexpect.spawn(
            command, arguments, env=machine, cwd=folder, encoding="utf-8", timeout=20, dimensions=(40, 100)
        )
        self._child.sendline(setup + "; PS1='rea''dy> '; PROMPT='rea''dy> '; " + "printf 'set''up\\n'")
        self._child.expect_exact("setup")
        self._child.expect_exact("ready> ")

    def words(self, typed: str) -> list[str]:
        """Types `spmsg` and `typed`; gives the words that this makes."""
        self._child.send(f"spmsg {typed}")
        # The line is printed by the shell's own parser: what is inserted must be read back as it was meant.
        self._child.send("\x01printf '<%s>\\n' \r")
        self._child.expect(r"<spmsg>\r+\n")
        self._child.expect_exact("ready> ")
        return re.findall(r"<([^\n]*)>\r", self._child.before or "")

    def listed(self, typed: str, wanted: str) -> str:
        """Types `spmsg` and `typed`; gives what is shown until `wanted` is. Do nothing after it."""
        self._child.send(f"spmsg {typed}")
        self._child.expect_exact(wanted)
        return ESCAPES.sub("", f"{self._child.before}{wanted}")

    def close(self) -> None:
        """End the shell."""
        self._child.close(force=True)


@pytest.fixture(params=["bash", "zsh"])
def terminal(request: pytest.FixtureRequest, machine: dict[str, str], shell: Find) -> object:
    """Bash and zsh, each as it starts for somebody without any configuration."""
    if request.param == "bash":
        setup = f"bind 'set enable-bracketed-paste off'; . {COMPLETIONS}/spmsg.bash"
        arguments = ["--norc", "--noprofile", "-i"]
    else:
        setup = (
            f"fpath=({COMPLETIONS} $fpath); autoload -Uz compinit; compinit -u -D; unset zle_bracketed_paste"
        )
        arguments = ["-f", "-i"]
    opened = Terminal(shell(request.param), arguments, machine, setup)
    request.addfinalizer(opened.close)
    return opened


def test_a_command_is_completed(terminal: Terminal) -> None:
    assert terminal.words("hist\t") == ["history"]


def test_an_order_is_completed_from_its_beginning(terminal: Terminal) -> None:
    assert terminal.words("actions D0\t") == ["actions", "D01-4417290-6638815"]


def test_orders_are_listed_with_status_and_date(terminal: Terminal) -> None:
    assert "902-1111111-2222222" in terminal.listed("actions 902-\t\t", "partially shipped, 2026-11-20, DE")


def test_an_action_is_completed_and_its_title_is_never_run(terminal: Terminal) -> None:
    assert terminal.words("send confirmO\t") == ["send", "confirmOrderDetails"]
    assert "Confirm $(touch pwned)" in terminal.listed("send \t\t", "Confirm $(touch pwned)")


def test_a_profile_with_blanks_quotes_colons_and_dollars_is_one_word(terminal: Terminal) -> None:
    assert terminal.words("send -p my\t") == ["send", "-p", PROFILE]


@pytest.mark.parametrize("quote", ['"'])
def test_a_word_that_was_begun_in_quotes_goes_on_in_them(terminal: Terminal, quote: str) -> None:
    assert terminal.words(f"send -p {quote}my s\t") == ["send", "-p", PROFILE]


def test_a_value_is_completed_behind_an_equals_sign(terminal: Terminal) -> None:
    assert terminal.words("orders --output=cs\t") == ["orders", "--output=csv"]


def test_a_list_is_completed_behind_its_comma(terminal: Terminal) -> None:
    assert terminal.words("orders --status UNSHIPPED,CA\t") == ["orders", "--status", "UNSHIPPED,CANCELLED"]


def test_files_are_completed_where_files_are_meant(terminal: Terminal) -> None:
    assert terminal.words("send --attach inv\t") == ["send", "--attach", "invoice 1.pdf"]
    assert terminal.words("send --text-file=ms\t") == ["send", "--text-file=msg.txt"]
    assert terminal.words("upload inv\t") == ["upload", "invoice 1.pdf"]


def test_no_files_are_offered_where_none_are_meant(terminal: Terminal) -> None:
    assert terminal.words("actions inv\t") == ["actions", "inv"]


def test_a_field_waits_for_its_value(terminal: Terminal) -> None:
    assert terminal.words("send warranty --field coverageS\t2027-01-01") == [
        "send", "warranty", "--field", "coverageStartDate=2027-01-01",
    ]  # fmt: skip


@pytest.fixture
def fish(machine: dict[str, str], shell: Find) -> Callable[[str], dict[str, str]]:
    """Completes a line in fish: what it would insert, with the description that it shows."""
    found = shell("fish")

    def complete(line: str) -> dict[str, str]:
        script = f"source {COMPLETIONS}/spmsg.fish; complete -C (cat)"
        done = subprocess.run(
            [found, "--no-config", "-c", script], input=line, capture_output=True, text=True, check=True,
            env=machine, cwd=machine["PWD"],
        )  # fmt: skip
        assert not done.stderr
        return dict(candidate.partition("\t")[::2] for candidate in done.stdout.splitlines())

    return complete


Fish = Callable[[str], dict[str, str]]


def test_fish_completes_commands_with_their_help(fish: Fish) -> None:
    assert fish("spmsg se") == {"send": "Send a message to the buyer of one or more orders"}


def test_fish_completes_orders_with_status_and_date(fish: Fish) -> None:
    assert fish("spmsg actions D0") == {"D01-4417290-6638815": "shipped, 2026-11-19, US"}


def test_fish_shows_a_title_and_never_runs_it(fish: Fish) -> None:
    assert "$(touch pwned)" in fish("spmsg send ")["confirmOrderDetails"]


def test_fish_completes_profiles_in_and_without_quotes(fish: Fish) -> None:
    assert PROFILE in fish("spmsg send -p ")
    assert PROFILE in fish("spmsg send -p 'my s")


def test_fish_completes_behind_an_equals_sign_and_a_comma(fish: Fish) -> None:
    assert set(fish("spmsg orders --output=cs")) == {"--output=csv"}
    assert set(fish("spmsg orders --status UNSHIPPED,CA")) == {"UNSHIPPED,CANCELLED"}


def test_fish_completes_files_where_files_are_meant(fish: Fish) -> None:
    assert set(fish("spmsg send --attach inv")) == {"invoice 1.pdf"}
    assert set(fish("spmsg send --text-file=ms")) == {"--text-file=msg.txt"}
    assert fish("spmsg actions inv") == {}

"""`spmsg auth login` on a real terminal: a pseudo-terminal, with the keys that a person presses."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pexpect
import pytest

from tests.cli.auth.machine import SECRETS, Machine

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import termios

Start = Callable[..., "Terminal"]
PASTE, PASTED = "\x1b[200~", "\x1b[201~"


class Terminal:
    """A terminal with `spmsg` in it; everything that was shown is in `shown`, without escapes in `text`."""

    def __init__(self, arguments: tuple[str, ...], environment: Mapping[str, str]) -> None:
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "spmsg", *arguments],
            env={**environment, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
            encoding="utf-8",
            timeout=20,
            dimensions=(24, 80),
        )
        self._before = termios.tcgetattr(self.child.child_fd)
        self.is_as_before = False
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Return when `text` is on the screen, after what was waited for before."""
        self.child.expect_exact(text)
        self.shown += self.child.before + text

    def answer(self, question: str, keys: str) -> None:
        """Press `keys` once `question` is there; the terminal itself echoes nothing by then."""
        self.wait_for(question)
        assert not self.child.getecho()
        self.child.send(keys)

    def end(self) -> int:
        """The exit code; `is_as_before` tells whether the terminal has the settings that it began with."""
        self.child.expect(pexpect.EOF)
        self.shown += self.child.before
        self.is_as_before = termios.tcgetattr(self.child.child_fd) == self._before
        self.child.close()
        return int(self.child.exitstatus)

    @property
    def text(self) -> str:
        return re.sub(r"\x1b\[[?0-9;]*[a-z]", "", self.shown.replace("\r\n", "\r"), flags=re.IGNORECASE)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a command in a terminal."""
    terminals = []

    def begin(machine: Machine, *arguments: str, **settings: str) -> Terminal:
        terminals.append(Terminal(arguments, {**machine.environment, **settings}))
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.child.close(force=True)


def give_secrets(terminal: Terminal, **changes: str) -> None:
    secrets = {**SECRETS, **changes}
    terminal.answer("Client ID:", secrets["client_id"] + "\r")
    terminal.answer("Client secret:", secrets["client_secret"] + "\r")
    terminal.answer("Refresh token:", secrets["refresh_token"] + "\r")


def test_it_asks_tries_stores_and_names_the_next_command(machine: Machine, start: Start) -> None:
    terminal = start(machine, "auth", "login")
    terminal.answer("Name of this profile (Enter: default):", "\r")
    terminal.answer("marketplace ID):", "de\r")
    give_secrets(terminal)
    assert terminal.end() == 0
    assert "Logged in: profile default, marketplace DE" in terminal.text
    assert "Next: spmsg doctor" in terminal.text
    assert "tops3cret" not in terminal.shown
    assert "refr3sh" not in terminal.shown
    assert len(machine.entries) == 1
    assert terminal.is_as_before


def test_what_cannot_be_right_is_asked_for_again(machine: Machine, start: Start) -> None:
    terminal = start(machine, "auth", "login")
    terminal.answer("Name of this profile", "demo\r")
    terminal.wait_for("is built in")
    terminal.answer("Name of this profile", "no/name\r")
    terminal.wait_for("cannot be a profile's name")
    terminal.answer("Name of this profile", "My-Shop\r")
    terminal.answer("marketplace ID):", "ATVPDKIKX0DEQ\r")
    terminal.wait_for("Nothing like that")
    terminal.answer("", "\x15A1NEWMARKETPL\r")
    give_secrets(terminal)
    assert terminal.end() == 0
    assert 'marketplace = "A1NEWMARKETPL"' in machine.config.read_text()


def test_flaws_of_a_pasted_secret_are_named_with_their_place(machine: Machine, start: Start) -> None:
    terminal = start(machine, "auth", "login", "-p", "shop", "-m", "US")
    terminal.answer("Client ID:", f"{PASTE}{SECRETS['client_id']}\r\nrest{PASTED}\r")
    terminal.wait_for("has a line break at character 38 of 42")
    terminal.answer("Client ID:", f"{PASTE}{SECRETS['client_id']}{PASTED}\r")
    terminal.answer("Client secret:", "two words\r")
    terminal.wait_for("has a space at character 4 of 9")
    terminal.answer("Client secret:", f"wrong\x15{SECRETS['client_secret']}x\x7f\r")
    terminal.answer("Refresh token:", "\r")
    terminal.wait_for("is empty")
    terminal.answer("Refresh token:", f"{PASTE} {SECRETS['refresh_token']}\u00a0\r\n{PASTED}\r")
    assert terminal.end() == 0
    assert json.loads(next(iter(machine.entries.values()))) == SECRETS
    assert "tops3cret" not in terminal.shown


def test_without_a_keyring_it_asks_before_it_takes_a_file(without_keyring: Machine, start: Start) -> None:
    """And before the secrets are looked up and pasted."""
    terminal = start(without_keyring, "auth", "login", "-p", "shop", "-m", "US")
    terminal.wait_for("cannot be used: there is none.")
    terminal.answer("Keep them there?", "\r")
    assert terminal.end() == 130
    assert "Client ID" not in terminal.text
    terminal = start(without_keyring, "auth", "login", "-p", "shop", "-m", "US")
    terminal.answer("Keep them there?", "y")
    give_secrets(terminal)
    assert terminal.end() == 0
    [file] = without_keyring.files_with("tops3cret")
    assert file.rpartition("/")[0] in re.sub(r"\s", "", terminal.text)


def test_a_keyring_that_keeps_nothing_is_told_before_anything_is_stored(
    machine: Machine, start: Start
) -> None:
    terminal = start(
        machine, "auth", "login", "-p", "shop", "-m", "US",
        PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
    )  # fmt: skip
    give_secrets(terminal)
    terminal.answer("Keep them there?", "y")
    assert terminal.end() == 0
    assert len(machine.files_with("tops3cret")) == 1


def test_what_is_refused_is_asked_for_again_and_nothing_else(machine: Machine, start: Start) -> None:
    terminal = start(machine, "auth", "login", "-p", "shop", "-m", "US")
    give_secrets(terminal, client_secret="bad-secret", refresh_token="bad-token")
    terminal.wait_for("refuses the client ID or secret")
    terminal.answer("Client ID:", SECRETS["client_id"] + "\r")
    terminal.answer("Client secret:", SECRETS["client_secret"] + "\r")
    terminal.wait_for("refuses the refresh token")
    terminal.answer("Refresh token:", SECRETS["refresh_token"] + "\r")
    assert terminal.end() == 0
    [entry] = machine.entries.values()
    assert json.loads(entry) == SECRETS


def test_who_gives_up_after_a_refusal_has_stored_nothing(machine: Machine, start: Start) -> None:
    terminal = start(machine, "auth", "login", "-p", "shop", "-m", "US")
    give_secrets(terminal, refresh_token="bad-token")
    terminal.wait_for("refuses the refresh token")
    terminal.answer("Refresh token:", "\x03")
    assert terminal.end() == 130
    assert "Nothing was stored." in terminal.text
    assert not machine.config.exists()
    assert machine.entries == {}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Name of this profile", "\x03"),
        ("marketplace ID):", "\x1b"),
        ("Client ID:", "\x03"),
        ("Client ID:", "\x04"),
    ],
)
def test_ctrl_c_ctrl_d_and_esc_leave_the_terminal_as_it_was(
    machine: Machine, start: Start, question: str, key: str
) -> None:
    order = ["Name of this profile", "marketplace ID):", "Client ID:"]
    given = ["-p", "shop", "-m", "US"][: 2 * order.index(question)]
    terminal = start(machine, "auth", "login", *given)
    terminal.answer(question, f"\x15{key}" if key == "\x04" else key)
    assert terminal.end() == 130
    assert terminal.is_as_before
    assert "Nothing was stored." in terminal.text
    assert "error:" not in terminal.text
    assert not machine.config.exists()


def test_with_no_input_it_does_not_ask(machine: Machine, start: Start) -> None:
    assert start(machine, "auth", "login", "--no-input").end() == 2


def test_logout_asks_and_no_is_the_default(machine: Machine, start: Start) -> None:
    machine.log_in()
    terminal = start(machine, "auth", "logout")
    terminal.answer("Forget the profile default and its secrets?", "\r")
    assert terminal.end() == 130
    terminal = start(machine, "auth", "logout")
    terminal.answer("Forget the profile default and its secrets?", "\x03")
    assert terminal.end() == 130
    assert "Nothing was removed." in terminal.text
    assert len(machine.entries) == 1
    terminal = start(machine, "auth", "logout")
    terminal.answer("Forget the profile default and its secrets?", "y")
    assert terminal.end() == 0
    assert machine.entries == {}


def test_a_token_on_the_screen_comes_with_a_warning(machine: Machine, start: Start) -> None:
    machine.log_in()
    terminal = start(machine, "auth", "token")
    assert terminal.end() == 0
    assert "warning: whoever has this token" in terminal.text

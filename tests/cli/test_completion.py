"""What TAB offers, and what bash, zsh and fish make of it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pexpect
import pytest
import rich

from spmsg.cli.app import COMMANDS, SUBCOMMANDS
from spmsg.delivery.orders.store import OrderStore
from spmsg.spapi.action_list import ActionResource
from spmsg.spapi.orders import Order
from tests.harness import posix, run_here

pytestmark = posix

ROOT = Path(__file__).parents[2]
FILES = {"bash": "spmsg.bash", "zsh": "_spmsg", "fish": "spmsg.fish"}
EVIL = "Confirm $(touch pwned) `touch pwned` 'it' \"now\" \x1b[31mred\x1b[0m; touch pwned: ok"
"""A title as nobody should send it, and somebody might."""
ORDERS = [
    Order(order, marketplace, status, "MERCHANT", f"2026-11-{day}T21:00:00.000Z", (), None)
    for order, marketplace, status, day in (
        ("902-6786204-8179805", "ATVPDKIKX0DER", "UNSHIPPED", 22),
        ("902-1111111-2222222", "A1PA6795UKMFR9", "PARTIALLY_SHIPPED", 20),
        ("D01-4417290-6638815", "ATVPDKIKX0DER", "SHIPPED", 19),
    )
]
SCHEMA = {
    "properties": {
        "rawMessageBody": {"type": "string"},
        "coverageStartDate": {"type": "string", "title": "From when it covers"},
        "coverageEndDate": {"type": "string"},
    }
}
CONFIG = """
default_profile = "shop-us"

[profiles.shop-us]
marketplace = "US"

[profiles."my shop's: $HOME"]
marketplace = "DE"
"""


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell on it; its folder holds `invoice 1.pdf` and `msg.txt`."""
    state, bin_folder = tmp_path / "state", tmp_path / "bin"
    store = OrderStore(state, "shop-us")
    store.keep(ORDERS)
    warranty = ActionResource("warranty", "", "Share the warranty", SCHEMA)
    evil = [ActionResource("confirmOrderDetails", "", EVIL, {}), ActionResource("--yes", "", "", {})]
    store.keep_actions(ORDERS[1].id, "ATVPDKIKX0DER", [warranty])
    store.keep_actions(ORDERS[0].id, "ATVPDKIKX0DER", evil)
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "invoice 1.pdf").touch()
    (tmp_path / "work" / "msg.txt").touch()
    bin_folder.mkdir()
    program = bin_folder / "spmsg"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m spmsg "$@"\n')
    program.chmod(0o755)
    return {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PWD": str(tmp_path / "work"),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SPMSG_CONFIG": str(tmp_path / "config.toml"),
        "SPMSG_STATE_DIR": str(state),
    }


@pytest.fixture(autouse=True)
def _nothing_in_a_title_is_run(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("pwned"))


Complete = Callable[[str], dict[str, str]]


@pytest.fixture
def offered(machine: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Complete:
    """Completes a command line as fish asks for it: values with their descriptions."""
    monkeypatch.setitem(sys.modules, "rich", rich)  # which completing hides, as nothing is left to draw

    def complete(line: str) -> dict[str, str]:
        asked = {
            "_SPMSG_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": line,
        }
        ran = run_here((), {**machine, **asked})
        assert (ran.code, ran.err) == (0, "")
        return dict(each.partition("\t")[::2] for each in ran.out.splitlines() if each)

    return complete


@pytest.mark.parametrize("shell", FILES)
def test_completions_holds_what_spmsg_completion_prints(shell: str) -> None:
    printed = run_here(("completion", shell), {}).out  # spmsg completion SHELL
    assert (ROOT / "completions" / FILES[shell]).read_text("utf-8") == printed, (
        f"run spmsg completion {shell}"
    )


def test_orders_come_with_status_date_and_country(offered: Complete) -> None:
    found = offered("spmsg actions ")
    assert found["902-6786204-8179805"] == "unshipped, 2026-11-22, US"
    assert found["902-1111111-2222222"] == "partially shipped, 2026-11-20, DE"
    named = offered("spmsg send warranty 902-1111111-2222222 ")
    assert found.keys() - named.keys() == {"902-1111111-2222222"}  # is named already


def test_the_actions_of_the_order_come_before_all_that_amazon_documents(offered: Complete) -> None:
    found = list(offered("spmsg actions 902-1111111-2222222 "))
    assert found[0] == "warranty"
    assert {"unexpectedProblem", "confirmOrderDetails"} < set(found)


def test_what_looks_like_an_option_is_no_action_and_titles_keep_plain_letters(offered: Complete) -> None:
    found = offered("spmsg send ")
    assert "--yes" not in found
    assert found["confirmOrderDetails"] == "Confirm (touch pwned) touch pwned it now 31mred 0m touch pwned ok"


def test_an_account_that_saw_nothing_is_offered_what_amazon_documents(offered: Complete) -> None:
    assert "confirmDeliveryDetails" in offered("spmsg send -p demo ")


def test_rules_that_are_not_allowed_yet_are_offered(offered: Complete) -> None:
    assert "emoji" in offered("spmsg send --allow ")
    assert "emoji" not in offered("spmsg check --allow emoji --allow ")


def test_marketplaces_profiles_statuses_and_formats_are_offered(offered: Complete) -> None:
    assert offered("spmsg orders -m D") == {"DE": "A1PA6795UKMFR9"}
    assert offered("spmsg orders -m A1PA") == {"A1PA6795UKMFR9": "DE"}
    assert offered("spmsg orders -p ") == {"shop-us": "US", "demo": "the embedded simulator"}
    assert "UNSHIPPED,SHIPPED" in offered("spmsg orders --status UNSHIPPED,SH")
    assert "json" in offered("spmsg orders -o ")


def test_fields_are_those_of_the_action_that_are_not_given_yet(offered: Complete) -> None:
    found = offered("spmsg send warranty --field coverageEndDate=2027-01-01 --field ")
    assert found == {"coverageStartDate=": "From when it covers"}


def test_what_is_uncertain_is_offered_to_settle(machine: dict[str, str], offered: Complete) -> None:
    machine["SPMSG_SIMULATOR_FAULTS"] = "drop-after-send:1"
    send = ("send", "-p", "demo", "confirmOrderDetails", "902-6786204-8179805", "--text", "Blue?")
    assert run_here(send, machine).code == 7
    assert offered("spmsg history resolve ") == {"1": "confirmOrderDetails, 902-6786204-8179805"}


def test_a_ruined_configuration_offers_no_profiles_and_says_nothing(
    offered: Complete, machine: dict[str, str]
) -> None:
    Path(machine["SPMSG_CONFIG"]).write_text("[[[")
    assert offered("spmsg send -p ") == {}


WATCHED = """
import os, socket, sys

def refuse(*a, **k):
    raise SystemExit("the network was asked")

socket.socket.connect = refuse
from spmsg.cli.app import COMMANDS, SUBCOMMANDS, run

pages = [*COMMANDS, *(f"{group} {name}" for group, names in SUBCOMMANDS.items() for name in names)]
for line in ("actions ", *(f"{page} --" for page in pages)):
    os.environ["_TYPER_COMPLETE_ARGS"] = f"spmsg {line}"
    try:
        run([])
    except SystemExit as done:
        assert not done.code, (line, done.code)
loaded = {"requests", "jsonschema", "keyring", "jinja2", "rich.text"} & set(sys.modules)
sys.exit(f"loaded {loaded}" if loaded else 0)
"""


def test_tab_works_for_every_command_and_needs_no_network_and_nothing_heavy(machine: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], env={**machine, "_SPMSG_COMPLETE": "complete_zsh"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "902-6786204-8179805" in done.stdout
    assert done.stdout.count('"--help":') == len(COMMANDS) + sum(map(len, SUBCOMMANDS.values()))


def test_bash_completes(machine: dict[str, str]) -> None:
    script = (
        f"source {ROOT}/completions/spmsg.bash; COMP_WORDS=(spmsg send confirmO); COMP_CWORD=2; "
        '_spmsg_completion spmsg; printf "<%s>" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script], env=machine, capture_output=True, text=True, check=True)
    assert done.stdout == "<confirmOrderDetails>"


@pytest.mark.skipif(which("fish") is None, reason="fish is not installed")
def test_fish_completes_and_shows_descriptions(machine: dict[str, str]) -> None:
    script = f"source {ROOT}/completions/spmsg.fish; complete -C 'spmsg actions D0'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script], env=machine, capture_output=True, text=True, check=True
    )
    assert done.stdout == "D01-4417290-6638815\tshipped, 2026-11-19, US\n"


@pytest.mark.skipif(which("zsh") is None, reason="zsh is not installed")
@pytest.mark.parametrize("load", ["compinit -D; source {folder}/_spmsg", "fpath+={folder}; compinit -u -D"])
@pytest.mark.parametrize(
    ("typed", "words"), [("act\t", "actions"), ("send confirmO\t", "confirmOrderDetails")]
)
def test_zsh_completes_at_the_first_tab_and_evaluates_nothing_of_a_title(
    machine: dict[str, str], load: str, typed: str, words: str
) -> None:
    child = pexpect.spawn("zsh", ["-f", "-i"], env=machine, cwd=machine["PWD"], encoding="utf-8", timeout=20)
    child.sendline(f"autoload -U compinit; {load.format(folder=ROOT / 'completions')}; PS1='rea''dy> '")
    child.expect_exact("ready> ")
    child.send(f"spmsg {typed}")
    child.expect(re.escape(words))
    child.sendcontrol("u")
    child.sendline("exit")
    child.close()

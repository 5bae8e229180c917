"""What TAB offers, whatever the shell."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.cli.tab import shells
from spmsg.cli.tab.answering import complete
from spmsg.cli.tab.shells import Answer, Candidate

Complete = Callable[..., dict[str, str]]


@pytest.fixture
def offered(machine: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Complete:
    """Completes the last of the words on that machine: values with their help."""
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    return lambda *words: dict(complete(words).candidates)


def test_commands_come_with_their_help(offered: Complete) -> None:
    assert offered("")["send"] == "Send a message to the buyer of one or more orders"


def test_subcommands_are_offered_after_their_command(offered: Complete) -> None:
    assert {"serve", "inbox", "reset"} <= offered("simulator", "").keys()


def test_an_option_that_was_used_is_not_offered_again(offered: Complete) -> None:
    assert "--text" not in offered("send", "--text", "Hello", "--")
    assert "--profile" not in offered("send", "-p", "demo", "--")


def test_an_option_that_can_be_repeated_is(offered: Complete) -> None:
    assert "--attach" in offered("send", "--attach", "a.pdf", "--")


def test_orders_come_with_status_date_and_country(offered: Complete) -> None:
    assert offered("actions", "")["902-6786204-8179805"] == "unshipped, 2026-11-22, US"


def test_an_order_that_is_named_already_is_not_offered(offered: Complete) -> None:
    assert "902-6786204-8179805" not in offered("send", "warranty", "902-6786204-8179805", "")


def test_the_actions_of_the_order_come_first(offered: Complete) -> None:
    assert next(iter(offered("actions", "902-1111111-2222222", ""))) == "warranty"
    assert next(iter(offered("actions", "902-6786204-8179805", ""))) == "confirmOrderDetails"


def test_what_looks_like_an_option_is_no_action(offered: Complete) -> None:
    assert "--yes" not in offered("send", "")


def test_an_account_that_saw_nothing_is_offered_what_amazon_documents(offered: Complete) -> None:
    assert "confirmDeliveryDetails" in offered("send", "-p", "demo", "")


def test_every_documented_action_is_offered_after_those_that_were_seen(offered: Complete) -> None:
    """Or TAB would fill in one that was seen for the beginning of another."""
    found = list(offered("send", "une"))
    assert set(found[:2]) == {"warranty", "confirmOrderDetails"}
    assert {"unexpectedProblem", "confirmDeliveryDetails"} < set(found)
    of_the_order = list(offered("actions", "902-1111111-2222222", ""))
    assert of_the_order[0] == "warranty"
    assert "unexpectedProblem" in of_the_order
    assert len(of_the_order) == len(set(of_the_order))


def test_rules_come_with_what_they_say_once_each(offered: Complete) -> None:
    from spmsg.message.rules import RULES

    assert offered("send", "--allow", "") == {rule.name: rule.message for rule in RULES.values()}
    assert "emoji" not in offered("check", "--allow", "emoji", "--allow", "")


def test_marketplaces_come_with_their_country(offered: Complete) -> None:
    assert offered("orders", "-m", "")["DE"] == "A1PA6795UKMFR9"
    assert offered("orders", "-m", "A1PA")["A1PA6795UKMFR9"] == "DE"


def test_statuses_are_a_list_with_commas(offered: Complete) -> None:
    left = complete(["orders", "--status", "UNSHIPPED,SH"])
    assert left.prefix == "UNSHIPPED,"
    assert "UNSHIPPED" not in dict(left.candidates)


def test_formats_follow_the_option_in_one_word_too(offered: Complete) -> None:
    assert complete(["orders", "--output=js"]).prefix == "--output="
    assert "json" in offered("orders", "--output=js")
    assert "json" in offered("orders", "-o", "")


def test_fields_are_those_of_the_action_that_are_not_given_yet(offered: Complete) -> None:
    fields = offered("send", "warranty", "--field", "coverageEndDate=2027-01-01", "--field", "")
    assert fields == {"coverageStartDate=": "From when it covers"}


def test_a_ruined_configuration_offers_no_profiles_and_says_nothing(
    offered: Complete, machine: dict[str, str]
) -> None:
    Path(machine["SPMSG_CONFIG"]).write_text("[[[")
    assert offered("send", "-p", "") == {}


def test_tab_needs_no_network_no_typer_and_no_secret(machine: dict[str, str]) -> None:
    """The secrets would come from a command that leaves a trace."""
    watch = (
        "import sys, socket\n"
        "def refuse(*a, **k): raise SystemExit('the network was asked')\n"
        "socket.socket.connect = refuse\n"
        "from spmsg.cli.tab.answering import answer\n"
        "answer('zsh', ['actions', ''])\n"
        "loaded = {'typer', 'requests', 'jsonschema', 'keyring', 'rich', 'click'} & set(sys.modules)\n"
        "sys.exit(f'loaded {loaded}' if loaded else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch], env=machine, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "902-6786204-8179805" in done.stdout


def test_titles_are_neutralised_and_in_one_line(offered: Complete) -> None:
    answer = Answer([Candidate("a", "x\x1b[31m\ny"), Candidate("b\n", "")])
    assert shells.lines("fish", answer, []) == ["values\t", "a\tx\N{REPLACEMENT CHARACTER}[31m y"]


LETTERS = st.characters(exclude_categories=["Cc", "Cs"])


@given(st.text(LETTERS, min_size=1, max_size=8).filter(str.isprintable))
@pytest.mark.parametrize("opened", ["", "'", '"'])
def test_bash_reads_back_whatever_we_insert(opened: str, value: str) -> None:
    typed = [f"spmsg send -p {opened}", "", "9", "80"]
    [_, inserted] = shells.lines("bash", Answer([Candidate(value)]), typed)
    assert shells.words("bash", [f"spmsg {opened}{inserted}{opened}"])[-1] == value


def test_a_letter_in_the_other_case_is_mended_where_only_one_can_be_meant() -> None:
    answer = Answer([Candidate("US"), Candidate("UK"), Candidate("DE")])
    assert shells.lines("bash", answer, ["spmsg send -m de", "de", "9", "80"])[1:] == ["DE"]
    assert shells.lines("bash", answer, ["spmsg send -m u", "u", "9", "80"])[1:] == []


def test_menu_complete_gets_no_descriptions() -> None:
    answer = Answer([Candidate("a1", "one"), Candidate("a2", "two")])
    assert shells.lines("bash", answer, ["spmsg a", "a", "37", "80"])[1:] == ["a1", "a2"]
    assert shells.lines("bash", answer, ["spmsg a", "a", "9", "80"])[1:] == ["a1  (one)", "a2  (two)"]

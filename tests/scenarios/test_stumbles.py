"""What a newcomer stumbled over once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import TUTORIAL_ORDER as ORDER
from tests.harness import Run, Server, clean_environment, linux, posix

SEND = ("send", "confirmOrderDetails")


def shell(command: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run a line of shell in which `spmsg` is this program."""
    line = f'spmsg() {{ "{sys.executable}" -m spmsg "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", line], env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def demo_environment(tmp_path: Path) -> dict[str, str]:
    return clean_environment(tmp_path, SPMSG_PROFILE="demo")


def test_a_folder_as_a_rows_attachment_is_that_rows_fault_alone(seller: Server, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("an invoice")
    (tmp_path / "folder").mkdir()
    rows = f"order,file\n{ORDER},folder\n990-0000001-0000001,a.txt\n"
    ran = seller.run(
        "send", "sendInvoice", "-", "--attach", f"{tmp_path}/{{file}}", "-o", "jsonl", stdin=rows
    )
    assert ran.code == 3
    assert {row["order"]: row["status"] for row in ran.rows} == {
        ORDER: "invalid",
        "990-0000001-0000001": "sent",
    }
    assert "not a regular file" in ran.err


def test_a_column_in_braces_in_a_plain_text_is_refused(seller: Server) -> None:
    ran = seller.run(*SEND, "-", "--text", "Hi {name}, which colour?", stdin=f"order,name\n{ORDER},Jo\n")
    assert ran.code == 3
    assert "--template" in ran.err
    assert seller.inbox() == []


@linux
def test_output_to_a_full_disk_stops_and_does_not_claim_that_nothing_was_sent(
    demo_environment: dict[str, str],
) -> None:
    ran = shell(f"spmsg send confirmOrderDetails {ORDER} --text hello > /dev/full", demo_environment)
    assert ran.returncode == 6
    assert "spmsg history" in ran.stderr
    assert "Interrupted" not in ran.stderr


@posix
@pytest.mark.parametrize("command", ["orders", "history", "actions " + ORDER, "--help", "orders -o json"])
def test_a_reader_that_leaves_early_is_no_error(demo_environment: dict[str, str], command: str) -> None:
    ran = shell(f"set -o pipefail; spmsg {command} | true", demo_environment)
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr


@posix
def test_a_closed_stdin_is_told(demo_environment: dict[str, str]) -> None:
    ran = shell("spmsg send confirmOrderDetails - --text x <&-", demo_environment)
    assert ran.returncode == 2
    assert "closed" in ran.stderr


@linux
def test_the_version_on_a_full_disk_is_an_error_without_a_traceback(demo_environment: dict[str, str]) -> None:
    ran = shell("spmsg --version > /dev/full", demo_environment)
    assert ran.returncode == 6
    assert "Traceback" not in ran.stderr


@linux
def test_a_stderr_that_is_full_leaves_the_exit_code(demo_environment: dict[str, str]) -> None:
    assert (
        shell(f"spmsg send confirmOrderDetails {ORDER} --text '' 2> /dev/full", demo_environment).returncode
        == 3
    )


def test_options_before_the_command_are_told_where_they_belong(program: Run) -> None:
    ran = program("--profile", "demo", "orders")
    assert ran.code == 2
    assert "after the command" in ran.err


def test_an_uncertain_result_has_its_key(demo: Run) -> None:
    ran = demo(*SEND, ORDER, "--text", "hello?", "-o", "jsonl", SPMSG_SIMULATOR_FAULTS="drop-after-send")
    (entry,) = demo("history", "--uncertain", "-o", "json").json
    assert ran.rows[0]["key"] == entry["key"]


def test_a_ledger_in_a_folder_that_is_not_there_is_a_mistake(demo: Run, tmp_path: Path) -> None:
    ran = demo(*SEND, ORDER, "--text", "hello?", SPMSG_LEDGER=str(tmp_path / "tpyo" / "ledger.sqlite3"))
    assert ran.code == 2
    assert "mkdir" in ran.err
    assert not (tmp_path / "tpyo").exists()


def test_nothing_uncertain_says_so(demo: Run) -> None:
    assert demo(*SEND, ORDER, "--text", "hello?").code == 0
    ran = demo("history", "--uncertain", "-o", "table")
    assert "Nothing is uncertain" in ran.err


def test_limits_are_numbers_for_programs(demo: Run) -> None:
    rows = [line.split("\t") for line in demo("actions", ORDER).out.splitlines()]
    assert {row[0]: (row[7], row[8]) for row in rows}["confirmOrderDetails"] == ("1-2000", "")

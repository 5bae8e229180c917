"""What is made from the commands is up to date: the table that TAB is answered from, and `completions/`."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from spmsg.cli.tab.shell_scripts import FILES

HINT = "run `python tests/completion/regenerate.py`"


def _regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", Path(__file__).with_name("regenerate.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_commands_is_what_the_commands_themselves_say() -> None:
    made = _regenerate()
    assert made.TABLE.read_text("utf-8") == made.table(), HINT


@pytest.mark.parametrize("shell", FILES)
def test_completions_holds_what_spmsg_completion_prints(shell: str) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "spmsg", "completion", shell], capture_output=True, text=True, check=True
    ).stdout
    file = Path(__file__).parents[2] / "completions" / FILES[shell]
    assert file.read_text("utf-8") == printed, HINT

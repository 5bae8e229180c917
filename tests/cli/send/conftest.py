"""A person at a real terminal, with a real editor (a script), and the simulator inside the program."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.harness import run_here

ORDER = "902-6786204-8179805"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r")


class Person:
    """Sees what `spmsg` shows and types. Everything seen is in `screen`, without escapes."""

    def __init__(self, tmp_path: Path, environment: dict[str, str]) -> None:
        self.folder = tmp_path
        self.state = tmp_path / "state"
        self._environment = environment
        self._child: Any = None
        self._seen = ""

    def runs(self, *arguments: str, columns: int = 80, **environment: str) -> None:
        """Starts `spmsg` with `arguments` at a terminal of so many columns."""
        self._spawn(sys.executable, ["-m", "spmsg", *arguments], columns, environment)

    def shell(self, line: str, **environment: str) -> None:
        """Starts a line of `sh` in which $0 is Python."""
        self._spawn("/bin/sh", ["-c", line, sys.executable], 80, environment)

    def _spawn(self, program: str, arguments: list[str], columns: int, environment: dict[str, str]) -> None:
        self.hangs_up()
        self._seen = ""
        self._child = pexpect.spawn(
            program,
            arguments,
            env=self._environment | environment,
            cwd=str(self.folder),
            encoding="utf-8",
            timeout=20,
            dimensions=(24, columns),
        )

    def sees(self, text: str) -> None:
        """Waits for `text`."""
        self._child.expect_exact(text)
        self._seen += self._child.before + text

    def types(self, keys: str) -> None:
        """Presses `keys`."""
        self._child.send(keys)

    def ends(self) -> int:
        """Waits for the end; gives the exit code."""
        self._child.expect(pexpect.EOF)
        self._seen += self._child.before
        self._child.close()
        assert self._child.exitstatus is not None, f"ended by signal {self._child.signalstatus}"
        return int(self._child.exitstatus)

    def hangs_up(self) -> None:
        """Ends what still runs."""
        if self._child is not None:
            self._child.close(force=True)

    @property
    def screen(self) -> str:
        """What was seen, without escapes, in one line a line."""
        return ESCAPES.sub("", self._seen)

    def editor(self, name: str, body: str) -> str:
        """An editor: a script of `sh`, whose $1 is the file. Gives what EDITOR should be."""
        path = self.folder / name
        path.write_text(f'#!/bin/sh\nfor file; do :; done\nset -- "$file"\n{body}\n')
        path.chmod(0o755)
        return str(path)

    def inbox(self) -> list[dict[str, Any]]:
        """What the simulated buyers received."""
        return list(run_here(("simulator", "inbox", "-o", "json"), self._environment).json)

    def drafts(self) -> list[Path]:
        """The texts that are kept."""
        return sorted((self.state / "drafts").glob("*")) if (self.state / "drafts").exists() else []


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "SPMSG_STATE_DIR": str(tmp_path / "state"),
        "SPMSG_CONFIG": str(tmp_path / "config.toml"),
        "SPMSG_PROFILE": "demo",
        "SPMSG_RATE": "off",
        "EDITOR": "no-editor-is-set",
    }
    somebody = Person(tmp_path, environment)
    yield somebody
    somebody.hangs_up()


@pytest.fixture
def order() -> str:
    """The order of Amazon's tutorial, which offers its three actions."""
    return ORDER

"""A person at a real terminal, with the simulator inside the program."""

import os
import re
import sys
from pathlib import Path
from typing import Any

import pexpect

from tests.harness import run_here

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r")
ERASED = "\x1b[2K"


class Person:
    """Sees what `spmsg` shows and types. Everything seen is in `seen`, and without escapes in `screen`.

    `columns` is the width of the terminal that is opened next.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "SPMSG_STATE_DIR": str(folder / "state"),
            "SPMSG_CONFIG": str(folder / "config.toml"),
            "SPMSG_PROFILE": "demo",
            "SPMSG_RATE": "off",
            "EDITOR": "no-editor-is-set",
        }
        self.columns = 80
        self.seen = ""
        self._child: Any = None

    def runs(self, *arguments: str, **environment: str) -> None:
        """Start `spmsg` with `arguments`."""
        self._spawn(sys.executable, ["-m", "spmsg", *arguments], environment)

    def shell(self, line: str, **environment: str) -> None:
        """Start a line of `sh` in which $0 is Python."""
        self._spawn("/bin/sh", ["-c", line, sys.executable], environment)

    def _spawn(self, program: str, arguments: list[str], environment: dict[str, str]) -> None:
        self.hangs_up()
        self.seen = ""
        self._child = pexpect.spawn(
            program, arguments, env=self.environment | environment, cwd=str(self.folder),
            encoding="utf-8", timeout=20, dimensions=(24, self.columns),
        )  # fmt: skip

    def sees(self, text: str) -> None:
        """Wait for `text`."""
        self._child.expect_exact(text)
        self.seen += self._child.before + text

    def types(self, keys: str) -> None:
        """Press `keys`."""
        self._child.send(keys)

    def ends(self) -> int:
        """Wait for the end; return the exit code."""
        self._child.expect(pexpect.EOF)
        self.seen += self._child.before
        self._child.close()
        assert self._child.exitstatus is not None, f"ended by signal {self._child.signalstatus}"
        return int(self._child.exitstatus)

    def hangs_up(self) -> None:
        """End what still runs."""
        if self._child is not None:
            self._child.close(force=True)

    @property
    def screen(self) -> str:
        """What was seen, without escapes."""
        return ESCAPES.sub("", self.seen)

    @property
    def left(self) -> str:
        """What is left on the screen: each line after it was last erased."""
        lines = [line.rpartition(ERASED)[2] for line in self.seen.replace("\r\n", "\n").split("\n")]
        return ESCAPES.sub("", "\n".join(lines))

    def editor(self, name: str, body: str) -> str:
        """Make an editor: a script of `sh`, whose $1 is the file. Return what EDITOR should be."""
        path = self.folder / name
        path.write_text(f'#!/bin/sh\nfor file; do :; done\nset -- "$file"\n{body}\n')
        path.chmod(0o755)
        return str(path)

    def inbox(self) -> list[dict[str, Any]]:
        """Return what the simulated buyers received."""
        return list(run_here(("simulator", "inbox", "-o", "json"), self.environment).json)

    def drafts(self) -> list[Path]:
        """Return the texts that are kept."""
        return sorted((self.folder / "state" / "drafts").glob("*"))

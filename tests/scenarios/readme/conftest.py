"""A shop's folder in which README's recipes run: `spmsg` on PATH is this checkout, and Amazon a simulator."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.harness import DEADLINE, Ran, clean_environment, run_here
from tests.scenarios.readme import readme

LEFT_OUT = "112-5067731-2298846"
"""A due order of the demo that is in the list of exceptions."""
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@dataclass(frozen=True)
class Shop:
    """The folder that a recipe runs in, and its environment."""

    folder: Path
    environment: Mapping[str, str]

    def bash(self, script: str, **settings: str) -> Ran:
        """Run `script` as README gives it, with nothing on stdin."""
        return self._run(["bash", "-c", script], {**self.environment, **settings})

    def start(self, script: str) -> "subprocess.Popen[bytes]":
        """Start `script` and leave it running."""
        return subprocess.Popen(["bash", "-c", script], cwd=self.folder, env=dict(self.environment))

    def cron(self, command: str, path: str, **settings: str) -> Ran:
        """Run `command` as cron does: by sh, with little in its environment."""
        ours = {k: v for k, v in self.environment.items() if k.startswith(("SPMSG_", "PYTHON", "HOME"))}
        return self._run(["/bin/sh", "-c", command], {**ours, "PATH": path, **settings})

    def spmsg(self, *arguments: str, **settings: str) -> Ran:
        """Run a command of ours."""
        return run_here(arguments, {**self.environment, **settings})

    def received(self) -> dict[str, list[Any]]:
        """What the simulated buyers got, by order."""
        found: dict[str, list[Any]] = {}
        for message in self.spmsg("simulator", "inbox", "-o", "json").json:
            found.setdefault(message["order"], []).append(message)
        return found

    def write(self, name: str, content: str) -> None:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")

    def _run(self, command: list[str], environment: Mapping[str, str]) -> Ran:
        done = subprocess.run(
            command, cwd=self.folder, env=dict(environment), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=DEADLINE, check=False,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A folder with what the recipes speak of, on the profile `demo`."""
    folder = tmp_path / "shop"
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    program(programs / "spmsg", f'exec "{sys.executable}" -m spmsg "$@"')
    environment = clean_environment(tmp_path, SPMSG_PROFILE="demo")
    shop = Shop(
        folder,
        {**environment, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(readme.ROOT)},
    )
    for name in ("ask-reviews.sh", "late.j2"):
        shop.write(name, readme.block(f"file={name}"))
    (folder / "ask-reviews.sh").chmod(0o755)
    shop.write("leave-out.csv", f"order\n{LEFT_OUT}\n")
    shop.write("colour.txt", "Grey or blue?\n")
    shop.write("orders.txt", "111-4820193-7746201\n112-9032847-1150238\n")
    for file in ("invoices/a17.pdf", "invoices/a18.pdf", "invoice.pdf"):
        shop.write(file, PDF.decode())
    return shop


def program(path: Path, script: str) -> None:
    """Make a program of a line of sh."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)

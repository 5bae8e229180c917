"""The program, inside this process or as one of its own, and the simulator as a server that it talks to."""

import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

import pytest

from spmsg.cli import app, console
from spmsg.simulator.app import Simulator
from spmsg.simulator.server import SimulatorServer
from spmsg.simulator.state import open_state

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such modes, links, signals, shells and terminals"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /dev/full and /proc")

TUTORIAL_ORDER = "902-6786204-8179805"
"""The order of Amazon's Messaging tutorial; it offers three actions in the simulator."""

DEADLINE = 60


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """stdout as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]
READ_BY_THE_PROGRAM = ("SPMSG_", "SP_API_", "LWA_", "XDG_")
"""How the names of the variables begin that hold settings and secrets."""


def set_environment(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """Put `variables` in the place of all that the program reads of the environment."""
    for name in [name for name in os.environ if name.startswith(READ_BY_THE_PROGRAM)]:
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def clean_environment(state: Path, **settings: str) -> dict[str, str]:
    """An environment in which nothing of the developer's own can be found or changed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(READ_BY_THE_PROGRAM)}
    return {
        **kept,
        "HOME": str(state / "home"),
        "SPMSG_STATE_DIR": str(state / "state"),
        "SPMSG_CONFIG": str(state / "config" / "config.toml"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **settings,
    }


def run_program(
    arguments: Sequence[str], environment: Mapping[str, str], stdin: str | bytes | None = None, **options: Any
) -> Ran:
    """Run `spmsg` as a process of its own; stdin is /dev/null, as cron's, unless some is given."""
    given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    if isinstance(stdin, str):
        given["input"] = stdin.encode()
    done = subprocess.run(
        [sys.executable, "-m", "spmsg", *arguments],
        env=dict(environment),
        capture_output=True,
        timeout=DEADLINE,
        check=False,
        **given,
        **options,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def run_here(
    arguments: Sequence[str], environment: Mapping[str, str], stdin: str | bytes | None = None
) -> Ran:
    """Run a command of `spmsg` inside this process: faster, where it does not matter that it is one.

    stdin is /dev/null, as cron's, unless some is given.
    """
    given = io.TextIOWrapper(_file_with(stdin), encoding="utf-8")
    answer, commentary = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    console.stdout.cache_clear()
    console.stderr.cache_clear()
    with (
        patch.dict(os.environ, environment, clear=True),
        patch.multiple(sys, stdin=given, stdout=answer, stderr=commentary),
        given,
    ):
        try:
            code = app.run(list(arguments))
        except SystemExit as done:  # Typer has answered a shell
            code = int(done.code or 0)
        answer.flush()
        commentary.flush()
    return Ran(code, *(stream.buffer.getvalue().decode() for stream in (answer, commentary)))


def _file_with(content: str | bytes | None) -> IO[bytes]:
    """A file with `content`, to be read; /dev/null for None."""
    if content is None:
        return Path(os.devnull).open("rb")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - its reader closes it
    file.write(content.encode() if isinstance(content, str) else content)
    file.seek(0)
    return file


def runner(environment: Mapping[str, str]) -> Run:
    """What runs commands in `environment` inside this process; settings come over it."""

    def run(*arguments: str, stdin: str | bytes | None = None, **settings: str) -> Ran:
        return run_here(arguments, {**environment, **settings}, stdin)

    return run


@contextmanager
def serving_here(state: Path) -> Iterator[str]:
    """Serve the simulator over real HTTP from a thread of this process, without rates; gives its URL."""
    with (
        closing(open_state(state)) as opened,
        SimulatorServer(Simulator(opened, rates=False)) as server,
    ):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.base_url
        server.shutdown()
        thread.join()


def client_environment(folder: Path, url: str, **settings: str) -> dict[str, str]:
    """The environment of a client of the simulator at `url`."""
    return clean_environment(
        folder,
        SPMSG_ENDPOINT=url,
        SPMSG_LWA_URL=f"{url}/auth/o2/token",
        SPMSG_CLIENT_ID="test-client",
        SPMSG_CLIENT_SECRET="test-secret-9f",
        SPMSG_REFRESH_TOKEN="test-refresh-7c",
        SPMSG_MARKETPLACE="ATVPDKIKX0DER",
        **settings,
    )


def until(condition: Callable[[], bool]) -> None:
    """Wait until what other processes or threads do has come about."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.005)


def begin(
    arguments: Sequence[str], environment: Mapping[str, str], stdin: bytes = b""
) -> "subprocess.Popen[bytes]":
    """Start `spmsg` and leave it running; its stdin is a file, its streams are for `communicate`."""
    with tempfile.TemporaryFile() as file:
        file.write(stdin)
        file.seek(0)
        return subprocess.Popen(
            [sys.executable, "-m", "spmsg", *arguments],
            env=dict(environment),
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,  # `communicate` would not see what a `readline` before it has read ahead
        )


@dataclass(frozen=True)
class Server:
    """A simulator that is served over HTTP; its clients run here, in `environment`."""

    url: str
    environment: Mapping[str, str]
    simulator_environment: Mapping[str, str]

    def run(self, *arguments: str, stdin: str | bytes | None = None, **settings: str) -> Ran:
        """Run a command against this server."""
        return run_here(arguments, {**self.environment, **settings}, stdin)

    def inbox(self, order: str | None = None) -> list[Any]:
        """What the buyers received."""
        arguments = ["simulator", "inbox", *([order] if order else []), "-o", "json"]
        return list(run_here(arguments, self.simulator_environment).json)


@contextmanager
def serving(folder: Path, *options: str, **settings: str) -> Iterator[Server]:
    """Start `spmsg simulator serve` with `options`; `settings` go to its clients. It ends with the block."""
    theirs = clean_environment(folder / "server")
    process = subprocess.Popen(
        [sys.executable, "-m", "spmsg", "simulator", "serve", "--port", "0", *options],
        env=theirs,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().decode().strip()
        assert url.startswith("http://127.0.0.1:"), url
        environment = client_environment(folder, url, **settings)
        yield Server(url, environment, theirs)
    finally:
        process.terminate()
        process.wait(DEADLINE)
        assert process.stdout is not None
        process.stdout.close()

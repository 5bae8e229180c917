"""How long a person waits: start-up against yardsticks, medians interleaved in one run.

    python tests/bench/bench_startup.py

Install the program first, as a user would (`pip install '.[test]' httpie`): compiled modules count.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ORDER = "902-6786204-8179805"
ROUNDS = 21
GET = """
import os, requests
print(requests.get(os.environ["URL"], headers={"x-amz-access-token": os.environ["TOKEN"],
    "User-Agent": "bench/1 (Language=Python)"}).text)
"""


def measure(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> dict[str, float]:
    """The median seconds of each command, all of them run in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(command, env=environment, capture_output=True, stdin=subprocess.DEVNULL)
            if turn:  # the first warms up
                seconds[name].append(time.perf_counter() - start)
            assert done.returncode == 0, (name, done.stderr.decode())
    return {name: statistics.median(each) for name, each in seconds.items()}


def served(environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    """The simulator, without rates."""
    command = [spmsg(), "simulator", "serve", "--port", "0", "--no-throttle"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def spmsg() -> str:
    """The installed program."""
    found = shutil.which("spmsg", path=str(Path(sys.executable).parent)) or shutil.which("spmsg")
    assert found, "install the program first: pip install ."
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = {k: v for k, v in os.environ.items() if not k.startswith("SPMSG_")}
        settings.pop("PYTHONDONTWRITEBYTECODE", None)
        server = served({**settings, "SPMSG_STATE_DIR": f"{folder}/server"})
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        try:
            compare(url, {**settings, "SPMSG_STATE_DIR": f"{folder}/client"})
        finally:
            server.terminate()
            server.wait()


def compare(url: str, environment: dict[str, str]) -> None:
    """Print the ratios."""
    import requests

    form = {"grant_type": "refresh_token", "refresh_token": "r", "client_id": "c", "client_secret": "s"}
    token = requests.post(f"{url}/auth/o2/token", data=form, timeout=10).json()["access_token"]
    target = f"{url}/messaging/v1/orders/{ORDER}?marketplaceIds=ATVPDKIKX0DER"
    environment |= {
        "SPMSG_ENDPOINT": url,
        "SPMSG_LWA_URL": f"{url}/auth/o2/token",
        "SPMSG_CLIENT_ID": "c",
        "SPMSG_CLIENT_SECRET": "s",
        "SPMSG_REFRESH_TOKEN": "r",
        "SPMSG_MARKETPLACE": "US",
        "SPMSG_RATE": "off",
        "URL": target,
        "TOKEN": token,
        "COLUMNS": "80",
    }
    http = shutil.which("http", path=str(Path(sys.executable).parent)) or shutil.which("http")
    header = [f"x-amz-access-token:{token}", "User-Agent:bench/1 (Language=Python)"]
    program = spmsg()
    commands: dict[str, Sequence[str]] = {
        "bare": [sys.executable, "-I", "-c", "pass"],
        "version": [program, "--version"],
        "help": [program, "--help"],
        "send-help": [program, "send", "--help"],
        "tab": ["env", "_SPMSG_COMPLETE=bash", "COMP_CWORD=1", "COMP_WORDS=spmsg act", program, "act"],
        "get": [sys.executable, "-c", GET],
        "actions-json": [program, "actions", ORDER, "-o", "json"],
        "actions-table": [program, "actions", ORDER, "-o", "table"],
    }
    if http:
        commands["httpie"] = [http, "--ignore-stdin", "GET", target, *header]
    found = measure(commands, environment)
    for name, seconds in found.items():
        print(f"{name:14} {seconds * 1000:7.1f} ms")
    print()
    ratios = [("version", "bare", 6), ("tab", "bare", 7), ("help", "bare", 12), ("actions-json", "get", 1.35)]
    if http:
        ratios.append(("actions-table", "httpie", 0.75))
    for name, yardstick, bound in ratios:
        print(f"{name:14} {found[name] / found[yardstick]:6.2f} x {yardstick:8} (wanted: at most {bound})")


if __name__ == "__main__":
    main()

"""How long a person waits, against yardsticks: medians, all commands run in turn.

python tests/bench/bench_startup.py [HTTP [PYTHON]]

HTTP is HTTPie's `http`. PYTHON has amzn-sp-api: the fastest script over a library that we know uses it.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness import TUTORIAL_ORDER, serving

ROUNDS = 15
SPMSG = (sys.executable, "-m", "spmsg")
PEER = """
import os
from spapi import MessagingApi, SPAPIClient, SPAPIConfig
url, order = os.environ["SPMSG_ENDPOINT"], os.environ["ORDER"]
config, lwa_url = SPAPIConfig("c", "s", "r", "NA"), os.environ["SPMSG_LWA_URL"]
client = SPAPIClient(config, oauth_endpoint=lwa_url, endpoint=url)
found = MessagingApi(client.api_client).get_messaging_actions_for_order(order, ["ATVPDKIKX0DER"])
for each in found.links.actions:
    print(each.name)
"""


@dataclass(frozen=True)
class Timed:
    """A command, and at most how many times as long as its yardstick it may take."""

    command: tuple[str, ...]
    yardstick: str = ""
    bound: float = 0.0
    settings: Mapping[str, str] = field(default_factory=dict)


def tab(shell: str, line: str) -> Timed:
    """Return what a shell's script runs when TAB is pressed behind `line`."""
    asked = {"_SPMSG_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    asked |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    asked |= {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    return Timed(SPMSG, "bare", 12, asked)


def main() -> None:
    """Measure, and print the ratios."""
    http = sys.argv[1] if len(sys.argv) > 1 else shutil.which("http")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), "--no-throttle", SPMSG_RATE="off") as server,
    ):
        import requests

        url = server.environment["SPMSG_ENDPOINT"]
        form = {"grant_type": "refresh_token", "refresh_token": "r", "client_id": "c", "client_secret": "s"}
        token = requests.post(server.environment["SPMSG_LWA_URL"], data=form, timeout=10).json()[
            "access_token"
        ]
        target = f"{url}/messaging/v1/orders/{TUTORIAL_ORDER}?marketplaceIds=ATVPDKIKX0DER"
        commands = {
            "bare": Timed((sys.executable, "-I", "-c", "pass")),
            "version": Timed((*SPMSG, "--version"), "bare", 8),
            "help": Timed((*SPMSG, "--help"), "bare", 20),
            "send --help": Timed((*SPMSG, "send", "--help"), "bare", 20),
            "TAB in bash": tab("bash", "spmsg actions 902"),
            "TAB in zsh": tab("zsh", "spmsg actions 902"),
            "TAB in fish": tab("fish", "spmsg actions 902"),
        }
        if http:
            headers = (f"x-amz-access-token:{token}", "User-Agent:bench/1 (Language=Python)")
            commands["httpie"] = Timed((http, "--ignore-stdin", "GET", target, *headers))
            commands["actions"] = Timed((*SPMSG, "actions", TUTORIAL_ORDER, "-o", "table"), "httpie", 0.75)
        if len(sys.argv) > 2:
            commands["peer"] = Timed((sys.argv[2], "-c", PEER))
            commands["actions -o json"] = Timed(
                (*SPMSG, "actions", TUTORIAL_ORDER, "-o", "json"), "peer", 1.2
            )
        environment = {**server.environment, "ORDER": TUTORIAL_ORDER, "COLUMNS": "80"}
        report(commands, measure(commands, environment))


def measure(commands: Mapping[str, Timed], environment: Mapping[str, str]) -> dict[str, float]:
    """Return the median seconds of each command."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, each in commands.items():
            begun = time.perf_counter()
            done = subprocess.run(
                each.command,
                env={**os.environ, **environment, **each.settings},
                capture_output=True,
                check=False,
            )
            if turn:  # the first warms up
                seconds[name].append(time.perf_counter() - begun)
            assert done.returncode == 0, (name, done.stderr.decode())
    return {name: statistics.median(each) for name, each in seconds.items()}


def report(commands: Mapping[str, Timed], seconds: Mapping[str, float]) -> None:
    """Print each command's time, and its ratio to its yardstick."""
    for name, each in commands.items():
        told = f"{name:16} {seconds[name] * 1000:7.1f} ms"
        if each.yardstick:
            ratio = seconds[name] / seconds[each.yardstick]
            told += f"  {ratio:6.2f} x {each.yardstick:6} (at most {each.bound})"
        print(told)


if __name__ == "__main__":
    main()

"""How long TAB takes, in bare interpreters: `python tests/bench/bench_tab.py` (fails above seven)."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from spmsg.delivery.order_cache import CachedAction, CachedOrder, OrderCache

ROUNDS = 25
MOST = 7.0
LINES = ("se", "send --", "send -m U", "send -p d", "send -p demo ", "actions -p demo 902", "send --attach ")
ORDERS = 500


def main() -> int:
    """Measures each line and the bare interpreter in turn; gives the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        seen = OrderCache(Path(folder), "demo")
        seen.keep_orders(
            CachedOrder(f"902-{i:07}-8179805", "ATVPDKIKX0DER", "UNSHIPPED", "2026-11-22")
            for i in range(ORDERS)
        )
        schema = {"properties": {"rawMessageBody": {"description": "prose " * 50}}}
        seen.keep_actions(
            "902-0000001-8179805", [CachedAction(f"action{i}", "Title", schema) for i in range(12)]
        )
        environment = os.environ | {"_SPMSG_COMPLETE": "bash", "SPMSG_STATE_DIR": folder}
        commands = {"bare interpreter": [sys.executable, "-I", "-c", "pass"]}
        for line in LINES:
            word = line.split(" ")[-1]
            commands[line] = [sys.executable, "-m", "spmsg", f"spmsg {line}", word, "9", "80"]
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                begun = time.perf_counter()
                subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
                taken[name].append(time.perf_counter() - begun)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    bare = medians["bare interpreter"]
    for name, median in medians.items():
        print(f"{median * 1000:7.1f} ms {median / bare:6.2f}  {name}")
    return int(max(medians.values()) / bare > MOST)


if __name__ == "__main__":
    sys.exit(main())

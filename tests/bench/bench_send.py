"""How much a batch carries: messages a second, a rerun, memory, and Amazon's rate used.

python tests/bench/bench_send.py
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.harness import clean_environment
from tests.standin import Bucket, StandIn, start


def orders(number: int, series: int) -> bytes:
    return "".join(f"{series}-{index:07d}-1234567\n" for index in range(number)).encode()


def invalid(number: int) -> bytes:
    return "".join(f"100-{index:06d}-1234567\n" for index in range(number)).encode()


def batch(
    rows: bytes, environment: dict[str, str], *, output: str = "jsonl", ends: int = 0
) -> tuple[float, float]:
    """Seconds and peak megabytes of a batch over `rows`, which ends with the exit code `ends`."""
    if sys.platform == "win32":
        raise SystemExit("Windows does not tell what memory a process took.")
    command = [
        sys.executable,
        "-m",
        "spmsg",
        "send",
        "confirmOrderDetails",
        "-",
        "--text",
        "Hello?",
        "-qo",
        output,
    ]
    with tempfile.TemporaryFile() as stdin:
        stdin.write(rows)
        stdin.seek(0)
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == ends
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        amazon = StandIn()
        stop = start(amazon)
        environment = clean_environment(Path(folder), **amazon.environment, SPMSG_RATE="off")
        batch(orders(1, 100), environment)
        _, few = batch(orders(100, 101), environment)
        seconds, _ = batch(orders(2000, 102), environment)
        print(f"unpaced: {2000 / seconds:.0f} messages a second (wanted: at least 100)")
        again, _ = batch(orders(2000, 102), environment)
        print(f"a rerun over 2,000 sent orders: {again:.2f} s (wanted: less than 2)")
        _, many = batch(orders(2000, 102) * 50, environment)
        print(f"100,000 rows: {many / few:.2f} x the memory of 100 (wanted: at most 1.3)")
        _, few = batch(invalid(100), environment, output="table", ends=3)
        _, many = batch(invalid(100_000), environment, output="table", ends=3)
        print(f"100,000 invalid rows: {many / few:.2f} x the memory of 100 (wanted: at most 1.3)")
        amazon.buckets = {name: Bucket(1, 5) for name in ("actions", "attributes", "messages")}
        paced, _ = batch(orders(40, 103), {**environment, "SPMSG_RATE": ""})
        print(f"40 messages at 1 a second: {paced / 35:.2f} x what the rate allows (wanted: at most 1.25)")
        print(f"429s: {amazon.throttled} (wanted: none)")
        stop()


if __name__ == "__main__":
    main()

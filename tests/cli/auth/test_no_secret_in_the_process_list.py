"""Nothing that runs while a login goes on has a secret among its arguments or in its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.auth.machine import SECRETS, Machine
from tests.harness import linux

WATCHING_RING = """
import os, pathlib
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    '''Writes down what the process list shows while a secret is stored.'''
    priority = 5

    def set_password(self, service, user, secret):
        with open(os.environ["WATCHED"], "ab") as file:
            for process in (os.getpid(), os.getppid()):
                for what in ("cmdline", "environ"):
                    file.write(pathlib.Path(f"/proc/{process}/{what}").read_bytes() + b"\\n")
        self.kept = secret

    def get_password(self, service, user):
        return getattr(self, "kept", None)

    def delete_password(self, service, user):
        pass
"""


@linux
def test_neither_arguments_nor_environment_hold_a_secret(machine: Machine, tmp_path: Path) -> None:
    rings = Path(machine.environment["PYTHONPATH"].split(os.pathsep)[0])
    (rings / "watching_ring.py").write_text(WATCHING_RING)
    watched = tmp_path / "watched"
    environment = {
        **machine.environment,
        "PYTHON_KEYRING_BACKEND": "watching_ring.Ring",
        "WATCHED": str(watched),
    }
    done = subprocess.run(
        [sys.executable, "-m", "spmsg", "auth", "login", "--with-token"],
        input=json.dumps({**SECRETS, "marketplace": "US"}).encode(),
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = watched.read_bytes()
    assert b"keyring_process.py" in seen
    assert b"--with-token" in seen
    for secret in SECRETS.values():
        assert secret.encode() not in seen

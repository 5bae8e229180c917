"""Settings of profiles in a config file of the test's own, and real keyrings."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from spmsg import config
from spmsg.config import Settings
from tests.harness import set_environment

RINGS = {
    "working": """
import json, os, pathlib, sys
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    '''A real keyring: keeps its entries in a file, counts how often it is opened, and is noisy as KDE's.'''
    priority = 5
    path = pathlib.Path(os.environ["RING_FILE"])

    def entries(self):
        print("noise on stdout"); print("noise on stderr", file=sys.stderr)
        with self.path.with_suffix(".opened").open("a") as count:
            count.write("x")
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def set_password(self, service, user, secret):
        self.path.write_text(json.dumps({**self.entries(), f"{service} {user}": secret}))

    def get_password(self, service, user):
        return self.entries().get(f"{service} {user}")

    def delete_password(self, service, user):
        entries = self.entries()
        del entries[f"{service} {user}"]
        self.path.write_text(json.dumps(entries))
""",
    "hanging": """
import time
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    '''As a locked keyring on a server, whose dialog nobody sees.'''
    priority = 5
    def set_password(self, service, user, secret): time.sleep(600)
    def get_password(self, service, user): time.sleep(600)
    def delete_password(self, service, user): time.sleep(600)
""",
    "raising": """
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

class Ring(KeyringBackend):
    '''As one that tells too much.'''
    priority = 5
    def set_password(self, service, user, secret): raise KeyringLocked(f"cannot store {secret}")
    def get_password(self, service, user): raise KeyringLocked("locked")
    def delete_password(self, service, user): raise KeyringLocked("locked")
""",
    "crashing": """
import os
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    priority = 5
    def set_password(self, service, user, secret): os.abort()
    def get_password(self, service, user): os.abort()
    def delete_password(self, service, user): os.abort()
""",
    "asking": """
import getpass
from keyring.backend import KeyringBackend

class Ring(KeyringBackend):
    '''As keyrings.alt's encrypted file, which asks for its password on the terminal.'''
    priority = 5
    def set_password(self, service, user, secret): getpass.getpass()
    def get_password(self, service, user): getpass.getpass()
    def delete_password(self, service, user): getpass.getpass()
""",
}


def ring_environment(folder: Path, kind: str) -> dict[str, str]:
    """The environment that makes a keyring of `kind` the system's."""
    folder.mkdir(exist_ok=True)
    if kind == "not-installed":
        (folder / "keyring.py").write_text("raise ImportError('No module named keyring')")
        return {"PYTHONPATH": str(folder)}
    (folder / f"{kind}_ring.py").write_text(RINGS[kind])
    return {
        "PYTHONPATH": str(folder),
        "PYTHON_KEYRING_BACKEND": f"{kind}_ring.Ring",
        "RING_FILE": str(folder / "ring.json"),
    }


@pytest.fixture
def use_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Make a keyring of a kind the system's; gives the file that the working one keeps its entries in."""

    def use(kind: str) -> Path:
        for name, value in ring_environment(tmp_path / "ring", kind).items():
            monkeypatch.setenv(name, value)
        return tmp_path / "ring" / "ring.json"

    return use


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """The settings of a profile `shop-us` whose table holds `lines`, in an environment of `variables`."""

    def make(*lines: str, **variables: str) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text("\n".join(["[profiles.shop-us]", *lines]))
        ours = {"SPMSG_CONFIG": str(path), "SPMSG_STATE_DIR": str(tmp_path / "state")}
        set_environment(monkeypatch, **ours | variables)
        return config.resolve("shop-us")

    return make


@pytest.fixture
def printing() -> Callable[[str], str]:
    """A `credential_command` line that runs Python code."""

    def command(code: str) -> str:
        import json

        return f"credential_command = {json.dumps([sys.executable, '-c', code])}"

    return command

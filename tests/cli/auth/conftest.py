"""A machine on which nobody has logged in, and a simulated Amazon to log in to."""

import os
from pathlib import Path

import pytest

from tests.cli.auth.machine import Machine
from tests.credentials.conftest import RINGS
from tests.harness import client_environment


@pytest.fixture
def machine(amazon: str, tmp_path: Path) -> Machine:
    """With a keyring that works."""
    rings, home = tmp_path / "rings", tmp_path / "home"
    rings.mkdir()
    home.mkdir()
    (rings / "counting_ring.py").write_text(RINGS["working"])
    environment = client_environment(
        home,
        amazon,
        SPMSG_RATE="off",
        PYTHONPATH=os.pathsep.join(filter(None, [str(rings), os.environ.get("PYTHONPATH")])),
        PYTHON_KEYRING_BACKEND="counting_ring.Ring",
        RING_FILE=str(home / "ring.json"),
    )
    for name in ("SPMSG_CLIENT_ID", "SPMSG_CLIENT_SECRET", "SPMSG_REFRESH_TOKEN", "SPMSG_MARKETPLACE"):
        del environment[name]
    return Machine(home, environment, Path(environment["SPMSG_CONFIG"]), home / "ring.json")


@pytest.fixture
def without_keyring(machine: Machine) -> Machine:
    """The same, without a keyring."""
    environment = {**machine.environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return Machine(machine.folder, environment, machine.config, machine.ring)

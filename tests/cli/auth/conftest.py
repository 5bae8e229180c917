"""A machine on which nobody has logged in, and a simulated Amazon to log in to."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.auth.machine import RING, Machine
from tests.harness import serving


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """With a keyring that works."""
    rings = tmp_path / "rings"
    rings.mkdir()
    (rings / "counting_ring.py").write_text(RING)
    home = tmp_path / "home"
    home.mkdir()
    paths = os.pathsep.join(filter(None, [str(rings), os.environ.get("PYTHONPATH")]))
    with serving(home, "--no-throttle", SPMSG_RATE="off") as server:
        environment = {k: v for k, v in server.environment.items() if not k.startswith("SPMSG_CL")}
        del environment["SPMSG_REFRESH_TOKEN"], environment["SPMSG_MARKETPLACE"]
        environment |= {
            "PYTHONPATH": paths,
            "PYTHON_KEYRING_BACKEND": "counting_ring.Ring",
            "RING_FILE": str(home / "ring.json"),
        }
        yield Machine(home, environment, Path(environment["SPMSG_CONFIG"]), home / "ring.json")


@pytest.fixture
def without_keyring(machine: Machine) -> Machine:
    """The same, without a keyring."""
    environment = {**machine.environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return Machine(machine.folder, environment, machine.config, machine.ring)

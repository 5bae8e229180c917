"""What the simulator remembers, in a folder that many processes share."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.errors import LocalStateError
from spmsg.simulator.app import Simulator
from spmsg.simulator.state import FILE_NAME, State, open_state
from tests.simulator.conftest import TUTORIAL, Seller, in_process

_SEND = """
import sys
from pathlib import Path
from spmsg.simulator.app import Simulator
from spmsg.simulator.state import open_state
from tests.simulator.conftest import TUTORIAL, in_process
seller = in_process(Simulator(open_state(Path(sys.argv[1])), rates=False))
for number in range(20):
    answer = seller.send(TUTORIAL, "confirmOrderDetails", {"text": f"{sys.argv[2]} {number}"})
    assert answer.status_code == 201
print(seller.send(TUTORIAL, "negativeFeedbackRemoval", {}).status_code)
"""


def test_one_command_knows_what_another_sent_and_uploaded(tmp_path: Path) -> None:
    with closing(open_state(tmp_path)) as state:
        uploaded = in_process(Simulator(state)).upload(TUTORIAL, "invoice", b"%PDF-")
    body = {"attachments": [{"fileName": "a.pdf", "uploadDestinationId": uploaded}]}
    with closing(open_state(tmp_path)) as state:
        assert in_process(Simulator(state)).send(TUTORIAL, "invoice", body).status_code == 201
    with closing(open_state(tmp_path)) as state:
        assert [message.action for message in state.inbox()] == ["sendInvoice"]


def test_many_processes_at_once_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", _SEND, str(tmp_path), str(number)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        for number in range(3)
    ]
    statuses = [child.communicate(timeout=60)[0].strip() for child in children]
    assert sorted(statuses) == [b"201", b"403", b"403"]
    with closing(open_state(tmp_path)) as state:
        texts = [message.text for message in state.inbox() if message.action == "confirmOrderDetails"]
    assert len(texts) == len(set(texts)) == 60


def test_reset_empties_every_inbox(seller: Seller, state: State) -> None:
    seller.send(TUTORIAL, "negativeFeedbackRemoval", {})
    assert "negativeFeedbackRemoval" not in seller.action_names(TUTORIAL)
    state.clear()
    assert state.inbox() == []
    seller.exchange()
    assert "negativeFeedbackRemoval" in seller.action_names(TUTORIAL)


def test_the_file_holds_no_token(tmp_path: Path) -> None:
    with closing(open_state(tmp_path)) as state:
        seller = in_process(Simulator(state))
        seller.refresh_token = "Atzr|very-secret"
        seller.exchange(client_secret="also-secret")
    content = (tmp_path / FILE_NAME).read_bytes()
    for secret in ("very-secret", "also-secret", seller.token):
        assert secret.encode() not in content


def test_a_file_that_cannot_be_used_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database, but long enough to be looked at as one" * 100)
    for folder in (tmp_path, tmp_path / FILE_NAME):  # a folder that cannot be made, too
        with pytest.raises(LocalStateError, match=FILE_NAME) as caught:
            open_state(folder)
        assert "Delete" in str(caught.value.hint)


@given(st.lists(st.floats(0, 10), max_size=60), st.floats(0.1, 10), st.integers(1, 10))
def test_a_bucket_never_gives_more_than_its_burst_and_its_rate(
    waits: list[float], rate: float, burst: int
) -> None:
    now = given = 0.0
    with closing(open_state(None)) as state:
        for wait in waits:
            now += wait
            given += state.take("seller", "operation", rate, burst, now)
            assert given <= burst + rate * now + 0.01


def test_who_waits_as_long_as_the_rate_says_is_never_refused(state: State) -> None:
    for rate, burst in ((0.0056, 20), (1.0, 5), (10.0, 10)):
        now = 1_795_435_200.0
        for _ in range(burst):
            assert state.take("seller", str(rate), rate, burst, now)
        for _ in range(200):
            now += 1 / rate
            assert state.take("seller", str(rate), rate, burst, now)

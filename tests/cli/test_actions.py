"""`spmsg actions`: what may be sent for an order, as a table."""

from tests.harness import TUTORIAL_ORDER, Run


def test_a_narrow_terminal_shows_that_attachments_are_required(demo: Run) -> None:
    out = demo("actions", TUTORIAL_ORDER, "-o", "table", COLUMNS="60").out
    assert max(map(len, out.splitlines())) <= 60
    (line,) = (line for line in out.splitlines() if line.startswith("sendInvoice"))
    assert "1 to 5 files" in line

"""What `spmsg check --locale` says where it cannot tell languages apart."""

from pathlib import Path

import pytest

from spmsg.cli import check
from spmsg.cli.app import run


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with a text that passes, on a machine without the extra `language`."""
    monkeypatch.setattr(check, "find_spec", lambda name: None)
    monkeypatch.setenv("SPMSG_STATE_DIR", str(tmp_path))
    monkeypatch.setenv("SPMSG_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "text.txt").write_text("Grey or blue?")
    return str(tmp_path / "text.txt")


def test_it_says_that_the_language_was_not_checked(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", text, "--action", "confirmOrderDetails", "--locale", "de_DE"]) == 0
    told = capsys.readouterr().err
    assert "language was not checked" in told
    assert "pip install '.[language]'" in told


@pytest.mark.parametrize("options", [["-q", "--locale", "de_DE"], []])
def test_it_says_nothing_where_nobody_wants_to_know(
    text: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", text, "--action", "confirmOrderDetails", *options]) == 0
    assert "language" not in capsys.readouterr().err

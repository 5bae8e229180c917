"""Writing config.toml: the owner's comments, order and mode stay."""

import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg import config, config_file
from spmsg.errors import LocalStateError, UsageError
from tests.harness import posix

MINE = """\
# my shops
[profiles.shop]
marketplace = "US"  # the first one
account = "A1"

# about the other
[profiles.other]
marketplace = "DE"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "spmsg" / "config.toml"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_the_first_profile_makes_a_private_file_and_is_the_default(path: Path) -> None:
    config_file.keep_profile(path, "shop", {"marketplace": "US", "login": "a1"})
    assert tomllib.loads(path.read_text()) == {
        "default_profile": "shop",
        "profiles": {"shop": {"marketplace": "US", "login": "a1"}},
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(p.name for p in path.parent.iterdir()) == ["config.toml", "config.toml.lock"]


def test_a_changed_profile_keeps_comments_order_and_its_other_settings(path: Path) -> None:
    written(path, MINE)
    config_file.keep_profile(path, "shop", {"marketplace": "CA", "secrets": "file", "login": "a1"})
    assert path.read_text() == MINE.replace('"US"', '"CA"').replace(
        'account = "A1"\n', 'account = "A1"\nsecrets = "file"\nlogin = "a1"\n'
    )


def test_removing_the_default_profile_leaves_no_default(path: Path) -> None:
    written(path, 'default_profile = "shop"\n' + MINE)
    config_file.remove_profile(path, "shop")
    assert tomllib.loads(path.read_text()) == {"profiles": {"other": {"marketplace": "DE"}}}
    config_file.remove_profile(path, "other")
    config_file.remove_profile(path, "other")
    assert tomllib.loads(path.read_text()) == {}


def test_a_default_is_set_before_the_first_table(path: Path) -> None:
    written(path, MINE)
    config_file.set_default(path, "other")
    assert path.read_text() == f'default_profile = "other"\n\n{MINE}'
    config_file.set_default(path, "shop")
    assert path.read_text() == f'default_profile = "shop"\n\n{MINE}'


@posix
def test_the_mode_of_the_file_stays_and_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text(MINE)
    real.chmod(0o644)
    path.parent.mkdir()
    path.symlink_to(real)
    config_file.set_default(path, "shop")
    assert path.is_symlink()
    assert real.read_text().startswith('default_profile = "shop"')
    assert stat.S_IMODE(real.stat().st_mode) == 0o644


def test_a_byte_order_mark_and_line_ends_of_windows_stay(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPMSG_CONFIG", str(path))
    written(path, "").write_bytes(b"\xef\xbb\xbf" + MINE.replace("\n", "\r\n").encode())
    config_file.keep_profile(path, "shop", {"marketplace": "CA"})
    content = path.read_bytes()
    assert content == b"\xef\xbb\xbf" + MINE.replace('"US"', '"CA"').replace("\n", "\r\n").encode()
    assert config.load().profiles == {
        "shop": {"marketplace": "CA", "account": "A1"},
        "other": {"marketplace": "DE"},
    }


@pytest.mark.parametrize(
    "text",
    [
        "profiles.shop.marketplace = 'US'\nprofiles.b.marketplace = 'DE'\n",
        "profiles = 5\n",
        "x = [\n",
    ],
)
def test_what_cannot_be_changed_safely_is_left_as_it_is(path: Path, text: str) -> None:
    written(path, text)
    with pytest.raises(UsageError, match=r"config\.toml"):
        config_file.keep_profile(path, "new", {"marketplace": "FR"})
    assert path.read_text() == text


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalStateError, match="cannot be written"):
        config_file.set_default(tmp_path / "file" / "config.toml", "shop")


def test_many_logins_at_once_lose_no_profile(path: Path) -> None:
    code = "import sys; from pathlib import Path; from spmsg.config_file import keep_profile as k\n"
    code += "k(Path(sys.argv[1]), sys.argv[2], {'marketplace': 'US'})"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), f"shop-{number}"]) for number in range(8)
    ]
    assert [process.wait(60) for process in running] == [0] * 8
    assert len(tomllib.loads(path.read_text())["profiles"]) == 8


names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(st.lists(st.tuples(names, st.sampled_from(["keep", "remove", "default"])), max_size=8))
def test_whatever_is_done_the_file_says_what_was_done(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("edits") / "config.toml"
    path.write_text("# mine\nother = 1 # stays\n")
    profiles: set[str] = set()
    for name, step in steps:
        if step == "keep":
            config_file.keep_profile(path, name, {"marketplace": "US"})
            profiles.add(name)
        elif step == "remove":
            config_file.remove_profile(path, name)
            profiles.discard(name)
        else:
            config_file.set_default(path, name)
    document = tomllib.loads(path.read_text())
    assert set(document.get("profiles", {})) == profiles
    assert document["other"] == 1
    assert "# stays" in path.read_text()
    assert {p.name for p in path.parent.iterdir()} <= {"config.toml", "config.toml.lock"}

"""What README says of the program is so."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from spmsg import config
from spmsg.errors import GRAVITY, ExitCode
from tests.harness import Run, set_environment
from tests.scenarios.readme import readme

SOURCE = readme.ROOT / "spmsg"
FOREIGN_OPTIONS = {"-m", "-q", "-n"}
"""Options in README that are pip's, Python's or pytest's."""


@cache
def mentioned() -> dict[tuple[str, ...], frozenset[str]]:
    """Every command that README names, with all the options that it names for it."""
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for named in readme.commands():
        found[named.words] = found.get(named.words, frozenset()) | frozenset(named.options)
    return found


def test_readme_names_the_commands_of_the_whole_workflow() -> None:
    top = {words[0] for words in mentioned() if words}
    assert top >= {"orders", "actions", "send", "check", "history", "auth", "doctor", "demo", "simulator"}


@pytest.mark.parametrize("words", sorted(words for words in mentioned() if words), ids=" ".join)
def test_each_command_has_the_options_that_readme_names(words: tuple[str, ...], program: Run) -> None:
    arguments = words[:1] if words[0] == "completion" else words  # `completion bash`: an argument
    help_page = program("help", arguments[1]) if words[0] == "help" else program(*arguments, "--help")
    assert help_page.code == 0, help_page.err
    known = set(re.findall(r"(?<![\w-])--?[a-zA-Z][a-z-]*", help_page.out))
    assert mentioned()[words] <= known


def test_each_option_that_readme_names_alone_belongs_to_a_command(program: Run) -> None:
    alone = {text.split()[0] for text in readme.inline() if re.match(r"--?[a-zA-Z]", text)}
    pages = [program(*words, "--help").out for words in (("send",), ("orders",), ("auth", "login"))]
    known = set(re.findall(r"(?<![\w-])--?[a-zA-Z][a-z-]*", "\n".join(pages)))
    assert alone
    assert alone - FOREIGN_OPTIONS <= known


def test_the_environment_table_names_every_variable_and_no_other() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    names = r"(?<!\w)(?:SPMSG_[A-Z_]+|LWA_APP_ID|LWA_CLIENT_SECRET|SP_API_[A-Z_]+|NO_COLOR)\b"
    read = {name for name in re.findall(names, source) if not name.endswith("_SHOP_US")}
    told = {name for row in readme.table("variable") for name in re.findall(r"`([A-Z_]+)`", row[0])}
    assert told == read | {"FORCE_COLOR"}  # Rich reads that one


def test_no_variable_is_named_that_the_table_does_not_explain() -> None:
    told = {name for row in readme.table("variable") for name in re.findall(r"`([A-Z_]+)`", row[0])}
    named = set(re.findall(r"\bSPMSG_[A-Z_]+\b", readme.text())) - {"SPMSG_CLIENT_ID_SHOP_US"}
    assert named <= told


def test_the_exit_codes_are_those_of_the_program() -> None:
    assert [int(row[0]) for row in readme.table("code")] == [int(code) for code in ExitCode]


WORDS = {
    ExitCode.OK: "done",
    ExitCode.BUG: "bug",
    ExitCode.USAGE: "wrong usage",
    ExitCode.INVALID: "breaks the action's rules",
    ExitCode.REFUSED: "credentials or permission",
    ExitCode.UNAVAILABLE: "not available",
    ExitCode.FAILED: "Amazon failed",
    ExitCode.UNCERTAIN: "may or may not have been sent",
    ExitCode.INTERRUPTED: "interrupted",
}


@pytest.mark.parametrize("code", ExitCode)
def test_each_exit_code_has_its_meaning(code: ExitCode) -> None:
    (meaning,) = (row[1] for row in readme.table("code") if int(row[0]) == code)
    assert WORDS[code] in meaning


@pytest.mark.parametrize(
    ("arguments", "settings", "code"),
    [
        (("--no-such-option",), {}, ExitCode.USAGE),
        (("--text", "<b>Grey or blue?</b>"), {}, ExitCode.INVALID),
        (("--text", "Grey or blue?"), {"SPMSG_PROFILE": "", "SPMSG_MARKETPLACE": "US"}, ExitCode.REFUSED),
        (("--text", "Grey?"), {"SPMSG_SIMULATOR_FAULTS": "redirect@actions"}, ExitCode.FAILED),
        (("--text", "Grey?"), {"SPMSG_SIMULATOR_FAULTS": "garbage"}, ExitCode.UNCERTAIN),
        (("--text", "Grey or blue?", "-m", "CA"), {}, ExitCode.UNAVAILABLE),
        (("--text", "Grey or blue?"), {}, ExitCode.OK),
    ],
    ids=lambda value: value.name if isinstance(value, ExitCode) else "",
)
def test_the_program_ends_with_the_code_of_the_table(
    demo: Run, arguments: tuple[str, ...], settings: dict[str, str], code: ExitCode
) -> None:
    assert demo("send", "confirmOrderDetails", "902-6786204-8179805", *arguments, **settings).code == code


def test_the_order_of_gravity_is_that_of_the_program() -> None:
    told = re.search(r"gravest code of its rows: ([\d, ]+\d) in that order", readme.text())
    assert told is not None
    # An interruption is no row's, and a row that names no order is an invalid one, not wrong usage.
    not_of_rows = (ExitCode.INTERRUPTED, ExitCode.BUG, ExitCode.USAGE)
    of_rows = [int(code) for code in GRAVITY if code not in not_of_rows]
    assert [int(number) for number in told[1].split(",")] == of_rows


def test_the_statuses_are_those_of_the_program() -> None:
    from spmsg.delivery.result import Status

    told = re.search(r"a `status` of (.+)\. stdout", readme.text())
    assert told is not None
    assert set(re.findall(r"`([a-z-]+)`", told[1])) == {status.value for status in Status} - {"sending"}


def test_the_example_of_a_configuration_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text(readme.block("file=config.toml"))
    set_environment(monkeypatch, SPMSG_CONFIG=str(file), SPMSG_STATE_DIR=str(tmp_path))
    default, german = config.resolve(), config.resolve("shop-de")
    assert (default.profile, default.region) == ("shop-us", "NA")
    assert default.ledger.startswith("postgresql://")
    assert (german.account, german.region) == ("german-shop", "EU")
    assert german.credential_command is not None
    assert german.credential_command[0] == "vault"


def test_the_folders_are_those_of_linux_and_macos() -> None:
    from platformdirs.macos import MacOS
    from platformdirs.unix import Unix

    linux, mac = Unix("spmsg", appauthor=False), MacOS("spmsg", appauthor=False)
    tail = [
        linux.user_config_path.parts[-2:],
        linux.user_state_path.parts[-3:],
        mac.user_config_path.parts[-3:],
        mac.user_state_path.parts[-3:],
    ]
    for parts in tail:
        assert f"~/{'/'.join(parts)}" in readme.text()


def test_what_python_and_extras_it_needs_is_what_the_package_says() -> None:
    project = tomllib.loads((readme.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or later" in readme.text()
    extras = {name for names in re.findall(r"'\.\[([a-z,]+)\]'", readme.text()) for name in names.split(",")}
    assert extras <= set(project["optional-dependencies"])
    assert all(f"`{name}`" in readme.text() or name in extras for name in project["optional-dependencies"])


def test_the_two_commands_that_set_everything_up_stand_alone_on_their_lines() -> None:
    lines = [line for line in readme.text().splitlines() if line.startswith("python3 -m venv")]
    assert [line.rpartition("&& ")[2] for line in lines] == [
        ".venv/bin/spmsg demo",
        ".venv/bin/pytest -q -n auto",
    ]


def test_links_to_files_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)|(?:src|srcset)=\"(?!https?:)([^\"]+)\"", readme.text())
    files = [link or source for link, source in links]
    assert files
    assert [file for file in files if not (readme.ROOT / file).is_file()] == []


def test_it_is_short() -> None:
    assert len(readme.text().splitlines()) <= 275

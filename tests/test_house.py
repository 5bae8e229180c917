"""The house is as its map says, and imports run one way."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import spmsg

HOUSE = Path(spmsg.__file__).parent
BELOW_ALL = {"config", "config_file", "private_files", "marketplaces", "order_id", "urls", "errors"}
MAY_IMPORT = {
    "cli": {"simulator", "delivery", "message", "spapi", "credentials"},
    "delivery": {"message", "spapi"},
    "message": set[str](),
    "spapi": {"credentials"},
    "credentials": set[str](),
    "simulator": set[str](),
}
"""What each room may import besides what stands below all."""


def mapped() -> set[str]:
    """The paths in the map: rooms within a folder stand on its line's right, or indented below it."""
    found, folder = set[str](), ""
    for line in (spmsg.__doc__ or "").splitlines():
        entry = re.match(r"( {4}| {8})(?! )(.*)", line)
        if entry is None:
            continue
        inner = entry[1] == " " * 8
        names = re.findall(r"[a-z_]+(?:/|\.py)(?=\s|$)", re.split(r" {3,}(?=\S+ \S)", entry[2])[0])
        folder = folder if inner else names[0]
        found |= {folder + name if inner else name for name in names}
    return found


def rooms() -> set[str]:
    """The files at the top, and every folder."""
    files = {path.name for path in HOUSE.glob("*.py") if not path.name.startswith("__")}
    folders = {path.parent.relative_to(HOUSE).as_posix() + "/" for path in HOUSE.rglob("__init__.py")}
    return files | folders - {"./"}


def test_the_map_has_every_room_and_no_other() -> None:
    assert mapped() == rooms()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("spmsg"):
            below = (node.module or "").removeprefix("spmsg").removeprefix(".")
            yield from [below.partition(".")[0]] if below else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("spmsg."))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_run_one_way(room: str) -> None:
    used = {name for path in (HOUSE / room).rglob("*.py") for name in imports(path)}
    assert used - {room, "__version__"} <= MAY_IMPORT[room] | BELOW_ALL


def test_what_stands_below_all_imports_no_room() -> None:
    used = {name for below in BELOW_ALL for name in imports(HOUSE / f"{below}.py")}
    assert used <= BELOW_ALL | {"__version__"}


def test_there_are_no_drawers() -> None:
    assert not {path.stem for path in HOUSE.rglob("*.py")} & {"utils", "helpers", "common", "misc"}

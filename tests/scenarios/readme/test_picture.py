"""README's picture shows what the program prints today."""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from tests.scenarios.readme import readme

HINT = "run `python tests/scenarios/readme/make_picture.py`"


@pytest.fixture(scope="module")
def made() -> ModuleType:
    path = Path(__file__).with_name("make_picture.py")
    spec = importlib.util.spec_from_file_location("make_picture", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_what_the_program_prints(made: ModuleType) -> None:
    for path, picture in made.pictures().items():
        assert path.read_text("utf-8") == picture, HINT


def test_the_picture_is_a_window_of_80_columns_with_text_for_who_cannot_see_it(made: ModuleType) -> None:
    for path in sorted(made.FOLDER.glob("*.svg")):
        picture = ET.fromstring(path.read_text("utf-8"))
        assert picture.findtext("{http://www.w3.org/2000/svg}title")
        pieces = list(picture.iter("{http://www.w3.org/2000/svg}tspan"))
        ends = [float(piece.attrib["x"]) + float(piece.attrib["textLength"]) for piece in pieces]
        assert max(ends) <= made.MARGIN + made.COLUMNS * made.CHARACTER + 0.01


def test_it_draws_no_more_than_what_github_shows(made: ModuleType) -> None:
    """An SVG in a page of GitHub's loads nothing and runs nothing."""
    for path in sorted(made.FOLDER.glob("*.svg")):
        picture = path.read_text("utf-8")
        assert not any(word in picture for word in ("<script", "@import", "url(", "<foreignObject"))
        assert f'"{path.relative_to(readme.ROOT)}"' in readme.text()


def test_what_escapes_a_picture_is_escaped(made: ModuleType) -> None:
    picture = made.svg("a < b & c > d \x1b[31mred\x1b[0m", made.THEMES[0])
    ET.fromstring(picture)
    assert "a &lt; b &amp; c &gt; d" in picture
    assert made.THEMES[0].colours[1] in picture


def test_dates_are_shifted_together_and_keep_their_distance(made: ModuleType) -> None:
    today = made.date(2031, 7, 4)
    settled = made._settled("2031-07-04 17:25  2031-07-02 2031-07-04T17:25:31Z", today)
    assert settled == "2026-03-12 09:30  2026-03-10 2026-03-12T09:30:00Z"

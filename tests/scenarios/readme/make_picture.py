"""README's picture: a terminal with what the program really prints, as SVG, for light and for dark pages.

Run `python tests/scenarios/readme/make_picture.py` after the look of an answer changed.
The embedded simulator answers. Its times move with the calendar, so dates are shifted and times replaced:
the same program makes the same picture on every day.
"""

import html
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rich.cells import cell_len
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from spmsg.errors import ExitCode

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / ".github"
COLUMNS = 80

ORDER = "902-6786204-8179805"
COMMANDS = (
    (("orders", "-m", "US", "--status", "UNSHIPPED", "--since", "yesterday"), ExitCode.OK),
    (("actions", ORDER), ExitCode.OK),
    (("send", "confirmOrderDetails", ORDER, "--text", "Mail me@mugs.com"), ExitCode.INVALID),
    (("send", "confirmOrderDetails", ORDER, "--text", "Grey or blue?"), ExitCode.OK),
    (("send", "confirmOrderDetails", ORDER, "--text", "Grey or blue?"), ExitCode.OK),
    (("send", "sendInvoice", ORDER, "--attach", "invoice.pdf"), ExitCode.OK),
    (("history",), ExitCode.OK),
)
INVOICE = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"

SHOWN_TODAY = date(2026, 3, 12)
_DATE = re.compile(r"(?<!\d)20\d\d-\d\d-\d\d(?!\d)")
_TIME = re.compile(r"(?<=[T ])\d\d:\d\d(:\d\d)?")
_REQUEST_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")


@dataclass(frozen=True)
class Theme:
    """The colours of a page: its window, its text, and the eight of a terminal, black first."""

    name: str
    window: str
    border: str
    text: str
    faint: str
    colours: tuple[str, ...]


# GitHub's own palettes (primer/primitives): each colour has a contrast of 4.5 and more on its background.
THEMES = (
    Theme(
        "light", "#ffffff", "#d1d9e0", "#1f2328", "#59636e",
        ("#1f2328", "#cf222e", "#116329", "#7d4e00", "#0969da", "#8250df", "#1b7c83", "#59636e"),
    ),
    Theme(
        "dark", "#0d1117", "#3d444d", "#e6edf3", "#9198a1",
        ("#9198a1", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#e6edf3"),
    ),
)  # fmt: skip

CHARACTER = 8.4
LINE = 20
MARGIN = 16
FONT = "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace"


def transcript() -> str:
    """What a terminal of 80 columns shows of the commands, with ANSI colours, prompts and fixed times."""
    while True:
        today = datetime.now(UTC).date()
        session = "\n\n".join(_session()) + "\n"
        if datetime.now(UTC).date() == today:  # it was not made across midnight
            return _settled(session, today)


def _session() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="spmsg-picture-") as folder:
        (Path(folder) / "invoice.pdf").write_bytes(INVOICE)
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": folder,
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "xterm-256color",
            "FORCE_COLOR": "1",
            "COLUMNS": str(COLUMNS),
            "SPMSG_OUTPUT": "table",
            "SPMSG_PROFILE": "demo",
            "SPMSG_NO_INPUT": "1",
            "SPMSG_CONFIG": str(Path(folder) / "config.toml"),
            "SPMSG_STATE_DIR": str(Path(folder) / "state"),
        }
        for words, expected in COMMANDS:
            done = subprocess.run(
                [sys.executable, "-m", "spmsg", *words], env=environment, cwd=folder, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            if done.returncode != expected:
                raise RuntimeError(f"{shlex.join(words)} ended with {done.returncode}:\n{done.stdout}")
            yield f"\x1b[2m$\x1b[0m \x1b[1mspmsg {shlex.join(words)}\x1b[0m\n{done.stdout.rstrip()}"


def _settled(session: str, today: date) -> str:
    """`session` as if it had been recorded on SHOWN_TODAY at 09:30."""
    shift = SHOWN_TODAY - today

    def shifted(match: re.Match[str]) -> str:
        return (date.fromisoformat(match[0]) + shift).isoformat()

    session = _DATE.sub(shifted, session)
    session = _TIME.sub(lambda match: "09:30:00" if match[1] else "09:30", session)
    return _REQUEST_ID.sub("5d2f8a1c-0b7e-4c36-9a41-d1f0c8e2b7a9", session)


def svg(ansi: str, theme: Theme) -> str:
    """`ansi` as a picture in the colours of `theme`. Every piece keeps its cells, whatever font there is."""
    lines = _lines(ansi)
    width = round(COLUMNS * CHARACTER + 2 * MARGIN)
    height = len(lines) * LINE + 2 * MARGIN
    body = [
        f'<text y="{MARGIN + (number + 0.72) * LINE:g}">{"".join(_spans(line, theme))}</text>'
        for number, line in enumerate(lines)
        if any(segment.text.strip() for segment in line)
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img">',
            "<title>spmsg in a terminal</title>",
            f"<style>text {{ font: 14px {FONT}; fill: {theme.text} }} .b {{ font-weight: bold }}</style>",
            f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" '
            f'fill="{theme.window}" stroke="{theme.border}"/>',
            *body,
            "</svg>\n",
        )
    )


def _lines(ansi: str) -> list[list[Segment]]:
    """The lines as a terminal of 80 columns breaks them, at its last cell; in pieces of one style."""
    console = Console(width=COLUMNS, color_system="truecolor", force_terminal=True, highlight=False)
    lines: list[list[Segment]] = []
    for line in ansi.splitlines():
        lines.append([])
        column = 0
        for text, style, _ in Text.from_ansi(line, end="").render(console):
            for character in text:
                column += cell_len(character)
                if column > COLUMNS:
                    lines.append([])
                    column = cell_len(character)
                lines[-1].append(Segment(character, style))
    return [list(Segment.simplify(line)) for line in lines]


def _spans(line: list[Segment], theme: Theme) -> Iterator[str]:
    column = 0
    for text, style, _ in line:
        attributes = ' class="b"' if style is not None and style.bold else ""
        fill = theme.faint if style is not None and style.dim else None
        if style is not None and style.color is not None:
            fill = _fill(style.color, theme)
        if fill is not None:
            attributes += f' fill="{fill}"'
        # Words apart by more than one blank are placed one by one: not every viewer keeps blanks.
        for part in re.finditer(r"\S+(?: \S+)*", text):
            left = MARGIN + (column + cell_len(text[: part.start()])) * CHARACTER
            place = f'x="{left:g}" textLength="{cell_len(part[0]) * CHARACTER:g}"'
            yield f"<tspan {place}{attributes}>{html.escape(part[0], quote=False)}</tspan>"
        column += cell_len(text)


def _fill(colour: Color, theme: Theme) -> str | None:
    if colour.number is not None and colour.number < 16:
        return theme.colours[colour.number % 8]
    return None if colour.is_default else colour.get_truecolor().hex


def pictures() -> dict[Path, str]:
    """The pictures' files, with what belongs into them."""
    ansi = transcript()
    return {FOLDER / f"terminal-{theme.name}.svg": svg(ansi, theme) for theme in THEMES}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, picture in pictures().items():
        path.write_text(picture, "utf-8")

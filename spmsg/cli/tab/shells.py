"""The shells: how each gives us its words and wants its candidates, and its completion script.

Our answer is lines. The first tells its kind: `values`, `nospace` (no blank after the value) or `files` (the
shell completes paths itself), then a tab, then what of the current word stands before the value, as the
`--output=` of `--output=json`. The others are one candidate each, ready for the shell's own function.
"""

from collections.abc import Sequence
from typing import NamedTuple

from spmsg.cli import stdio
from spmsg.cli.tab.shell_scripts import SCRIPTS

__all__ = ["SCRIPTS", "Answer", "Candidate", "lines", "words"]


class Candidate(NamedTuple):
    """A value that may be typed, and what it is; both can come from outside."""

    value: str
    help: str = ""


class Answer(NamedTuple):
    """Candidates for the part of the current word behind `prefix`."""

    candidates: Sequence[Candidate]
    prefix: str = ""
    kind: str = "values"


def words(shell: str, arguments: Sequence[str]) -> list[str]:
    """The words behind `spmsg`, without their quotes, up to and including the current one."""
    if shell == "bash":
        found = [_unquoted(raw) for raw in _bash_words(arguments[0] if arguments else "")]
        return found[1:] or [""]
    return list(arguments) or [""]


def lines(shell: str, answer: Answer, arguments: Sequence[str]) -> list[str]:
    """The answer as the script of `shell` reads it."""
    offered = {each.value: each for each in answer.candidates if each.value.isprintable()}
    told = [Candidate(each.value, _one_line(each.help)) for each in offered.values()]
    if shell == "bash":
        written = _bash(Answer(told, answer.prefix, answer.kind), *arguments)
    elif shell == "zsh":
        # As `_describe` wants it: VALUE:HELP, colons in the value escaped.
        escaped = [(e.value.replace("\\", "\\\\").replace(":", "\\:"), e.help) for e in told]
        written = [f"{value}:{text}" if text else value for value, text in escaped]
    else:
        # fish escapes what it inserts, and wants the whole word.
        written = [f"{answer.prefix}{each.value}\t{each.help}" for each in told]
    return [f"{answer.kind}\t{answer.prefix}", *written]


def _one_line(text: str) -> str:
    return " ".join(stdio.inline(text).split())


# bash: programmable completion knows no descriptions, splits words at `=` and `:`, and inserts what it gets
# as it is. So the line comes whole, and goes back quoted as the user began it.

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-")


def _bash(answer: Answer, line: str = "", replaced: str = "", how: str = "", columns: str = "") -> list[str]:
    """Candidates as readline inserts them; where several are listed, with their help behind them.

    `line` goes up to the cursor; `replaced` is the end of it that readline replaces; `how` is COMP_TYPE.
    """
    raw = (_bash_words(line) or [""])[-1]
    quote = _open_quote(raw)
    kept = raw[: len(raw) - len(replaced)] if raw.endswith(replaced) else ""
    typed = _unquoted(raw)[len(answer.prefix) :]
    found = [each for each in answer.candidates if each.value.startswith(typed)]
    if not found:
        # `us` for `US`: readline would take several back to what they have in common, which may be nothing.
        found = [each for each in answer.candidates if each.value.lower().startswith(typed.lower())]
        found = found if len(found) == 1 else []
    values = [
        ((quote + _quoted(answer.prefix + each.value, quote)).removeprefix(kept), each.help) for each in found
    ]
    if len(values) < 2 or how in _INSERTING:
        return [value for value, _ in values]
    return _table(values, int(columns) if columns.isdigit() else 80)


_INSERTING = ("37", "42")
"""COMP_TYPE of menu-complete and insert-completions: each candidate is inserted as it is."""


def _table(values: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """Values with their help, to be looked at: what readline inserts is what they begin with in common."""
    width = max(len(value) for value, _ in values)
    if width > columns // 2 or not any(told for _, told in values):
        return [value for value, _ in values]
    room = columns - width - 4
    return [f"{value:<{width}}  ({_cut(told, room)})" if told else value for value, told in values]


def _cut(text: str, room: int) -> str:
    """`text` in so many columns of a terminal, where Chinese and Japanese letters take two."""
    from unicodedata import east_asian_width

    used = 0
    for index, letter in enumerate(text):
        used += 2 if east_asian_width(letter) in "WF" else 1
        if used > room - 1:
            return text[:index] + "…"
    return text


def _quoted(value: str, quote: str) -> str:
    """`value` as bash reads it back, inside the quotes that are open already (`quote`), or in none."""
    if quote == "'":
        return value.replace("'", "'\\''")
    if quote == '"':
        return "".join(f"\\{c}" if c in '\\"$`' else c for c in value)
    return "".join(c if c in _SAFE or (c > "\x7f" and c.isalnum()) else f"\\{c}" for c in value)


def _bash_words(line: str) -> list[str]:
    """The words of a command line as they were typed; the last one is "" after a blank."""
    found: list[str] = []
    word, quote, escaped = "", "", False
    for letter in line:
        if escaped:
            word, escaped = word + letter, False
        elif not quote and letter in " \t\n":
            found, word = [*found, word] if word else found, ""
        else:
            word += letter
            escaped = letter == "\\" and quote != "'"
            if letter == quote:
                quote = ""
            elif letter in "\"'" and not quote:
                quote = letter
    return [*found, word]


def _open_quote(raw: str) -> str:
    """The quote that a word begins with and that is still open; "" where there is none."""
    return raw[0] if raw[:1] in ("'", '"') and raw.count(raw[0]) % 2 else ""


def _unquoted(raw: str) -> str:
    """A word as the command would get it, without expansions; quotes may still be open."""
    found, quote, escaped = "", "", False
    for letter in raw:
        if escaped:
            found += letter if not quote or letter in '\\"$`' else f"\\{letter}"
            escaped = False
        elif letter == "\\" and quote != "'":
            escaped = True
        elif letter == quote:
            quote = ""
        elif letter in "\"'" and not quote:
            quote = letter
        else:
            found += letter
    return found

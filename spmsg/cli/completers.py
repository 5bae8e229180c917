"""What TAB offers: the shells' completion scripts ask this module, with `_SPMSG_COMPLETE` in the environment.

It answers from the table of commands (`command_table.py`) and from local state alone: no network, no secret,
and no Typer, whose import alone takes nearly as long as a person should wait for TAB.
"""

import os
from collections.abc import Sequence

from spmsg.cli import shells
from spmsg.cli.command_table import ROOT
from spmsg.cli.shells import Answer, Candidate
from spmsg.cli.table import Kind, Option


def answer(shell: str, arguments: Sequence[str]) -> None:
    """Print what `shell` ("bash", "zsh" or "fish") may offer; `arguments` are as its script gives them."""
    import sys

    words = shells.words(shell, arguments)
    lines = shells.lines(shell, complete(words), arguments)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))


class Typed:
    """The words before the current one, read: which command, what was given, what is still waited for."""

    def __init__(self, words: Sequence[str]) -> None:
        self.path: list[str] = []
        self.command = ROOT
        self.arguments: list[str] = []
        self.options: dict[str, list[str]] = {}
        """The values given, by the option's long name; a flag has none."""
        self.waiting: Option | None = None
        """The option whose value comes next."""
        self.only_arguments = False
        for word in words[1:] if words[:1] == ["help"] else words:
            self._read(word)

    def value(self, name: str, variable: str = "") -> str | None:
        """The last value of an option, else that of an environment variable; None where there is none."""
        given = self.options.get(name)
        return given[-1] if given else os.environ.get(variable) or None

    def option(self, name: str) -> Option | None:
        """The option of the command that `name`, long or short, means."""
        return next((option for option in self.command.options if name in option.names), None)

    def _read(self, word: str) -> None:
        if self.waiting is not None:
            self.options[self.waiting.names[0]].append(word)
            self.waiting = None
        elif word == "--" and not self.only_arguments:
            self.only_arguments = True
        elif word.startswith("-") and word != "-" and not self.only_arguments:
            self._read_option(word)
        elif word in self.command.commands and not self.arguments:
            self.command = self.command.commands[word]
            self.path.append(word)
        else:
            self.arguments.append(word)

    def _read_option(self, word: str) -> None:
        name, value = split_option(word)
        option = self.option(name)
        if option is None:
            return
        given = self.options.setdefault(option.names[0], [])
        if option.kind is None:
            if value and not word.startswith("--"):  # -qv: two flags in one word
                self._read_option(f"-{value}")
        elif value is not None:
            given.append(value)
        else:
            self.waiting = option


def split_option(word: str) -> tuple[str, str | None]:
    """Name and value of `--name=value` and `-nvalue`; the value is None where the word holds none."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return name, value if equals else None
    return word[:2], word[2:] or None


def complete(words: Sequence[str]) -> Answer:
    """The candidates for the last of `words`, which are those behind `spmsg` on the command line."""
    *before, current = words
    typed = Typed(before)
    if typed.waiting is not None:
        return _values(typed.waiting.kind, current, typed)
    if current.startswith("-") and not typed.only_arguments:
        name, value = split_option(current)
        option = typed.option(name)
        if option is not None and option.kind is not None and value is not None:
            return _values(option.kind, value, typed, current[: len(current) - len(value)])
        return Answer(_unused_options(typed))
    if typed.command.commands and not typed.arguments:
        return Answer(_commands(typed))
    return _values(_argument_kind(typed), current, typed)


def _commands(typed: Typed) -> list[Candidate]:
    return [Candidate(name, command.help) for name, command in typed.command.commands.items()]


def _unused_options(typed: Typed) -> list[Candidate]:
    """The options that are not used yet, each by its long name."""
    unused = [o for o in typed.command.options if o.repeatable or o.names[0] not in typed.options]
    return [Candidate(option.names[0], option.help) for option in unused]


def _argument_kind(typed: Typed) -> Kind:
    kinds, number = typed.command.arguments, len(typed.arguments)
    if number < len(kinds):
        return kinds[number]
    return kinds[-1] if kinds and typed.command.repeatable else ""


def _values(kind: Kind, current: str, typed: Typed, prefix: str = "") -> Answer:
    if isinstance(kind, tuple):
        return Answer([Candidate(choice) for choice in kind], prefix)
    if kind == "file":
        return Answer([], prefix, "files")
    if kind == "order status":  # a list with commas
        done, comma, _ = current.rpartition(",")
        prefix += done + comma
    if not kind:
        return Answer([], prefix)
    from spmsg.cli.candidates import candidates

    return Answer(candidates(kind, current, typed), prefix, "nospace" if kind == "field" else "values")

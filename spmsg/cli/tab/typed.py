"""The words of a command line that is being typed, read as far as they go."""

import os
from collections.abc import Sequence

from spmsg.cli.tab.command_table import ROOT
from spmsg.cli.tab.table import Option


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

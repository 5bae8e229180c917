"""What TAB offers: the shells' completion scripts ask this module, with `_SPMSG_COMPLETE` in the environment.

It answers from the table of commands (`command_table.py`) and from local state alone: no network, no secret,
and no Typer, whose import alone takes nearly as long as a person should wait for TAB.
"""

from collections.abc import Sequence

from spmsg.cli.tab import shells
from spmsg.cli.tab.shells import Answer, Candidate
from spmsg.cli.tab.table import Kind
from spmsg.cli.tab.typed import Typed, split_option


def answer(shell: str, arguments: Sequence[str]) -> None:
    """Print what `shell` ("bash", "zsh" or "fish") may offer; `arguments` are as its script gives them."""
    import sys

    words = shells.words(shell, arguments)
    lines = shells.lines(shell, complete(words), arguments)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))


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
    from spmsg.cli.tab.candidates import candidates

    return Answer(candidates(kind, current, typed), prefix, "nospace" if kind == "field" else "values")

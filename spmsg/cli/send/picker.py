"""A list to choose from on a terminal: type to search, arrows, Enter.

Not questionary's own `select`: where its search finds nothing it shows everything again, so that Enter would
take the first of all orders in place of the one that was typed.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from spmsg.cli import wrap

MOST_ROWS = 12


@dataclass(frozen=True)
class Choice:
    """A line of the list. `details` are shown for the one that is pointed at; `disabled` is why it is not
    choosable. All text must be safe to print, and in one line."""

    value: str
    title: str
    details: str = ""
    disabled: str | None = None


class List:
    """What is shown of the choices, and which is pointed at; knows no terminal."""

    def __init__(
        self, choices: Sequence[Choice], accept: Callable[[str], bool] = lambda query: False
    ) -> None:
        self._choices = choices
        self._accept = accept
        self.query = ""
        self.found: list[Choice] = []
        self._index = 0
        self.search("")

    def search(self, query: str) -> None:
        """Show the choices that hold every word of `query`, in any case."""
        self.query = query
        words = query.casefold().split()
        self.found = [
            each
            for each in self._choices
            if all(word in f"{each.title} {each.details}".casefold() for word in words)
        ]
        self._index = next((i for i, each in enumerate(self.found) if each.disabled is None), 0)

    def move(self, steps: int) -> None:
        """Point at the next choosable line in that direction; stays where there is none."""
        index, step = self._index, 1 if steps > 0 else -1
        target = max(0, min(len(self.found) - 1, index + steps))
        reachable = [i for i, each in enumerate(self.found) if each.disabled is None]
        ahead = [i for i in reachable if (i - index) * step > 0]
        if ahead:
            self._index = min(ahead, key=lambda i: abs(i - target))

    @property
    def pointed_at(self) -> Choice | None:
        """The choice that Enter takes; None where it would take none."""
        if not self.found or self.found[self._index].disabled is not None:
            return None
        return self.found[self._index]

    @property
    def answer(self) -> str | None:
        """What Enter gives: the value pointed at, or the typed text where that is an answer itself."""
        if not self.found and self._accept(self.query.strip()):
            return self.query.strip()
        return self.pointed_at.value if self.pointed_at else None

    def rows(self, most: int) -> list[tuple[bool, Choice]]:
        """At most so many lines around the one that is pointed at, and whether each is that one."""
        first = max(0, min(self._index - most // 2, len(self.found) - most))
        return [
            (i == self._index and each.disabled is None, each)
            for i, each in enumerate(self.found[first : first + most], first)
        ]


def pick(
    question: str,
    choices: Sequence[Choice],
    *,
    accept: Callable[[str], bool] = lambda query: False,
    nothing: str = "Nothing like that.",
) -> str:
    """Let a person choose; gives the value, or the typed text where `accept` takes it as an answer.

    `nothing` is shown where the search finds nothing. Raises KeyboardInterrupt for Ctrl-C, EOFError for
    Ctrl-D.
    """
    shown = List(choices, accept)
    application = _application(question, shown, nothing)
    value: str = application.run()
    chosen = next((each.title for each in choices if each.value == value), value)
    sys.stderr.write(wrap.cut(f"? {question} {' '.join(chosen.split())}", wrap.columns(sys.stderr)) + "\n")
    return value


def _application(question: str, shown: List, nothing: str) -> Any:
    from prompt_toolkit.application import Application
    from prompt_toolkit.layout import HSplit, Layout, Window
    from prompt_toolkit.layout.controls import FormattedTextControl
    from prompt_toolkit.layout.dimension import Dimension
    from prompt_toolkit.output import create_output
    from prompt_toolkit.styles import Style

    output = create_output(sys.stderr)

    def head() -> Any:
        hint = "" if shown.query else "type to search, arrows, Enter"
        return [
            ("class:mark", "? "),
            ("class:question", f"{question} "),
            ("", shown.query),
            ("[SetCursorPosition]", ""),
            ("class:hint", hint),
        ]

    def body() -> Any:
        size = output.get_size()
        most = max(3, min(MOST_ROWS, size.rows - 6))
        lines = []
        for pointed, each in shown.rows(most):
            title = each.title if each.disabled is None else f"{each.title}  ({each.disabled})"
            mark = "> " if pointed else "  " if each.disabled is None else "- "
            style = "class:pointed" if pointed else "class:disabled" if each.disabled else ""
            lines.append((style, mark + wrap.cut(title, size.columns - 3) + "\n"))
        if not lines:
            lines.append(
                ("class:hint", "  " + (f"Enter takes {shown.query}" if shown.answer else nothing) + "\n")
            )
        if len(shown.found) > most:
            lines.append(("class:hint", f"  {len(shown.found)} in all\n"))
        return lines

    def foot() -> Any:
        chosen = shown.pointed_at
        width = output.get_size().columns - 1
        return [("class:hint", "\n".join(wrap.folded(chosen.details, width)) if chosen else "")]

    windows = [
        Window(FormattedTextControl(head, show_cursor=True, focusable=True), dont_extend_height=True),
        Window(FormattedTextControl(body), dont_extend_height=True),
        Window(FormattedTextControl(foot), height=Dimension(max=5), dont_extend_height=True),
    ]
    return Application(
        layout=Layout(HSplit(windows)),
        key_bindings=_keys(shown),
        style=Style.from_dict({
            "mark": "bold ansimagenta", "question": "bold",
            "pointed": "bold ansimagenta", "disabled": "italic",
        }),
        erase_when_done=True,
        output=output,
    )  # fmt: skip


def _keys(shown: List) -> Any:
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    def bind(*names: Any, to: Callable[[Any], None]) -> None:
        for name in names:
            keys.add(name, eager=True)(to)

    def leave(error: type[BaseException]) -> Callable[[Any], None]:
        return lambda event: event.app.exit(exception=error())

    def take(event: Any) -> None:
        if shown.answer is not None:
            event.app.exit(result=shown.answer)

    def typed(event: Any) -> None:
        if event.data.isprintable():
            shown.search(shown.query + event.data)

    bind("c-c", to=leave(KeyboardInterrupt))
    bind("c-d", to=leave(EOFError))
    bind("enter", to=take)
    bind("up", "c-p", to=lambda event: shown.move(-1))
    bind("down", "c-n", "tab", to=lambda event: shown.move(1))
    bind("pageup", to=lambda event: shown.move(-MOST_ROWS))
    bind("pagedown", to=lambda event: shown.move(MOST_ROWS))
    bind("backspace", to=lambda event: shown.search(shown.query[:-1]))
    bind("c-u", to=lambda event: shown.search(""))
    bind(Keys.BracketedPaste, to=lambda event: shown.search(shown.query + " ".join(event.data.split())))
    keys.add(Keys.Any)(typed)
    return keys

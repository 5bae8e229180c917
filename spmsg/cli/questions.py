"""Questions to a person at the terminal, by questionary. They are put to stderr: stdout is for the answer.

Each raises KeyboardInterrupt for Ctrl-C and Esc, and EOFError for Ctrl-D. All text must be safe to print.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Any

from spmsg.cli import console

if TYPE_CHECKING:
    from questionary import Question

Check = Callable[[str], str | None]
"""Tells what is wrong with an answer; None if nothing is."""


@dataclass(frozen=True)
class Choice:
    """A line of a list. `details` are shown below it; `disabled` is the reason why it cannot be chosen."""

    value: str
    title: str
    details: str = ""
    disabled: str | None = None


def possible(*, no_input: bool = False) -> bool:
    """Return whether a person can be asked: at a terminal that can show more than lines."""
    if no_input or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, *, default: bool = False) -> bool:
    """Yes or no; Enter is `default`."""
    return _confirmed(question, default, {}) is True


def confirm_or(question: str, keys: Mapping[str, str]) -> bool | str:
    """Yes, no (Enter), or one of `keys`, each with what it does: `{"p": "the next message"}`."""
    return _confirmed(question, False, keys)


def text(question: str, check: Check = lambda typed: None, *, default: str = "") -> str:
    """Return a line of text that passes `check`."""
    import questionary

    return _checked(lambda: questionary.text(question, default=default, **_look()), check)


def password(question: str, check: Check = lambda typed: None) -> str:
    """Return a secret, shown as asterisks."""
    import questionary

    return _checked(lambda: questionary.password(question, **_look()), check)


def path(question: str, check: Check = lambda typed: None) -> str:
    """Return the path of a file, as it was typed; TAB completes it."""
    import questionary

    return _checked(lambda: questionary.path(question, **_look()), check)


def select(
    question: str,
    choices: Sequence[Choice],
    *,
    accept: Callable[[str], bool] = lambda typed: False,
    nothing: str = "Nothing like that.",
) -> str:
    """Return the value of a choice: type to search, arrows, Enter. Typed text that `accept` takes is one too.

    Not questionary's `select`: where its search finds nothing it shows everything again, and Enter takes the
    first. `nothing` is said instead.
    """
    import questionary
    from prompt_toolkit.key_binding import KeyBindings

    menu = _menu(choices)
    by_value = {choice.value: choice for choice in choices}

    def found(typed: str) -> Choice | None:
        return by_value.get(typed) or next((c for c in _matching(choices, typed) if c.disabled is None), None)

    def verdict(typed: str) -> bool | str:
        if accept(typed.strip()):
            return True
        choice = by_value.get(typed.strip()) or next(_matching(choices, typed), None)
        if choice is not None and choice.disabled is not None:
            return f"Not this one: {choice.disabled}"
        return choice is not None or nothing

    def details() -> str:
        choice = found(asked.application.current_buffer.text)
        about = fill(choice.details, console.stderr().width - 1) if choice is not None else ""
        return f"{about}\n(type to search, arrows, Enter)".lstrip()

    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def take(event: Any) -> None:
        buffer = event.current_buffer
        typed = buffer.text.strip()
        choice = found(typed)
        if choice is not None and not accept(typed):
            buffer.text = choice.value
        buffer.validate_and_handle()

    asked = questionary.autocomplete(
        question, [], completer=menu, validate=verdict, bottom_toolbar=details, **_look()
    )
    application = asked.application
    application.pre_run_callables.append(lambda: application.current_buffer.start_completion())
    return str(_answer(asked, keys)).strip()


def _matching(choices: Sequence[Choice], typed: str) -> Iterator[Choice]:
    """Yield the choices that hold every word that was typed, in any case."""
    words = typed.casefold().split()
    for choice in choices:
        if all(word in f"{choice.title} {choice.details}".casefold() for word in words):
            yield choice


def _menu(choices: Sequence[Choice]) -> Any:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Menu(Completer):
        def get_completions(self, document: Document, event: CompleteEvent) -> Iterator[Completion]:
            for choice in _matching(choices, document.text):
                title = choice.title if choice.disabled is None else f"{choice.title}  ({choice.disabled})"
                yield Completion(choice.value, -len(document.text), display=title)

    return Menu()


def _confirmed(question: str, default: bool, keys: Mapping[str, str]) -> bool | str:
    import questionary
    from prompt_toolkit.key_binding import KeyBindings

    yes_or_no = "Y/n" if default else "y/N"
    more = "".join(f", {key}: {does}" for key, does in keys.items())
    bindings = KeyBindings()
    for key in keys:
        bindings.add(key)(lambda event, key=key: event.app.exit(result=key))
    asked = questionary.confirm(question, default=default, instruction=f"({yes_or_no}{more}) ", **_look())
    answer: bool | str = _answer(asked, bindings)
    return answer


def _checked(ask: "Callable[[], Question]", check: Check) -> str:
    """Return an answer that passes; one that does not is asked for anew, after what is wrong with it.

    Not by questionary's own validation: that shows a single line, cut where the terminal ends, and leaves
    the wrong answer in the way of the right one.
    """
    while True:
        typed = str(_answer(ask()))
        wrong = check(typed)
        if wrong is None:
            return typed
        console.stderr().print(console.labelled("error", wrong, "red"))


def _look() -> dict[str, Any]:
    """Where questions appear and how: in the terminal's own colours, which fit a dark and a light one."""
    from prompt_toolkit.output import create_output
    from questionary import Style

    colour = "ansimagenta"
    style = [
        ("qmark", f"bold {colour}"),
        ("question", "bold"),
        ("answer", colour),
        ("instruction", ""),
        ("bottom-toolbar", "noreverse"),
    ]
    return {"output": create_output(sys.stderr), "style": Style(style), "qmark": "?"}


def _answer(asked: "Question", keys: Any = None) -> Any:
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    leave = KeyBindings()
    leave.add("escape")(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    application = asked.application
    application.key_bindings = merge_key_bindings(
        [each for each in (application.key_bindings, leave, keys) if each is not None]
    )
    return asked.unsafe_ask()

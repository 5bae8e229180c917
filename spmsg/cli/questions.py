"""Questions to a person at the terminal, by questionary. They are put to stderr: stdout is for the answer.

Each raises KeyboardInterrupt for Ctrl-C and Esc, and EOFError for Ctrl-D. All text must be safe to print.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
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
    """A line of a list, with `details` shown below."""

    value: str
    title: str
    details: str = ""


def possible(*, no_input: bool = False) -> bool:
    """Return whether a person can be asked: at a terminal that can show more than lines."""
    return not no_input and os.environ.get("TERM") != "dumb" and at_terminal()


def at_terminal() -> bool:
    """Return whether a person is there, though the terminal may be too plain to ask at."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask for yes or no; Enter is `default`."""
    import questionary

    return bool(_answer(questionary.confirm(question, default=default, **_look())))


def confirm_or(question: str, key: str, does: str) -> bool | None:
    """Ask for yes or no, or for what the `key` `does`, which is None; Enter is no."""
    import questionary
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()
    keys.add(key)(lambda event: event.app.exit(result=None))
    asked = questionary.confirm(question, default=False, instruction=f"(y/N, {key}: {does}) ", **_look())
    answer: bool | None = _answer(asked, keys)
    return answer


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
    """Ask for one of `choices`, or for a text that `accept` takes: type to search, arrows, Enter.

    `nothing` is said if the search finds nothing. Questionary's `select` would show everything again then,
    and Enter would take the first.
    """
    import questionary
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings

    class Menu(Completer):
        def get_completions(self, document: Document, event: CompleteEvent) -> Iterator[Completion]:
            for choice in _matching(choices, document.text):
                yield Completion(choice.value, -len(document.text), display=choice.title)

    def details() -> str:
        found = _matching(choices, buffer.text)
        about = fill(found[0].details, console.stderr().width - 1) if found else ""
        return f"{about}\n(type to search, arrows, Enter)".lstrip()

    def mark_first(application: Any) -> None:
        state = buffer.complete_state
        if state is not None and state.complete_index is None and state.completions:
            state.go_to_index(0)

    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def take(event: Any) -> None:
        found = _matching(choices, buffer.text)
        if found and not accept(buffer.text.strip()):
            buffer.text = found[0].value
        buffer.validate_and_handle()

    asked = questionary.autocomplete(
        question, [], completer=Menu(), bottom_toolbar=details, **_look(),
        validate=lambda typed: bool(_matching(choices, typed)) or accept(typed.strip()) or nothing,
    )  # fmt: skip
    buffer = asked.application.current_buffer
    asked.application.before_render += mark_first
    asked.application.pre_run_callables.append(buffer.start_completion)
    return str(_answer(asked, keys)).strip()


def _matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return the choices that hold every word that was typed, in any case; first the one of that value."""
    words = typed.casefold().split()
    found = [
        choice
        for choice in choices
        if all(word in f"{choice.value} {choice.title} {choice.details}".casefold() for word in words)
    ]
    return sorted(found, key=lambda choice: [choice.value.casefold()] != words)


def _checked(ask: "Callable[[], Question]", check: Check) -> str:
    """Ask until an answer passes; questionary's own check would cut off the message, and keep the answer."""
    while True:
        typed = str(_answer(ask()))
        wrong = check(typed)
        if wrong is None:
            return typed
        console.stderr().print(console.labelled("error", wrong, "red"))


def _look() -> dict[str, Any]:
    """Return the stream and the colours of a question: the terminal's own, which fit dark and light."""
    from prompt_toolkit.output import create_output
    from questionary import Style

    style = Style(
        [("qmark", "bold ansimagenta"), ("question", "bold"), ("answer", "ansimagenta"), ("instruction", ""),
         ("bottom-toolbar", "noreverse")]
    )  # fmt: skip
    return {"output": create_output(sys.stderr), "style": style, "qmark": "?"}


def _answer(asked: "Question", *more_keys: Any) -> Any:
    """Ask; Esc, which questionary does not know, ends as Ctrl-C does."""
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    leave = KeyBindings()
    leave.add("escape")(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    own = asked.application.key_bindings or KeyBindings()
    asked.application.key_bindings = merge_key_bindings([own, leave, *more_keys])
    return asked.unsafe_ask()

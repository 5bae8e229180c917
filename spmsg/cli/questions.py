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
    """A line of a list, with `details` shown below; `disabled` is why it cannot be chosen."""

    value: str
    title: str
    details: str = ""
    disabled: str | None = None


def possible(*, no_input: bool = False) -> bool:
    """Return whether a person can be asked: at a terminal that can show more than lines."""
    return not no_input and os.environ.get("TERM") != "dumb" and at_terminal()


def at_terminal() -> bool:
    """Return whether a person is there, though the terminal may be too plain to ask at."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask for yes or no; Enter is `default`."""
    return confirm_or(question, {}, default=default) is True


def confirm_or(question: str, keys: Mapping[str, str], *, default: bool = False) -> bool | str:
    """Ask for yes, no, or one of `keys`, each with what it does: `{"p": "the next message"}`."""
    import questionary
    from prompt_toolkit.key_binding import KeyBindings

    more = "".join(f", {key}: {does}" for key, does in keys.items())
    bindings = KeyBindings()
    for key in keys:
        bindings.add(key)(lambda event, key=key: event.app.exit(result=key))
    instruction = f"({'Y/n' if default else 'y/N'}{more}) "
    asked = questionary.confirm(question, default=default, instruction=instruction, **_look())
    answer: bool | str = _answer(asked, bindings)
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
    """Ask for a choice: type to search, arrows, Enter; or for text that `accept` takes.

    Not questionary's `select`: where its search finds nothing it shows everything again, and Enter takes the
    first. `nothing` is said instead.
    """
    import questionary
    from prompt_toolkit.key_binding import KeyBindings

    def chosen(typed: str) -> Choice | None:
        """Return the choice with this value, else the first that can be chosen, else the first of all."""
        found = [choice for choice in choices if choice.value == typed] or list(_matching(choices, typed))
        return next((choice for choice in found if choice.disabled is None), found[0] if found else None)

    def verdict(typed: str) -> bool | str:
        choice = chosen(typed.strip())
        if accept(typed.strip()):
            return True
        if choice is not None and choice.disabled is not None:
            return f"Not this one: {choice.disabled}"
        return choice is not None or nothing

    def details() -> str:
        choice = chosen(asked.application.current_buffer.text)
        about = fill(choice.details, console.stderr().width - 1) if choice is not None else ""
        return f"{about}\n(type to search, arrows, Enter)".lstrip()

    def mark(application: Any) -> None:
        """Mark what Enter takes where no arrow has marked anything."""
        buffer = application.current_buffer
        state, choice = buffer.complete_state, chosen(buffer.text.strip())
        if state is not None and state.complete_index is None and choice is not None:
            values = [completion.text for completion in state.completions]
            state.go_to_index(values.index(choice.value) if choice.value in values else None)

    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def take(event: Any) -> None:
        buffer = event.current_buffer
        choice = chosen(buffer.text.strip())
        if choice is not None and choice.disabled is None and not accept(buffer.text.strip()):
            buffer.text = choice.value
        buffer.validate_and_handle()

    asked = questionary.autocomplete(
        question, [], completer=_menu(choices), validate=verdict, bottom_toolbar=details, **_look()
    )
    application = asked.application
    application.before_render += mark
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
                if choice.value == document.text:
                    continue  # it adds nothing
                title = choice.title if choice.disabled is None else f"{choice.title}  ({choice.disabled})"
                yield Completion(choice.value, -len(document.text), display=title)

    return Menu()


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
    """Return where questions appear, and their colours: the terminal's own fit dark and light."""
    from prompt_toolkit.output import create_output
    from questionary import Style

    style = [
        ("qmark", "bold ansimagenta"),
        ("question", "bold"),
        ("answer", "ansimagenta"),
        ("instruction", ""),
        ("bottom-toolbar", "noreverse"),
    ]
    return {"output": create_output(sys.stderr), "style": Style(style), "qmark": "?"}


def _answer(asked: "Question", *more_keys: Any) -> Any:
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    leave = KeyBindings()
    leave.add("escape")(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    own = asked.application.key_bindings
    asked.application.key_bindings = merge_key_bindings([*([own] if own else []), leave, *more_keys])
    return asked.unsafe_ask()

"""What `spmsg auth login` asks. Questions go to stderr; an answer that cannot be right is asked for again."""

import shutil
import sys
import textwrap
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from spmsg import marketplaces
from spmsg.cli import stdio
from spmsg.cli.auth.secret_prompt import ask_secret
from spmsg.credentials.secrets import NAMES, Secrets, flaw, trimmed
from spmsg.errors import CancelledError, UsageError
from spmsg.marketplaces import BY_COUNTRY, REGIONS, Marketplace

if TYPE_CHECKING:
    from spmsg.cli.trial import RefusedError

T = TypeVar("T")

WHERE = (
    "The three secrets are in Seller Central, under Apps and Services > Develop Apps: your application's "
    '"View credentials" shows the client ID and the client secret, and "Authorize" gives the refresh token. '
    "Nothing that you paste here is shown."
)
LABELS = dict(zip(NAMES, ("Client ID", "Client secret", "Refresh token"), strict=True))
_LONGEST = 64
_REGION_NAMES = {"NA": "Americas", "EU": "Europe, Middle East, India", "FE": "Far East"}


def asks(no_input: bool) -> bool:
    """Whether there is somebody to ask."""
    return not no_input and sys.stdin.isatty() and sys.stderr.isatty()


def profile_name(known: Collection[str]) -> str:
    """A name for the account."""
    suggested = "" if known else "default"
    if known:
        say(f"Profiles so far: {', '.join(sorted(known))}. A name that exists is set up anew.")
    return _asked(f"Name of this profile{_bracketed(suggested)}: ", check_name, suggested)


def check_name(name: str) -> str:
    """`name`, if a profile can have it; raises UsageError."""
    if name == "demo":
        raise UsageError(
            "The profile demo is built in: the simulator needs no login.", hint="Choose another name."
        )
    allowed = all(c.isalnum() or c in "._-" for c in name)
    if not name or len(name) > _LONGEST or not allowed or not name[0].isalnum():
        raise UsageError(
            f"{name!r} cannot be a profile's name.",
            hint=f"Use letters, digits, dots and dashes, {_LONGEST} at most.",
        )
    return name


def marketplace() -> Marketplace:
    """The marketplace where the account sells."""
    for region in REGIONS:
        countries = " ".join(c for c, m in BY_COUNTRY.items() if m.region == region)
        say(f"  {_REGION_NAMES[region]}: {countries}")
    return _asked("Marketplace (a country, or a marketplace ID): ", marketplaces.find)


def region() -> str:
    """The selling region of a marketplace that we do not know."""
    return _asked("Its selling region (NA, EU or FE): ", check_region)


def check_region(name: str) -> str:
    """`name` in capitals, if it is a selling region; raises UsageError."""
    if name.upper() not in REGIONS:
        raise UsageError(f"There is no selling region {name!r}.", hint="Use NA, EU or FE.")
    return name.upper()


def secrets() -> Secrets:
    """The three secrets, as they were pasted."""
    say(f"\n{WHERE}\n")
    return Secrets(**{name: _secret(label) for name, label in LABELS.items()})


def again(secrets: Secrets, refused: "RefusedError") -> Secrets:
    """`secrets` with those asked for anew that were refused."""
    stdio.say_labelled("error", refused.message, stdio.RED)
    say("Nothing is stored yet. Once more, please; Ctrl-C ends it.\n")
    return replace(secrets, **{name: _secret(LABELS[name]) for name in refused.names})


@contextmanager
def given_up(told: str) -> Iterator[None]:
    """Turns Ctrl-C and Ctrl-D into a CancelledError that says `told`."""
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        raise CancelledError(told) from None


def agreed(question: str) -> bool:
    """Whether the answer is yes; no by default."""
    return _asked(f"{question} [y/N] ", _yes_or_no, "n")


def _yes_or_no(answer: str) -> bool:
    if answer.lower() not in ("y", "yes", "n", "no"):
        raise UsageError("Answer y or n.")
    return answer.lower() in ("y", "yes")


def _secret(name: str) -> str:
    while True:
        pasted = ask_secret(f"{name}: ")
        value = trimmed(pasted)
        problem = flaw(value)
        if problem is None:
            note = "" if value == pasted else ", without the blanks around it"
            stdio.say(f"  ({len(value)} character{'' if len(value) == 1 else 's'}{note})")
            return value
        say(f"  What you gave {problem}. Once more, without it, please.")


def _asked(question: str, check: Callable[[str], T], suggested: str = "") -> T:
    while True:
        sys.stdout.flush()
        try:
            sys.stderr.write(question)
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line:
                raise EOFError
        except (KeyboardInterrupt, EOFError):
            sys.stderr.write("\n")
            raise
        try:
            return check(line.strip() or suggested)
        except UsageError as error:
            say(f"  {error.message} {error.hint or ''}".rstrip())


def say(text: str) -> None:
    """Put `text` on stderr, wrapped at words; lines keep their indentation."""
    width = min(shutil.get_terminal_size().columns, 100) - 1
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        wrapped = textwrap.wrap(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        stdio.say("\n".join(wrapped))


def _bracketed(suggested: str) -> str:
    return f" [{suggested}]" if suggested else ""

"""An account to log in to: asked for at a terminal, or read from stdin."""

from collections.abc import Sequence

from spmsg import config, marketplaces
from spmsg.cli import console, questions
from spmsg.cli.questions import Choice
from spmsg.config import DEMO
from spmsg.credentials.secrets import MAX_BYTES, NAMES, DocumentError, Secrets, flaw, read_document, trimmed
from spmsg.errors import UsageError

LABELS = {"client_id": "Client ID", "client_secret": "Client secret", "refresh_token": "Refresh token"}
_WHERE = (
    "The three secrets are in Seller Central, under Apps and Services > Develop Apps: your application's "
    '"View credentials" shows the client ID and the client secret, and "Authorize" gives the refresh token.'
)
_EXAMPLE = '{"client_id": "…", "client_secret": "…", "refresh_token": "…", "marketplace": "US"}'


def check_name(name: str) -> str:
    """Return `name` if a profile that is set up can have it; else raise UsageError."""
    if name == DEMO:
        raise UsageError(
            "The profile demo is built in: the simulator needs no login.", hint="Choose another name."
        )
    return config.check_name(name)


def ask_name(known: Sequence[str]) -> str:
    """Ask for the name of the profile."""
    question, default = "Name of this profile:", ""
    if known:
        console.note(f"Profiles so far: {', '.join(known)}. A name that exists is set up anew.")
    else:
        question, default = "Name of this profile (Enter: default):", "default"

    def wrong(answer: str) -> str | None:
        try:
            check_name(answer.strip() or default)
        except UsageError as error:
            return f"{error.message} {error.hint}"
        return None

    return questions.text(question, wrong).strip() or default


def ask_marketplace() -> str:
    """Ask for the marketplace in which the account sells: a country or an ID."""
    choices = [Choice(code, f"{code}  {name}") for code, name in marketplaces.NAMES.items()]
    return questions.select(
        "Marketplace (a country, or a marketplace ID):",
        choices,
        accept=lambda typed: marketplaces.look_up(typed) is not None,
    )


def ask_secrets() -> Secrets:
    """Ask for the three secrets."""
    console.note(f"\n{_WHERE}\n")
    return Secrets(**{name: ask_secret(name) for name in NAMES})


def ask_secret(name: str) -> str:
    """Ask for one secret, until it has the form of one."""

    def wrong(pasted: str) -> str | None:
        problem = flaw(trimmed(pasted))
        return f"What you gave {problem}. Once more, without it, please." if problem else None

    return trimmed(questions.password(f"{LABELS[name]}:", wrong))


def read_stdin() -> tuple[Secrets, str | None]:
    """Read the secrets from stdin, and the marketplace if it is there.

    Raises UsageError, which repeats nothing of what is there.
    """
    hint = "For example: spmsg auth login --with-token < shop-us.json. Without --with-token, login asks."
    content = console.read_pipe(MAX_BYTES + 1, hint)
    try:
        found = read_document(content, (*NAMES, "marketplace"))
        if missing := [name for name in NAMES if name not in found]:
            raise DocumentError(f"it has no {', '.join(missing)}")
    except DocumentError as error:
        raise UsageError(
            f"What is on stdin cannot be used: {error}.", hint=f"It must look so: {_EXAMPLE}"
        ) from None
    return Secrets(*(found[name] for name in NAMES)), found.get("marketplace")

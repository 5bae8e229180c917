"""`--verbose`: every request and answer on stderr. Secrets were masked before they came here."""

from collections.abc import Mapping

from spmsg.cli import stdio


class StderrTrace:
    """Writes as curl's -v does: > what leaves, < what comes, * what we do."""

    def request(self, method: str, url: str, headers: Mapping[str, str], body: str | None) -> None:
        """A request is about to leave."""
        self._block(">", [f"{method} {url}", *(f"{k}: {v}" for k, v in headers.items())], body)

    def answer(self, status: int, reason: str, headers: Mapping[str, str], body: str) -> None:
        """An answer has come."""
        self._block("<", [f"{status} {reason}", *(f"{k}: {v}" for k, v in headers.items())], body)

    def note(self, text: str) -> None:
        """Something happened between requests: a wait, a repetition."""
        stdio.say_as_it_is(f"* {text}")

    def _block(self, mark: str, head: list[str], body: str | None) -> None:
        lines = [*head, *(["", *body.splitlines()] if body else [])]
        stdio.say_as_it_is("\n".join(f"{mark} {line}".rstrip() for line in lines))

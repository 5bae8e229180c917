"""`spmsg auth login --with-token`: the secrets as JSON from stdin, for set-up without a person."""

import sys
from dataclasses import dataclass

from spmsg.credentials.secrets import MAX_BYTES, NAMES, DocumentError, Secrets, read_document, values
from spmsg.errors import UsageError

MEMBERS = (*NAMES, "marketplace")
_EXAMPLE = '{"client_id": "…", "client_secret": "…", "refresh_token": "…", "marketplace": "US"}'


@dataclass(frozen=True)
class Given:
    """What the JSON held; `marketplace` is None where it held none."""

    secrets: Secrets
    marketplace: str | None


def read_stdin(*, marketplace_needed: bool) -> Given:
    """The document on stdin. Raises UsageError, which repeats nothing of it."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            "--with-token reads JSON from a pipe or a file, and stdin is neither.",
            hint="For example: spmsg auth login --with-token < shop-us.json. Without it, login asks.",
        )
    try:
        return _given(sys.stdin.buffer.read(MAX_BYTES + 1), marketplace_needed)
    except DocumentError as error:
        raise UsageError(
            f"The JSON on stdin cannot be used: {error}.", hint=f"It must look so: {_EXAMPLE}"
        ) from None


def _given(content: bytes, marketplace_needed: bool) -> Given:
    document = read_document(content)
    unknown = [name for name in document if name not in MEMBERS]
    if unknown:
        raise DocumentError(_about(unknown))
    found = values(document)
    marketplace = document.get("marketplace")
    if marketplace is not None and (not isinstance(marketplace, str) or len(marketplace) > 32):
        raise DocumentError("its marketplace is not a marketplace ID or a country in quotes")
    missing = [name for name in NAMES if name not in found]
    if marketplace_needed and not marketplace:
        missing.append("marketplace")
    if missing:
        raise DocumentError(f"it has no {', '.join(missing)}")
    return Given(Secrets(**found), marketplace or None)


def _about(unknown: list[str]) -> str:
    """What is wrong with member names, in which a secret can stand too: only the known ones are told."""
    from difflib import get_close_matches

    meant = sorted({name for u in unknown for name in get_close_matches(u.lower(), MEMBERS, n=1)})
    near = f"; did you mean {', '.join(meant)}?" if meant else ""
    return f"{len(unknown)} of its members {'is' if len(unknown) == 1 else 'are'} none of ours{near}"

"""A profile's three secrets as one value, the JSON that carries them, and what is wrong with one."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

NAMES = ("client_id", "client_secret", "refresh_token")
"""The members of the JSON in which secrets are given, printed by a `credential_command`, and stored."""
MAX_BYTES = 64 * 1024
"""The largest document of secrets; Amazon's are a few hundred characters each."""
MASK = "•••"
_MEMBERS = r"access_token|refresh_token|client_secret|restrictedDataToken|code_verifier"
_PARAMETERS = (
    _MEMBERS + r"|x-amz-signature|x-amz-credential|x-amz-security-token|policy|signature|awsaccesskeyid"
)
_KINDS = {"\n": "a line break", "\r": "a line break", "\t": "a tab", " ": "a space"}


@dataclass(frozen=True)
class Secrets:
    """What proves an application and a seller's authorisation to Login with Amazon."""

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)

    def json(self) -> str:
        """Return them as a JSON document, in ASCII."""
        return json.dumps(asdict(self))


class DocumentError(Exception):
    """A document of secrets that cannot be used; the message says why, and repeats nothing of it."""


def read_document(content: bytes, names: Sequence[str] = NAMES) -> dict[str, str]:
    """Return those of `names` that the JSON object in `content` has. Raises DocumentError."""
    try:
        document = json.loads(content.decode("utf-8-sig")) if len(content) <= MAX_BYTES else None
    except (ValueError, RecursionError):  # no UTF-8; no JSON, or a number of thousands of digits; too deep
        document = None
    if not isinstance(document, dict):
        raise DocumentError("it is not a JSON object")
    found = {name: document[name] for name in names if document.get(name) not in (None, "")}
    for name, value in found.items():
        problem = flaw(value) if isinstance(value, str) else "is not text in quotes"
        if problem:
            raise DocumentError(f"its {name} {problem}")
    return found


def flaw(value: str) -> str | None:
    """Return what is wrong with a secret's form, such as "has a line break at its end", or None.

    Amazon's secrets are printable ASCII without spaces: anything else came with copy and paste.
    """
    if not value:
        return "is empty"
    at = next((i for i, c in enumerate(value) if not "!" <= c <= "~"), None)
    if at is not None:
        kind = _KINDS.get(value[at], f"the character U+{ord(value[at]):04X}")
        place = f"at character {at + 1} of {len(value)}" if value[at:].strip() else "at its end"
        return f"has {kind} {place}"
    if value[0] == value[-1] and value[0] in "'\"`":
        return "has quotation marks around it"
    return None


def trimmed(value: str) -> str:
    """Return `value` without the blanks and line breaks around it, which come with copy and paste."""
    return value.strip().strip("\u200b\ufeff").strip()


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """Return `text` (a URL, JSON, a form, another program's words) without anything secret.

    Secrets are known by where they stand (members of Login with Amazon's documents, parameters of presigned
    URLs), by the form of Amazon's, and by the text of `secrets`, because a server can echo what it was sent.
    """
    for secret in secrets:
        if len(secret) >= 4:
            text = text.replace(secret, MASK)
    text = re.sub(rf'(?i)("(?:{_MEMBERS})"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}}\]"]+)', rf'\1"{MASK}"', text)
    # The lookbehind lets a parameter follow "?", "&" and also the JSON escape of "&", "\u0026".
    text = re.sub(rf'(?i)(?<![a-z_-])((?:{_PARAMETERS})=)[^&"\s<>\\]+', rf"\1{MASK}", text)
    text = re.sub(r"(?i)\b(?:Atz[arc]|Atc)(?:\||%7C)[^\s\"'&<>\\]+", MASK, text)
    text = re.sub(r"amzn1\.oa2-cs\.[\w.]+", MASK, text)
    return re.sub(r"(?i)\b([a-z][a-z0-9+.-]*://)[^/?#\s\"@]+@", rf"\1{MASK}@", text)

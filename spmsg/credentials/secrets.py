"""A profile's three secrets as one value, the JSON that carries them, and what is wrong with one."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

NAMES = ("client_id", "client_secret", "refresh_token")
"""The members of the JSON in which secrets are given, printed by a `credential_command`, and stored."""
MAX_BYTES = 64 * 1024
"""The largest document of secrets; Amazon's are a few hundred characters each."""
MAX_CHARACTERS = 8192
MASK = "•••"
_MEMBERS = r"access_token|refresh_token|client_secret|restrictedDataToken|code_verifier"
_PARAMETERS = (
    _MEMBERS + r"|x-amz-signature|x-amz-credential|x-amz-security-token|policy|signature|awsaccesskeyid"
)
_BLANKS = " \t\r\n\u0085\u00a0\u2002\u2003\u2007\u2009\u200b\u2028\u2029\u202f\u3000\ufeff"
"""What may stand around a pasted secret without meaning; other control characters are refused."""
_KINDS = {"\n": "a line break", "\r": "a line break", "\t": "a tab", " ": "a space"}


@dataclass(frozen=True)
class Secrets:
    """What proves an application and a seller's authorisation to Login with Amazon. repr() shows none."""

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)

    def json(self) -> str:
        """Return them as a JSON document, in ASCII."""
        return json.dumps(asdict(self))


class DocumentError(Exception):
    """A document of secrets that cannot be used; the message says why, and repeats nothing of it."""


def read_document(content: bytes) -> dict[str, Any]:
    """Return the JSON object in `content`, its values unchecked. Raises DocumentError."""
    if len(content) > MAX_BYTES:
        raise DocumentError(f"it is larger than {MAX_BYTES // 1024} KiB")
    if not content.strip():
        raise DocumentError("it is empty")
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise DocumentError(f"it is not JSON (line {error.lineno}, column {error.colno})") from None
    except (ValueError, RecursionError):  # no UTF-8; a number of thousands of digits; nesting without end
        raise DocumentError("it is not JSON in UTF-8 that holds secrets") from None
    if not isinstance(document, dict):
        raise DocumentError("it is JSON, but not an object")
    return document


def values(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the secrets that `document` has, by name. Raises DocumentError for an unusable one."""
    found = {}
    for name in NAMES:
        value = document.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise DocumentError(f"its {name} is not text in quotes")
        if problem := flaw(value):
            raise DocumentError(f"its {name} {problem}")
        found[name] = value
    return found


def flaw(value: str) -> str | None:
    """Return what is wrong with a secret's form, such as "has a line break at its end", or None.

    Amazon's secrets are printable ASCII without spaces: anything else came with copy and paste. The secret
    itself is not repeated.
    """
    if not value:
        return "is empty"
    if len(value) > MAX_CHARACTERS:
        return f"has {len(value)} characters: that is no secret of Amazon's"
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
    return value.strip(_BLANKS)


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

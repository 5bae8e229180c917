"""The values of a profile's table in `config.toml`, each read with care. All raise UsageError."""

from collections.abc import Mapping

from spmsg.errors import UsageError

STORES = ("keyring", "file")
"""Where a profile's `secrets` can be kept: the system's keyring, or a file that its owner alone can read."""


def command(profile: Mapping[str, object]) -> tuple[str, ...] | None:
    """The words of `credential_command`. No error repeats them: people put secrets into commands."""
    given = profile.get("credential_command")
    if given is None:
        return None
    words: list[object] = []
    if isinstance(given, str):
        import shlex

        try:
            words = [*shlex.split(given)]
        except ValueError as error:
            raise UsageError(f"config.toml: `credential_command` cannot be split: {error}.") from None
    elif isinstance(given, list):
        words = given
    texts = tuple(word for word in words if isinstance(word, str))
    if not texts or not texts[0] or len(texts) < len(words) or any("\0" in text for text in texts):
        raise UsageError(
            "config.toml: `credential_command` must be a command, or a list of its words, in quotes.",
            hint='For example credential_command = ["vault-credentials", "shop-us"]',
        )
    return texts


def store(profile: Mapping[str, object]) -> str | None:
    """Where `spmsg auth login` has put the secrets: one of STORES."""
    kind = text(profile, "secrets")
    if kind and kind not in STORES:
        raise UsageError(
            'config.toml: `secrets` must be "keyring" or "file".',
            hint="`spmsg auth login` writes it; secrets themselves have no place there.",
        )
    return kind


def login(profile: Mapping[str, object]) -> str | None:
    """The name under which they are there. It becomes part of a file's name."""
    name = text(profile, "login")
    if name and not (name.isascii() and name.isalnum() and len(name) <= 64):
        raise UsageError("config.toml: `login` must be as `spmsg auth login` writes it: letters and digits.")
    return name


def text(table: Mapping[str, object], key: str) -> str | None:
    """The text of `key`; None where there is none, or an empty one."""
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageError(f"config.toml: `{key}` must be text in quotes, not {value!r}.")
    return value or None

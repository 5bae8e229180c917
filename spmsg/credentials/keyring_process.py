"""The process that talks to the system's keyring: one that hangs or crashes takes nothing else along.

`stores.KeyringStore` runs it: a JSON request on stdin, a JSON answer on stdout. Secrets are in neither the
arguments nor the environment. A thread would not do: it cannot be stopped, so a keyring that hangs for
a while would store the secret after its user was told that it did not.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    """Answer the request on stdin: {"do": "read"|"write"|"remove"|"name", "service", "user", "secret"}."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # a backend that prints must not spoil the answer
    try:
        answer = _answer(json.load(sys.stdin))
    except Exception as error:  # noqa: BLE001 - backends raise what they like; it goes into the answer
        answer = {"error": type(error).__name__, "text": str(error)}
    with answers:
        json.dump(answer, answers)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        import keyring.backends.fail
        import keyring.core
    except ImportError:
        return {"error": "NotInstalled", "text": ""}
    # A backend that the user chose is taken as it is. Of those found by themselves only real keyrings are:
    # some keep secrets in a readable file.
    keyring.core.init_backend(limit=keyring.core.recommended)
    ring = keyring.get_keyring()
    if isinstance(ring, keyring.backends.fail.Keyring):
        return {"error": "NoKeyringError", "text": ""}
    service, user = request["service"], request["user"]
    answer: dict[str, Any] = {"name": str(ring.name)}
    if request["do"] == "write":
        ring.set_password(service, user, request["secret"])
        if ring.get_password(service, user) != request["secret"]:  # a "null" keyring takes all, keeps nothing
            return {"error": "NotKept", "text": f"{ring.name} does not give back what it was given"}
    elif request["do"] == "read":
        answer["secret"] = ring.get_password(service, user)
    elif request["do"] == "remove" and ring.get_password(service, user) is not None:
        ring.delete_password(service, user)
    return answer


if __name__ == "__main__":
    main()

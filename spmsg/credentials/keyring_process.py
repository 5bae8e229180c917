"""The process that talks to the system's keyring, whose hanging or crash does no harm to its caller.

`stores.KeyringStore` runs it: a JSON request on stdin, a JSON answer on stdout. Secrets are in neither the
arguments nor the environment. A thread that hangs could not be stopped, and might store the secret after we
have said that it is not stored.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    """Answer the request on stdin: {"do": "check"|"read"|"write"|"remove", "service", "user", "secret"}."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # a backend that prints must not spoil the answer
    try:
        answer = _answer(json.load(sys.stdin))
    except Exception as error:  # noqa: BLE001 - backends raise what they like; it goes into the answer
        answer = {"error": f"{type(error).__name__}: {error}"}
    with answers:
        json.dump(answer, answers)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        import keyring.backends.fail
        import keyring.core
    except ImportError:
        return {"error": "install its extra (`pip install '.[keyring]'` in the checkout of spmsg) first"}
    # A backend that the user chose is taken as it is. Of those found by themselves only real keyrings are:
    # some keep secrets in a readable file.
    keyring.core.init_backend(limit=keyring.core.recommended)
    ring = keyring.get_keyring()
    if isinstance(ring, keyring.backends.fail.Keyring):
        return {"error": "there is none"}
    service, user = request["service"], request["user"]
    answer: dict[str, Any] = {"name": str(ring.name)}
    if request["do"] == "write":
        ring.set_password(service, user, request["secret"])
        if ring.get_password(service, user) != request["secret"]:  # a "null" keyring takes all, keeps nothing
            return {"error": f"{ring.name} does not give back what it was given"}
    elif request["do"] == "read":
        answer["secret"] = ring.get_password(service, user)
    elif request["do"] == "remove" and ring.get_password(service, user) is not None:
        ring.delete_password(service, user)
    return answer


if __name__ == "__main__":
    main()

"""A machine on which nobody has logged in: its keyring, its files, and what `spmsg` says there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harness import Ran, run_here

SECRETS = {
    "client_id": "amzn1.application-oa2-client.0c1d2e3f",
    "client_secret": "amzn1.oa2-cs.v1.tops3cret",
    "refresh_token": "Atzr|IwEBIrefr3sh",
}


@dataclass(frozen=True)
class Machine:
    """A home of its own, with a keyring that works and a simulated Amazon."""

    folder: Path
    environment: Mapping[str, str]
    config: Path
    ring: Path

    def run(self, *arguments: str, stdin: str | bytes | None = None, **settings: str) -> Ran:
        """Run `spmsg`; no secret comes out of it but the access token that `auth token` prints."""
        ran = run_here(arguments, {**self.environment, **settings}, stdin)
        for secret in ("tops3cret", "refr3sh"):
            assert secret not in ran.out + ran.err
        return ran

    def log_in(self, *arguments: str, marketplace: str | None = "US", **changes: Any) -> Ran:
        """Log in without a person."""
        document = {**SECRETS, "marketplace": marketplace, **changes}
        given = json.dumps({k: v for k, v in document.items() if v is not None})
        return self.run("auth", "login", "--with-token", *arguments, stdin=given)

    @property
    def entries(self) -> dict[str, str]:
        """What the keyring holds."""
        return dict(json.loads(self.ring.read_text())) if self.ring.exists() else {}

    @property
    def times_opened(self) -> int:
        """How often the keyring was read."""
        count = self.ring.with_suffix(".opened")
        return len(count.read_text()) if count.exists() else 0

    def files_with(self, text: str) -> list[str]:
        """The files on this machine that hold `text`, but for the keyring's."""
        found = [p for p in self.folder.rglob("*") if p.is_file() and p != self.ring]
        return sorted(str(p.relative_to(self.folder)) for p in found if text.encode() in p.read_bytes())

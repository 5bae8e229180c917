"""Being asked to stop: waiting ends at once, a request under way is finished."""

import threading
import time

from spmsg.errors import CancelledError


class Interruption:
    """Set by Ctrl-C or SIGTERM, seen by everything that waits."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.asked_at = 0.0
        """When we were asked to stop, by `time.monotonic`."""

    def ask(self) -> None:
        """Let every wait end with CancelledError, from now on."""
        if not self.asked:
            self.asked_at = time.monotonic()
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether we were asked to stop."""
        return self._asked.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait; raises CancelledError as soon as we are asked to stop."""
        if self._asked.wait(max(seconds, 0)):
            raise CancelledError("Interrupted.", hint="Run it again: it goes on where it stopped.")

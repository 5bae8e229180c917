"""The stand-in that counts, and the program against it, as in `tests/scenarios/promise`."""

from tests.scenarios.promise.conftest import environment, spmsg, standin

__all__ = ["environment", "spmsg", "standin"]

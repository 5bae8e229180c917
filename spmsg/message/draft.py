"""A message that is about to be sent, and what is wrong with it."""

from spmsg.message.violation import Severity, Violation

__all__ = ["Severity", "Violation"]

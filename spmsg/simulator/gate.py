"""What every request of the SP-API passes before its operation: User-Agent, access token, role, rate."""

from dataclasses import dataclass

from spmsg.simulator.answers import Call, RefusedError, denied
from spmsg.simulator.state import Account

_LONGEST_USER_AGENT = 500


@dataclass(frozen=True)
class Operation:
    """One of Amazon's operations: its documented usage plan, the role it needs, its group of faults."""

    name: str
    role: str
    group: str
    rate: float
    burst: int


def check_user_agent(call: Call) -> None:
    """Amazon requires a User-Agent, of 500 characters at most."""
    agent = call.request.headers.get("User-Agent", "")
    if not agent or len(agent) > _LONGEST_USER_AGENT:
        raise denied(f"A User-Agent header of 1 to {_LONGEST_USER_AGENT} characters is required.")


def authenticate(call: Call) -> Account:
    """Whose access token this is; 403, in Amazon's words, where it is missing, unknown or has ended."""
    text = call.request.headers.get("x-amz-access-token", "")
    if not text:
        raise RefusedError(
            403, "MissingAuthenticationToken", "Access to requested resource is denied.", "No access token."
        )
    token = call.state.token(text)
    if token is None:
        raise denied("The access token you provided is revoked, malformed or invalid.")
    if token.expires <= call.now:
        raise denied("The access token you provided has expired.")
    return token.account


def check_role(account: Account, operation: Operation) -> None:
    """403 where the application lacks the role, without a word about which."""
    if operation.role in account.lacking:
        raise denied()


def take_rate(call: Call, account: Account, operation: Operation) -> None:
    """Takes a request from the operation's bucket of this seller-application pair; 429 where it is empty."""
    if not call.state.take(account.id, operation.name, operation.rate, operation.burst, call.now):
        raise quota_exceeded()


def quota_exceeded() -> RefusedError:
    """429 as Amazon words it."""
    return RefusedError(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")

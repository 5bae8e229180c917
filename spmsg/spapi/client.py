"""The credentials of an application at Login with Amazon."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Client:
    """What an application proves itself and a seller's authorisation with. Its repr shows no secret."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)

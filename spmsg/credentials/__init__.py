"""A profile's three secrets: where they come from, and where `spmsg auth login` keeps them.

Each of them is looked for by itself, and the first place that has it wins:

1. the environment: SPMSG_CLIENT_ID, SPMSG_CLIENT_SECRET, SPMSG_REFRESH_TOKEN, or python-amazon-sp-api's
   LWA_APP_ID, LWA_CLIENT_SECRET, SP_API_REFRESH_TOKEN; with `_PROFILE` behind the name, for that one alone
2. the profile's own place: its `credential_command`, or else what `login` stored, in the keyring or a file

So an agency can keep its application in the environment and each seller's refresh token in a profile. A
place that is not needed is not opened. Secrets are read at the last moment and kept nowhere else.
"""

from spmsg.credentials.resolution import Lookup, Secret, check, find, fingerprint, look_up
from spmsg.credentials.secrets import NAMES, Secrets

__all__ = ["NAMES", "Lookup", "Secret", "Secrets", "check", "find", "fingerprint", "look_up"]

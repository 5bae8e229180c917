"""`spmsg auth`: the credentials of profiles; a command a module."""

from spmsg.cli.auth import login, logout, status, switch, token
from spmsg.cli.options import add, group

ABOUT = """Set up, try and switch credentials.

\b
spmsg auth login                     set up an account: asks, tries, stores
spmsg auth login -p shop-de          and another one
spmsg auth switch shop-de            use that one from now on
spmsg auth status                    do they work? where are they kept?

Without an account: every command takes `--profile demo`, the simulator.
"""

app = group(ABOUT)
add(app, "login", login.Options, login.run)
add(app, "status", status.Options, status.run)
add(app, "switch", switch.Options, switch.run)
add(app, "logout", logout.Options, logout.run)
add(app, "token", token.Options, token.run)

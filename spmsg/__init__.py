"""spmsg: message Amazon buyers about their orders, from a terminal, a script or cron.

The map of the house; imports run one way, from the top of this list to its bottom:

- `cli`: argv in, tables and JSON out; one file a command. `cli.runtime` wires the parts together.
- `delivery`: getting a message there as promised: send, upload, the ledger, the pace.
- `message`: what may be said: actions, drafts, rules. Pure: no network, no terminal, no database.
- `spapi`: Amazon's Selling Partner API on the wire: token, transport, HAL, one method an operation.
- `config`, `marketplaces`, `errors`: what the others stand on.
- `simulator`: the same wire in miniature, for trying everything without an account. It shares no
  code with `spapi`, so that a mistake in one shows in the other.
"""

__version__ = "0.1.0"

"""Message Amazon buyers about their orders, from a terminal, a script or cron.

The map of the house. What stands higher imports what stands lower, never the other way:

    cli/                argv in, tables and JSON out: a file a command, or a folder if it has subcommands
        send/  auth/  doctor/
    simulator/          Amazon in miniature, for trying everything without an account; knows no spapi
    delivery/           getting a message there as promised, from the list to the recorded outcome
        recipients/     lists of orders, as people and Amazon write them
        orders/         the account's orders, kept and brought up to date
        ledger/         what was sent, what failed, and what nobody can know: SQLite or PostgreSQL
    message/            what may be said: actions, schemas, drafts, templates. No network, no terminal
        guidelines/     Amazon's communication guidelines: rules, and phrases as data
    spapi/              Amazon on the wire, over requests: token, transport, HAL, a method an operation
    credentials/        where a profile's three secrets come from
    config.py           profiles and settings
    config_file.py      writing them
    private_files.py    files of our own: private, whole, locked
    marketplaces.py     order_id.py     urls.py     errors.py

Begin at `cli/app.py`, the tree of commands, and follow `cli/send/`.
"""

__version__ = "0.1.0"

"""The commands at a glance. Each lives in the module that bears its name and is loaded when it is run.

Nothing is imported here: pressing TAB (`completers.py`) must not wait for Typer.
"""

COMMANDS: dict[str, str] = {
    "orders": "List recent orders to choose from",
    "actions": "Show what may be sent for an order",
    "send": "Send a message to the buyer of one or more orders",
    "upload": "Upload an attachment and print its ID",
    "check": "Would this text pass? Without the network",
    "history": "What was sent, failed, or is uncertain",
    "auth": "Set up, try and switch credentials",
    "doctor": "Is everything in order? What to do where it is not",
    "demo": "The whole workflow on the embedded simulator",
    "simulator": "Serve the embedded simulator; read its buyers' inbox",
    "completion": "Print the completion script of a shell",
}

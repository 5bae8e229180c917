"""Every command with its options, for TAB. Made by `python tests/completion/regenerate.py`."""

# ruff: noqa: E501

from spmsg.cli.table import Command, Option

ROOT = Command(
    "",
    (Option(("--version", "-V"), ""), Option(("--help", "-h"), "Show this message and exit")),
    (),
    False,
    {
        "orders": Command(
            "List recent orders to choose from",
            (
                Option(("--since",), "Bought since: 12h, 7d, 4w, or a date", ""),
                Option(("--status",), "Only these: UNSHIPPED,SHIPPED,…", "order status"),
                Option(
                    ("--fulfilled-by",),
                    "Only those that the merchant, or Amazon, ships",
                    ("merchant", "amazon"),
                ),
                Option(("--limit",), "At most so many", ""),
                Option(("--all",), "All of them, however many pages"),
                Option(
                    ("--output", "-o"),
                    "How to print; table on a terminal, tsv otherwise",
                    ("table", "json", "jsonl", "csv", "tsv", "ids"),
                ),
                Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                Option(("--profile", "-p"), "Which account; `demo` is the simulator", "profile"),
                Option(("--marketplace", "-m"), "A marketplace ID or a country: US, DE, UK", "marketplace"),
                Option(("--timeout",), "For one request; 30 by default", ""),
                Option(("--verbose", "-v"), "Show every request and answer, secrets masked"),
                Option(("--no-input",), "Never ask"),
                Option(("--sandbox",), "Use Amazon's static sandbox"),
                Option(("--help", "-h"), "Show this message and exit"),
            ),
        ),
        "actions": Command(
            "Show what may be sent for an order",
            (
                Option(("--raw",), "Print the HAL document as it came"),
                Option(
                    ("--output", "-o"),
                    "How to print; table on a terminal, tsv otherwise",
                    ("table", "json", "jsonl", "csv", "tsv", "ids"),
                ),
                Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                Option(("--profile", "-p"), "Which account; `demo` is the simulator", "profile"),
                Option(("--marketplace", "-m"), "A marketplace ID or a country: US, DE, UK", "marketplace"),
                Option(("--timeout",), "For one request; 30 by default", ""),
                Option(("--verbose", "-v"), "Show every request and answer, secrets masked"),
                Option(("--no-input",), "Never ask"),
                Option(("--sandbox",), "Use Amazon's static sandbox"),
                Option(("--help", "-h"), "Show this message and exit"),
            ),
            ("order", "action"),
        ),
        "send": Command(
            "Send a message to the buyer of one or more orders",
            (
                Option(("--text",), "The message itself", ""),
                Option(("--text-file",), "A file with the message; - is stdin; {locale} the buyer's", "file"),
                Option(("--attach",), "A file, and the name that the buyer sees. Repeatable", "file", True),
                Option(("--attachment-id",), "One uploaded before with `spmsg upload`", "", True),
                Option(("--field",), "Any other property that the action takes", "field", True),
                Option(("--key",), "What counts as the same message; its content by default", ""),
                Option(("--dry-run",), "Check everything and print the request; send nothing"),
                Option(("--resend",), "Send although the ledger says sent"),
                Option(
                    ("--on-uncertain",),
                    "What to do where nobody knows whether it was sent",
                    ("skip", "resend"),
                ),
                Option(("--yes", "-y"), "Do not ask before a batch"),
                Option(
                    ("--output", "-o"),
                    "How to print; table on a terminal, tsv otherwise",
                    ("table", "json", "jsonl", "csv", "tsv", "ids"),
                ),
                Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                Option(("--profile", "-p"), "Which account; `demo` is the simulator", "profile"),
                Option(("--marketplace", "-m"), "A marketplace ID or a country: US, DE, UK", "marketplace"),
                Option(("--timeout",), "For one request; 30 by default", ""),
                Option(("--verbose", "-v"), "Show every request and answer, secrets masked"),
                Option(("--no-input",), "Never ask"),
                Option(("--sandbox",), "Use Amazon's static sandbox"),
                Option(("--help", "-h"), "Show this message and exit"),
            ),
            ("action", "order"),
            True,
        ),
        "upload": Command(
            "Upload an attachment and print its ID",
            (
                Option(("--order",), "The order it belongs to", "order"),
                Option(("--action",), "The action it is attached to", "action"),
                Option(("--resource",), "Any other resource of the Uploads API", ""),
                Option(("--content-type",), "The media type; guessed by default", ""),
                Option(
                    ("--output", "-o"),
                    "How to print; table on a terminal, tsv otherwise",
                    ("table", "json", "jsonl", "csv", "tsv", "ids"),
                ),
                Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                Option(("--profile", "-p"), "Which account; `demo` is the simulator", "profile"),
                Option(("--marketplace", "-m"), "A marketplace ID or a country: US, DE, UK", "marketplace"),
                Option(("--timeout",), "For one request; 30 by default", ""),
                Option(("--verbose", "-v"), "Show every request and answer, secrets masked"),
                Option(("--no-input",), "Never ask"),
                Option(("--sandbox",), "Use Amazon's static sandbox"),
                Option(("--help", "-h"), "Show this message and exit"),
            ),
            ("file",),
        ),
        "history": Command(
            "What was sent, failed, or is uncertain",
            (
                Option(("--order",), "Only this order", "order"),
                Option(("--action",), "Only this action", "action"),
                Option(("--status",), "Only this state", ("sending", "sent", "failed", "uncertain")),
                Option(("--since",), "Changed since: 12h, 7d, 4w, or a date", ""),
                Option(("--uncertain",), "Only those of which nobody knows whether they were sent"),
                Option(("--limit",), "At most so many", ""),
                Option(
                    ("--output", "-o"),
                    "How to print; table on a terminal, tsv otherwise",
                    ("table", "json", "jsonl", "csv", "tsv", "ids"),
                ),
                Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                Option(("--profile", "-p"), "Only this profile's; all by default", "profile"),
                Option(("--help", "-h"), "Show this message and exit"),
            ),
            (),
            False,
            {
                "resolve": Command(
                    "Settle an uncertain message, after looking the order up in Seller Central",
                    (
                        Option(("--as",), "Whether the buyer has got it", ("sent", "not-sent")),
                        Option(
                            ("--output", "-o"),
                            "How to print; table on a terminal, tsv otherwise",
                            ("table", "json", "jsonl", "csv", "tsv", "ids"),
                        ),
                        Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                        Option(("--help", "-h"), "Show this message and exit"),
                    ),
                    ("",),
                ),
                "export": Command(
                    "Write the whole history as CSV, for your records; the newest first",
                    (
                        Option(("--order",), "Only this order", "order"),
                        Option(("--action",), "Only this action", "action"),
                        Option(("--status",), "Only this state", ("sending", "sent", "failed", "uncertain")),
                        Option(("--since",), "Changed since: 12h, 7d, 4w, or a date", ""),
                        Option(("--uncertain",), "Only those of which nobody knows whether they were sent"),
                        Option(
                            ("--output", "-o"),
                            "How to print; table on a terminal, tsv otherwise",
                            ("table", "json", "jsonl", "csv", "tsv", "ids"),
                        ),
                        Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                        Option(("--profile", "-p"), "Only this profile's; all by default", "profile"),
                        Option(("--help", "-h"), "Show this message and exit"),
                    ),
                ),
            },
        ),
        "demo": Command(
            "The whole workflow on the embedded simulator",
            (Option(("--help", "-h"), "Show this message and exit"),),
        ),
        "simulator": Command(
            "Serve the embedded simulator; read its buyers' inbox",
            (Option(("--help",), "Show this message and exit"),),
            (),
            False,
            {
                "serve": Command(
                    "Serve the simulator over HTTP until Ctrl-C",
                    (
                        Option(("--port",), "0 is any that is free", ""),
                        Option(("--fault",), "Misbehave so; repeatable", "", True),
                        Option(("--no-throttle",), "Keep no rate limits"),
                        Option(("--verbose", "-v"), "A line on stderr for each request"),
                        Option(("--help", "-h"), "Show this message and exit"),
                    ),
                ),
                "inbox": Command(
                    "Show what the simulated buyers received, the oldest first",
                    (
                        Option(
                            ("--output", "-o"),
                            "How to print; table on a terminal, tsv otherwise",
                            ("table", "json", "jsonl", "csv", "tsv", "ids"),
                        ),
                        Option(("--quiet", "-q"), "Nothing on stderr but failures"),
                        Option(("--help", "-h"), "Show this message and exit"),
                    ),
                    ("order",),
                ),
                "reset": Command(
                    "Forget every simulated message, token and upload",
                    (Option(("--help", "-h"), "Show this message and exit"),),
                ),
            },
        ),
        "completion": Command(
            "Print the completion script of a shell",
            (Option(("--help", "-h"), "Show this message and exit"),),
            (("bash", "zsh", "fish"),),
        ),
    },
)

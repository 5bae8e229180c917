"""Get a message to its buyer as promised: at most once, in Amazon's pace.

`batch.py` leads a list of orders, several at a time, and stops when asked. `send.py` leads each order:

    row       recipients/           reads it: a `Recipient`, or a `BadRow` that says what is wrong with it
    order     order_lookup.py       finds its marketplace
              order_details.py      asks Amazon for the order and the buyer's locale if something needs them
    message   message_builder.py      builds it: text, attachments, fields
              at_most_once.py       looks it up in the ledger: what was sent before ends here, unasked
    check     order_details.py      has what Amazon offers for the order
              check.py              checks the message: the action's rules, guidelines, the buyer's language
    upload    spapi/uploads.py      puts each attachment where Amazon fetches it from
    claim     at_most_once.py       claims the message in the ledger as the request's first byte leaves
    POST      spapi/messaging.py    sends it, in the pace that pace.py shares among all processes
    record    at_most_once.py       records in the ledger how it ended
    result    result.py             tells cli/send/ what became of it

`ledger/` keeps what was sent, `orders/` the account's orders. `deadline.py` bounds each wait for a database.
"""

"""Get a message to its buyer as promised: at most once, in Amazon's pace.

One order's way through the rooms:

    list       recipients/ reads a row of the list: a `Recipient`, or a `BadRow` that says why not
    order      order_details.py  asks Amazon for the order and the buyer's locale, when something needs them
    message    compose.py  builds text, attachments (files.py) and fields: a `Message` and what identifies it.
               at_most_once.py  looks the ledger up: what was sent before ends here, without a request
    check      available_actions.py  asks what Amazon takes for the order;
               check.py  checks the message against it and the guidelines
    upload     send.py  puts each attachment where Amazon fetches it from
    claim      at_most_once.py  claims the message in the ledger/ as the request's first byte leaves
    POST       spapi/ sends it, in the pace that pace.py keeps with all other processes
    record     at_most_once.py  records in the ledger/ how it ended
    result     result.py  is the row's result, for cli/send/ to show

`send.py` leads one order along it; `batch.py` leads a list, several orders at a time, and stops when asked.
`orders/` keeps the account's orders. Below them `deadline.py` bounds every wait for the ledger.
"""

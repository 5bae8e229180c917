"""Amazon's Selling Partner API on the wire, thin: a class for each API, a method for each operation.

From a call down to the wire:

    messaging.py  orders.py  uploads.py     the operations, and what their answers hold
    action_list.py    reads an order's actions from HAL, and refuses links that lead elsewhere
    operations.py     the operations' names, rates and roles
    transport.py      one call: with its token, in its pace, repeated only if that is safe
    retries.py        the waits between the attempts of a call
    tokens.py         access tokens, exchanged at Login with Amazon and kept in a file
    api_errors.py     the errors that Amazon's answers mean
    http_client.py    one request and its answer, over requests; what --verbose shows, secrets masked
    http_errors.py    the errors that the exceptions of requests mean
    answers.py        an answer as a value, its JSON read within bounds
"""

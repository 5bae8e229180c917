"""Amazon's wire in miniature. It shares no code with `spmsg.spapi`, so that no mistake is shared.

    app         the WSGI application: the gate that every request passes, and the routes behind it
    adapter     the application inside the process, as a `requests` adapter (the profile `demo`)
    server      the same over real HTTP (`spmsg simulator serve`)
    catalogue   the orders; `listing` holds the rows, `simulated_order` says what an order is
    lwa, orders, messaging, solicitations, uploads, storage      one API each
    templates, documents, drafts      actions: what they allow, how they are told, what is refused
    signatures  AWS signatures, version 4
    faults      misbehaviour on demand
    inbox       what the buyers received
    state       what lasts from one request to the next, in memory or in a folder (`database`)

Nobody but the caller's own machine can reach it, and what it refuses is what Amazon refuses.
"""

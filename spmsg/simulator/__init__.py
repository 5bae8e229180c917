"""Amazon's wire in miniature. It shares no code with `spmsg.spapi`, so that no mistake is shared.

    app                 the WSGI application: routes, and what every request passes
    adapter, server     its fronts: inside the process (the profile `demo`), and over HTTP
    api                 what all APIs share: calls, access tokens, refusals
    messaging           the Messaging and Solicitations APIs
    actions             what may be sent, and how it is told
    orders, order       the Orders API; the orders themselves, from `orders.toml`
    uploads             the Uploads API, and the part of S3 behind it
    faults              misbehaviour on demand
    state               what lasts from one request to the next, in memory or in a file

Nobody but the caller's own machine can reach it, and what it refuses is what Amazon refuses.
"""

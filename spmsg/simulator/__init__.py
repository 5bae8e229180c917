"""Amazon's wire in miniature. It shares no code with `spmsg.spapi`, so that no mistake is shared.

    app                 the WSGI application: routes, and what every request passes
    adapter, server     its fronts: inside the process (the profile `demo`), and over HTTP
    auth                Login with Amazon; tokens, roles and rates
    messaging           the Messaging and Solicitations APIs
    orders              the Orders API
    uploads, storage    the Uploads API, and S3
    actions             what may be sent, and how it is told
    order               the orders themselves, from `orders.toml`
    faults              misbehaviour on demand
    api                 what all APIs share
    state               what lasts from one request to the next, in memory or in a file

Nobody but the caller's own machine can reach it, and what it refuses is what Amazon refuses.
"""

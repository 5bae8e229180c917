"""Amazon's pace: a token bucket for each operation and account, kept across processes.

Amazon's usage plans are token buckets: `burst` requests at once after a rest, `rate` a second on average
(developer-docs.amazon.com/sp-api, "Usage plans and rate limits"). Ours are a little smaller and slower than
Amazon's (see `buckets`), so that what leaves in our pace never arrives too fast.

Why not pyrate-limiter (4.5), well kept as it is: its token bucket lives in memory, in a multiprocessing
manager or in Redis; what it keeps in SQLite and PostgreSQL are windows of past requests, which allow either
the burst or the rate but not "five at once, then one a second". It polls where this queues, and takes 70 ms
to import, more than the whole start of a command.
"""

from spmsg.delivery.pace.shared_pace import SharedPace, open_pace

__all__ = ["SharedPace", "open_pace"]

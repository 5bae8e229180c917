"""The orders of an account: kept, brought up to date, and chosen from.

Amazon gives one page of orders in three minutes after the first twenty, so what came is kept. `store` holds
it, `sync` asks for what is missing or has changed, `selection` says which orders are meant.
"""

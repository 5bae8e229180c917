"""Read lists of orders, as people and Amazon write them: one `Recipient` or `BadRow` a row.

decoding    bytes → lines of text, whatever the encoding
rows        what a row says: the order, its marketplace, its columns; CSV and tab-separated text
lists       which format a list has; bare IDs and JSON; rows of one order that differ
"""

from spmsg.delivery.recipients.lists import read, read_compared

__all__ = ["read", "read_compared"]

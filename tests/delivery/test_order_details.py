"""What Amazon knows of an order."""

import threading
from concurrent.futures import ThreadPoolExecutor

from spmsg.delivery.order_details import OrderDetails
from spmsg.spapi.orders import Order


def test_two_orders_are_asked_for_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=30)

    def ask_locale(order: str, marketplace: str) -> str:
        both.wait()
        return order

    def unasked(order: str) -> Order:
        raise AssertionError(order)

    details = [OrderDetails(order, "M", ask_locale=ask_locale, ask_order=unasked) for order in "ab"]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda each: each.locale, details)) == ["a", "b"]

"""What Amazon knows of an order."""

import threading
from concurrent.futures import ThreadPoolExecutor

from spmsg.delivery.order_details import OrderDetails
from spmsg.spapi.orders import Order


class Amazon:
    """Answers once it is asked for two locales at the same time."""

    def __init__(self) -> None:
        self._both = threading.Barrier(2, timeout=30)

    def locale(self, order: str, marketplace: str) -> str:
        self._both.wait()
        return order

    def order(self, order: str) -> Order:
        raise AssertionError(order)

    kept_order = order


def test_two_orders_are_asked_for_at_the_same_time() -> None:
    amazon = Amazon()
    details = [OrderDetails(order, "M", amazon) for order in "ab"]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda each: each.locale, details)) == ["a", "b"]

"""What the Messaging and the Solicitations API share: an order's actions, as HAL, and sending one."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import quote

from spmsg.errors import RedirectedError
from spmsg.spapi import links
from spmsg.spapi.action_list import ActionList, ActionResource, read_actions
from spmsg.spapi.operations import Operation
from spmsg.spapi.transport import SendGuard, Transport


class OrderActions(ABC):
    """An API whose actions are listed for an order and are posted to the links that came with the list."""

    ROOT: ClassVar[str]
    """The path that an order's resource lies under."""
    FOLDER: ClassVar[str]
    """Where in an order's resource its actions are posted to."""
    TAKES_BODY: ClassVar[bool] = True
    """Whether an action is posted with a JSON object."""
    LIST: ClassVar[Operation]
    """The operation that lists the actions."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def actions(self, order: str, marketplace: str) -> ActionList:
        """What may be sent for `order` now.

        Raises UnavailableError where `marketplace` has no such order, PermissionDeniedError where the
        application lacks the API's role.
        """
        path = self.order_path(order)
        answer = self._transport.call(self.LIST, "GET", path, {"marketplaceIds": marketplace})
        return read_actions(
            answer,
            endpoint=self._transport.endpoint,
            order_path=path,
            folder=self.FOLDER,
            marketplace=marketplace,
        )

    def send(
        self,
        order: str,
        marketplace: str,
        action: ActionResource,
        body: Mapping[str, object] | None = None,
        *,
        guard: SendGuard | None = None,
    ) -> str | None:
        """Send `body` to the buyer, once; gives Amazon's request ID. An API that takes none gets none.

        `guard` is asked when the request is about to leave. Raises
        UncertainError where nobody can know whether the buyer got it; after any other error nothing was
        sent. UnavailableError: the action is not offered for this order now.
        """
        path, query = self.target(order, marketplace, action)
        operation = self.operation(action.name)
        content = body if self.TAKES_BODY else None
        return self._transport.call(operation, "POST", path, query, content, guard=guard).request_id

    def target(self, order: str, marketplace: str, action: ActionResource) -> tuple[str, Mapping[str, str]]:
        """Path and query that `action` is posted to: those of its link, or the documented path.

        Raises RedirectedError for a link that does not lead to an action of this very order.
        """
        order_path = self.order_path(order)
        target = links.follow(
            action.href, endpoint=self._transport.endpoint, order_path=order_path, marketplace=marketplace
        )
        folder = f"{order_path}/{self.FOLDER}/"
        if not target.path.startswith(folder):
            raise RedirectedError(f"Amazon's link for {action.name} does not lead to an action of the order.")
        documented = self.documented_segment(action.name)
        return (folder + documented if documented else target.path), target.query

    @classmethod
    def order_path(cls, order: str) -> str:
        """The path of an order's resource, percent-encoded."""
        return f"{cls.ROOT}/{quote(order, safe='')}"

    @classmethod
    def documented_segment(cls, action: str) -> str | None:
        """The last segment of the path that Amazon documents, where it is not that of the link."""
        return None

    @abstractmethod
    def operation(self, action: str) -> Operation:
        """The operation that sends `action`."""

"""Amazon's operations that we call, with their documented usage plans and the roles they need.

Names, rates and bursts: the models of Messaging v1, Solicitations v1, Orders 2026-01-01 and Uploads
2020-11-01 (github.com/amzn/selling-partner-api-models). Roles: developer-docs.amazon.com/sp-api,
"Role mappings".
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Operation:
    """One of Amazon's operations: its name, its usage plan, and what it takes to be allowed."""

    name: str  # Amazon's `operationId`, or the name of the action that is sent; each has its own bucket
    rate: float  # requests a second
    burst: int  # requests that may leave at once after a rest
    api: str = "Messaging"  # Amazon's name of the API that it belongs to
    role: str = "Buyer Communication"  # what an application needs for it
    repeatable: bool = True  # False: it reaches a buyer, so one whose answer was lost is never repeated


_SOLICITATIONS = ("Solicitations", "Buyer Solicitation")
_ORDERS = ("Orders", "Inventory and Order Tracking")
_UPLOADS = ("Uploads", "Product Listing")

GET_MESSAGING_ACTIONS = Operation("getMessagingActionsForOrder", 1, 5)
GET_ATTRIBUTES = Operation("GetAttributes", 1, 5)
GET_SOLICITATION_ACTIONS = Operation("getSolicitationActionsForOrder", 1, 5, *_SOLICITATIONS)
CREATE_SOLICITATION = Operation(
    "createProductReviewAndSellerFeedbackSolicitation", 1, 5, *_SOLICITATIONS, repeatable=False
)
SEARCH_ORDERS = Operation("searchOrders", 0.0056, 20, *_ORDERS)
GET_ORDER = Operation("getOrder", 0.5, 30, *_ORDERS)
CREATE_UPLOAD_DESTINATION = Operation("createUploadDestinationForResource", 10, 10, *_UPLOADS)


def create_message(action: str) -> Operation:
    """Return the operation that sends `action`: each has its own bucket, at the same rate."""
    return Operation(action, 1, 5, repeatable=False)

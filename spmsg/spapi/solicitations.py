"""The Solicitations API v1: asking a buyer for a review and feedback, in Amazon's own words.

Allowed once per order, from 5 to 30 days after delivery. Source: models/solicitations of
github.com/amzn/selling-partner-api-models.
"""

from spmsg.spapi.operations import CREATE_SOLICITATION, GET_SOLICITATION_ACTIONS, Operation
from spmsg.spapi.order_actions import OrderActions

SOLICITATION = "productReviewAndSellerFeedback"
"""The one action that this API has."""


class Solicitations(OrderActions):
    """Requests for a product review and seller feedback; they are posted without a body."""

    ROOT = "/solicitations/v1/orders"
    FOLDER = "solicitations"
    TAKES_BODY = False
    LIST = GET_SOLICITATION_ACTIONS

    def operation(self, action: str) -> Operation:
        return CREATE_SOLICITATION

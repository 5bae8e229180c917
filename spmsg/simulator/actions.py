"""The messages that may be sent, Amazon's limits of each, and for which order they are offered.

Limits: `Create…Request` in Amazon's model messaging.json. Words and shape of the schemas: Amazon's code
recipes and the Messaging tutorial.
"""

from dataclasses import dataclass

from spmsg.simulator.order import SimulatedOrder

REVIEW_REQUEST = "productReviewAndSellerFeedback"
DISABLED_REASON = "You have already reached the number of messages that you may send for this order."

_FILES = (
    "You can upload text files, PDFs, Word documents, and these image file types: .jpg, .gif, and .png. "
    "The total size of attachments must be less than 10 MB."
)


@dataclass(frozen=True)
class MessageAction:
    """One message action. `path` is the last part of its documented path, if that is not its name."""

    name: str
    operation: str
    title: str
    description: str
    text_limit: int | None = None
    text_title: str = "Your message to the customer"
    links: str = "order completion"
    attachments: tuple[int, int] | None = None
    dates: bool = False
    once: bool = False
    hidden: bool | None = False
    path: str = ""

    @property
    def segment(self) -> str:
        """The last part of the path that a message is posted to, and its attachments uploaded for."""
        return self.path or self.name


def action_schema(action: MessageAction, *, disabled: bool = False) -> dict[str, object]:
    """Return the action's JSON Schema, draft-04 as Amazon writes it: `required` may be empty."""
    properties: dict[str, object] = {}
    required = []
    if action.text_limit is not None:
        required.append("rawMessageBody")
        properties["rawMessageBody"] = {
            "type": "string",
            "title": action.text_title,
            "description": f"{action.text_limit} character limit. Only links related to {action.links} are "
            "allowed, no HTML or email addresses.",
            "x-ui-field-type": "text",
            "minLength": 1,
            "maxLength": action.text_limit,
        }
    for name, which in (("coverageStartDate", "start"), ("coverageEndDate", "end")) if action.dates else ():
        properties[name] = {
            "type": "string",
            "format": "date-time",
            "title": f"Warranty {which} date",
            "description": f"The {which} date of the warranty coverage.",
            "x-ui-field-type": "date",
        }
    if action.attachments is not None:
        least, most = action.attachments
        if least:
            required.append("attachments")
        properties["attachments"] = {
            "type": "array",
            "items": {
                "type": "object",
                "required": [],
                "properties": {"fileName": {"type": "string"}, "id": {"type": "string"}},
            },
            "title": "Add attachment",
            "description": _FILES,
            "x-ui-field-type": "attachments",
            "minItems": least,
            "maxItems": most,
        }
    once = " You may only send this once per order." if action.once else ""
    return {
        "type": "object",
        "name": action.name,
        "title": action.title,
        "description": action.description + once,
        "disabled": disabled,
        "disabledReason": DISABLED_REASON if disabled else None,
        "properties": properties,
        "required": required,
        "$schema": "http://json-schema.org/draft-04/schema#",
        "x-ui-hidden": action.hidden,
    }


ACTIONS = {
    action.name: action
    for action in (
        MessageAction(
            "confirmOrderDetails", "createConfirmOrderDetails", "Confirm order details",
            "Ask your customer a question about their order before you ship it.", 2000,
        ),
        MessageAction(
            "confirmCustomizationDetails", "confirmCustomizationDetails", "Confirm customization details",
            "Ask your customer to provide or verify the details of their customization.", 800,
            links="customization details", attachments=(0, 5),
        ),
        MessageAction(
            "confirmDeliveryDetails", "createConfirmDeliveryDetails", "Arrange a delivery",
            "Contact your customer to arrange a delivery, or to confirm how to reach them for it.", 2000,
            links="order delivery",
        ),
        MessageAction(
            "confirmServiceDetails", "createConfirmServiceDetails", "Confirm Home Services details",
            "Contact your customer about a Home Services appointment.", 2000, links="Home Service calls",
        ),
        MessageAction(
            "digitalAccessKey", "createDigitalAccessKey", "Send a digital access key",
            "Send your customer the key that they need to use their digital purchase.", 400,
            links="the digital access key", attachments=(0, 5),
        ),
        MessageAction(
            "unexpectedProblem", "createUnexpectedProblem", "Notify of a problem with shipping your order",
            "Notify your customer there was an unexpected problem with shipping their order.", 2000,
            text_title="Explain why you are contacting and any action you need your customer to take. ",
        ),
        MessageAction(
            "legalDisclosure", "createLegalDisclosure", "Send a legal disclosure",
            "Send your customer a document that the law requires you to give them.", attachments=(1, 5),
            once=True,
        ),
        MessageAction(
            "warranty", "CreateWarranty", "Send warranty information",
            "Send your customer the warranty of their purchase.", attachments=(1, 5), dates=True, once=True,
        ),
        MessageAction(
            "sendInvoice", "sendInvoice", "Send Invoice Message Template",
            "Send the customer an invoice for the order.", attachments=(1, 5), path="invoice",
        ),
        # The tutorial's name for what Amazon calls updateFeedback today. "x-ui-hidden" has been seen as null.
        MessageAction(
            "negativeFeedbackRemoval", "createNegativeFeedbackRemoval", "Request to remove negative feedback",
            "Ask your customer to consider removing their negative seller feedback.", once=True, hidden=None,
        ),
        MessageAction(
            "updateFeedback", "createUpdateFeedback", "Request to update negative feedback",
            "Ask your customer to consider updating their seller feedback rating.", once=True, hidden=True,
        ),
    )
}  # fmt: skip
BY_SEGMENT = {action.segment: action for action in ACTIONS.values()}

_TUTORIAL = ("negativeFeedbackRemoval", "confirmOrderDetails", "sendInvoice")
_BY_TRAIT = {
    "UNSHIPPED": {
        "customized": "confirmCustomizationDetails",
        "bulky": "confirmDeliveryDetails",
        "service": "confirmServiceDetails",
        "digital": "digitalAccessKey",
    },
    "PARTIALLY_SHIPPED": {"bulky": "confirmDeliveryDetails"},
    "SHIPPED": {"legal": "legalDisclosure", "warranty": "warranty", "digital": "digitalAccessKey"},
}
_ALWAYS = {
    "UNSHIPPED": ("confirmOrderDetails", "unexpectedProblem", "sendInvoice"),
    "PARTIALLY_SHIPPED": ("unexpectedProblem", "sendInvoice"),
    "SHIPPED": ("updateFeedback", "unexpectedProblem", "sendInvoice"),
}


def offered(order: SimulatedOrder) -> tuple[MessageAction, ...]:
    """Return the actions of an order by its status and what was bought, whether or not they were used."""
    if "opted-out" in order.quirks:
        return ()
    if "tutorial" in order.quirks:
        return tuple(ACTIONS[name] for name in _TUTORIAL)
    names = list(_ALWAYS.get(order.status, ()))
    if order.fulfilled_by == "AMAZON":  # which ships it, and answers for problems with that
        names = [name for name in names if name in ("updateFeedback", "sendInvoice")]
    names += [name for trait, name in _BY_TRAIT.get(order.status, {}).items() if trait in order.traits]
    return tuple(ACTIONS[name] for name in names)


def is_disabled(order: SimulatedOrder, action: MessageAction) -> bool:
    """Return whether an action is listed and yet cannot be used."""
    return "disabled" in order.quirks and action.name == "unexpectedProblem"

"""The messages that may be sent, Amazon's limits of each, and for which order they are offered.

Limits: `Create…Request` in Amazon's model messaging.json. Words and shape of the schemas: Amazon's code
recipes and the Messaging tutorial.
"""

from dataclasses import dataclass

from spmsg.simulator.simulated_order import SimulatedOrder

_FILES = (
    "You can upload text files, PDFs, Word documents, and these image file types: .jpg, .gif, and .png. "
    "The total size of attachments must be less than 10 MB."
)
_ONCE = " You may only send this once per order."
DISABLED_REASON = "You have already reached the number of messages that you may send for this order."


@dataclass(frozen=True)
class Template:
    """One message action. `path` is the last part of its documented path, where that is not its name."""

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

    def schema(self, *, disabled: bool = False) -> dict[str, object]:
        """The action's JSON Schema, draft-04 as Amazon writes it: `required` may be empty."""
        properties: dict[str, object] = {}
        required = []
        if self.text_limit is not None:
            required.append("rawMessageBody")
            properties["rawMessageBody"] = {
                "type": "string",
                "title": self.text_title,
                "description": f"{self.text_limit} character limit. Only links related to {self.links} are "
                "allowed, no HTML or email addresses.",
                "x-ui-field-type": "text",
                "minLength": 1,
                "maxLength": self.text_limit,
            }
        for name in ("coverageStartDate", "coverageEndDate") if self.dates else ():
            which = "start" if name == "coverageStartDate" else "end"
            properties[name] = {
                "type": "string",
                "format": "date-time",
                "title": f"Warranty {which} date",
                "description": f"The {which} date of the warranty coverage.",
                "x-ui-field-type": "date",
            }
        if self.attachments is not None:
            least, most = self.attachments
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
        return {
            "type": "object",
            "name": self.name,
            "title": self.title,
            "description": self.description + (_ONCE if self.once else ""),
            "disabled": disabled,
            "disabledReason": DISABLED_REASON if disabled else None,
            "properties": properties,
            "required": required,
            "$schema": "http://json-schema.org/draft-04/schema#",
            "x-ui-hidden": self.hidden,
        }


TEMPLATES = {
    template.name: template
    for template in (
        Template(
            "confirmOrderDetails", "createConfirmOrderDetails", "Confirm order details",
            "Ask your customer a question about their order before you ship it.", 2000,
        ),
        Template(
            "confirmCustomizationDetails", "confirmCustomizationDetails", "Confirm customization details",
            "Ask your customer to provide or verify the details of their customization.", 800,
            links="customization details", attachments=(0, 5),
        ),
        Template(
            "confirmDeliveryDetails", "createConfirmDeliveryDetails", "Arrange a delivery",
            "Contact your customer to arrange a delivery, or to confirm how to reach them for it.", 2000,
            links="order delivery",
        ),
        Template(
            "confirmServiceDetails", "createConfirmServiceDetails", "Confirm Home Services details",
            "Contact your customer about a Home Services appointment.", 2000, links="Home Service calls",
        ),
        Template(
            "digitalAccessKey", "createDigitalAccessKey", "Send a digital access key",
            "Send your customer the key that they need to use their digital purchase.", 400,
            links="the digital access key", attachments=(0, 5),
        ),
        Template(
            "unexpectedProblem", "createUnexpectedProblem", "Notify of a problem with shipping your order",
            "Notify your customer there was an unexpected problem with shipping their order.", 2000,
            text_title="Explain why you are contacting and any action you need your customer to take. ",
        ),
        Template(
            "legalDisclosure", "createLegalDisclosure", "Send a legal disclosure",
            "Send your customer a document that the law requires you to give them.", attachments=(1, 5),
            once=True,
        ),
        Template(
            "warranty", "CreateWarranty", "Send warranty information",
            "Send your customer the warranty of their purchase.", attachments=(1, 5), dates=True, once=True,
        ),
        Template(
            "sendInvoice", "sendInvoice", "Send Invoice Message Template",
            "Send the customer an invoice for the order.", attachments=(1, 5), path="invoice",
        ),
        # The tutorial's name for what Amazon calls updateFeedback today. "x-ui-hidden" has been seen as null.
        Template(
            "negativeFeedbackRemoval", "createNegativeFeedbackRemoval", "Request to remove negative feedback",
            "Ask your customer to consider removing their negative seller feedback.", once=True, hidden=None,
        ),
        Template(
            "updateFeedback", "createUpdateFeedback", "Request to update negative feedback",
            "Ask your customer to consider updating their seller feedback rating.", once=True, hidden=True,
        ),
    )
}  # fmt: skip
BY_SEGMENT = {template.segment: template for template in TEMPLATES.values()}

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


def offered(order: SimulatedOrder) -> tuple[Template, ...]:
    """The actions of an order by its status and what was bought, whether or not they were used before."""
    if "opted-out" in order.quirks:
        return ()
    if "tutorial" in order.quirks:
        return tuple(TEMPLATES[name] for name in _TUTORIAL)
    names = list(_ALWAYS.get(order.status, ()))
    if order.fulfilled_by == "AMAZON":  # Amazon ships it, and answers for problems with that
        names = [name for name in names if name in ("updateFeedback", "sendInvoice")]
    names += [name for trait, name in _BY_TRAIT.get(order.status, {}).items() if trait in order.traits]
    return tuple(TEMPLATES[name] for name in names)


def is_disabled(order: SimulatedOrder, template: Template) -> bool:
    """Whether an action is listed and yet cannot be used."""
    return "disabled" in order.quirks and template.name == "unexpectedProblem"

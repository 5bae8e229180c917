"""What Amazon documents about each message, for when an action comes without its schema.

Written as the schemas that Amazon would send (property names and all), so that one reader and one
checker do for both. Source: the Messaging API's model v1 (`Create…Request`) and the Solicitations
API's; the file types and total size are those of every attachment schema that Amazon has been seen to
send. The model says `minLength` and `maxLength` of lists of attachments and means `minItems` and
`maxItems`; it marks nothing as required, but a message made of text needs its text, and one made of
documents needs its documents, as Amazon's own `sendInvoice` schema says.
"""

from collections.abc import Mapping

MAX_ATTACHMENTS = 5
MAX_TEXT = 2000
MAX_TOTAL_BYTES = 10_000_000
"""Attachments must be "less than 10 MB" together. MB is ten to the sixth here: were Amazon to mean
10 * 1024 * 1024, what passes this limit passes that one too, and never the other way round."""

FILE_TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".gif", ".png")
""""Text files, PDFs, Word documents, and these image file types: .jpg, .gif, and .png". Other spellings
(.jpeg) are not named there, so they are not let through: renaming the file costs nothing."""

_ATTACHMENT: Mapping[str, object] = {
    "type": "object",
    "properties": {"fileName": {"type": "string"}, "id": {"type": "string"}},
}


def _text(longest: int, links: str) -> dict[str, object]:
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": longest,
        "description": f"Only links related to {links} are allowed. No HTML or e-mail addresses.",
    }


def _attachments(fewest: int) -> dict[str, object]:
    return {"type": "array", "items": _ATTACHMENT, "minItems": fewest, "maxItems": MAX_ATTACHMENTS}


def _date(edge: str) -> dict[str, object]:
    return {"type": "string", "format": "date-time", "title": f"Warranty coverage {edge}"}


def _schema(
    title: str, description: str, properties: Mapping[str, object], *required: str
) -> Mapping[str, object]:
    return {
        "type": "object",
        "title": title,
        "description": description,
        "properties": properties,
        "required": list(required),
    }


_INVOICE = _schema(
    "Send an invoice", "Give the buyer an invoice.", {"attachments": _attachments(1)}, "attachments"
)
_FEEDBACK = _schema(
    "Ask to update negative feedback",
    "Ask the buyer to reconsider their seller feedback. May be sent once per order.",
    {},
)

SCHEMAS: Mapping[str, Mapping[str, object]] = {
    "confirmCustomizationDetails": _schema(
        "Confirm customization details",
        "Ask the buyer to give or verify customization details: spelling of names, images, initials.",
        {"rawMessageBody": _text(800, "customization details"), "attachments": _attachments(0)},
        "rawMessageBody",
    ),
    "confirmDeliveryDetails": _schema(
        "Confirm delivery details",
        "Arrange a delivery with the buyer, or confirm how to reach them for it.",
        {"rawMessageBody": _text(2000, "order delivery")},
        "rawMessageBody",
    ),
    "confirmOrderDetails": _schema(
        "Confirm order details",
        "Ask the buyer a question about the order before it is shipped.",
        {"rawMessageBody": _text(2000, "order completion")},
        "rawMessageBody",
    ),
    "confirmServiceDetails": _schema(
        "Confirm service details",
        "Arrange a Home Services appointment with the buyer, or ask what it needs.",
        {"rawMessageBody": _text(2000, "Home Service calls")},
        "rawMessageBody",
    ),
    "digitalAccessKey": _schema(
        "Send a digital access key",
        "Give the buyer the key that the digital content of the order needs.",
        {"rawMessageBody": _text(400, "the digital access key"), "attachments": _attachments(0)},
        "rawMessageBody",
    ),
    "invoice": _INVOICE,
    "legalDisclosure": _schema(
        "Send a legal disclosure",
        "Give the buyer documents that the law requires; for nothing else.",
        {"attachments": _attachments(1)},
        "attachments",
    ),
    "negativeFeedbackRemoval": _FEEDBACK,
    "productReviewAndSellerFeedback": _schema(
        "Ask for a product review and seller feedback",
        "Amazon asks the buyer, in its own words. May be sent once per order.",
        {},
    ),
    "sendInvoice": _INVOICE,
    "unexpectedProblem": _schema(
        "Tell of an unexpected problem",
        "Tell the buyer of a problem that keeps the order from being completed.",
        {"rawMessageBody": _text(2000, "unexpected problem calls")},
        "rawMessageBody",
    ),
    "updateFeedback": _FEEDBACK,
    "warranty": _schema(
        "Send warranty information",
        "Give the buyer the warranty of something they bought in this order.",
        {
            "attachments": _attachments(1),
            "coverageStartDate": _date("begins"),
            "coverageEndDate": _date("ends"),
        },
        "attachments",
    ),
}
"""The documented messages by their action's name; `updateFeedback` is today's name of
`negativeFeedbackRemoval`, `invoice` the path of `sendInvoice`."""

UNKNOWN: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "rawMessageBody": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT},
        "attachments": _attachments(0),
    },
    "required": [],
}
"""An action that Amazon added since, and sent no schema of: text or files, within the widest limits that
Amazon documents for any message."""


def schema_of(action: str) -> Mapping[str, object]:
    """The documented limits of `action` as a schema; those of `UNKNOWN` where Amazon documents none."""
    return SCHEMAS.get(action, UNKNOWN)

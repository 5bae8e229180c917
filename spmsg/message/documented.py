"""What Amazon documents about each message, for when an action comes without its schema.

Written as the schemas that Amazon would send, so that one reader and one check do for both. Source: the
Messaging API's model v1 (`Create…Request`) and the Solicitations API's. File types and total size are those
of every attachment schema that Amazon has been seen to send. The model's `minLength` and `maxLength` of
lists of attachments are read as `minItems` and `maxItems`. It marks nothing as required, but a message made
of text needs its text, and one made of documents its documents, as Amazon's own `sendInvoice` schema says.
"""

from collections.abc import Mapping

MAX_ATTACHMENTS = 5
MAX_TEXT = 2000
MAX_TOTAL_BYTES = 10_000_000
"""Attachments must be "less than 10 MB" together. Should Amazon mean 10 * 1024 * 1024, what passes this
limit passes that one too."""

FILE_TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".gif", ".png")
""""Text files, PDFs, Word documents, and these image file types: .jpg, .gif, and .png"; not .jpeg."""

_ATTACHMENT = {"type": "object", "properties": {"fileName": {"type": "string"}, "id": {"type": "string"}}}


def _attachments(least: int) -> Mapping[str, object]:
    return {"type": "array", "items": _ATTACHMENT, "minItems": least, "maxItems": MAX_ATTACHMENTS}


def _text(longest: int, links: str) -> Mapping[str, object]:
    allowed = f"Only links related to {links} are allowed. No HTML or e-mail addresses."
    return {
        "rawMessageBody": {"type": "string", "minLength": 1, "maxLength": longest, "description": allowed}
    }


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
        {**_text(800, "customization details"), "attachments": _attachments(0)},
        "rawMessageBody",
    ),
    "confirmDeliveryDetails": _schema(
        "Confirm delivery details",
        "Arrange a delivery with the buyer, or confirm how to reach them for it.",
        _text(2000, "order delivery"),
        "rawMessageBody",
    ),
    "confirmOrderDetails": _schema(
        "Confirm order details",
        "Ask the buyer a question about the order before it is shipped.",
        _text(2000, "order completion"),
        "rawMessageBody",
    ),
    "confirmServiceDetails": _schema(
        "Confirm service details",
        "Arrange a Home Services appointment with the buyer, or ask what it needs.",
        _text(2000, "Home Service calls"),
        "rawMessageBody",
    ),
    "digitalAccessKey": _schema(
        "Send a digital access key",
        "Give the buyer the key that the digital content of the order needs.",
        {**_text(400, "the digital access key"), "attachments": _attachments(0)},
        "rawMessageBody",
    ),
    "legalDisclosure": _schema(
        "Send a legal disclosure",
        "Give the buyer documents that the law requires; for nothing else.",
        {"attachments": _attachments(1)},
        "attachments",
    ),
    "productReviewAndSellerFeedback": _schema(
        "Ask for a product review and seller feedback",
        "Amazon asks the buyer, in its own words. May be sent once per order.",
        {},
    ),
    "sendInvoice": _INVOICE,
    "invoice": _INVOICE,  # its path
    "unexpectedProblem": _schema(
        "Tell of an unexpected problem",
        "Tell the buyer of a problem that keeps the order from being completed.",
        _text(2000, "unexpected problem calls"),
        "rawMessageBody",
    ),
    "updateFeedback": _FEEDBACK,
    "negativeFeedbackRemoval": _FEEDBACK,  # its name of before
    "warranty": _schema(
        "Send warranty information",
        "Give the buyer the warranty of something they bought in this order.",
        {
            "attachments": _attachments(1),
            "coverageStartDate": {
                "type": "string",
                "format": "date-time",
                "title": "Warranty coverage begins",
            },
            "coverageEndDate": {"type": "string", "format": "date-time", "title": "Warranty coverage ends"},
        },
        "attachments",
    ),
}
"""The documented messages by the names of their actions."""

UNKNOWN: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "rawMessageBody": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT},
        "attachments": _attachments(0),
    },
    "required": [],
}
"""An action that Amazon has added since, without its schema: text or files, within the widest limits that
Amazon documents for any message."""


def schema_of(action: str) -> Mapping[str, object]:
    """Return the documented limits of `action` as a schema; `UNKNOWN` if Amazon documents none."""
    return SCHEMAS.get(action, UNKNOWN)

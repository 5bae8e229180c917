"""What an action allows, as its schema, its prose or Amazon's documentation tells."""

from collections.abc import Mapping
from typing import Any

import pytest

from spmsg.message.action import DOCUMENTED, Action, AttachmentLimits, TextLimits, read_action

FILE_TYPES = (".txt", ".pdf", ".doc", ".docx", ".jpg", ".gif", ".png")

UPDATE_FEEDBACK: dict[str, Any] = {
    "title": "Ask again",
    "description": "Ask your customer to reconsider. You may only send this once per order.",
    "disabled": False,
    "disabledReason": None,
    "properties": {},
    "required": [],
    "x-ui-hidden": True,
}
UNEXPECTED_PROBLEM: dict[str, Any] = {
    "title": "Notify of a problem",
    "properties": {"rawMessageBody": {"type": "string", "minLength": 1, "maxLength": 2000}},
    "required": ["rawMessageBody"],
    "x-ui-hidden": None,
}
ATTACHMENTS = {
    "type": "array",
    "description": "You can upload text files, PDFs, Word documents, and these image file types: "
    ".jpg, .gif, and .png. The total size of attachments must be less than 10 MB.",
    "minItems": 1,
    "maxItems": 5,
}
SEND_INVOICE: dict[str, Any] = {"properties": {"attachments": ATTACHMENTS}, "required": ["attachments"]}


def read(schema: Mapping[str, Any] | None, name: str = "newAction") -> Action:
    return read_action(name, f"/messaging/v1/orders/1/messages/{name}", None, schema)


def test_amazons_own_schemas_give_the_limits_that_they_show() -> None:
    feedback, problem = read(UPDATE_FEEDBACK, "updateFeedback"), read(UNEXPECTED_PROBLEM, "unexpectedProblem")
    invoice = read(SEND_INVOICE, "sendInvoice")
    assert (feedback.text, feedback.attachments) == (None, None)
    assert (problem.text, problem.attachments) == (TextLimits(True, 1, 2000), None)
    assert (invoice.text, invoice.attachments) == (None, AttachmentLimits(True, 1, 5, 10_000_000, FILE_TYPES))
    assert [each.once_per_order for each in (feedback, problem, invoice)] == [True, False, False]
    assert [each.hidden for each in (feedback, problem, invoice)] == [True, False, False]
    assert not any(each.disabled or each.fields for each in (feedback, problem, invoice))


def test_the_links_title_wins_over_the_schemas() -> None:
    assert read_action("a", "/x", "From the link", UNEXPECTED_PROBLEM).title == "From the link"
    assert read(UNEXPECTED_PROBLEM).title == "Notify of a problem"


def test_a_disabled_action_says_why() -> None:
    action = read({**UPDATE_FEEDBACK, "disabled": True, "disabledReason": "Already sent."})
    assert action.disabled
    assert action.disabled_reason == "Already sent."


@pytest.mark.parametrize(
    ("name", "text", "attachments", "fields"),
    [
        ("confirmCustomizationDetails", (True, 800), (False, 0), []),
        ("confirmDeliveryDetails", (True, 2000), None, []),
        ("confirmOrderDetails", (True, 2000), None, []),
        ("confirmServiceDetails", (True, 2000), None, []),
        ("digitalAccessKey", (True, 400), (False, 0), []), ("invoice", None, (True, 1), []),
        ("legalDisclosure", None, (True, 1), []), ("negativeFeedbackRemoval", None, None, []),
        ("productReviewAndSellerFeedback", None, None, []), ("sendInvoice", None, (True, 1), []),
        ("unexpectedProblem", (True, 2000), None, []), ("updateFeedback", None, None, []),
        ("warranty", None, (True, 1), ["coverageStartDate", "coverageEndDate"]),
    ],
)  # fmt: skip
def test_documented_limits_hold_where_no_schema_came(
    name: str, text: tuple[bool, int] | None, attachments: tuple[bool, int] | None, fields: list[str]
) -> None:
    action = read(None, name)
    assert action.schema is DOCUMENTED[name]
    assert action.text == (TextLimits(text[0], 1, text[1]) if text else None)
    assert action.attachments == (
        AttachmentLimits(attachments[0], attachments[1], 5, 10_000_000, FILE_TYPES) if attachments else None
    )
    assert [field.name for field in action.fields] == fields
    assert action.once_per_order == ("eedback" in name)


def test_an_unknown_action_without_schema_allows_what_any_documented_message_may_hold() -> None:
    action = read(None, "amazonSpaceships")
    assert action.text == TextLimits(False, 1, 2000)
    assert action.attachments is not None
    assert action.attachments.max_items == 5


def test_a_missing_keyword_is_read_from_the_prose_then_from_the_documentation() -> None:
    told = {"properties": {"rawMessageBody": {"description": "1,500 character limit."}}}
    silent: dict[str, Any] = {"properties": {"rawMessageBody": {}}}
    assert read(told).text == TextLimits(False, 0, 1500)
    assert read(silent, "digitalAccessKey").text == TextLimits(False, 0, 400)
    assert read(silent).text == TextLimits(False, 0, None)


def limits_of(description: str) -> AttachmentLimits:
    limits = read({"properties": {"attachments": {"description": description}}}).attachments
    assert limits is not None
    return limits


def test_prose_that_differs_is_honoured() -> None:
    limits = limits_of(".png or .jpeg, no .exe files. Must be less than 5 MB.")
    assert limits == AttachmentLimits(False, 0, 5, 5_000_000, (".png", ".jpeg"))


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("less than 10 MB", 10_000_000), ("at most 2.5MB together", 2_500_000), ("512 KiB", 524_288),
        ("under 300 bytes", 300), ("small", 10_000_000),
    ],
)  # fmt: skip
def test_sizes_are_read_from_prose(words: str, size: int) -> None:
    assert limits_of(words).max_total_bytes == size


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("PDF and PNG files. Do not upload .exe or Word documents.", (".pdf", ".png")),
        ("Excel sheets (.xlsx)", (".xls", ".xlsx")), ("JPEG, GIF", (".jpg", ".gif")),
        ("Ask e.g. at amazon.com", FILE_TYPES), ("", FILE_TYPES),
    ],
)  # fmt: skip
def test_file_types_are_read_from_prose(words: str, types: tuple[str, ...]) -> None:
    assert limits_of(words).types == types


@pytest.mark.parametrize(
    ("words", "once"),
    [
        ("You may only send this once per order.", True), ("This can only be sent once.", True),
        ("Once for each order", True), ("Once the order has shipped, tell the buyer.", False),
    ],
)  # fmt: skip
def test_once_per_order_is_read_from_prose(words: str, once: bool) -> None:
    assert read({"description": words, "properties": {}}).once_per_order is once


def test_a_feedback_request_is_once_per_order_whatever_its_schema_tells() -> None:
    assert read({"description": "Ask again.", "properties": {}}, "updateFeedback").once_per_order


@pytest.mark.parametrize("value", [None, True, -1, "many", [], {}, 1.5, float("nan"), float("inf")])
def test_a_limit_of_a_wrong_type_falls_back_to_the_documented_one(value: object) -> None:
    schema = {"properties": {"rawMessageBody": {"maxLength": value, "minLength": value}}}
    assert read(schema, "confirmOrderDetails").text == TextLimits(False, 0, 2000)


@pytest.mark.parametrize("properties", [None, [], "rawMessageBody", 7])
def test_a_schema_without_usable_properties_falls_back_to_the_documented_limits(properties: object) -> None:
    action = read({"type": "object", "properties": properties}, "confirmOrderDetails")
    assert action.text == TextLimits(True, 1, 2000)
    assert action.schema is DOCUMENTED["confirmOrderDetails"]


def test_fields_keep_what_the_schema_says_of_them() -> None:
    schema = {
        "properties": {
            "kind": {"type": ["null", "integer"], "enum": [1, 2], "title": "Kind", "description": "Which"},
            "day": {"type": "string", "format": "date-time"},
        },
        "required": ["day", 7],
    }
    kind, day = read(schema).fields
    assert (kind.type, kind.enum, kind.required) == ("integer", (1, 2), False)
    assert (kind.title, kind.description) == ("Kind", "Which")
    assert (day.format, day.required) == ("date-time", True)

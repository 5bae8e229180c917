"""The request that a draft becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.message import documented
from spmsg.message.action import Action, read_action
from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft, request_body


def action(name: str) -> Action:
    return read_action(name, "/x", None, None)


def test_the_schemas_text_is_the_requests_text() -> None:
    assert request_body(Draft("Hello\nÉ"), action("confirmOrderDetails"), []) == {"text": "Hello\nÉ"}


def test_an_attachments_id_is_its_upload_destination_id() -> None:
    files = (Attachment("a.pdf", b"1"), UploadedAttachment("b.pdf", "B"), Attachment("c.pdf", b"3"))
    assert request_body(Draft(None, files), action("sendInvoice"), ["A", "C"]) == {
        "attachments": [
            {"uploadDestinationId": "A", "fileName": "a.pdf"},
            {"uploadDestinationId": "B", "fileName": "b.pdf"},
            {"uploadDestinationId": "C", "fileName": "c.pdf"},
        ]
    }


def test_warranty_takes_its_dates_by_name() -> None:
    fields = {"coverageStartDate": "2026-01-01T00:00:00Z", "coverageEndDate": "2027-01-01T00:00:00Z"}
    body = request_body(Draft(None, (UploadedAttachment("w.pdf", "W"),), fields), action("warranty"), [])
    assert body == {"attachments": [{"uploadDestinationId": "W", "fileName": "w.pdf"}], **fields}


def test_an_action_that_takes_nothing_gets_an_empty_object() -> None:
    assert request_body(Draft(None), action("updateFeedback"), []) == {}


@pytest.mark.parametrize("ids", [[], ["A", "B"]])
def test_ids_that_do_not_fit_the_files_are_an_error(ids: list[str]) -> None:
    with pytest.raises(ValueError, match="upload destination ID"):
        request_body(Draft(None, (Attachment("a.pdf", b"1"),)), action("sendInvoice"), ids)


NAMES = {
    "rawMessageBody": "text",
    "attachments": "attachments",
    "coverageStartDate": "coverageStartDate",
    "coverageEndDate": "coverageEndDate",
}


@given(
    st.sampled_from(sorted(documented.SCHEMAS)),
    st.none() | st.text("abc"),
    st.lists(st.just(UploadedAttachment("a.pdf", "A")), max_size=2),
    st.dictionaries(st.sampled_from([*NAMES, "text", "colour"]), st.integers()),
)
def test_a_request_holds_nothing_that_the_action_does_not_take(
    name: str, text: str | None, files: list[UploadedAttachment], fields: dict[str, object]
) -> None:
    properties = documented.SCHEMAS[name]["properties"]
    assert isinstance(properties, dict)
    body = request_body(Draft(text, tuple(files), fields), action(name), [])
    assert set(body) <= {NAMES[each] for each in properties}

"""What an Amazon that means harm, or none at all, could still do."""

import pytest

from spmsg.delivery.upload import upload
from spmsg.errors import NoAnswerError
from spmsg.message.attachment import Attachment
from spmsg.spapi.uploads import UploadDestination, Uploads
from tests.harness import begin
from tests.standin import StandIn


def test_silence_of_the_store_is_not_waited_for_twice() -> None:
    asked: list[str] = []

    class Silent(Uploads):
        def __init__(self) -> None:
            pass

        def create_destination(
            self, resource: str, marketplace: str, content_md5: str, content_type: str | None = None
        ) -> UploadDestination:
            asked.append(resource)
            return UploadDestination("1", "https://s3.example/a")

        def put(
            self, destination: UploadDestination, content: bytes, content_type: str, file_name: str
        ) -> None:
            raise NoAnswerError("silence")

    with pytest.raises(NoAnswerError):
        upload(Silent(), Attachment("a.txt", b"x"), "r", "ATVPDKIKX0DER")
    assert asked == ["r"]


def test_a_batch_is_given_up_when_amazon_takes_requests_and_never_answers(
    standin: StandIn, environment: dict[str, str]
) -> None:
    standin.answer_time = 2.0
    orders = [f"701-{number:07d}-1234567" for number in range(200)]
    send = ("send", "confirmOrderDetails", "-", "--text", "Which colour?", "--timeout", "0.2")
    process = begin(send, environment, "\n".join(orders).encode())
    _, err = process.communicate(timeout=50)
    assert process.returncode == 6
    assert b"The remaining orders were not tried" in err
    assert not standin.received
    assert standin.requests["actions"] < 200

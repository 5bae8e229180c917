"""Attachments on their way to Amazon's store."""

import pytest

from spmsg.delivery.send import upload
from spmsg.errors import NoAnswerError
from spmsg.message.attachment import Attachment
from spmsg.spapi.uploads import UploadDestination, Uploads


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

"""S3's errors, in S3's XML."""

from collections.abc import Mapping

from werkzeug.wrappers import Response


class StorageError(Exception):
    """A refusal of S3: HTTP status, S3's code and message, and elements that some codes have beside."""

    def __init__(self, status: int, code: str, message: str, **elements: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.elements: Mapping[str, str] = elements

    def response(self, request_id: str) -> Response:
        """The answer that S3 gives."""
        from xml.sax.saxutils import escape

        elements = {"Code": self.code, "Message": self.message, **self.elements, "RequestId": request_id}
        inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in elements.items())
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
        return Response(body, self.status, content_type="application/xml")

"""A `multipart/form-data` body, as a value that costs nothing to import."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Multipart:
    """A form whose `fields` come in their order and whose file comes last, as S3's POST policy wants it."""

    fields: tuple[tuple[str, str], ...] = field(repr=False)
    file_name: str
    content_type: str
    content: bytes = field(repr=False)

"""Build the message of each order from what the command line says: texts, file paths, names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg.delivery import files
from spmsg.delivery.order_details import OrderDetails
from spmsg.errors import InvalidInputError, UsageError
from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft, content_digest
from spmsg.message.recipient import Recipient, Unusable, by_name

if TYPE_CHECKING:
    from spmsg.message.template import Template

_COLUMN = re.compile(r"\{([^\W\d][\w-]*)\}")


@dataclass(frozen=True)
class Message:
    """The message to one order, not checked yet; `fields` hold text until the action's schema is known."""

    text: str | None
    attachments: tuple[Attachment | UploadedAttachment, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 (hex) of what the buyer would see."""
        return content_digest(Draft(self.text, self.attachments, self.fields))


class MessageBuilder:
    """Builds the message to each recipient; safe for several threads.

    What is the same for every order is read at once: raises UsageError for options that cannot be
    understood, and InvalidInputError for a file that is not there and a template that cannot be parsed.
    """

    def __init__(
        self,
        *,
        text: str | None = None,
        text_file: str | None = None,
        template: str | None = None,
        attachments: Iterable[str] = (),
        uploaded: Iterable[str] = (),
        fields: Iterable[str] = (),
    ) -> None:
        """Take `text` literally, `text_file` and `template` as paths, which can hold `{locale}`.

        `attachments` are `PATH[=NAME]`, in which columns of the row can stand; `uploaded` are `ID=NAME` and
        `fields` are `NAME=VALUE`.
        """
        self._text_file, self._template = text_file, template
        self._attachments = [_parse_attachment(option) for option in attachments]
        by_id = _parse_pairs("--attachment-id", uploaded, "ID=NAME (0a1b2c=invoice.pdf)")
        self._uploaded = tuple(UploadedAttachment(name, id_) for id_, name in by_id.items())
        self._fields = _parse_pairs("--field", fields, "NAME=VALUE (size=XL)")
        self._text = None
        if text is not None:
            self._text = files.decode(text.encode("utf-8", "surrogateescape"), "--text")
        self._texts = {path: files.read_text(path) for path in files.for_any_locale(text_file)}
        self._templates = {path: _load_template(path) for path in files.for_any_locale(template)}

    def build(self, recipient: Recipient, details: OrderDetails) -> Message:
        """Build the message to `recipient`.

        Raises InvalidInputError for a column that is not there, and for a file (code "file-missing") or the
        folder of all of them (code "folder-missing").
        """
        text = self._text
        if self._template is not None:
            path = files.for_locale(self._template, lambda: details.locale)
            # read anew only where the file system takes `DE` for `de`
            template = self._templates.get(path) or _load_template(path)
            text = template.render(
                order=details.order if template.uses_order else details,
                columns=recipient.columns,
                locale=details.locale if template.uses_locale else None,
            )
        elif self._text_file is not None:
            path = files.for_locale(self._text_file, lambda: details.locale)
            text = self._texts.get(path) or files.read_text(path)
        return self._message(text, recipient)

    @cached_property
    def asks_amazon(self) -> bool:
        """Whether `build` may need Amazon's answers: the buyer's locale, or the order's details."""
        in_path = any(files.LOCALE in (path or "") for path in (self._text_file, self._template))
        return in_path or any(each.uses_order or each.uses_locale for each in self._templates.values())

    def candidates(self, recipient: Recipient) -> Iterator[Message]:
        """Build each message that `build` may choose from by Amazon's answer: one for each language.

        What a template makes of Amazon's answer cannot be told: such a message is known beforehand by
        `--key` alone.
        """
        return (self._message(text, recipient) for text in self._texts.values())

    @cached_property
    def columns_used(self) -> frozenset[str]:
        """The columns that the content uses, in which two rows of one order may differ; "row" means all."""
        options = " ".join(f"{path}={name}" for path, name in self._attachments)
        in_paths = frozenset(_COLUMN.findall(options))
        return (in_paths - {"order"}).union(*(each.columns for each in self._templates.values()))

    def row_content(self, recipient: Recipient) -> list[tuple[str, object]]:
        """Return the columns that the message uses, with the row's values: equal for equal messages."""
        named = by_name(recipient.columns)
        used = named if "row" in self.columns_used else self.columns_used
        return [(name, named.get(name)) for name in sorted(used)]

    def _message(self, text: str | None, recipient: Recipient) -> Message:
        attachments = tuple(_read_attachment(path, name, recipient) for path, name in self._attachments)
        return Message(text, (*attachments, *self._uploaded), self._fields)


def _load_template(path: Path) -> "Template":
    from spmsg.message.template import Template  # jinja2 and babel take long to load

    return Template(str(path), files.read_text(path))


def _parse_attachment(option: str) -> tuple[str, str | None]:
    """Split `--attach PATH[=NAME]`; a file whose own name holds "=" is named by its path alone."""
    path, name = option, None
    if "=" in option and not files.exists(Path(option)):
        path, _, name = option.rpartition("=")
    if not path.strip() or (name is not None and not name.strip()):
        hint = "Is a variable empty? NAME is what the buyer sees, such as invoice.pdf."
        raise UsageError(f"--attach takes PATH or PATH=NAME, not {option!r}.", hint=hint)
    return path, name


def _parse_pairs(flag: str, options: Iterable[str], form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for option in options:
        name, equals, value = option.partition("=")
        name = name.strip()
        if not name or not equals:
            raise UsageError(f"{flag} takes {form}, not {option!r}.")
        if name in found:
            raise UsageError(f"{flag} {name} is given twice.", hint="Leave one of them out.")
        found[name] = value
    return found


def _read_attachment(path: str, name: str | None, recipient: Recipient) -> Attachment:
    if not files.exists(Path(path)):
        folder = Path(f"{_COLUMN.split(path)[0]}_").parent  # as far as it is the same for every row
        if not files.exists(folder):
            raise InvalidInputError(
                f"There is no folder {folder}.", hint="Check the path after --attach.", code="folder-missing"
            )
        path = _fill(path, recipient)
    return files.read_attachment(Path(path), _fill(name, recipient) if name else None)


def _fill(text: str, recipient: Recipient) -> str:
    """Put the row's values into `text`; raise InvalidInputError if one is missing or leads elsewhere."""
    named = {**by_name(recipient.columns), "order": recipient.order}

    def value_of(column: re.Match[str]) -> str:
        value = named.get(column[1])
        if isinstance(value, Unusable):
            raise InvalidInputError(f"{column[0]} cannot be filled: {value.reason}.", code="column")
        if not isinstance(value, (str, int)) or not str(value).strip():
            raise InvalidInputError(
                f"The row has no value for {column[0]}.", hint="Check the columns of the list.", code="column"
            )
        part = str(value)
        if part.startswith(("/", "~")) or ".." in re.split(r"[/\\]", part) or not part.isprintable():
            raise InvalidInputError(f"The value {part!r} for {column[0]} leads elsewhere.", code="column")
        return part

    return _COLUMN.sub(value_of, text)

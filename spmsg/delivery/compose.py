"""Build the message of each order from what the command line says: texts, file paths, names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
class MessageOptions:
    """What to say, as the command line has it.

    `text` is literal; `text_file` and `template` are paths, which can hold `{locale}`. `attachments` are
    `PATH[=NAME]`, in which columns of the row can stand; `uploaded` are `ID=NAME`; `fields` are `NAME=VALUE`.
    """

    text: str | None = None
    text_file: str | None = None
    template: str | None = None
    attachments: tuple[str, ...] = ()
    uploaded: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Message:
    """The message to one order, without its fields: their values are raw until the schema is known."""

    draft: Draft
    assignments: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of what the buyer would see."""
        return content_digest(replace(self.draft, fields=dict(self.assignments)))


class MessageBuilder:
    """Builds the message to each recipient; safe for several threads.

    What is the same for every order is read at once: raises UsageError for options that cannot be
    understood, and InvalidInputError for a file that is not there and a template that cannot be parsed.
    """

    def __init__(self, options: MessageOptions) -> None:
        self._options = options
        self._attachments = [_attachment_option(option) for option in options.attachments]
        self._uploaded = tuple(_uploaded(option) for option in options.uploaded)
        self._assignments = _assignments(options.fields)
        self._text = options.text
        if options.text is not None:
            self._text = files.decode(options.text.encode("utf-8", "surrogateescape"), "--text")
        elif options.text_file is not None and files.LOCALE not in options.text_file:
            self._text = files.read_text(Path(options.text_file))
        self._templates: dict[Path, Template] = {}
        if options.template is not None and files.LOCALE not in options.template:
            self._template(Path(options.template))

    def build(self, recipient: Recipient, details: OrderDetails) -> Message:
        """Build the message to `recipient`.

        Raises InvalidInputError for a column that is not there, and for a file (code "file-missing") or the
        folder of all of them (code "folder-missing").
        """
        return self._message(self._text_for(recipient, details), recipient)

    @cached_property
    def uses_columns(self) -> bool:
        """Tell whether the content uses the rows' columns, so that two rows of one order may differ."""
        return bool(self._path_columns) or any(each.uses_columns for each in self._possible_templates)

    def row_content(self, recipient: Recipient) -> list[tuple[str, object]]:
        """Return what of the row the message uses: the same for two rows that make the same message."""
        named = by_name(recipient.columns)
        used = {name: named.get(name) for name in self._path_columns}
        for template in self._possible_templates:
            used |= template.columns_used(recipient.columns)
        return sorted(used.items(), key=lambda item: item[0])

    def candidates(self, recipient: Recipient, details: OrderDetails) -> Iterator[Message]:
        """Build all that the message may become, as far as that takes no question to Amazon.

        With `{locale}` in the text file's name that is one for each language. A template's text that takes
        one cannot be foreseen: only `--key` makes it known.
        """
        if self._asks_nothing:
            yield self.build(recipient, details)
        elif self._options.text_file is not None:
            for path in files.possible(self._options.text_file):
                yield self._message(files.read_text(path), recipient)

    @cached_property
    def _asks_nothing(self) -> bool:
        if any(path and files.LOCALE in path for path in (self._options.text_file, self._options.template)):
            return False
        return not any(each.uses_order or each.uses_locale for each in self._possible_templates)

    @cached_property
    def _path_columns(self) -> frozenset[str]:
        names = (name for option in self._options.attachments for name in _COLUMN.findall(option))
        return frozenset(names) - {"order"}

    @cached_property
    def _possible_templates(self) -> list["Template"]:
        path = self._options.template
        return [self._template(each) for each in files.possible(path)] if path is not None else []

    def _message(self, text: str | None, recipient: Recipient) -> Message:
        attachments = tuple(_attachment(path, name, recipient) for path, name in self._attachments)
        return Message(Draft(text, (*attachments, *self._uploaded)), self._assignments)

    def _text_for(self, recipient: Recipient, details: OrderDetails) -> str | None:
        if self._options.template is not None:
            template = self._template(files.localized(self._options.template, lambda: details.locale))
            return template.render(
                order=details.order if template.uses_order else details,
                columns=recipient.columns,
                locale=details.locale if template.uses_locale else None,
            )
        text = self._text
        if text is None and self._options.text_file is not None:
            text = files.read_text(files.localized(self._options.text_file, lambda: details.locale))
        return _without_columns(text, recipient) if text is not None else None

    def _template(self, path: Path) -> "Template":
        from spmsg.message.template import Template  # jinja2 and babel take long to load

        if path not in self._templates:
            self._templates[path] = Template(str(path), files.read_text(path))
        return self._templates[path]


def _without_columns(text: str, recipient: Recipient) -> str:
    """Return `text`; raise InvalidInputError if it names a column of the row in braces."""
    for match in _COLUMN.finditer(text):
        if match[1] == "order" or match[1] in recipient.columns:
            raise InvalidInputError(
                f"The text holds {match[0]}, which the buyer would get as it stands.",
                hint=f"Put the text into a file, with {{{match[0]}}}, and name it with --template.",
                code="placeholder",
            )
    return text


def _attachment_option(option: str) -> tuple[str, str | None]:
    """Split `--attach PATH[=NAME]`; a file whose own name holds "=" is named by its path alone."""
    path, equals, name = option.rpartition("=")
    if not equals or (name and files.exists(Path(option))):
        path, name = option, ""
    if not path.strip() or (equals and not name.strip() and path != option):
        raise UsageError(
            f"--attach takes PATH or PATH=NAME, not {option!r}.",
            hint="Is a variable empty? NAME is what the buyer sees, such as invoice.pdf.",
        )
    return path, name or None


def _uploaded(option: str) -> UploadedAttachment:
    destination, name = _pair("--attachment-id", option, "ID=NAME", "0a1b2c=invoice.pdf")
    if not name:
        raise UsageError(f"--attachment-id {option} gives no name for the buyer to see.")
    return UploadedAttachment(name, destination)


def _assignments(options: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for option in options:
        name, value = _pair("--field", option, "NAME=VALUE", "coverageStartDate=2026-01-01")
        if name in found:
            raise UsageError(f"--field {name} is given twice.", hint="Leave one of them out.")
        found[name] = value
    return found


def _pair(flag: str, option: str, form: str, example: str) -> tuple[str, str]:
    name, equals, value = option.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"{flag} takes {form}, not {option!r}.", hint=f"For example {example}")
    return name.strip(), value


def _attachment(path: str, name: str | None, recipient: Recipient) -> Attachment:
    if not files.exists(Path(path)):
        folder = Path(f"{_COLUMN.split(path)[0]}_").parent  # as far as it is the same for every row
        if not files.exists(folder):
            raise InvalidInputError(
                f"There is no folder {folder}.", hint="Check the path after --attach.", code="folder-missing"
            )
        path = _filled(path, recipient)
    return files.read_attachment(Path(path), _filled(name, recipient) if name else None)


def _filled(text: str, recipient: Recipient) -> str:
    return _COLUMN.sub(lambda match: _column(match[1], recipient), text)


def _column(name: str, recipient: Recipient) -> str:
    """Return a column's value as part of a path, which must not lead above or elsewhere."""
    value = recipient.order if name == "order" else by_name(recipient.columns).get(name)
    if isinstance(value, Unusable):
        raise InvalidInputError(f"{{{name}}} cannot be filled: {value.reason}.", code="column")
    if not isinstance(value, (str, int)) or str(value).strip() == "":
        raise InvalidInputError(
            f"The row has no value for {{{name}}}.", hint="Check the columns of the list.", code="column"
        )
    text = str(value)
    if text.startswith(("/", "~")) or ".." in re.split(r"[/\\]", text) or not text.isprintable():
        raise InvalidInputError(f"The value {text!r} for {{{name}}} leads elsewhere.", code="column")
    return text

"""From what the command line says to the message of one order: texts, file paths, names."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from spmsg.delivery import files
from spmsg.delivery.order_details import OrderDetails
from spmsg.delivery.recipients import Recipient
from spmsg.errors import InvalidInputError, UsageError
from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft

if TYPE_CHECKING:
    from spmsg.message.template import Template

LOCALE = "{locale}"
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][\w-]*)\}")


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
    details: OrderDetails
    assignments: Mapping[str, str] = field(default_factory=dict)


class MessageBuilder:
    """Builds the message to each recipient; safe for several threads.

    What is the same for every order is read at once: raises InvalidInputError, before anything is sent, for
    a file that is not there and for a template that cannot be parsed.
    """

    def __init__(self, options: MessageOptions) -> None:
        self._options = options
        self._uploaded = tuple(_uploaded(spec) for spec in options.uploaded)
        self._assignments = dict(_assignment(spec) for spec in options.fields)
        self._text = _text(options)
        self._templates: dict[Path, Template] = {}
        if options.template is not None and LOCALE not in options.template:
            self._template(Path(options.template))

    def build(self, recipient: Recipient, details: OrderDetails) -> Message:
        """The message to `recipient`; raises InvalidInputError for a file or a column that is not there."""
        return self._message(self._text_for(recipient, details), recipient, details)

    @cached_property
    def settled(self) -> bool:
        """Whether messages are composed without asking Amazon anything."""
        paths = (self._options.text_file, self._options.template)
        if any(LOCALE in path for path in paths if path is not None):
            return False
        if self._options.template is None:
            return True
        template = self._template(Path(self._options.template))
        return not (template.uses_order or template.uses_locale)

    @cached_property
    def uses_columns(self) -> bool:
        """Whether the rows' columns are part of the content, so that two rows of one order may differ."""
        options = self._options
        return options.template is not None or any(_PLACEHOLDER.search(each) for each in options.attachments)

    def candidates(self, recipient: Recipient, details: OrderDetails) -> Iterator[Message]:
        """What a message that is not settled may be: one for each text file that a locale could pick.

        A template's text cannot be foreseen: only `--key` makes it known before Amazon is asked.
        """
        if self._options.text_file is not None:
            for path in _candidates(self._options.text_file):
                yield self._message(files.read_text(path), recipient, details)

    def _message(self, text: str | None, recipient: Recipient, details: OrderDetails) -> Message:
        attachments = tuple(_attachment(spec, recipient) for spec in self._options.attachments)
        return Message(Draft(text, (*attachments, *self._uploaded)), details, self._assignments)

    def _text_for(self, recipient: Recipient, details: OrderDetails) -> str | None:
        if self._options.template is not None:
            return self._rendered(
                localized(self._options.template, lambda: details.locale), recipient, details
            )
        if self._text is None and self._options.text_file is not None:
            text = files.read_text(localized(self._options.text_file, lambda: details.locale))
            return _without_columns(text, recipient)
        return _without_columns(self._text, recipient) if self._text is not None else None

    def _rendered(self, path: Path, recipient: Recipient, details: OrderDetails) -> str:
        template = self._template(path)
        return template.render(
            order=details.order if template.uses_order else details,
            columns=recipient.columns,
            locale=details.locale if template.uses_locale else None,
        )

    def _template(self, path: Path) -> "Template":
        from spmsg.message.template import Template

        if path not in self._templates:
            self._templates[path] = Template(str(path), files.read_text(path))
        return self._templates[path]


def _without_columns(text: str, recipient: Recipient) -> str:
    """`text`, unless it names a column of the row in braces, which the buyer would get as they stand."""
    for match in _PLACEHOLDER.finditer(text):
        if match[1] == "order" or match[1] in recipient.columns:
            raise InvalidInputError(
                f"The text holds {match[0]}, which the buyer would get as it stands.",
                hint=f"Put the text into a file, with {{{match[0]}}}, and name it with --template.",
            )
    return text


def _candidates(path: str) -> Iterator[Path]:
    """The files that `{locale}` in `path` can stand for."""
    before, _, after = path.partition(LOCALE)
    head = Path(before)
    folder, prefix = (head, "") if before.endswith("/") or not before else (head.parent, head.name)
    suffix, _, below = after.partition("/")
    for found in sorted(folder.iterdir()) if folder.is_dir() else []:
        if found.name.startswith(prefix) and found.name.endswith(suffix):
            name = found.name[len(prefix) : len(found.name) - len(suffix)]
            candidate = Path(path.replace(LOCALE, name)) if below or LOCALE in after else found
            if candidate.is_file():
                yield candidate


def localized(path: str, locale: Callable[[], str | None]) -> Path:
    """The file for the buyer's locale: `{locale}` is `de_DE`, then `de`, then `default`; the first there is.

    Raises InvalidInputError where there is none: better no message than one in the wrong language.
    """
    if LOCALE not in path:
        return Path(path)
    known = (locale() or "").replace("-", "_")
    if known and not re.fullmatch(r"[A-Za-z]{2,8}(_[A-Za-z0-9]{1,8})*", known):
        known = ""
    names = [n for n in dict.fromkeys((known, known.partition("_")[0])) if n] + ["default"]
    tried = [Path(path.replace(LOCALE, name)) for name in names]
    found = next((p for p in tried if _exists(p)), None)
    if found is None:
        raise InvalidInputError(
            f"There is no text in the buyer's language ({known or 'which Amazon does not tell'}).",
            hint=f"Looked for {', '.join(map(str, tried))}.",
        )
    return found


def _text(options: MessageOptions) -> str | None:
    """The text that is the same for every order: a literal, or a file without `{locale}`."""
    if options.text is not None:
        return files.decode(options.text.encode("utf-8", "surrogateescape"), "--text")
    if options.text_file is not None and LOCALE not in options.text_file:
        return files.read_text(Path(options.text_file))
    return None


def _uploaded(spec: str) -> UploadedAttachment:
    destination, equals, name = spec.partition("=")
    if not destination or not equals or not name:
        raise UsageError(
            f"--attachment-id takes ID=NAME, not {spec!r}.",
            hint="NAME is what the buyer sees, such as invoice.pdf.",
        )
    return UploadedAttachment(name, destination)


def _assignment(spec: str) -> tuple[str, str]:
    name, equals, value = spec.partition("=")
    if not equals or not name.strip():
        raise UsageError(
            f"--field takes NAME=VALUE, not {spec!r}.", hint="For example coverageStartDate=2026-01-01"
        )
    return name.strip(), value


def _attachment(spec: str, recipient: Recipient) -> Attachment:
    path, name = spec, None
    if not _exists(Path(spec)) and "=" in spec:
        path, _, name = spec.rpartition("=")
    if not _exists(Path(path)):
        path = _PLACEHOLDER.sub(lambda match: _column(match[1], recipient), path)
    if name:
        name = _PLACEHOLDER.sub(lambda match: _column(match[1], recipient), name)
    return files.read_attachment(Path(path), name or None)


def _exists(path: Path) -> bool:
    """Whether there is something at `path`, as far as we may look; reading it tells the rest."""
    try:
        return path.exists()
    except OSError:  # too long a name, a folder that we may not enter
        return False


def _column(name: str, recipient: Recipient) -> str:
    """A column's value as part of a path: it may name files below, and nothing above or elsewhere."""
    value = recipient.order if name == "order" else recipient.columns.get(name)
    if not isinstance(value, (str, int)) or value == "":
        raise InvalidInputError(
            f"The row has no value for {{{name}}}.", hint="Check the columns of the list."
        )
    text = str(value)
    if text.startswith(("/", "~")) or ".." in re.split(r"[/\\]", text) or not text.isprintable():
        raise InvalidInputError(f"The value {text!r} for {{{name}}} leads elsewhere.")
    return text

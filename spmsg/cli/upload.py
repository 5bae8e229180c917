"""`spmsg upload`: a file to Amazon, to be attached to a message later."""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from spmsg.cli import completers, console, localized, output
from spmsg.cli.options import Common, Format, command
from spmsg.cli.output import View
from spmsg.delivery.files import read_attachment
from spmsg.errors import InvalidInputError, UsageError
from spmsg.message.action import read_action
from spmsg.message.attachment import Attachment, check_attachments
from spmsg.order_id import check_order_id


@dataclass(frozen=True, kw_only=True)
class Options(Common):
    """Upload an attachment and print its uploadDestinationId.

    \b
    spmsg upload invoice.pdf --order 902-6786204-8179805 --action sendInvoice
    spmsg upload photo.jpg --resource aplus/2020-11-01/contentDocuments

    Next: spmsg send ACTION ORDER --attachment-id ID=NAME
    """

    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to upload.")]
    order: Annotated[
        str | None,
        typer.Option(
            metavar="ORDER", envvar="SPMSG_ORDER", autocompletion=completers.orders,
            help="The order that it belongs to.",
        ),
    ] = None  # fmt: skip
    action: Annotated[
        str | None,
        typer.Option(metavar="ACTION", autocompletion=completers.actions, help="What it is attached to."),
    ] = None
    resource: Annotated[
        str | None, typer.Option(metavar="PATH", help="Any other resource of the Uploads API.")
    ] = None
    content_type: Annotated[
        str | None, typer.Option(metavar="TYPE", help="The media type; guessed by default.")
    ] = None


def run(options: Options) -> None:
    from spmsg.cli.runtime import Runtime

    resource = _resource(options)
    with closing(Runtime(options)) as runtime:
        marketplace = runtime.lookup.marketplace(options.order)
        file = read_attachment(Path(options.file))
        if options.content_type is None:
            _check(file, of_message=options.resource is None)
        content_type = options.content_type or file.content_type
        with console.status(f"Uploading {file.file_name}"):
            destination = runtime.uploads.upload(
                resource, marketplace, file.file_name, file.content, file.content_md5, content_type
            )
    record = {
        "upload_destination_id": destination,
        "file_name": file.file_name,
        "bytes": file.size,
        "content_md5": file.content_md5,
        "content_type": content_type,
        "resource": resource,
        "marketplace": marketplace,
    }
    if options.output is Format.JSON:
        output.document(record)
    else:
        output.show([record], View(fields=tuple(record)), options.output or Format.IDS, _line)


def _resource(options: Options) -> str:
    from spmsg.spapi.messaging import resource_path

    if options.resource is not None:
        if options.action:
            raise UsageError("--resource and --action exclude each other.", hint="Leave one of them out.")
        resource = options.resource.strip("/")
        if not re.fullmatch(r"[\w/.~-]+", resource, re.ASCII) or ".." in resource.split("/"):
            hint = "Such as aplus/2020-11-01/contentDocuments"
            raise UsageError(f"--resource {options.resource!r} is no path.", hint=hint)
        return resource
    if not options.order or not options.action:
        missing = "--action" if options.order else "--order"
        hint = "Give --order and --action, or --resource for another resource of the Uploads API."
        raise UsageError(f"What is it for? {missing} is missing.", hint=hint)
    check_order_id(options.order)
    return resource_path(options.order, options.action)


def _check(file: Attachment, *, of_message: bool) -> None:
    """Raise InvalidInputError with all that is wrong with a file."""
    wrong = "" if file.size else "The file is empty."
    if of_message:  # Amazon's documented limits; the action's own are checked when it is sent
        violations = check_attachments([file], read_action("sendInvoice", "", None, None))
        wrong = " ".join(violation.text for violation in violations)
    if wrong:
        raise InvalidInputError(f"{file.file_name}: {wrong}")


def _line(record: Any) -> str:
    about = f"{record['file_name']}, {localized.size(record['bytes'])}, {record['content_type']}"
    return f"{console.inline(record['upload_destination_id'])}\n  {console.inline(about)}"


app = command(Options, run)

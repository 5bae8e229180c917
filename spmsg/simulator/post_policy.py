"""Browser-based uploads to S3: a form whose fields a signed policy allows, with the file last.

Source: docs.aws.amazon.com/AmazonS3/latest/API, "POST Object" and "POST Policy".
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from spmsg.simulator.answers import Call
from spmsg.simulator.drafts import date_time
from spmsg.simulator.s3_errors import StorageError
from spmsg.simulator.signatures import same, sign_text
from spmsg.simulator.state import StoredObject


@dataclass(frozen=True)
class _Form:
    """The fields before the file, names in lower case, and the file."""

    fields: Mapping[str, str]
    content: bytes


def accept_form(call: Call, bucket: str) -> tuple[str, StoredObject]:
    """The object's name ("bucket/key") and content; raises StorageError for what the policy forbids."""
    form = _read_form(call)
    policy = form.fields.get("policy", "")
    stamp = form.fields.get("x-amz-date", "")
    wanted = sign_text(policy, stamp, call.state.signing_key)
    if not policy or not same((wanted, form.fields.get("x-amz-signature", ""))):
        raise StorageError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key "
            "and signing method.",
        )
    document = json.loads(base64.b64decode(policy))  # ours: its signature is
    ends = date_time(document["expiration"])
    if ends is None or ends.timestamp() < call.now:
        raise _forbidden("Policy expired.")
    _check_conditions(document["conditions"], {**form.fields, "bucket": bucket}, len(form.content))
    content_type = form.fields.get("content-type", "binary/octet-stream")
    return f"{bucket}/{form.fields['key']}", StoredObject(form.content, content_type)


def _check_conditions(conditions: list[object], values: Mapping[str, str], size: int) -> None:
    free = {"policy", "x-amz-signature"}
    for condition in conditions:
        if isinstance(condition, dict):
            ((name, wanted),) = condition.items()
            free.add(name)
            if values.get(name) != wanted:
                raise _forbidden(f'Policy Condition failed: ["eq", "${name}", "{wanted}"]')
        elif isinstance(condition, list) and condition[0] == "content-length-range":
            _, least, most = condition
            if size < least:
                raise StorageError(
                    400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"
                )
            if size > most:
                raise StorageError(
                    400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"
                )
    extra = [name for name in values if name not in free and not name.startswith("x-ignore-")]
    if extra:
        raise _forbidden(f"Extra input fields: {', '.join(extra)}")


def _read_form(call: Call) -> _Form:
    boundary = call.request.mimetype_params.get("boundary", "")
    if call.request.mimetype != "multipart/form-data" or not boundary:
        raise StorageError(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
            Condition="Bucket POST must be of the enclosure-type multipart/form-data",
        )
    fields: dict[str, str] = {}
    files: list[bytes] = []
    decoder = MultipartDecoder(boundary.encode("latin-1"), max_parts=100)
    try:
        decoder.receive_data(call.request.get_data())
        decoder.receive_data(None)
        part: Field | File | None = None
        collected = bytearray()
        while not isinstance(event := decoder.next_event(), (Epilogue, NeedData)):
            if isinstance(event, (Field, File)):
                part, collected = event, bytearray()
            elif isinstance(event, Data):
                collected += event.data
                if event.more_data or part is None:
                    continue
                if part.name == "file":
                    files.append(bytes(collected))
                elif not files:  # what stands behind the file is not read
                    fields[str(part.name).lower()] = collected.decode("utf-8", "replace")
    except ValueError:
        raise StorageError(
            400,
            "MalformedPOSTRequest",
            "The body of your POST request is not well-formed multipart/form-data.",
        ) from None
    if len(files) != 1:
        raise StorageError(
            400,
            "InvalidArgument",
            "POST requires exactly one file upload per request.",
            ArgumentName="file",
            ArgumentValue=str(len(files)),
        )
    return _Form(fields, files[0])


def _forbidden(why: str) -> StorageError:
    return StorageError(403, "AccessDenied", f"Invalid according to Policy: {why}")

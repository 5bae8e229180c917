"""Files that go along with a message: number, size, names, types by name and by content."""

import io
import zipfile

import pytest

from spmsg.message.action import Action, read_action
from spmsg.message.attachment import Attachment, UploadedAttachment
from spmsg.message.draft import Draft
from spmsg.message.schema import check_draft
from spmsg.message.violation import Violation

INVOICE = read_action("sendInvoice", "/x", None, None)


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return buffer.getvalue()


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" + b"\0" * 30
EXIF = b"\xff\xd8\xff\xe1\0\x10Exif\0\0" + b"\0" * 30
GIF = b"GIF89a\1\0\1\0" + b"\0" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
DOC = OLE + "WordDocument".encode("utf-16-le")
XLS = OLE + "Workbook".encode("utf-16-le")
DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = archive("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
ZIP = archive("a.txt")
EXE = b"MZ\x90\0\3\0\0\0" + b"\0" * 80 + b"PE\0\0"
ELF = b"\x7fELF\2\1\1" + b"\0" * 40


def found(*files: Attachment | UploadedAttachment, action: Action = INVOICE) -> list[Violation]:
    return list(check_draft(Draft(None, files), action))


def rules(*files: Attachment | UploadedAttachment, action: Action = INVOICE) -> list[str]:
    return [violation.rule for violation in found(*files, action=action)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF), ("a.PDF", PDF), ("a.pdf", b"%PDF-1.7"), ("a.pdf", b"\xef\xbb\xbf\n" + PDF),
        ("a.pdf", b"\0\1 printed by\r\n" + PDF), ("a.pdf", b"\n" * 1023 + PDF), ("a.png", PNG),
        ("a.jpg", JPG), ("a.jpg", EXIF), ("a.jpg", b"\xff\xd8\xff\xdb\0\x43" + b"\0" * 30),
        ("a.gif", GIF), ("a.doc", DOC), ("a.doc", DOC + XLS), ("a.docx", DOCX), ("a.txt", b"Hello"),
        ("a.txt", "Grüße, 青い靴".encode()), ("a.txt", b"\xef\xbb\xbfHello"),
        ("a.txt", "Grüße".encode("latin-1")), ("a.txt", "Grüße".encode("utf-16")),
        ("a.txt", "青い靴".encode("cp932")), ("a.txt", "青い靴".encode("iso2022_jp")),
        ("a.txt", b"MZ is no program\r\n"), ("a.txt", b"PK, BM and GIF are letters\f"),
        ("a.txt", b"BMW parts list"), ("請求書 2026 (1).pdf", PDF), ("a.exe.pdf", PDF),
    ],
)  # fmt: skip
def test_a_file_that_is_what_its_name_says_passes(name: str, content: bytes) -> None:
    assert found(Attachment(name, content)) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", PDF, "a PDF document"), ("a.txt", b"%PDF-1.4\n1 0 obj", "a PDF document"),
        ("a.txt", b"{\\rtf1 hello}", "an RTF document"), ("a.txt", PNG, "a PNG image"),
        ("a.txt", b"abc\0def", "binary data"), ("a.txt", b"\xff\xfe\0\xd8", "binary data"),
        ("a.txt", EXE, "a Windows program"), ("a.pdf", EXE, "a Windows program"), ("a.pdf", ELF, "it"),
        ("a.pdf", b"Hello, world", "plain text"), ("a.pdf", b"\n\n", "plain text"),
        ("a.pdf", b"x" * 1024 + PDF, "it is"), ("a.pdf", b"\x01\x02\x03\x04\x05", "unknown type"),
        ("a.jpg", PNG, "a PNG image"), ("a.png", JPG, "a JPEG image"), ("a.gif", PDF, "a PDF document"),
        ("a.docx", ZIP, "a ZIP archive"), ("a.docx", XLSX, "a ZIP archive"),
        ("a.docx", OLE, "an OLE file"), ("a.doc", XLS, "no Word document"), ("a.doc", DOCX, "it is"),
        ("a.png", b"<html><body>", "an HTML page"),
    ],
)  # fmt: skip
def test_a_file_that_only_bears_the_name_is_refused(name: str, content: bytes, words: str) -> None:
    (violation,) = found(Attachment(name, content))
    assert violation.rule == "attachment-content"
    assert violation.offending == name
    assert words in violation.message


@pytest.mark.parametrize(
    "name", ["a.exe", "a.zip", "a.pdf.exe", "a", ".pdf", "a.", "a.pdf ", "a.jpeg", "a.docm", "a.csv"]
)
def test_an_extension_that_the_action_does_not_allow_is_refused(name: str) -> None:
    (violation,) = found(Attachment(name, PDF))
    assert violation.rule == "attachment-type"
    assert violation.remedy is not None
    assert violation.remedy.startswith("Allowed: .txt, .pdf, .doc, .docx, .jpg, .gif, .png.")
    assert ("a.jpg" in violation.remedy) == (name == "a.jpeg")


def test_other_types_pass_where_the_schemas_prose_names_them() -> None:
    schema = {"properties": {"attachments": {"description": "Only .xlsx, .zip, .csv and .stl files."}}}
    action = read_action("new", "/x", None, schema)
    files = (Attachment("a.xlsx", XLSX), Attachment("b.zip", ZIP), Attachment("c.csv", b"a,b"))
    assert found(*files, Attachment("d.stl", b"\x01\x02 unknown"), action=action) == []
    assert rules(Attachment("a.zip", PNG), action=action) == ["attachment-content"]
    assert rules(Attachment("a.pdf", PDF), action=action) == ["attachment-type"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "file-name-empty"), ("..", "file-name-empty"), ("../a.pdf", "file-name-path"),
        ("C:\\a.pdf", "file-name-path"), ("a\n.pdf", "file-name-control"),
        ("a\x1b[2J.pdf", "file-name-control"), ("a\u2028.pdf", "file-name-control"),
        ("a\x00.pdf", "file-name-control"), ("invoice\u202efdp.pdf", "file-name-direction"),
        ("a\udcff.pdf", "file-name-broken"), ("é" * 126 + ".pdf", "file-name-too-long"),
    ],
)  # fmt: skip
def test_a_name_that_a_buyer_should_not_see_is_refused(name: str, rule: str) -> None:
    assert rule in rules(Attachment(name, PDF))


def test_the_longest_name_passes() -> None:
    assert found(Attachment("é" * 125 + "a.pdf", PDF)) == []


@pytest.mark.parametrize(("one", "other"), [("a.pdf", "a.pdf"), ("a.pdf", "A.PDF"), ("é.pdf", "e\u0301.pdf")])
def test_two_files_of_one_name_are_refused(one: str, other: str) -> None:
    assert rules(Attachment(one, PDF), UploadedAttachment(other, "ID")) == ["duplicate-file-name"]


def test_too_many_files_are_counted() -> None:
    (violation,) = found(*(Attachment(f"{number}.pdf", PDF) for number in range(6)))
    assert violation.message == "There are too many attachments: 6 of 5."


def test_too_few_files_are_counted() -> None:
    schema = {"properties": {"attachments": {"minItems": 2}}}
    (violation,) = found(Attachment("a.pdf", PDF), action=read_action("new", "/x", None, schema))
    assert violation.message == "There are too few attachments: 1 of at least 2."


def test_a_missing_attachment_is_told_once() -> None:
    assert rules() == ["attachments-required"]


def test_an_empty_file_is_refused() -> None:
    assert rules(Attachment("a.pdf", b"")) == ["attachment-empty"]


def test_all_files_together_must_be_less_than_ten_million_bytes() -> None:
    half = PDF.ljust(5_000_000, b" ")
    assert rules(Attachment("a.pdf", half), Attachment("b.pdf", half[:-1])) == []
    (violation,) = found(Attachment("a.pdf", half), Attachment("b.pdf", half))
    assert violation.rule == "attachments-too-large"
    assert "10,000,000 bytes together" in violation.message
    assert "less than 10,000,000" in violation.message


@pytest.mark.parametrize(("told", "words"), [("2 kB", "2,000"), ("1 GB", None)])
def test_the_size_that_the_schemas_prose_tells_is_the_limit(told: str, words: str | None) -> None:
    schema = {"properties": {"attachments": {"description": f"Less than {told}."}}}
    violations = found(
        Attachment("a.pdf", PDF.ljust(3000, b" ")), action=read_action("new", "/x", None, schema)
    )
    assert [f"less than {words} are" in each.message for each in violations] == ([True] if words else [])


def test_attachments_for_an_action_without_are_refused() -> None:
    for name in ("confirmOrderDetails", "updateFeedback"):
        action = read_action(name, "/x", None, None)
        assert "attachments-not-allowed" in rules(Attachment("a.pdf", PDF), action=action)


def test_a_file_uploaded_before_is_checked_by_its_name_alone() -> None:
    assert rules(UploadedAttachment("a.pdf", "ID")) == []
    assert rules(UploadedAttachment("a.exe", "ID")) == ["attachment-type"]


@pytest.mark.parametrize("upload_destination_id", ["", " ", "a\nb"])
def test_an_upload_destination_id_that_is_none_is_refused(upload_destination_id: str) -> None:
    assert rules(UploadedAttachment("a.pdf", upload_destination_id)) == ["attachment-id"]


def test_everything_wrong_with_the_files_is_told_at_once() -> None:
    wrong = [Attachment("a.exe", EXE), Attachment("b.pdf", b""), Attachment("c.png", PDF)]
    assert rules(*wrong, *(Attachment(f"{n}.pdf", PDF) for n in range(3))) == [
        "too-many-attachments",
        "attachment-empty",
        "attachment-type",
        "attachment-content",
    ]


def test_digests_are_those_that_amazon_wants() -> None:
    file = Attachment("a.txt", b"hello")
    assert file.content_md5 == "XUFAKrxLKna5cZ2REBfFkg=="
    assert file.identity == "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert file.size == 5


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"), ("a.PDF", "application/pdf"), ("a.jpg", "image/jpeg"),
        ("a.jpeg", "image/jpeg"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.zip", "application/zip"), ("a", "application/octet-stream"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)  # fmt: skip
def test_the_media_type_follows_the_name(name: str, media_type: str) -> None:
    assert Attachment(name, b"").content_type == media_type


def test_an_attachments_repr_does_not_show_what_is_in_it() -> None:
    assert "secret" not in repr(Attachment("a.txt", b"secret"))

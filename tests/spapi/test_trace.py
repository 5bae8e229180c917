"""The trace of the wire: readable, within a screen, and without secrets."""

from spmsg.spapi.http_client import MAX_SHOWN, Tracer

SECRET = "s3cr3t/Value+1=="


def answered(headers: dict[str, str], body: bytes = b"") -> list[str]:
    shown: list[str] = []
    Tracer(shown.append).message("<", "200 OK", headers, body, (SECRET,))
    return shown[0].splitlines()


def test_headers_with_secrets_are_masked_in_any_case() -> None:
    headers = {"X-AMZ-Access-Token": "a", "Authorization": "b", "Set-Cookie": "c", "Date": "now"}
    assert answered(headers) == [
        "< 200 OK",
        "< X-AMZ-Access-Token: •••",
        "< Authorization: •••",
        "< Set-Cookie: •••",
        "< Date: now",
    ]


def test_a_presigned_url_in_a_header_is_masked() -> None:
    assert "secret-1" not in answered({"Location": "https://s3/k?X-Amz-Signature=secret-1"})[1]


def test_a_long_body_is_cut_and_says_so() -> None:
    (_, _, text) = answered({}, b"x" * 100_000)
    assert len(text) < MAX_SHOWN + 50
    assert text.endswith("(100000 bytes in all)")


def test_of_a_file_only_its_size_is_shown() -> None:
    shown: list[str] = []
    Tracer(shown.append).message(">", "PUT https://s3/k", {"Content-Type": "image/png"}, b"PNG", ())
    assert shown == ["> PUT https://s3/k\n> Content-Type: image/png\n>\n> (3 bytes)"]

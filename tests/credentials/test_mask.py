"""Nothing secret is shown, wherever it stands."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spmsg.credentials.secrets import mask

SECRET = "s3cr3t/Value+1=="


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"access_token": SECRET, "expires_in": 3600}),
        json.dumps({"refresh_token": SECRET}, indent=2),
        '{"client_secret":"' + SECRET,
        '{"access_token": ' + SECRET + "}",
        json.dumps({"Access_Token": SECRET}),
        urlencode({"grant_type": "refresh_token", "client_secret": SECRET, "refresh_token": SECRET}),
        f"https://s3/k?X-Amz-Signature={SECRET}&X-Amz-Expires=900",
        f"https://s3/k?x-amz-credential={SECRET}",
        f"https://s3/k?a=b&X-Amz-Security-Token={SECRET}",
        f"https://s3/k?policy={SECRET}&key=k",
        json.dumps({"url": f"https://s3/k?a=1&X-Amz-Signature={SECRET}"}).replace("&", "\\u0026"),
        f"<a href='https://s3/k?a=1&amp;X-Amz-Signature={SECRET}'>",
        f"Atza|{SECRET}",
        f"said Atzr|{SECRET} to you",
        f"https://user:{SECRET.replace('/', '')}@host/",
    ],
)
def test_a_secret_is_masked_where_it_stands(text: str) -> None:
    assert SECRET not in mask(text)
    assert "s3cr3t" not in mask(text)


def test_what_is_no_secret_stays() -> None:
    text = "https://s3/k?X-Amz-Expires=900&key=a&x-amz-meta-owner=b marketplaceIds=X policyholder=5"
    assert mask(text) == text


@given(st.text(), st.text(), st.text(alphabet=st.characters(codec="ascii"), min_size=4))
def test_a_known_secret_is_masked_wherever_it_is_echoed(before: str, after: str, secret: str) -> None:
    if secret not in "•••":
        shown_text = mask(before + secret + after, [secret])
        assert secret not in shown_text or secret in mask(before + "•••" + after)

"""`spmsg doctor`: what is in order, what is not, and the remedy; against the simulator."""

import json
import re
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.cli.conftest import Client
from tests.harness import Ran, Run, posix

ROLES = ("orders", "messaging", "uploads", "solicitations")
CHECKS = [
    "versions",
    "configuration",
    "profile",
    "credentials",
    "endpoint",
    "login",
    "clock",
    *ROLES,
    "state",
    "ledger",
]


def by_check(ran: Ran) -> dict[str, dict[str, str]]:
    """The findings by their checks; each has the four members of the contract and no others."""
    for finding in ran.json:
        assert list(finding) == ["check", "status", "detail", "remedy"]
        assert finding["status"] in ("ok", "warning", "failed", "skipped")
        assert finding["detail"]
        assert finding["remedy"] or finding["status"] in ("ok", "skipped")
    return {finding["check"]: finding for finding in ran.json}


def statuses(ran: Ran) -> dict[str, str]:
    """The status of each check."""
    return {check: finding["status"] for check, finding in by_check(ran).items()}


def config_file(client: Client, text: str) -> Path:
    path = Path(client.environment["SPMSG_CONFIG"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_everything_is_in_order(client: Client) -> None:
    ran = client.run("doctor", "-o", "json")
    assert statuses(ran) == dict.fromkeys(CHECKS, "ok")
    assert ran.code == 0
    assert "Python 3." in by_check(ran)["versions"]["detail"]
    assert "OpenSSL" in by_check(ran)["versions"]["detail"]


@pytest.mark.parametrize("role", ["orders", "messaging", "uploads"])
def test_a_missing_role_is_named_with_where_to_grant_it(client: Client, role: str) -> None:
    ran = client.run("doctor", "-o", "json", SPMSG_REFRESH_TOKEN=f"no-{role}")
    assert ran.code == 4
    assert [c for c, s in statuses(ran).items() if s != "ok"] == [role]
    remedy = by_check(ran)[role]["remedy"]
    named = {"orders": "Inventory and Order Tracking", "messaging": "Buyer Communication"}
    assert named.get(role, "Product Listing") in remedy
    assert "Seller Central" in remedy


@pytest.mark.parametrize(
    ("token", "marketplace", "role"),
    [("no-solicitations", "US", "solicitations"), ("no-uploads", "DE", "uploads")],
)
def test_a_role_that_messages_do_not_need_is_a_warning(
    client: Client, token: str, marketplace: str, role: str
) -> None:
    ran = client.run("doctor", "-o", "json", SPMSG_REFRESH_TOKEN=token, SPMSG_MARKETPLACE=marketplace)
    assert (ran.code, statuses(ran)[role]) == (0, "warning")


@pytest.mark.parametrize(
    ("settings", "code", "check"),
    [
        ({"SPMSG_PROFILE": "nobody"}, 4, "profile"),
        ({"SPMSG_CLIENT_SECRET": "bad"}, 4, "login"),
        ({"SPMSG_ENDPOINT": "http://127.0.0.1:1"}, 6, "endpoint"),
    ],
)
def test_the_exit_code_is_4_for_credentials_and_6_for_the_rest(
    client: Client, settings: dict[str, str], code: int, check: str
) -> None:
    ran = client.run("doctor", "-o", "json", **settings)
    assert ran.code == code
    assert [c for c, s in statuses(ran).items() if s == "failed"] == [check]
    assert {statuses(ran)[role] for role in ROLES} == {"skipped"}


def test_no_credentials_end_with_4_and_name_login(program: Run) -> None:
    ran = program("doctor", "--offline", "-o", "json")
    assert ran.code == 4
    assert "spmsg auth login" in by_check(ran)["credentials"]["remedy"]


def test_offline_asks_nobody(client: Client) -> None:
    ran = client.run("doctor", "--offline", "-o", "json", SPMSG_ENDPOINT="http://127.0.0.1:1")
    assert ran.code == 0
    skipped = [check for check, status in statuses(ran).items() if status == "skipped"]
    assert skipped == ["endpoint", "login", "clock", *ROLES]


def test_a_broken_config_file_does_not_end_it(client: Client) -> None:
    config_file(client, "profiles = [\n")
    ran = client.run("doctor", "-o", "json", "--offline")
    assert ran.code == 6
    found = by_check(ran)
    assert "cannot be read as TOML" in found["configuration"]["detail"]
    assert found["ledger"]["status"] == "ok"
    assert list(found) == CHECKS


def test_a_broken_config_file_does_not_hinder_the_demo(demo: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("x = [")
    ran = demo("doctor", "-o", "json", SPMSG_CONFIG=str(path))
    assert statuses(ran)["configuration"] == "failed"
    assert statuses(ran)["messaging"] == "ok"


def test_a_state_folder_that_cannot_be_used_does_not_end_it(client: Client, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = client.run("doctor", "-o", "json", SPMSG_STATE_DIR=str(tmp_path / "file"))
    assert ran.code == 6
    assert [c for c, s in statuses(ran).items() if s == "failed"] == ["state", "ledger"]


def test_a_ruined_ledger_is_found(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with sqlite3.connect(path) as ledger:
        ledger.execute("CREATE TABLE somebody_elses (x)")
    ledger.close()
    ran = client.run("doctor", "--offline", "-o", "json", SPMSG_LEDGER=str(path))
    assert (ran.code, statuses(ran)["ledger"]) == (6, "failed")


@posix
def test_secrets_that_others_can_read_are_found_with_the_remedy(client: Client) -> None:
    path = config_file(client, "").parent / "credentials" / "shop.a1.json"
    path.parent.mkdir()
    path.write_text("{}")
    path.chmod(0o644)
    ran = client.run("doctor", "--offline", "-o", "json")
    assert ran.code == 4
    assert by_check(ran)["configuration"]["remedy"] == f"Run: chmod 600 {path}"


@posix
def test_a_config_file_that_everybody_may_change_is_a_warning(client: Client) -> None:
    path = config_file(client, "")
    path.chmod(0o666)
    ran = client.run("doctor", "--offline", "-o", "json")
    assert (ran.code, by_check(ran)["configuration"]["remedy"]) == (0, f"Run: chmod go-w {path}")


def test_mixed_credentials_that_are_refused_are_named(client: Client) -> None:
    config_file(
        client,
        "[profiles.shop]\nmarketplace = 'US'\n"
        """credential_command = ['echo', '{"refresh_token": "bad-token"}']\n""",
    )
    ran = client.run("doctor", "-p", "shop", "-o", "json", SPMSG_REFRESH_TOKEN="")
    assert ran.code == 4
    assert "the credential_command (refresh_token)" in by_check(ran)["login"]["remedy"]


@pytest.fixture
def hanging() -> Iterator[str]:
    """The URL of a host that takes connections, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_hosts_that_hang_do_not_hold_it_up(client: Client, hanging: str) -> None:
    began = time.monotonic()
    ran = client.run("doctor", "-o", "json", SPMSG_ENDPOINT=hanging, SPMSG_LWA_URL=f"{hanging}/auth/o2/token")
    assert time.monotonic() - began < 20
    assert ran.code == 6
    assert (statuses(ran)["endpoint"], statuses(ran)["login"]) == ("failed", "failed")
    assert statuses(ran)["ledger"] == "ok"


class _Answering(BaseHTTPRequestHandler):
    """An Amazon of another time and mood: the status and the date that its server has."""

    server: "_Host"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.body
        self.send_response_only(self.server.status)
        self.send_header("Date", formatdate(time.time() + self.server.ahead, usegmt=True))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - http.server's own name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Quiet."""


class _Host(HTTPServer):
    status = 403
    ahead = 0.0
    body = b'{"errors": [{"code": "Unauthorized", "message": "No."}]}'

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def host() -> Iterator[_Host]:
    """A host whose answers a test chooses."""
    with _Host() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("ahead", "status"), [(0, "ok"), (290, "ok"), (400, "warning"), (-4000, "warning")])
def test_a_clock_that_is_off_is_a_warning(client: Client, host: _Host, ahead: float, status: str) -> None:
    host.ahead = ahead
    ran = client.run("doctor", "-o", "json", SPMSG_ENDPOINT=host.url)
    assert statuses(ran)["clock"] == status
    if ahead == -4000:
        assert "67 minutes ahead of Amazon's" in by_check(ran)["clock"]["detail"]


@pytest.mark.parametrize(
    ("status", "body", "found"),
    [
        (404, b'{"errors": [{"code": "NotFound", "message": "No order."}]}', "ok"),
        (400, b'{"errors": [{"code": "InvalidInput", "message": "No."}]}', "ok"),
        (404, b"<html>nginx</html>", "failed"),
        (404, b"{}", "warning"),
        (429, b'{"errors": [{"code": "QuotaExceeded", "message": "Slow down."}]}', "warning"),
        (500, b"", "failed"),
        (301, b"", "skipped"),
    ],
)
def test_each_api_is_asked_once_and_its_answer_is_read_with_care(
    client: Client, host: _Host, status: int, body: bytes, found: str
) -> None:
    host.status, host.body = status, body
    ran = client.run("doctor", "-o", "json", SPMSG_ENDPOINT=host.url)
    assert {statuses(ran)[role] for role in ROLES} == {found}
    apis = [path for path in host.asked if path != "/"]
    assert len(apis) == (0 if found == "skipped" else 4)
    assert not any("/orders?" in path for path in apis)  # a search is one request in three minutes


def test_a_person_reads_a_table_with_the_remedies_below(client: Client) -> None:
    ran = client.run("doctor", "-o", "table", COLUMNS="100", SPMSG_REFRESH_TOKEN="no-messaging")
    assert re.search(r"^ +check +found", ran.out, re.MULTILINE)
    assert re.search(r"^✗ failed +messaging +Amazon denies", ran.out, re.MULTILINE)
    assert re.search(r"^ +→ The application needs the role", ran.out, re.MULTILINE)
    assert "1 of 13 checks failed." in ran.err
    assert "\x1b[" not in ran.out


def test_on_a_narrow_terminal_it_wraps_and_cuts_nothing_off(client: Client) -> None:
    out = client.run("doctor", "-o", "table", COLUMNS="60", SPMSG_REFRESH_TOKEN="no-messaging").out
    assert max(map(len, out.splitlines())) <= 60
    assert "…" not in out
    assert str(Path(client.environment["SPMSG_STATE_DIR"])) in re.sub(r"\s", "", out)


def test_colour_underlines_what_the_words_say(client: Client) -> None:
    coloured = client.run("doctor", "--offline", "-o", "table", COLUMNS="80", FORCE_COLOR="1").out
    assert "\x1b[32m✓ ok" in coloured


def test_a_setting_of_the_machine_is_told_once_by_its_name(client: Client) -> None:
    ran = client.run(
        "doctor", "-o", "json", SPMSG_ENDPOINT="", SPMSG_LWA_URL="", HTTPS_PROXY="http://proxy:port"
    )
    assert [c for c, s in statuses(ran).items() if s == "failed"] == ["endpoint"]
    assert "HTTPS_PROXY" in by_check(ran)["endpoint"]["detail"]


@pytest.mark.parametrize(
    ("details", "remedy"),
    [
        ("The LWA secret token you provided has expired.", "Make a new one"),
        ("The marketplaces are not valid for the region.", "region"),
    ],
)
def test_a_denials_details_decide_the_remedy_and_the_role_is_not_blamed(
    client: Client, host: "_Host", details: str, remedy: str
) -> None:
    denial = {
        "code": "Unauthorized",
        "message": "Access to requested resource is denied.",
        "details": details,
    }
    host.body = json.dumps({"errors": [denial]}).encode()
    ran = client.run("doctor", "-o", "json", SPMSG_ENDPOINT=host.url)
    finding = by_check(ran)["messaging"]
    assert finding["status"] == "failed"
    assert remedy in finding["remedy"]
    assert "Buyer Communication" not in finding["remedy"]


def test_verbose_shows_the_questions_and_no_secret(client: Client) -> None:
    ran = client.run("doctor", "-v")
    assert "/messaging/v1/orders/000-0000000-0000000" in ran.err
    assert "test-secret-9f" not in ran.err
    assert "test-refresh-7c" not in ran.err
    assert not re.search(r"Atza\|[A-Za-z0-9]", ran.err)

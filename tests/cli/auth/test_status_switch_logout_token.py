"""What `spmsg auth status`, `switch`, `logout` and `token` do."""

import tomllib

from tests.cli.auth.machine import Machine


def test_status_tells_where_each_secret_comes_from_and_shows_none(machine: Machine) -> None:
    machine.log_in("-p", "shop-us")
    [row] = machine.run("auth", "status", "-o", "json").json
    assert row == {
        "profile": "shop-us",
        "default": True,
        "marketplace": "ATVPDKIKX0DER",
        "region": "NA",
        "client_id": {"source": "keyring", "masked": "•••2e3f"},
        "client_secret": {"source": "keyring", "masked": "•••"},
        "refresh_token": {"source": "keyring", "masked": "•••"},
        "status": "works",
        "detail": None,
        "remedy": None,
    }


def test_status_has_a_row_for_each_profile_and_ends_by_the_one_in_use(machine: Machine) -> None:
    machine.log_in("-p", "a")
    machine.log_in("-p", "b", "--insecure-storage")
    for entry in machine.config.parent.glob("credentials/*"):
        entry.unlink()
    done = machine.run("auth", "status", "-o", "jsonl")
    assert [(r["profile"], r["default"], r["status"]) for r in done.rows] == [
        ("a", True, "works"),
        ("b", False, "missing"),
    ]
    assert done.code == 0
    assert machine.run("auth", "status", "-p", "b").code == 4


def test_status_says_refused_and_why(machine: Machine) -> None:
    machine.log_in()
    done = machine.run("auth", "status", "-o", "json", SPMSG_REFRESH_TOKEN="bad-token")
    assert done.code == 4
    assert done.json[0]["status"] == "refused"
    assert done.json[0]["refresh_token"] == {
        "source": "environment (SPMSG_REFRESH_TOKEN)",
        "masked": "•••",
    }
    assert (
        "Do they belong together (the keyring (client_id, client_secret) and the environment"
        in done.json[0]["remedy"]
    )


def test_status_tells_unreachable_from_refused(machine: Machine) -> None:
    machine.log_in()
    done = machine.run("auth", "status", "-o", "json", SPMSG_LWA_URL="http://127.0.0.1:1/token")
    assert (done.code, done.json[0]["status"]) == (6, "unreachable")


def test_status_of_the_environment_alone(machine: Machine) -> None:
    variables = {"LWA_APP_ID": "a", "LWA_CLIENT_SECRET": "b", "SP_API_REFRESH_TOKEN_SHOP": "c"}
    machine.config.parent.mkdir(parents=True)
    machine.config.write_text('default_profile = "shop"\n[profiles.shop]\nmarketplace = "DE"\n')
    done = machine.run("auth", "status", "-o", "tsv", **variables)
    assert done.code == 0
    assert done.out.split("\t")[:8] == [
        "shop",
        "true",
        "A1PA6795UKMFR9",
        "EU",
        "works",
        "environment (LWA_APP_ID)",
        "environment (LWA_CLIENT_SECRET)",
        "environment (SP_API_REFRESH_TOKEN_SHOP)",
    ]


def test_status_with_nothing_set_up_names_login(machine: Machine) -> None:
    done = machine.run("auth", "status", "-o", "table")
    assert done.code == 4
    assert "spmsg auth login" in done.err


def test_status_goes_on_past_a_broken_profile(machine: Machine) -> None:
    machine.log_in("-p", "a")
    with machine.config.open("a") as file:
        file.write('\n[profiles.b]\nclient_secret = "tops3cret"\n')
    done = machine.run("auth", "status", "-o", "jsonl")
    assert [(r["profile"], r["status"]) for r in done.rows] == [("a", "works"), ("b", "broken")]


def test_switch_changes_the_profile_that_is_used(machine: Machine) -> None:
    machine.log_in("-p", "a")
    machine.log_in("-p", "b")
    assert machine.run("auth", "switch", "b").code == 0
    assert tomllib.loads(machine.config.read_text())["default_profile"] == "b"
    assert machine.run("auth", "switch", "demo").code == 0
    assert machine.run("orders", "-o", "ids").code == 0


def test_switch_says_when_the_environment_overrules_it(machine: Machine) -> None:
    machine.log_in("-p", "a")
    assert "SPMSG_PROFILE is b" in machine.run("auth", "switch", "a", SPMSG_PROFILE="b").err


def test_logout_leaves_no_secret_no_token_and_no_profile(machine: Machine) -> None:
    machine.log_in("-p", "shop-us")
    token = machine.run("auth", "token").out.strip()
    assert machine.files_with(token)
    done = machine.run("auth", "logout", "-y")
    assert done.code == 0
    assert machine.entries == {}
    assert machine.files_with(token) == []
    assert "shop-us" not in machine.config.read_text()
    assert machine.run("auth", "token").code == 4


def test_logout_removes_the_file_of_insecure_storage(without_keyring: Machine) -> None:
    without_keyring.log_in("--insecure-storage")
    assert without_keyring.run("auth", "logout", "-y").code == 0
    assert without_keyring.files_with("tops3cret") == []


def test_logout_with_a_keyring_that_fails_removes_nothing_and_says_what_to_do(machine: Machine) -> None:
    machine.log_in("-p", "shop-us")
    done = machine.run("auth", "logout", "-y", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring")
    assert done.code == 4
    assert "[profiles.shop-us]" in done.err
    assert "shop-us" in machine.config.read_text()


def test_logout_names_what_is_still_in_the_environment(machine: Machine) -> None:
    machine.log_in()
    assert "LWA_APP_ID" in machine.run("auth", "logout", "-y", LWA_APP_ID="x").err


def test_logout_without_anybody_to_ask_needs_yes(machine: Machine) -> None:
    machine.log_in()
    done = machine.run("auth", "logout")
    assert done.code == 2
    assert "--yes" in done.err
    assert len(machine.entries) == 1


def test_logout_of_the_demo_or_of_nobody_is_wrong_usage(machine: Machine) -> None:
    assert machine.run("auth", "logout", "-p", "demo").code == 2
    assert machine.run("auth", "logout", "-p", "nobody").code == 2


def test_token_is_alone_on_stdout(machine: Machine) -> None:
    machine.log_in()
    done = machine.run("auth", "token")
    assert done.out.startswith("Atza|")
    assert done.out.count("\n") == 1
    assert done.err == ""
    record = machine.run("auth", "token", "-o", "json").json[0]
    assert record["access_token"] == done.out.strip()
    assert record["expires_at"].endswith("Z")


def test_token_works_on_the_demo(machine: Machine) -> None:
    assert machine.run("auth", "token", "-p", "demo").out.startswith("Atza|")


def test_verbose_shows_no_secret(machine: Machine) -> None:
    machine.log_in()
    done = machine.run("auth", "status", "-v")  # `run` looks for the secrets
    assert "POST" in done.err
    token = machine.run("auth", "token").out.strip()
    assert token not in machine.run("orders", "-v").err


def test_auth_alone_is_its_help(machine: Machine) -> None:
    done = machine.run("auth")
    assert done.code == 0
    assert "spmsg auth login" in done.out
    assert done.err == ""

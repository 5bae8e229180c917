"""README's recipes do what README says, run as they stand there."""

import json
import os
import re
import time
from pathlib import Path

import pytest

from tests.harness import TUTORIAL_ORDER, Server, posix
from tests.scenarios.readme import readme
from tests.scenarios.readme.conftest import LEFT_OUT, PDF, Shop, program

pytestmark = posix

SECOND_ORDER = "111-4820193-7746201"


def test_the_commands_of_the_first_steps_reach_the_buyer(shop: Shop) -> None:
    ran = shop.bash("set -e\n" + readme.block("recipe=first"))
    assert ran.code == 0, ran.err
    assert [message["action"] for message in shop.received()[TUTORIAL_ORDER]] == [
        "confirmOrderDetails",
        "sendInvoice",
    ]


def cron_job(shop: Shop) -> tuple[str, str]:
    """The command of README's crontab and the PATH that it sets, for this folder."""
    lines = readme.block("recipe=cron").replace("/home/me/shop", str(shop.folder)).splitlines()
    path = lines[0].removeprefix("PATH=")
    command = re.fullmatch(r"(?:[\d*]+ ){5} *(.+)", lines[1])
    assert command is not None
    return command[1], path


def outcomes(shop: Shop) -> list[dict[str, tuple[str, str | None]]]:
    """What became of each order in the runs so far, from the file that the script keeps."""
    lines = [json.loads(line) for line in (shop.folder / "reviews.jsonl").read_text("utf-8").splitlines()]
    first = [n for n, line in enumerate(lines) if line["order"] == lines[0]["order"]]
    runs = [lines[begin:end] for begin, end in zip(first, [*first[1:], len(lines)], strict=True)]
    return [{line["order"]: (line["status"], line["code"]) for line in run} for run in runs]


def test_the_cron_job_asks_each_buyer_once_however_often_it_runs(shop: Shop) -> None:
    command, path = cron_job(shop)
    for _ in range(2):
        ran = shop.cron(command, path)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    due = shop.spmsg("orders", "--due", "review", "-o", "ids", "-q").out.split()
    told = {
        row[0]: (row[1].strip("`"), row[2].strip("`") or None)
        for row in readme.table("order")
        if "by hand" not in row[3] and "already" not in row[1]
    }
    first, second = outcomes(shop)
    assert list(first) == due
    assert {order: first[order] for order in told} == told
    asked = {order for order, outcome in first.items() if outcome == ("sent", None)}
    assert {second[order] for order in asked} == {("already-sent", None)}
    assert {order: len(messages) for order, messages in shop.received().items()} == dict.fromkeys(asked, 1)
    assert LEFT_OUT not in asked


def test_a_request_for_a_review_before_its_time_is_too_early(shop: Shop) -> None:
    (row,) = (row for row in readme.table("order") if "by hand" in row[3])
    ran = shop.spmsg("send", "productReviewAndSellerFeedback", row[0], "-o", "json")
    assert ran.code == 5
    assert [(each["status"], each["code"]) for each in ran.json] == [("unavailable", "too-early")]


def test_a_late_order_is_told_once_whatever_the_text(shop: Shop) -> None:
    recipe = readme.block("recipe=late")
    shop.bash(recipe)
    received = shop.received()
    assert received
    assert {len(messages) for messages in received.values()} == {1}
    shop.write("late.j2", "It comes later than promised. We are sorry.")
    shop.bash(recipe)
    assert shop.received() == received


def test_invoices_that_are_not_there_yet_are_sent_by_a_later_run(shop: Shop) -> None:
    recipe = readme.block("recipe=invoices")
    shop.write(f"invoices/{TUTORIAL_ORDER}.pdf", PDF.decode())
    assert shop.bash(recipe).code == 0
    assert list(shop.received()) == [TUTORIAL_ORDER]
    shop.write(f"invoices/{SECOND_ORDER}.pdf", PDF.decode())
    assert shop.bash(recipe).code == 0
    assert {order: len(messages) for order, messages in shop.received().items()} == {
        TUTORIAL_ORDER: 1,
        SECOND_ORDER: 1,
    }


def test_cron_jobs_that_overlap_ask_each_buyer_once(shop: Shop) -> None:
    command, _ = cron_job(shop)
    running = [shop.start(command) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert {len(messages) for messages in shop.received().values()} == {1}


def test_the_cron_job_names_the_message_that_is_uncertain(shop: Shop) -> None:
    command, path = cron_job(shop)
    ran = shop.cron(command, path, SPMSG_SIMULATOR_FAULTS="drop-after-send:1")
    assert ran.code == 7
    told = ran.out.splitlines()
    assert sum("uncertain" in line for line in told) == 1
    assert max(map(len, told)) <= 80  # a mail: no key of 64 digits
    assert re.search(r"^spmsg history resolve \d+ --as not-sent$", ran.err, re.MULTILINE)  # whichever it hit
    assert {len(messages) for messages in shop.received().values()} == {1}


def test_the_cron_job_is_silent_while_amazon_is_down(shop: Shop) -> None:
    command, path = cron_job(shop)
    shop.write("last-success", "")
    ran = shop.cron(command, path, SPMSG_SIMULATOR_FAULTS="redirect@orders")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert "Amazon" in (shop.folder / "errors.txt").read_text()
    assert shop.received() == {}


def test_the_cron_job_tells_what_has_failed_for_two_days(shop: Shop) -> None:
    command, path = cron_job(shop)
    shop.write("last-success", "")
    three_days_ago = time.time() - 3 * 86400
    os.utime(shop.folder / "last-success", (three_days_ago, three_days_ago))
    ran = shop.cron(command, path, SPMSG_SIMULATOR_FAULTS="redirect@orders")
    assert ran.code == 6
    assert "Amazon" in ran.out


def test_the_cron_job_says_what_somebody_has_to_mend(shop: Shop) -> None:
    command, path = cron_job(shop)
    ran = shop.cron(command, path, SPMSG_PROFILE="default", SPMSG_MARKETPLACE="US")
    assert ran.code == 4
    assert "spmsg auth login" in ran.out + ran.err


def test_each_row_of_the_csv_gets_its_own_invoice(shop: Shop) -> None:
    ran = shop.bash(readme.block("recipe=csv"))
    assert ran.code == 0, ran.err
    names = {
        order: [a["file_name"] for message in messages for a in message["attachments"]]
        for order, messages in shop.received().items()
    }
    assert names == {
        TUTORIAL_ORDER: ["Invoice 2026-117.pdf"],
        SECOND_ORDER: ["Invoice 2026-118.pdf"],
    }


def test_a_bad_row_is_reported_and_the_others_go_on(shop: Shop) -> None:
    (shop.folder / "invoices" / "a17.pdf").unlink()
    ran = shop.bash(readme.block("recipe=csv"))
    assert ran.code == 3
    assert "a17.pdf" in ran.err
    assert list(shop.received()) == [SECOND_ORDER]


def test_each_buyer_reads_their_own_language_and_nobody_a_wrong_one(shop: Shop) -> None:
    texts = {"de": "Welche Größe?", "en": "Which size?", "ja": "サイズはどれですか。"}
    for language, text in texts.items():
        shop.write(f"texts/size.{language}.txt", text)
    ran = shop.bash(readme.block("recipe=locale"))
    assert ran.code == 3  # Brazil and France: no file, no message
    received = [message for messages in shop.received().values() for message in messages]
    assert {message["locale"][:2] for message in received} == set(texts)
    assert all(message["text"] == texts[message["locale"][:2]] for message in received)


def test_the_template_is_filled_from_the_order_and_the_row(shop: Shop) -> None:
    ran = shop.bash(readme.block("recipe=template"))
    assert ran.code == 0, ran.err
    ((message,),) = shop.received().values()
    assert "Überwurfdecke" in message["text"]
    assert message["text"].endswith("leaves us on 1. Dezember 2026.")


def test_what_was_uncertain_is_sent_if_it_was_not_and_left_alone_if_it_was(shop: Shop) -> None:
    job = "spmsg send confirmOrderDetails - --text-file colour.txt < orders.txt"
    assert shop.bash(job, SPMSG_SIMULATOR_FAULTS="drop-after-send:2").code == 7
    assert shop.bash(readme.block("recipe=uncertain")).code == 0
    assert shop.bash(job).code == 0
    counts = sorted(len(messages) for messages in shop.received().values())
    assert counts == [1, 2]  # the simulator had delivered both; the seller said "not sent" of one


def test_two_machines_on_one_postgresql_ledger_send_once(shop: Shop, postgres_url: str) -> None:
    recipe = readme.block("recipe=postgres").replace(
        "postgresql://spmsg@db.example.com/spmsg", f"'{postgres_url}'"
    )
    assert postgres_url in recipe
    for machine in ("one", "two"):  # each with a simulator of its own, which lets both send
        state = str(shop.folder / machine)
        ran = shop.bash(recipe, SPMSG_STATE_DIR=state)
        assert ran.code == 0, ran.err
        inbox = shop.spmsg("simulator", "inbox", "-o", "json", SPMSG_STATE_DIR=state).json
        assert len(inbox) == (2 if machine == "one" else 0)


def test_the_step_of_the_workflow_sends_with_what_the_environment_holds(shop: Shop, seller: Server) -> None:
    step = readme.block("recipe=actions")
    command = step.partition("run: |\n")[2].partition("\n  env:")[0]
    given = dict(re.findall(r"^ +(SPMSG_[A-Z_]+): (.+)$", step, re.MULTILINE))
    secrets = {"SPMSG_LEDGER": str(shop.folder / "ledger"), **seller.environment}
    settings = {
        name: re.sub(r"\$\{\{ secrets\.([A-Z_]+) \}\}", lambda match: secrets[match[1]], value)
        for name, value in given.items()
    }
    network = {name: seller.environment[name] for name in ("SPMSG_ENDPOINT", "SPMSG_LWA_URL", "SPMSG_RATE")}
    assert "shell: bash" in step  # which GitHub runs with -eo pipefail
    ran = shop.bash(f"set -eo pipefail\n{command}", **{"SPMSG_PROFILE": "", **settings, **network})
    assert ran.code == 0, ran.err
    assert TUTORIAL_ORDER in {message["order"] for message in seller.inbox()}


def test_a_script_can_be_tried_against_a_simulator_that_loses_an_answer(shop: Shop) -> None:
    program(shop.folder / ".venv" / "bin" / "sleep", "exec /bin/sleep 0.1")
    shop.write("url", "http://127.0.0.1:9\n")  # what an earlier trial left
    ran = shop.bash(readme.block("recipe=faults"))
    assert ran.code == 0, ran.err
    assert not (shop.folder / "url").exists()
    assert shop.spmsg("history", "-o", "json").json == []  # nothing of it is in the user's own ledger
    assert ran.out.splitlines()[-1] == "ask-reviews.sh ended with 7"


@pytest.fixture
def at_home(shop: Shop) -> Shop:
    """The shop of somebody who moved nothing: all that is kept is below HOME."""
    moved = ("SPMSG_STATE_DIR", "SPMSG_CONFIG", "SPMSG_PROFILE")
    kept = {name: value for name, value in shop.environment.items() if name not in moved}
    Path(kept["HOME"]).mkdir(parents=True, exist_ok=True)
    return Shop(shop.folder, kept)


def files_of(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if not path.is_dir())


def test_completion_scripts_are_put_where_shells_look(at_home: Shop) -> None:
    assert at_home.bash("set -e\n" + readme.block("recipe=completion")).code == 0
    home = Path(at_home.environment["HOME"])
    put = {path.name: path.read_text("utf-8") for path in home.rglob("*") if path.is_file()}
    made = {path.name: path.read_text("utf-8") for path in (readme.ROOT / "completions").iterdir()}
    assert put == {"spmsg": made["spmsg.bash"], "_spmsg": made["_spmsg"], "spmsg.fish": made["spmsg.fish"]}


def test_after_uninstalling_nothing_is_left(at_home: Shop, seller: Server) -> None:
    amazon = {n: seller.environment[n] for n in ("SPMSG_ENDPOINT", "SPMSG_LWA_URL", "SPMSG_RATE")}
    secrets = '{"client_id": "id", "client_secret": "secret", "refresh_token": "token", "marketplace": "US"}'
    used = f"""set -e
        echo '{secrets}' | spmsg auth login -p shop-us --with-token --insecure-storage
        spmsg doctor
        spmsg send confirmOrderDetails {TUTORIAL_ORDER} --text 'Grey or blue?'
        spmsg orders -p demo
        spmsg actions {TUTORIAL_ORDER} -p demo
        spmsg demo
        {readme.block("recipe=completion")}"""
    ran = at_home.bash(used, **amazon)
    assert ran.code == 0, ran.err
    home = Path(at_home.environment["HOME"])
    assert {"ledger.sqlite3", "config.toml"} <= {Path(name).name for name in files_of(home)}

    ran = at_home.bash("set -e\n" + readme.block("recipe=uninstall"))
    assert ran.code == 0, ran.err
    assert files_of(home) == []

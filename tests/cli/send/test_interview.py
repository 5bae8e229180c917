"""`spmsg send` for somebody at a terminal who gives nothing, or not everything."""

import re
import stat

import pytest

from spmsg.cli.send.choices import order_choices
from spmsg.spapi.orders import Order
from tests.cli.person import Person
from tests.harness import posix

pytestmark = posix

ENTER, CTRL_C, CTRL_D, ESC, DOWN = "\r", "\x03", "\x04", "\x1b", "\x1b[B"
WRITES = 'printf "Which glaze do you want?\\n# Grey or green?\\n" >> "$1"'


def test_everything_is_asked_for_and_the_message_arrives(person: Person, order: str) -> None:
    person.runs("send", EDITOR=person.editor("ed", WRITES))
    person.sees("Which order?")
    person.types("stoneware")
    person.sees(order)
    person.types(ENTER)
    person.sees("Which message?")
    person.types("confirm order")
    person.sees("Confirm order details")
    person.types(ENTER)
    person.sees("# Grey or green?")
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    [message] = person.inbox()
    assert (message["order"], message["action"]) == (order, "confirmOrderDetails")
    assert message["text"] == "Which glaze do you want?\n# Grey or green?"
    assert person.drafts() == []


def test_an_order_that_can_take_no_message_leads_back_to_the_list(person: Person) -> None:
    person.runs("send", "--text", "Which glaze?")
    for typed in ("cancelled", "999-1234567-1234567"):  # the second is not in the list
        person.sees("Which order?")
        person.types(typed + ENTER)
        person.sees("Choose another order")
    person.sees("Which order?")
    person.types(CTRL_C)
    assert person.ends() == 130
    assert "Nothing may be sent for" in person.screen
    assert person.inbox() == []


def test_an_order_alone_leaves_the_message_to_be_asked_for(person: Person, order: str) -> None:
    person.columns = 60
    person.runs("send", order, "--text", "Blue \x1b[2J or grey?", NO_COLOR="1")
    person.sees("Which message?")
    person.types("details" + ENTER)
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    assert "Which order?" not in person.screen
    assert "U+001B" in person.screen
    assert person.inbox()[0]["text"] == "Blue [2J or grey?"


def test_the_editor_opens_with_the_limits_where_only_the_text_is_missing(person: Person, order: str) -> None:
    editor = person.editor("my editor", 'cp "$1" seen; printf "Hello there.\\n" >> "$1"')
    person.runs("send", "confirmOrderDetails", order, VISUAL=f"'{editor}' --wait")
    person.sees("Hello there.")
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    comments = (person.folder / "seen").read_text().splitlines()
    assert all(line.startswith("#") for line in comments if line)
    assert "2,000" in "\n".join(comments)


def test_a_text_that_breaks_the_limits_comes_back_marked_and_is_not_lost(person: Person, order: str) -> None:
    editor = person.editor(
        "ed",
        'if [ -e again ]; then cp "$1" seen; sed -i "s/ or me@example.com//" "$1"\n'
        'else touch again; printf "Answer here or me@example.com\\n" >> "$1"; fi',
    )
    person.runs("send", "confirmOrderDetails", order, EDITOR=editor)
    person.sees("line 1, column 16: ")
    person.sees("Edit it again?")
    person.types(ENTER)
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    came_back = (person.folder / "seen").read_text()
    assert came_back.startswith("Answer here or me@example.com\n")
    assert "#: - line 1, column 16: " in came_back
    assert person.inbox()[0]["text"] == "Answer here"


def test_who_gives_up_is_told_where_the_text_is(person: Person, order: str) -> None:
    editor = person.editor("ed", 'printf "Write to me@example.com\\n" >> "$1"')
    person.columns = 50
    person.runs("send", "confirmOrderDetails", order, EDITOR=editor)
    person.sees("Edit it again?")
    person.types("n")
    assert person.ends() == 3
    [kept] = person.drafts()
    assert f"--text-file {kept}\n" in person.screen
    assert kept.read_text() == "Write to me@example.com\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert person.inbox() == []


def test_a_kept_text_can_be_sent_later(person: Person, order: str) -> None:
    person.runs("send", "confirmOrderDetails", order, EDITOR=person.editor("ed", WRITES))
    person.sees("Send it?")
    person.types(ENTER)  # one Enter too many sends nothing
    assert person.ends() == 130
    assert person.inbox() == []
    [kept] = person.drafts()
    person.runs("send", "confirmOrderDetails", order, "--text-file", str(kept))
    assert person.ends() == 0
    assert person.inbox()[0]["text"] == "Which glaze do you want?\n# Grey or green?"


def test_an_empty_text_cancels(person: Person, order: str) -> None:
    person.runs("send", "confirmOrderDetails", order, EDITOR="true")
    assert person.ends() == 130
    assert "nothing was sent" in person.screen
    assert person.drafts() == []


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_ctrl_c_and_ctrl_d_at_the_last_question_send_nothing_and_keep_the_text(
    person: Person, order: str, key: str
) -> None:
    person.runs("send", "confirmOrderDetails", order, EDITOR=person.editor("ed", WRITES))
    person.sees("Send it?")
    person.types(key)
    assert person.ends() == 130
    assert str(person.drafts()[0]) in person.screen.replace("\n", "")
    assert person.inbox() == []


def test_a_terminal_that_cannot_ask_before_several_wants_to_be_told_yes(person: Person, order: str) -> None:
    several = ("send", "confirmOrderDetails", order, "111-4820193-7746201", "--text", "Which glaze?")
    person.runs(*several, TERM="dumb")
    assert person.ends() == 2
    assert "add --yes" in person.screen
    assert person.inbox() == []
    person.runs(*several, "--yes", TERM="dumb")
    assert person.ends() == 0


def test_a_review_that_cannot_be_asked_for_yet_is_told_when_here_too(person: Person) -> None:
    person.runs("send", "productReviewAndSellerFeedback", "111-0947362-8812054")
    assert person.ends() == 5
    assert re.search(r"from \d{4}-\d\d-\d\d \d\d:\d\d UTC", " ".join(person.screen.split()))


@pytest.mark.parametrize(
    ("question", "key"), [("Which order?", CTRL_C), ("Which message?", CTRL_D), ("Which message?", ESC)]
)
def test_who_leaves_a_list_is_told_that_nothing_was_sent(
    person: Person, order: str, question: str, key: str
) -> None:
    person.runs("send", *([order] if question == "Which message?" else []))
    person.sees(question)
    person.types(key)
    assert person.ends() == 130
    assert "Nothing was sent." in person.screen
    assert "error" not in person.screen
    assert person.inbox() == []


def test_an_editor_that_fails_sends_nothing_and_keeps_what_was_written(person: Person, order: str) -> None:
    person.runs("send", "confirmOrderDetails", order, EDITOR=person.editor("ed", f"{WRITES}; exit 3"))
    assert person.ends() == 130
    assert "status 3" in person.screen
    assert person.drafts()[0].read_text() == "Which glaze do you want?\n# Grey or green?\n"


def test_an_editor_that_is_not_there_is_named(person: Person, order: str) -> None:
    person.runs("send", "confirmOrderDetails", order, EDITOR="not-an-editor")
    assert person.ends() == 2
    assert "not-an-editor" in person.screen
    assert "EDITOR" in person.screen
    assert person.drafts() == []


def test_edit_opens_the_editor_on_a_text_that_is_given(person: Person, order: str) -> None:
    editor = person.editor("ed", 'sed -i "s/colour/glaze/; s/order/parcel/" "$1"')
    person.runs("send", "confirmOrderDetails", order, "--text", "Which colour?", "--edit", EDITOR=editor)
    person.sees("Which glaze?")
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    assert person.inbox()[0]["text"] == "Which glaze?"


def test_a_batch_opens_the_editor_once(person: Person, order: str) -> None:
    editor = person.editor("ed", f"echo x >> opened; {WRITES}")
    others = ("111-4820193-7746201", "112-9032847-1150238")
    person.runs("send", "confirmOrderDetails", order, *others, "-m", "US", EDITOR=editor)
    person.sees(f"To the buyer of {order}")
    person.sees("Send it to 3 buyers?")
    person.types("p")
    person.sees("To the buyer of 111-4820193-7746201")
    person.sees("Send it to 3 buyers?")
    person.types("y")
    person.ends()
    assert (person.folder / "opened").read_text() == "x\n"
    assert person.inbox()[0]["text"].startswith("Which glaze")


def test_a_list_that_is_typed_at_the_terminal_is_asked_about(person: Person, order: str) -> None:
    person.runs("send", "confirmOrderDetails", "-", "--text", "Grey or blue?")
    person.sees("Ctrl-D ends them")
    person.types(f"{order}\n302-1164827-9930516\n\x04")
    person.sees("Send it to 2 buyers?")
    person.types("n")
    assert person.ends() == 130
    assert person.inbox() == []


def test_files_are_asked_for_with_the_name_that_the_buyer_sees(person: Person, order: str) -> None:
    (person.folder / "rechnung 7.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    person.runs("send", "sendInvoice", order)
    person.sees("Attach a file?")
    person.types(ENTER)
    person.sees("needs a file")
    person.sees("Attach a file?")
    person.types("nothing.pdf" + ENTER)
    person.sees("There is no file")
    person.sees("Attach a file?")
    person.types("rechnung 7.pdf" + ENTER)  # the wrong name is not in the way
    person.sees("name?")
    person.types("\x15invoice.pdf" + ENTER)
    person.sees("Another file?")
    person.types(ENTER)
    person.sees("+ invoice.pdf, 15 bytes")
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    assert person.inbox()[0]["attachments"][0]["file_name"] == "invoice.pdf"


def test_orders_that_can_take_messages_come_first_the_newest_of_them_above() -> None:
    statuses = ("PENDING", "SHIPPED", "CANCELLED", "UNSHIPPED", "PARTIALLY_SHIPPED")
    newest_first = [
        Order(f"902-000000{n}-0000000", "A1PA6795UKMFR9", status, "MERCHANT", "2026-11-20", (), None)
        for n, status in enumerate(statuses)
    ]
    choices = order_choices(newest_first)
    assert [choice.value[10] for choice in choices] == ["1", "3", "4", "0", "2"]
    assert choices[2].title.split("  ")[1:4] == ["11-20", "DE", "partly shipped"]


def test_an_error_below_a_question_is_told_in_full(person: Person, order: str) -> None:
    name = "no file whose name is long enough for two lines of this terminal.pdf"
    person.columns = 60
    person.runs("send", "sendInvoice", order)
    person.sees("Attach a file?")
    person.types(name + ENTER)
    person.sees("There is no file")
    person.sees("Attach a file?")
    told = person.screen.rpartition("There is no file")[2]
    assert name in " ".join(told.split())
    assert all(len(line) <= 60 for line in told.splitlines())
    person.types(CTRL_C)
    assert person.ends() == 130


def test_numbers_are_written_as_the_reader_writes_them(person: Person, order: str) -> None:
    editor = person.editor("ed", f'cp "$1" seen; {WRITES}')
    person.runs("send", order, EDITOR=editor, LC_ALL="de_DE.UTF-8")
    person.sees("Which message?")
    person.types("confirm order")
    person.sees("2.000")
    person.types(ENTER)
    person.sees("Send it?")
    person.types("n")
    assert person.ends() == 130
    assert "2.000" in (person.folder / "seen").read_text()


def test_the_first_choice_is_marked_so_down_marks_the_second(person: Person, order: str) -> None:
    person.runs("send", order, "--text", "Which glaze?")
    person.sees("Which message?")
    person.sees("Confirm order details")
    person.types(DOWN)
    person.sees("confirmOrderDetails")
    person.types(ENTER)
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    assert person.inbox()[0]["action"] == "confirmOrderDetails"


def test_enter_takes_nothing_where_the_search_finds_nothing(person: Person) -> None:
    person.runs("send")
    person.sees("Which order?")
    person.types("zzz")
    person.sees("No such order")
    person.types(ENTER + CTRL_C)
    assert person.ends() == 130


def test_stdout_is_for_the_answer_alone(person: Person, order: str) -> None:
    editor = person.editor("ed", WRITES)
    program = f'exec "$0" -m spmsg send confirmOrderDetails {order} -o json > answer.json'
    person.shell(program, EDITOR=editor)
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    assert (person.folder / "answer.json").read_text().startswith("[\n")


@pytest.mark.parametrize("arguments", [["send"], ["send", "--no-input"], ["send", "--edit", "--no-input"]])
def test_no_input_asks_nothing_and_names_what_is_missing(person: Person, arguments: list[str]) -> None:
    person.runs(*arguments, **({} if "--no-input" in arguments else {"SPMSG_NO_INPUT": "1"}))
    assert person.ends() == 2
    assert "hint" in person.screen


def test_the_dates_of_a_warranty_are_asked_for(person: Person) -> None:
    (person.folder / "w.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    person.runs("send", "warranty", "113-2075518-4429087")
    for question, answer in (
        ("Attach a file?", "w.pdf"), ("name?", ""), ("Another file?", ""), ("Enter for none:", "tomorrow"),
        ("Enter for none:", "2026-01-01"), ("Enter for none:", "2027-01-01"),
    ):  # fmt: skip
        person.sees(question)
        person.types(answer + ENTER)
        if answer == "tomorrow":
            person.sees("must be a date")
    person.sees("Send it?")
    person.types("y")
    assert person.ends() == 0
    [message] = person.inbox()
    assert message["fields"] == {
        "coverageStartDate": "2026-01-01T00:00:00Z",
        "coverageEndDate": "2027-01-01T00:00:00Z",
    }

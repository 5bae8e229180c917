"""Messages as sellers write them, in six languages: what is forbidden is stopped, what is permitted passes.

`messages.jsonl` was written for these tests, before the phrases. It says what must stay so: how good the
phrases are, only messages that nobody here wrote can tell.
"""

import json
from pathlib import Path

import pytest

from spmsg.message.guidelines import RULES, check
from spmsg.message.guidelines.text import JAPANESE, LATIN, phrases_of
from spmsg.message.violation import Severity

MESSAGES = [
    json.loads(line) for line in Path(__file__).with_name("messages.jsonl").read_text("utf-8").splitlines()
]
LANGUAGES = (*LATIN, JAPANESE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_amazon_permits_is_not_stopped(language: str) -> None:
    for message in MESSAGES:
        if message["language"] == language and message["breaks"] is None:
            stopped = [v for v in check(message["text"]).violations if v.severity is Severity.ERROR]
            assert not stopped, message["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_amazon_forbids_is_stopped_by_its_rule(language: str) -> None:
    for message in MESSAGES:
        if message["language"] == language and message["breaks"]:
            rules = {violation.rule for violation in check(message["text"]).violations}
            assert message["breaks"] in rules, message["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_belongs_to_a_rule_and_is_found_by_nothing_empty(language: str) -> None:
    tables = phrases_of(language)
    assert tables.keys() <= RULES.keys()
    assert 40 <= sum(map(len, tables.values())) <= 60
    assert check("").violations == ()

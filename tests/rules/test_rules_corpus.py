"""The rules judge messages that sellers write, in six languages, and leave innocent look-alikes alone."""

import runpy
from pathlib import Path

import pytest

BENCH = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "bench_rules.py"))
CORPORA, corpus, score = BENCH["CORPORA"], BENCH["corpus"], BENCH["score"]


@pytest.mark.parametrize("name", CORPORA)
def test_the_rules_stop_the_guilty_and_let_the_innocent_pass(name: str) -> None:
    stops = score(corpus(name)).stops
    assert stops.precision >= 0.95
    assert stops.recall >= 0.9


def test_the_rules_name_what_is_forbidden_and_little_else() -> None:
    pairs = score(message for name in CORPORA for message in corpus(name)).pairs
    assert pairs.precision >= 0.95
    assert pairs.recall >= 0.9


def test_nearly_half_of_the_messages_are_innocent() -> None:
    messages = [message for name in CORPORA for message in corpus(name)]
    assert len(messages) >= 1500
    assert {message.language for message in messages} == {"en", "de", "fr", "es", "it", "ja"}
    assert sum(not message.rules for message in messages) >= 0.45 * len(messages)

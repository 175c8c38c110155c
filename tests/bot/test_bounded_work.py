"""How much is done for an answer: what the question says is read once, however many facts it asks for."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers import rank
from bot.assistant import Assistant
from bot.look_up import Finder
from bot.ranking import ARTICLES
from bot.types import Question, Status
from knowledge.building.build import build_base
from knowledge.storing import scopes
from knowledge.storing.store import KnowledgeBase, open_base
from tests.bases import write_folder
from tests.bot.asking import ARTICLE, asked, findings, ranked
from tests.bot.in_time import years
from tests.factories import fact, money

__all__ = ["years"]

SAID = "甲公司估值18亿美元。"


def count_readings(monkeypatch: pytest.MonkeyPatch, firms: int) -> Counter[str]:
    """How often the phrases of the question are looked for, to put that many firms in order."""
    looked = Counter[str]()
    own = rank.phrase
    monkeypatch.setattr(rank, "phrase", lambda name: (looked.update([name]), own(name))[1])
    one = fact("第一家", "valuation", article=ARTICLE, snippet=SAID, quantity=money())
    facts = tuple(replace(one, subject=f"第{n}家", quantity=money(n + 1, words=f"{n + 1}美元")) for n in range(firms))
    question = asked("谁估值最高", words=["估值"], kind="rank", relation="valuation", answer_type="money")
    told = rank.compose(question, findings(ranked(SAID), facts=facts, text=SAID))
    assert told is not None
    assert told.lead.startswith(f"第{firms - 1}家")
    assert told.citations[0].article == ARTICLE
    monkeypatch.undo()
    return looked


def test_a_question_is_read_as_often_for_hundreds_of_firms_as_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_readings(monkeypatch, 400) == count_readings(monkeypatch, 4)


def test_of_the_articles_that_hold_facts_only_the_cited_ones_are_read(
    years: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    finder, read = Finder(years), list[str]()
    own = years.source
    monkeypatch.setattr(years, "source", lambda name: (read.append(name), own(name))[1])
    question = asked("谁估值最高", words=["估值"], kind="rank", relation="valuation", answer_type="money")
    found = finder.look_up(question)
    told = rank.compose(question, found)
    assert told is not None
    assert {*read} == {citation.article for citation in told.citations}
    assert {*read} < {*found.sources}
    assert {name: found.published(name) for name in found.sources} == {n: s.published for n, s in found.sources.items()}
    with pytest.raises(KeyError):
        found.sources["no.md"]


@pytest.mark.parametrize(
    "question", ["谁估值最高", "估值最低的是哪家", "哪家公司成立最早", "最晚成立的公司是哪家", "2021年成立的公司有哪些"]
)
def test_of_a_relation_with_thousands_of_facts_the_answer_needs_few(
    years: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    of_all = Assistant(years).answer(Question(question))
    assert of_all.status is Status.ANSWERED
    monkeypatch.setattr(scopes, "MANY", 0)
    monkeypatch.setattr(scopes, "FOREMOST", 3)
    with closing(open_base(years.path)) as again:
        found = Assistant(again).answer(Question(question))
    assert (found.lead, found.citations) == (of_all.lead, of_all.citations)


def test_of_many_articles_that_say_the_words_few_are_read_and_those_with_the_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {f"n{number:02}": f"第{number}座港口的仓库要等到明年。" for number in range(2 * ARTICLES)}
    folder = write_folder(tmp_path / "in", **others, z="在港口的仓库里，望潮智能一夜卖掉了三千吨茶叶。")
    build_base([folder], tmp_path / "kb.db")
    base, read = open_base(tmp_path / "kb.db"), list[str]()
    assistant, own = Assistant(base), base.passages_of
    monkeypatch.setattr(base, "passages_of", lambda name: (read.append(name), own(name))[1])
    answer = assistant.answer(Question("港口的仓库里一夜卖掉了多少吨茶叶"))
    assert [citation.article for citation in answer.citations] == ["z.txt"]
    assert len({*read}) == ARTICLES

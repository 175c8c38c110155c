"""Answers over an article and its reprints: both are cited, the original first; neither is a second source."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.render import render_plain
from bot.types import Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.reprints import ARTICLES, ORIGINAL, REPRINTS


def assistant_over(folder: Path, *names: str) -> Assistant:
    texts = {**ARTICLES, **{f"{how}.txt": post(ARTICLES[ORIGINAL]) for how, post in REPRINTS.items()}}
    (folder / "in").mkdir(parents=True)
    for name in names:
        (folder / "in" / name).write_text(texts[name], encoding="utf-8")
    build_base([folder / "in"], folder / "kb.db")
    return Assistant(open_base(folder / "kb.db"))


QUESTIONS = (
    "槿川科技的估值是多少？",
    "槿川科技的营收是多少？",
    "谁领投了槿川科技？",
    "槿川科技总部在哪里？",
    "祁望舒说了什么？",
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("copy", ["spun.txt", "traditional.txt", "title.txt"])
def test_a_reprint_changes_no_answer_and_is_cited_after_the_original(tmp_path: Path, question: str, copy: str) -> None:
    before = assistant_over(tmp_path / "1", ORIGINAL).answer(Question(question))
    after = assistant_over(tmp_path / "2", ORIGINAL, copy).answer(Question(question))
    assert (after.status, after.lead, after.notes) == (Status.ANSWERED, before.lead, before.notes)
    assert after.citations[0] == before.citations[0]
    assert after.citations[1].article == copy
    assert len(after.citations) <= 3


def test_many_reprints_are_three_citations_at_most(tmp_path: Path) -> None:
    names = (ORIGINAL, "spun.txt", "own-words.md", *(f"{how}.txt" for how in REPRINTS))
    answer = assistant_over(tmp_path, *names).answer(Question("槿川科技的营收是多少？"))
    assert (len(answer.citations), answer.citations[0].article) == (3, ORIGINAL)
    assert "9200万元" in answer.lead


def test_a_reprint_is_shown_as_one(tmp_path: Path) -> None:
    answer = assistant_over(tmp_path, ORIGINAL, "spun.txt").answer(Question("槿川科技的营收是多少？"))
    first, second = answer.citations
    assert (first.article, first.reprinted) == (ORIGINAL, None)
    assert (second.published, second.reprinted is not None) == (first.published, True)
    assert "2025-09-04 转载" in render_plain(answer)

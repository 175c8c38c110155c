"""Invented articles of three years about a few companies and those behind them, and a chat with the bot over them."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.types import Answer, Asker, Question
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base

ARTICLES = Path(__file__).parents[1] / "articles_in_time"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The base of the articles, one for all tests of a file."""
    path = tmp_path_factory.mktemp("years") / "kb.db"
    assert build_base([ARTICLES], path).failed == ()
    return open_base(path)


def ask(base: KnowledgeBase, *questions: str) -> Answer:
    """The answer to the last of the questions, all of one asker in a fresh chat."""
    assistant = Assistant(base)
    return [assistant.answer(Question(text, Asker(chat=1))) for text in questions][-1]


def snippets(answer: Answer) -> str:
    """All that the answer cites."""
    return "\n".join(citation.snippet for citation in answer.citations)

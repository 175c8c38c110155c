"""The whole way of a message over the whole way of an article: questions over tests/articles."""

from pathlib import Path

import pytest
import yaml

from bot.assistant import Assistant
from bot.types import Asker, Language, Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.text import fold

TESTS = Path(__file__).parents[1]
CASES = [
    pytest.param(case, id=case["q"], marks=pytest.mark.xfail(reason=case["xfail"]) if "xfail" in case else ())
    for case in yaml.safe_load((TESTS / "cases/answers.yaml").read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("base") / "kb.db"
    report = build_base((TESTS / "articles",), path)
    assert report.failed == ()
    return open_base(path)


def plain(text: object) -> str:
    return "".join(char for char in fold(str(text)) if char.isalnum())


@pytest.mark.parametrize("case", CASES)
def test_an_answer_says_and_cites_what_the_articles_say(base, case):
    assistant = Assistant(base)
    for earlier in case.get("history", ()):
        assistant.answer(Question(earlier))
    answer = assistant.answer(Question(case["q"]))
    assert answer.status == case.get("status", "answered"), answer.explanation
    for words in case.get("says", ()):
        assert plain(words) in plain(answer.lead)
    for words in case.get("not", ()):
        assert plain(words) not in plain(answer.lead)
    if "cites" in case:
        assert any(plain(case["cites"]) in plain(citation.snippet) for citation in answer.citations[:3])
    if "kind" in case:
        assert answer.kind == case["kind"]


def test_every_citation_is_cut_from_its_article(base):
    assistant = Assistant(base)
    for param in CASES:
        for citation in assistant.answer(Question(param.values[0]["q"])).citations:
            assert base.source(citation.article).text[citation.start : citation.end] == citation.snippet


def test_users_of_one_chat_do_not_share_what_was_asked(base):
    assistant = Assistant(base)
    assistant.answer(Question("星河智能的估值是多少", Asker(chat=1, user=1)))
    assert assistant.answer(Question("那收入呢", Asker(chat=1, user=2))).status is Status.CLARIFY


def test_a_mention_in_a_reply_asks_about_that_message(base):
    answer = Assistant(base).answer(Question("估值多少", about="听说星河智能又融资了"))
    assert "18亿美元" in answer.lead


def test_a_known_name_without_the_fact_says_what_is_known_instead(base):
    answer = Assistant(base).answer(Question("星河智能的CFO是谁"))
    assert answer.status is Status.NOT_FOUND
    assert "估值" in answer.notes[0]


def test_without_a_base_the_bot_says_so():
    assert Assistant(None).answer(Question("星河智能估值多少")).status is Status.NOT_FOUND


def test_a_new_base_is_used_from_the_next_question_on(base):
    assistant = Assistant(None)
    assistant.use(base)
    assert assistant.answer(Question("星河智能估值多少")).status is Status.ANSWERED


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("没人知道的事", Language.SIMPLIFIED),
        ("沒人知道的這件事", Language.TRADITIONAL),
        ("nobody knows this thing", Language.ENGLISH),
    ],
)
def test_the_words_around_the_snippets_follow_the_question(base, text, language):
    assert Assistant(base).answer(Question(text)).language is language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "你好啊",
        '" OR 1=1 --',
        "NEAR(a b)",
        "a* AND",
        "\x00",
        "🙂" * 500,
        "的" * 4096,
        "(" * 3000,
        "9" * 4096,
        "估值 Luntai " * 90,
    ],
)
def test_nothing_that_anybody_types_raises(base, text):
    assert Assistant(base).answer(Question(text)).status in Status

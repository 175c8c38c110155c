"""How an answer of a value reads: of when it is, in whose language, cut where sentences end."""

from datetime import date

import pytest

from bot.answers.as_of import dated_relations, is_dated, to_as_of
from bot.answers.cutting import trim
from bot.types import Language, Named
from bot.understand import find_language
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from knowledge.types import Entity, EntityKind, Evidence, Fact, Period, Precision, Quantity
from tests.bot.deals import ask

MONTH = Period(date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH, "今年2月")
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR)
AMOUNT = Quantity(None, None, "CNY", "12亿元", is_money=True)


def fact(relation: str, period: Period | None = None, quantity: Quantity | None = AMOUNT) -> Fact:
    return Fact("云帆科技", relation, Evidence("a.md", 0, 4, "12亿元"), quantity=quantity, period=period)


@pytest.mark.parametrize(
    ("told", "language", "said"),
    [
        (fact("valuation", MONTH), Language.SIMPLIFIED, "截至2024-02"),
        (fact("valuation", MONTH), Language.ENGLISH, "as of 2024-02"),
        (fact("users"), Language.TRADITIONAL, "據2023的文章"),
        (fact("funding_round", MONTH), Language.SIMPLIFIED, None),
        (fact("valuation", MONTH, None), Language.SIMPLIFIED, None),
    ],
    ids=["by its own date", "in English", "by its article", "of an event", "no amount"],
)
def test_a_value_that_changes_is_told_with_its_date(told, language, said):
    assert to_as_of(told, language, YEAR) == said


def test_no_date_is_made_up():
    assert to_as_of(fact("valuation"), Language.SIMPLIFIED, None) is None


def test_a_date_is_not_said_twice():
    assert is_dated("2024年2月估值12亿元", fact("valuation", MONTH), YEAR)
    assert not is_dated("今年2月估值12亿元", fact("valuation", MONTH), YEAR)


def test_there_are_relations_with_a_date_and_without():
    assert {"valuation", "users", "headcount"} <= dated_relations()
    assert not {"funding_round", "revenue", "founded"} & dated_relations()


def test_the_date_stands_on_the_line_of_the_answer_once(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "---\ntitle: 云帆科技的新仓库\npublished: 2024-06-01\n---\n\n云帆科技是一家公司。今年2月，云帆科技估值达到12亿元。\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    assert build_base((folder,), tmp_path / "kb.db").failed == ()
    base = open_base(tmp_path / "kb.db")
    lead = ask(base, "云帆科技估值多少").lead
    assert lead.startswith("12亿元（截至2024-02）")
    assert lead.count("2024") == 1
    assert ask(base, "What is 云帆科技 valued at?").lead.startswith("12亿元 (as of 2024-02)")


def named(text: str, *names: str) -> list[Named]:
    return [Named(Entity(n, EntityKind.COMPANY), text.find(n), text.find(n) + len(n), "exact") for n in names]


@pytest.mark.parametrize(
    ("text", "names", "language"),
    [
        ("Who founded 云帆科技?", ("云帆科技",), Language.ENGLISH),
        ("云帆科技 CEO", ("云帆科技",), Language.SIMPLIFIED),
        ("雲帆科技", ("雲帆科技",), Language.TRADITIONAL),
        ("雲帆科技估值多少", ("雲帆科技",), Language.SIMPLIFIED),
        ("云帆科技的創辦人是誰", ("云帆科技",), Language.TRADITIONAL),
        ("Lantern 的估值", ("Lantern",), Language.SIMPLIFIED),
    ],
)
def test_the_language_is_that_of_the_words_around_the_names(text, names, language):
    assert find_language(text, named(text, *names)) is language


LONG = "第一句说的是天气。" * 20 + "云帆科技估值12亿元。" + "最后一句说的是船。" * 20


@pytest.mark.parametrize(
    ("snippet", "limit"),
    [
        (LONG, 100),
        (LONG.replace("。", "，"), 100),
        ("Rain fell. " * 30 + "It is worth 12亿元. " + "Ships left. " * 30, 90),
    ],
    ids=["sentences", "clauses", "English sentences"],
)
def test_a_long_piece_of_evidence_is_cut_where_a_sentence_or_clause_ends(snippet, limit):
    at = snippet.find("12亿元")
    start, end = trim(snippet, (at, at + 4), limit)
    cut = snippet[start:end]
    assert "12亿元" in cut
    assert limit // 2 < len(cut) <= limit
    assert cut.rstrip()[-1] in "。，."
    assert start == 0 or snippet[:start].rstrip()[-1] in "。，."


def test_what_has_no_border_is_cut_around_the_value():
    snippet = "长" * 200 + "12亿元" + "长" * 200
    start, end = trim(snippet, (200, 204), 100)
    assert (end - start, "12亿元" in snippet[start:end]) == (100, True)
    assert trim("短", (0, 1), 100) == (0, 1)

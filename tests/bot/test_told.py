"""Which facts an answer tells: those whose value it says, in the order in which it does."""

import pytest

from bot.answers.told import find_told
from bot.types import Answer, Citation, Language, Status
from knowledge.types import Fact
from tests.factories import fact, money, period

TEXT = "山岚数据完成2亿美元B轮融资，由白鹭资本领投，投后估值12亿美元，创始人是褚云帆。"
RAISED = fact(relation="funding_round", quantity=money("2E8", words="2亿美元"), qualifier="B轮", snippet=TEXT)
WORTH = fact(quantity=money("12E8", words="12亿美元"), qualifier="投后", snippet=TEXT)
LED = fact(relation="lead_investor", object="白鹭资本", snippet=TEXT)
FOUNDER = fact(relation="founder", object="褚云帆", snippet=TEXT)
BORN = fact("褚云帆", "born", period=period(1990, 4, words="1990年4月"), snippet=TEXT)
FACTS = (RAISED, LED, WORTH, FOUNDER, BORN)


def tell(lead: str, about: tuple[str, ...] = ("山岚数据",), notes: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    citation = Citation(FACTS[0].evidence.article, 0, len(TEXT), TEXT, "题")
    answer = Answer(Status.ANSWERED, "fact", Language.SIMPLIFIED, lead, (citation,), notes=notes, about=about)
    return find_told(answer, lambda _: FACTS)


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("12亿美元：投后估值12亿美元。", (WORTH,)),
        ("估值 12 亿美元，融了2亿美元", (WORTH, RAISED)),
        ("白鹭资本", (LED,)),
        ("褚雲帆創辦了它，1990-04 生", (FOUNDER, BORN)),
        ("没有说到", ()),
    ],
)
def test_what_is_said_is_told_in_order(lead: str, told: tuple[Fact, ...]) -> None:
    assert tell(lead) == told


def test_who_is_asked_about_need_not_be_said_again_but_somebody_is() -> None:
    assert tell("12亿美元", about=()) == ()
    assert tell("山岚数据：12亿美元", about=()) == (WORTH,)
    assert tell("山岚数据", about=("白鹭资本",)) == (LED,)
    assert tell("如下", notes=("另：12亿美元",)) == (WORTH,)


def test_a_fact_outside_of_what_is_cited_is_not_told() -> None:
    citation = Citation(FACTS[0].evidence.article, len(TEXT), 2 * len(TEXT), TEXT, "题")
    answer = Answer(Status.ANSWERED, "fact", Language.SIMPLIFIED, "12亿美元", (citation,), about=("山岚数据",))
    assert find_told(answer, lambda _: FACTS) == ()


def test_a_tie_of_two_rounds_is_told_once() -> None:
    again = fact(relation="lead_investor", object="白鹭资本", qualifier="A轮", snippet=TEXT)
    citation = Citation(again.evidence.article, 0, len(TEXT), TEXT, "题")
    answer = Answer(Status.ANSWERED, "fact", Language.SIMPLIFIED, "白鹭资本", (citation,), about=("山岚数据",))
    assert find_told(answer, lambda _: (LED, again)) == (LED,)

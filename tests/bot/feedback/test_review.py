"""What is looked at before an alias is taken up."""

import pytest

from bot.feedback.review import NEAR, Problem, find_near, review_alias
from bot.naming import Naming
from knowledge.names.lexicon import Lexicon
from knowledge.types import Entity, EntityKind

FIRM = Entity("云帆科技", EntityKind.COMPANY, ("Yunfan",))
OTHER = Entity("霁川智能", EntityKind.COMPANY)
PERSON = Entity("沈既白", EntityKind.PERSON)
LATIN = Entity("Lantern Labs", EntityKind.COMPANY)
NAMING = Naming(Lexicon((FIRM, OTHER, PERSON, LATIN), ordinary=frozenset({"小月半"})))


@pytest.mark.parametrize("alias", ["小月亮", "阿帆", "moonie", "Cloud Sail", "老霁", "帆-2号", "J.C. Works"])
def test_a_nickname_may_be_taken_up(alias: str) -> None:
    review = review_alias(alias, "Yunfan", NAMING)
    assert (review.problem, review.name, review.owner) == (None, "云帆科技", "")


REFUSED = {
    "月": Problem.SHORT,
    "JC": Problem.SHORT,
    "2024": Problem.SHORT,
    "": Problem.FORM,
    "…": Problem.FORM,
    "小月亮\n小太阳": Problem.FORM,
    "<b>小月亮</b>": Problem.FORM,
    "@moonie": Problem.FORM,
    "·小月亮": Problem.FORM,
    "moonie.": Problem.FORM,
    "x" * 25: Problem.LONG,
    "公司": Problem.ORDINARY,
    "月亮": Problem.ORDINARY,
    "多少钱": Problem.ORDINARY,
    "估值": Problem.ORDINARY,
    "下一轮": Problem.ORDINARY,
    "company": Problem.ORDINARY,
    "How Much": Problem.ORDINARY,
    "霁川智能": Problem.TAKEN,
    "jichuan": None,
    "小霁川智能": Problem.TAKEN,
    "既白": None,
    "Lantern": Problem.TAKEN,
    "小月半": Problem.UNREAD,
    "云帆科技": Problem.ALREADY,
    "YUNFAN": Problem.ALREADY,
}


@pytest.mark.parametrize(("alias", "problem"), REFUSED.items(), ids=REFUSED)
def test_what_would_be_read_wrongly_is_told_by_its_reason(alias: str, problem: Problem | None) -> None:
    assert review_alias(alias, "云帆科技", NAMING).problem is problem


def test_whose_name_it_is_is_said() -> None:
    assert review_alias("霁川智能", "云帆科技", NAMING).owner == "霁川智能"


def test_a_name_of_nobody_is_refused() -> None:
    review = review_alias("小月亮", "玄圃科技", NAMING)
    assert (review.problem, review.name) == (Problem.NOBODY, "玄圃科技")


def test_an_alias_of_another_alias_is_that_names() -> None:
    taught = NAMING.with_aliases({"小月亮": "云帆科技"})
    assert review_alias("小太阳", "小月亮", taught).name == "云帆科技"
    assert review_alias("小月亮", "霁川智能", taught).problem is Problem.TAKEN


def test_the_names_written_most_alike_are_offered() -> None:
    many = [Entity(f"第{number}号公司", EntityKind.COMPANY) for number in range(9)]
    assert find_near("雲帆", (*many, OTHER, FIRM))[0] == "云帆科技"
    assert find_near("YunFan Tech", (OTHER, FIRM)) == ("云帆科技",)
    assert len(find_near("第几号公司", many)) == NEAR
    assert find_near("xyz", (OTHER,)) == ()

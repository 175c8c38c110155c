"""Tables: names at the heads of columns or rows, and lists of rounds that name nobody at their heads."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.facts.facts import find_facts
from knowledge.types import Entity, EntityKind, Fact, PassageKind
from tests import factories

LEXICON = factories.lexicon(
    Entity("山岚数据", EntityKind.COMPANY),
    Entity("青禾智能", EntityKind.COMPANY),
    Entity("极昼资本", EntityKind.FUND),
    Entity("青桐创投", EntityKind.FUND),
)


def find(heading: str, *rows: str, title: str = "") -> Iterator[tuple[str | None, ...]]:
    """Relation, subject, object, quantity, period and qualifier of the facts of a table."""
    source = factories.article(*rows, title=title)
    passages = [
        replace(passage, kind=PassageKind.TABLE, heading=heading)
        for passage in factories.passages(source)
        if passage.kind is PassageKind.BODY
    ]
    return map(to_words, find_facts(source, passages, LEXICON.find(source.text), LEXICON))


def to_words(fact: Fact) -> tuple[str | None, ...]:
    quantity = fact.quantity.words if fact.quantity else None
    period = fact.period.words if fact.period else None
    return fact.relation, fact.subject, fact.object, quantity, period, fact.qualifier


def test_companies_may_head_the_columns() -> None:
    found = find(
        "项目 | 山岚数据 | 青禾智能",
        "上市日 | 2024年3月4日 | 2024年3月6日",
        "首日收盘 | 90.4港元（+3%） | 71港元（-8%）",
        "基石投资者 | 5家，6.1亿港元 | 7家，8.8亿港元",
    )
    assert list(found) == [
        ("listing", "山岚数据", None, None, "2024年3月4日", None),
        ("listing", "青禾智能", None, None, "2024年3月6日", None),
        ("first_day_close", "山岚数据", None, "90.4港元", None, None),
        ("first_day_close", "青禾智能", None, "71港元", None, None),
        ("cornerstone", "山岚数据", None, "6.1亿港元", None, None),
        ("cornerstone", "青禾智能", None, "8.8亿港元", None, None),
    ]


def test_companies_may_head_the_rows() -> None:
    found = find("公司 | 发行价 | 收入", "山岚数据 | 88港元 | 3亿元")
    assert list(found) == [
        ("issue_price", "山岚数据", None, "88港元", None, None),
        ("revenue", "山岚数据", None, "3亿元", None, None),
    ]


def test_a_list_of_rounds_is_of_the_company_in_the_title() -> None:
    found = find(
        "时间 | 轮次 | 金额 | 领投方 | 跟投方",
        "2023年3月 | B轮 | 1.8亿元 | 极昼资本 | 青桐创投",
        title="山岚数据融资一览",
    )
    assert list(found) == [
        ("funding_round", "山岚数据", None, "1.8亿元", "2023年3月", "B轮"),
        ("lead_investor", "山岚数据", "极昼资本", None, "2023年3月", "B轮"),
        ("investor", "山岚数据", "青桐创投", None, "2023年3月", "B轮"),
    ]


def test_a_list_of_rounds_without_a_company_in_the_title_gives_nothing() -> None:
    assert list(find("时间 | 轮次 | 金额", "2023年3月 | B轮 | 1.8亿元", title="融资一览")) == []


def test_the_head_of_a_column_tells_what_a_bare_number_counts() -> None:
    found = find("公司 | 员工数(人) | 收入", "山岚数据 | 1,210 | 530")
    assert list(found) == [("headcount", "山岚数据", None, "1,210", None, None)]


def test_a_cell_may_hold_a_round_and_its_amount() -> None:
    found = find("公司 | 总部 | 最近一轮", "山岚数据 | 合肥 | A+ 轮，1.1 亿元", "青禾智能 | 深圳 | —")
    assert list(found) == [
        ("headquarters", "山岚数据", None, None, None, None),
        ("funding_round", "山岚数据", None, "1.1 亿元", None, "A+轮"),
        ("headquarters", "青禾智能", None, None, None, None),
    ]

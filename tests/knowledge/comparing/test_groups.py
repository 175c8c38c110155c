"""Which fact leads and what the others are to it; over facts made by hand and over tests/conflicts."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.__main__ import main
from knowledge.building.build import build_base
from knowledge.comparing.groups import Group, Verdict, group_facts
from knowledge.comparing.precedence import REASONS, explain_precedence, to_precedence
from knowledge.listing import find_groups
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.types import Fact, FactStatus, Period
from tests.factories import fact, money, period

TESTS = Path(__file__).parents[2]
ROWS: list[dict[str, Any]] = yaml.safe_load((TESTS / "cases/conflicts.yaml").read_text(encoding="utf-8"))
NEW, OLD = period(2024, 6), period(2024, 5)
DATES: dict[str, Period | None] = {"new": NEW, "old": OLD, "undated": None}


def told(billions: int = 25, article: str = "old", **fields: Any) -> Fact:
    return fact(article=article, quantity=money(billions * 10**9, words=f"{billions}亿美元"), **fields)


def weigh(*facts: Fact) -> list[tuple[str, str, list[tuple[str, Verdict]]]]:
    """The leading value, why, and the others with their verdicts, of each group."""
    return [
        (words(group.leading), group.why, [(words(other.fact), other.verdict) for other in group.others])
        for group in group_facts(facts, DATES.__getitem__)
    ]


def words(one: Fact) -> str:
    value = one.quantity or one.period
    return value.words if value else str(one.object or one.text)


RUMOUR, DENIED, CORRECTED = FactStatus.RUMOURED, FactStatus.DENIED, FactStatus.CORRECTED
CASES = {
    "newer": ((told(25), told(30, "new")), [("30亿美元", "later date", [("25亿美元", Verdict.DIFFERS)])]),
    "agreement": ((told(25), told(25, "new")), [("25亿美元", "later date", [("25亿美元", Verdict.AGREES)])]),
    "rumour": ((told(25), told(40, "new", status=RUMOUR)), [("25亿美元", "firmer", [("40亿美元", Verdict.RUMOUR)])]),
    "denial of a rumour": (
        (told(25), told(40, status=RUMOUR), told(40, "new", status=DENIED, according_to="公司")),
        [("25亿美元", "firmer", [("40亿美元", Verdict.RUMOUR), ("40亿美元", Verdict.DENIES)])],
    ),
    "correction": (
        (told(25, status=CORRECTED), told(30, start=40)),
        [("30亿美元", "correction", [("25亿美元", Verdict.REPLACED)])],
    ),
    "correction, then news": (
        (told(25, status=CORRECTED), told(30, start=40), told(31, "new")),
        [("31亿美元", "later date", [("30亿美元", Verdict.CORRECTS), ("25亿美元", Verdict.REPLACED)])],
    ),
    "rounds": (
        (told(25, qualifier="B轮"), told(40, qualifier="C轮")),
        [("25亿美元", "only", []), ("40亿美元", "only", [])],
    ),
    "denied investor": (
        (
            fact(relation="investor", object="极昼资本", article="old", status=RUMOUR),
            fact(relation="investor", object="远山基金", article="old"),
            fact(relation="investor", object="极昼资本", article="new", status=DENIED),
        ),
        [("远山基金", "only", []), ("极昼资本", "not denied", [("极昼资本", Verdict.DENIES)])],
    ),
    "no value": ((fact(relation="funding_round", article="old"),), []),
}


@pytest.mark.parametrize("name", CASES)
def test_one_leads_and_the_others_have_their_verdict(name: str) -> None:
    facts, expected = CASES[name]
    assert weigh(*facts) == expected


def test_a_denial_names_what_it_denies_and_a_correction_what_it_replaced() -> None:
    rumour, denial = told(40, status=RUMOUR), told(40, "new", status=DENIED)
    (group,) = group_facts((denial, rumour), DATES.__getitem__)
    assert (group.leading, group.others[0].of) == (rumour, rumour)
    for unlike in ({"article": "new"}, {"qualifier": "C轮"}, {"period": NEW}):
        other = told(40, **unlike)
        before = told(40, "old", status=DENIED, qualifier="B轮", period=OLD if "period" in unlike else None)
        groups = group_facts((other, before), DATES.__getitem__)
        assert [one.of for group in groups for one in group.others] in ([], [None])
    wrong, right = told(25, status=CORRECTED), told(30, start=40)
    (group,) = group_facts((wrong, right), DATES.__getitem__)
    assert group.others[0].of == right


facts = st.lists(
    st.builds(
        told,
        st.sampled_from((25, 30, 40)),
        st.sampled_from(sorted(DATES)),
        status=st.sampled_from(FactStatus),
        qualifier=st.sampled_from((None, "B轮", "C轮", "投后")),
        period=st.sampled_from((None, OLD, NEW, period(2023))),
        start=st.integers(0, 9),
    ),
    max_size=8,
    unique=True,
)


@settings(max_examples=60, deadline=None)
@given(told=facts, data=st.data())
def test_the_order_of_the_facts_makes_no_difference(told: list[Fact], data: st.DataObject) -> None:
    groups = group_facts(told, DATES.__getitem__)
    assert group_facts(data.draw(st.permutations(told)), DATES.__getitem__) == groups
    members = [one for group in groups for one in (group.leading, *(other.fact for other in group.others))]
    assert sorted(map(repr, members)) == sorted(map(repr, told))


@pytest.mark.parametrize(
    ("leading", "other", "reason"),
    [
        (told(), told(status=CORRECTED), "not replaced"),
        (told(status=RUMOUR), told(status=DENIED), "not denied"),
        (told(status=FactStatus.REPORTED), told(article="new", status=RUMOUR), "firmer"),
        (told(period=NEW), told(article="new", period=OLD), "later date"),
        (told(), told(article="undated"), "later date"),
        (told(), told(status=FactStatus.REPORTED), "stated"),
        (told(article="new", period=OLD), told(period=OLD), "newer article"),
        (told(), told(according_to="一名投资人"), "own words"),
    ],
    ids=(*REASONS[:3], "event", "dated", *REASONS[5:]),
)
def test_each_criterion_decides_where_those_before_it_do_not(leading: Fact, other: Fact, reason: str) -> None:
    first, second = (to_precedence(one, DATES[one.evidence.article]) for one in (leading, other))
    assert first < second
    assert explain_precedence(first, second) == reason


def test_of_two_dates_the_more_exact_leads_where_the_date_is_asked_for() -> None:
    year, month = (fact(relation="founded", article="old", period=when) for when in (period(2020), period(2020, 5)))
    assert to_precedence(month, OLD, exact=True) < to_precedence(year, OLD, exact=True)
    assert to_precedence(year, OLD) < to_precedence(month, OLD)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    path = tmp_path_factory.mktemp("conflicts") / "kb.db"
    assert build_base([TESTS / "conflicts"], path).failed == ()
    with closing(open_base(path)) as opened:
        yield opened


def to_row(group: Group) -> dict[str, Any]:
    return {
        "subject": group.leading.subject,
        "relation": group.leading.relation,
        "leads": words(group.leading),
        "why": group.why,
        "others": [[words(other.fact), other.verdict.value] for other in group.others],
    }


def test_articles_that_contradict_each_other_are_weighed(base: KnowledgeBase) -> None:
    assert [to_row(group) for group in find_groups(base, every=True)] == ROWS


def test_conflicts_are_printed_for_a_person_and_for_a_program(
    base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conflicts", "--db", str(base.path), "--entity", "璟禾机器人"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines if line.startswith("  ")] == ["  differs", "  denies"]
    assert main(["conflicts", "--db", str(base.path), "--json", "--all"]) == 0
    groups = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["subject"], one["relation"], one["why"]) for one in groups] == [
        (row["subject"], row["relation"], row["why"]) for row in ROWS
    ]
    for group in groups:
        for at in (group["leading"], *group["others"]):
            assert base.source(at["article"]).text[at["start"] : at["end"]] == at["snippet"]
    replaced = groups[0]["others"][2]
    assert (replaced["verdict"], groups[0]["others"][replaced["of"] - 1]["quantity"]["words"]) == (
        "replaced",
        "2.6亿元",
    )

"""The synonyms: each form has one owner, and the examples of every file meet, or not, as it says."""

import re

import pytest

from bot.lines import Lines
from bot.units import to_units
from bot.wordbook import LOOSE, RULES, synonym_rules, wordbook
from bot.words import DENIED, SYNONYM, find_shares
from knowledge.text import fold, fold_characters

FILES = sorted((RULES / "synonyms").glob("*.yaml"))
EXAMPLES = [
    (file, kind, pair)
    for file, rules in synonym_rules().items()
    for kind in ("meet", "loosely", "apart")
    for pair in getattr(rules, kind)
]


def share_of(asked: str, told: str) -> float:
    """How far an article's words meet the question's, in the unit that they meet best."""
    lines = Lines((fold(told),))
    return max((find_shares(unit, lines).get(0, 0.0) for unit in to_units(fold(asked), ())), default=0.0)


@pytest.mark.parametrize(("file", "kind", "pair"), EXAMPLES, ids=lambda value: str(value))
def test_an_example_meets_as_its_file_says(file, kind, pair):
    share = share_of(*pair)
    assert {"meet": share >= SYNONYM, "loosely": 0.0 < share < SYNONYM, "apart": share == 0.0}[kind], share


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_short_and_a_group_one_line_with_examples(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    rules = synonym_rules()[path.name]
    groups = [line for line in lines if re.match(r"  \w+: \[", line)]
    assert len(lines) <= 300
    assert len(groups) == len(rules.notions) + len(rules.frames)
    assert len(rules.meet) > 1
    assert rules.apart


def test_every_form_is_folded():
    assert [form for form in wordbook().ordinary if fold_characters(form) != form] == []


def test_a_form_has_one_group_except_where_a_group_says_that_it_may_mean_it():
    rules = synonym_rules().values()
    groups = [forms for file in rules for forms in (*file.notions.values(), *file.frames.values())]
    owned = [form for forms in groups for form in forms if form[0] not in "+~"]
    loose = {form[1:] for forms in groups for form in forms if form[0] == LOOSE and form[1] != "+"}
    assert len(owned) == len(set(owned))
    assert loose <= set(owned)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("营收多少", "去年净利润两亿"),
        ("估值多少", "公司市值百亿"),
        ("投资了谁", "宣布收购对手"),
        ("谁创办的", "他加入了团队"),
        ("定价多少", "客户愿意付费"),
        ("裁员多少", "正在招聘新人"),
        ("谁离职了", "新员工入职"),
        ("谁领投", "两家跟投"),
        ("what is the revenue", "net profit doubled"),
        ("who invested", "it was acquired"),
        ("open source?", "a closed model"),
    ],
)
def test_what_is_not_exchangeable_does_not_meet(asked, told):
    assert share_of(asked, told) == 0.0


@pytest.mark.parametrize(
    ("asked", "told", "share"),
    [
        ("公司改过吗", "后来换了方向", SYNONYM),
        ("谁砍人了", "公司裁员", SYNONYM),
        ("谈谈融资", "正在募资", SYNONYM),
        ("who invests", "they were investing", SYNONYM),
        ("为什么不赚钱", "一直没有盈利", SYNONYM),
        ("为什么不赚钱", "一直盈利", DENIED * SYNONYM),
        ("赚不赚钱", "一直盈利", SYNONYM),
        ("盈利了吗", "一直盈利", 1.0),
        ("掏了多少", "由公司支付", SYNONYM),
        ("掏了多少", "掏空了的树洞", 0.0),
    ],
)
def test_how_far_words_meet(asked, told, share):
    assert share_of(asked, told) == share

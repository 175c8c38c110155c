"""The rules by which questions are understood: every example is won by its own rule."""

import pytest

from bot.asked_for import find_kind, find_round
from bot.plain import to_plain
from bot.templates import answer_types, asked_relations, intent_patterns, to_asked
from bot.wordbook import wordbook
from knowledge.facts.relations import Asked, load_relations
from knowledge.text import fold
from knowledge.types import EntityKind
from tests.paraphrases import naming


def to_read(question: str) -> str:
    """The question as the rules read it."""
    return to_plain(fold(question), naming().find(question)).text


@pytest.mark.parametrize("pattern", intent_patterns(), ids=lambda pattern: f"{pattern.shows}: {pattern.example}")
def test_an_intent_wins_its_own_example(pattern):
    plain = to_read(pattern.example)
    assert find_kind(plain)[0] == pattern.shows
    assert pattern.search.search(plain)


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [(rule, pattern) for rule, patterns in answer_types() for pattern in patterns],
    ids=lambda value: getattr(value, "example", getattr(value, "type", "")),
)
def test_an_answer_type_wins_its_own_example(rule, pattern):
    plain = to_read(pattern.example)
    winner = next(other.type for other, patterns in answer_types() if any(p.search.search(plain) for p in patterns))
    assert winner == rule.type
    assert pattern.search.search(plain)


@pytest.mark.parametrize("name", asked_relations())
def test_a_relation_wins_its_own_example(name):
    plain = to_read(asked_relations()[name][0].example)
    assert next(other for other, (_, pattern) in asked_relations().items() if pattern.search.search(plain)) == name


@pytest.mark.parametrize(
    ("value", "types"),
    [
        ({"value": "quantity", "units": ("GPU",)}, ("count", "number")),
        ({"value": "quantity", "units": ("money", "percent")}, ("money", "percent")),
        ({"value": "quantity", "units": ("percent", "人")}, ("count", "number", "percent")),
        (
            {"value": "object", "object": (EntityKind.FUND, EntityKind.COMPANY, EntityKind.PERSON)},
            ("company", "person"),
        ),
        ({"value": "period"}, ("period",)),
        ({"value": "text"}, ("place",)),
    ],
    ids=["count", "money or percent", "count or percent", "entities", "date", "words"],
)
def test_a_relation_that_says_how_it_is_asked_for_is_answered_in_the_form_of_its_values(value, types):
    block = load_relations().by_name["revenue"].rule.model_copy(update={"units": (), **value})
    asked = Asked(ask="显卡", forms=("显卡",), example="山岚数据的显卡")
    assert to_asked(block, asked).types == types


def test_every_form_of_a_synonym_or_filler_is_folded():
    assert [form for form in wordbook().ordinary if fold(form) != form] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C轮时的估值", "c"),
        ("B 轮融了多少", "b"),
        ("Series D lead", "d"),
        ("A+轮", "a+"),
        ("Pre-A轮", "pre-a"),
        ("天使轮是谁投的", "天使"),
        ("种子轮", "种子"),
        ("seed round size", "种子"),
        ("最新一轮", None),
        ("两轮融资", None),
    ],
)
def test_a_round_is_found_in_one_form(text, expected):
    assert find_round(fold(text)) == expected

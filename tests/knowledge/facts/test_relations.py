"""Every relation's examples are found as they say; broken rules name their place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import RuleError
from knowledge.facts.facts import find_facts
from knowledge.facts.patterns import compile_pattern
from knowledge.facts.relations import Example, Relation, RelationRules, load_relations
from knowledge.facts.sentences import KIND_CODES, code_sentences
from knowledge.facts.status import MarkRule, status_rules
from knowledge.facts.subject_rules import subject_rules
from knowledge.facts.subjects import find_named
from knowledge.rules import load_rules
from knowledge.types import Entity, EntityKind, Fact
from tests import factories

RELATIONS = load_relations()
INVENTED = {
    EntityKind.COMPANY: ("山岚数据", "青禾智能", "谷雨科技", "Tidewell", "Orme Labs"),
    EntityKind.FUND: ("极昼资本", "Northgate Ventures"),
    EntityKind.PERSON: ("褚云帆", "Ada Orme"),
    EntityKind.PRODUCT: ("岚鉴", "Harbourmind"),
    EntityKind.ORGANISATION: ("启明大学",),
    EntityKind.PLACE: ("合肥", "Leith"),
}
LEXICON = factories.lexicon(*(Entity(name, kind) for kind, names in INVENTED.items() for name in names))


def examples() -> Iterator[tuple[Relation, Example]]:
    for relation in RELATIONS.by_name.values():
        for example in relation.rule.examples:
            yield relation, example


def find(text: str) -> tuple[Fact, ...]:
    source = factories.article(text)
    return find_facts(source, factories.passages(source), LEXICON.find(text), LEXICON)


def as_example(fact: Fact, example: Example) -> Example:
    """The fact in the example's form, as far as the example speaks of it."""
    return Example(
        text=example.text,
        subject=fact.subject,
        object=fact.object if example.object else None,
        quantity=fact.quantity.words if fact.quantity and example.quantity else None,
        period=fact.period.words if fact.period and example.period else None,
        words=fact.text if example.words else None,
        qualifier=fact.qualifier if example.qualifier else None,
    )


@pytest.mark.parametrize(("relation", "example"), tuple(examples()), ids=lambda value: getattr(value, "name", None))
def test_an_example_gives_its_fact(relation: Relation, example: Example) -> None:
    found = [as_example(fact, example) for fact in find(example.text) if fact.relation == relation.name]
    told = [one.model_dump(exclude_none=True, exclude={"text"}) for one in found] or "no fact of it"
    assert found == [example], f"rules/relations: {relation.name}: its example {example.text!r} gives {told}"


def test_every_phrase_compiles() -> None:
    for relation in RELATIONS.by_name.values():
        assert all(pattern.regex for pattern in (*relation.patterns, *relation.blockers))


def test_every_phrase_is_tried_only_where_its_words_stand() -> None:
    assert all(pattern.triggers for relation in RELATIONS.by_name.values() for pattern in relation.patterns)


def test_every_word_class_is_used() -> None:
    used = {name for relation in RELATIONS.by_name.values() for name in relation.rule.qualifier}
    slots = {slot for relation in RELATIONS.by_name.values() for pattern in relation.patterns for slot in pattern.slots}
    used |= slots | {slot.removesuffix("s") for slot in slots}
    assert set(RELATIONS.words) <= used


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        pytest.param("{subject} 估值 {moneys}", "unknown slot {moneys}", id="unknown slot"),
        pytest.param("(估值 {money}", "is not closed", id="bracket"),
        pytest.param("{money} 至 {money}", "stands twice", id="slot twice"),
    ],
)
def test_a_broken_phrase_says_what_is_wrong(phrase: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        compile_pattern(phrase, {"subject": "s", "money": "m"})


def test_a_broken_relation_names_file_relation_and_key(tmp_path: Path) -> None:
    path = tmp_path / "company.yaml"
    path.write_text("relations: {valuation: {value: quantity}}", encoding="utf-8")
    with pytest.raises(RuleError, match=r"company\.yaml: relations\.valuation\.label"):
        load_rules(path, RelationRules)


@pytest.mark.parametrize("example", subject_rules().examples, ids=lambda example: example[0])
def test_an_example_of_the_subject_rules_speaks_of_its_name(example: tuple[str, str | None]) -> None:
    text, name = example
    source = factories.article(text)
    (sentence,) = code_sentences(source, factories.passages(source), LEXICON.find(text), LEXICON)
    found = find_named(sentence, len(sentence.coded), KIND_CODES[EntityKind.COMPANY])
    assert found == ((name,) if name else ())


@pytest.mark.parametrize(("name", "mark"), tuple(status_rules().marks.items()), ids=lambda value: str(value)[:20])
def test_an_example_of_a_mark_gets_its_status(name: str, mark: MarkRule) -> None:
    found = {fact.status for fact in find(mark.example)}
    assert found == (set() if mark.effect == "none" else {mark.effect})

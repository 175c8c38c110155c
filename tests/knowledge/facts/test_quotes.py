"""Quotes: the examples of the cues, tests/cases/quotes.yaml, turns, blocks, and what is no quote."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.facts.cues import CueExample, cue_rules
from knowledge.facts.quotes import find_quotes
from knowledge.names.lexicon import Lexicon, load_lexicon
from knowledge.pipeline import process_article
from knowledge.types import Entity, EntityKind, Quote
from tests import factories

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "cases" / "quotes.yaml").read_text("utf-8"))
MARKS = ' .,?!。，？！“”"「」『』‘’'

LEXICON = factories.lexicon(
    Entity("山岚数据", EntityKind.COMPANY),
    Entity("潮声日报", EntityKind.ORGANISATION),
    Entity("褚云帆", EntityKind.PERSON),
    Entity("Ada Orme", EntityKind.PERSON),
)


def find(*paragraphs: str, speakers: tuple[str | None, ...] = ()) -> tuple[Quote, ...]:
    source = factories.article(*paragraphs)
    found = find_quotes(source, factories.passages(source, speakers=speakers), LEXICON.find(source.text), LEXICON)
    assert all(source.text[one.evidence.start : one.evidence.end] == one.evidence.snippet for one in found)
    assert all(one.words in one.evidence.snippet for one in found)
    return found


@cache
def known_names() -> Lexicon:
    """The lexicon with the names of the table."""
    named = TABLE["names"].items()
    return load_lexicon().with_entities([Entity(name, EntityKind(kind)) for kind, names in named for name in names])


def as_row(quote: Quote) -> list[object]:
    """A quote in the form of the table."""
    return [quote.speaker, quote.words.strip(MARKS), quote.direct, list(quote.topics), quote.stance]


@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: row["text"][:30])
def test_a_text_gives_its_quotes_and_no_others(row: dict[str, Any]) -> None:
    found = process_article(factories.raw_article(row["text"], title="周末观察"), known_names()).quotes
    wanted = [[speaker, words.strip(MARKS), *rest] for speaker, words, *rest in row["quotes"]]
    assert sorted(map(str, map(as_row, found))) == sorted(map(str, wanted))


@pytest.mark.parametrize("example", cue_rules().examples, ids=lambda example: example.text)
def test_an_example_gives_its_quote(example: CueExample) -> None:
    found = [(quote.speaker, quote.words, quote.direct) for quote in find(example.text)]
    assert found == [(example.speaker, example.words, example.direct)]


def test_each_paragraph_of_a_turn_is_a_quote() -> None:
    found = find("我们先做标注。后来做模型。", "再后来就上市了。", speakers=("褚云帆", "褚云帆"))
    assert [(quote.speaker, quote.words, quote.cue, quote.direct) for quote in found] == [
        ("褚云帆", "我们先做标注。后来做模型。", "turn", True),
        ("褚云帆", "再后来就上市了。", "turn", True),
    ]


def test_a_block_after_a_colon_is_the_words_of_the_person_before() -> None:
    found = find("创始人褚云帆这样描述公司：", "山岚数据是标注行业的水电煤。")
    assert [(quote.speaker, quote.cue) for quote in found] == [("褚云帆", "block")]


def test_words_may_run_over_sentences() -> None:
    found = find("褚云帆说：“钱够用。人不够用。明年再说。”")
    assert [quote.words for quote in found] == ["钱够用。人不够用。明年再说。"]


def test_a_term_in_quotation_marks_is_no_quote() -> None:
    assert find("山岚数据的“飞轮”还没有转起来。") == ()


def test_topics_are_the_entities_in_the_words_without_the_speaker() -> None:
    (quote,) = find("褚云帆认为，山岚数据比潮声日报更有名。")
    assert quote.topics == ("山岚数据", "潮声日报")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("褚云帆表示，看好山岚数据的未来。", "positive", id="positive"),
        pytest.param("褚云帆表示，不看好山岚数据的未来。", "negative", id="negative"),
        pytest.param("褚云帆表示，山岚数据在合肥办公。", None, id="none"),
    ],
)
def test_stance_is_given_only_where_the_words_show_it(text: str, stance: str | None) -> None:
    assert [quote.stance for quote in find(text)] == [stance]


def test_an_addressee_is_not_the_speaker() -> None:
    (quote,) = find("褚云帆对潮声日报表示，“价格没有问题。”")
    assert quote.speaker == "褚云帆"

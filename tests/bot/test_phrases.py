"""The phrases: each is asked for, hits its examples and misses what is much like them."""

import re
from pathlib import Path

import pytest

from bot.phrases import PhraseRules, load_phrases, phrase
from knowledge.errors import RuleError
from knowledge.rules import load_rules
from knowledge.text import fold

BOT = Path(__file__).parents[2] / "bot"
ASKED_FOR = re.compile(r"phrase\(\"(\w+)\"\)")


def hits(name: str, text: str) -> bool:
    find = phrase(name).fullmatch if load_phrases()[name].whole else phrase(name).search
    return find(fold(text)) is not None


@pytest.mark.parametrize("name", load_phrases())
def test_a_phrase_hits_its_examples_and_misses_the_others(name):
    rule = load_phrases()[name]
    assert [text for text in rule.examples if not hits(name, text)] == []
    assert [text for text in rule.others if hits(name, text)] == []


def test_each_phrase_is_asked_for_and_each_asked_for_is_there():
    asked = {name for path in BOT.rglob("*.py") for name in ASKED_FOR.findall(path.read_text(encoding="utf-8"))}
    assert asked == set(load_phrases())


def test_an_unknown_phrase_is_named():
    with pytest.raises(RuleError, match=r"phrases\.yaml: no phrase 'none_such'"):
        phrase("none_such")


def test_a_broken_file_is_refused_with_its_key(tmp_path: Path):
    path = tmp_path / "phrases.yaml"
    path.write_text("phrases: {asks_why: {match: 为什么}}", encoding="utf-8")
    with pytest.raises(RuleError, match=r"^phrases.yaml: phrases\.asks_why\.examples"):
        load_rules(path, PhraseRules)

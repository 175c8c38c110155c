"""Phrase templates and the index that says which of them may match a text."""

import pytest

from knowledge.facts.patterns import PatternIndex, compile_pattern

SLOTS = {"subject": "\ue000", "money": "\ue010"}
PATTERNS = [
    compile_pattern("{subject} 估值 [~] {money}", SLOTS, "\ue000"),
    compile_pattern("(融资|raised) ~ {money}", SLOTS),
    compile_pattern("[已] (上市|挂牌)", SLOTS),
]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("\ue000估值达\ue010", (0,), id="a phrase all of whose needs stand there"),
        pytest.param("估值达\ue010", (), id="a slot is missing"),
        pytest.param("\ue000融资\ue010,已挂牌", (1, 2), id="two phrases, in order"),
        pytest.param("\ue000没有说什么", (), id="no word of any"),
    ],
)
def test_the_index_gives_the_phrases_that_may_match(text: str, places: tuple[int, ...]) -> None:
    assert PatternIndex(PATTERNS).find(text) == places


def test_what_the_index_leaves_out_does_not_match() -> None:
    texts = ("\ue000估值达\ue010", "raised about \ue010", "已上市", "融资", "")
    for text in texts:
        left = set(range(len(PATTERNS))) - set(PatternIndex(PATTERNS).find(text))
        assert not any(PATTERNS[place].find(text) for place in left)


def test_a_gap_passes_no_entity_that_could_fill_a_slot() -> None:
    assert PATTERNS[0].find("\ue000和\ue000估值\ue010")[0][0] == 2
    assert not PATTERNS[0].find("\ue000估值比\ue000高\ue010")


def test_a_parenthesis_counts_as_one_character_of_a_gap() -> None:
    assert PATTERNS[0].find("\ue000估值(" + "很长" * 30 + ")\ue010")

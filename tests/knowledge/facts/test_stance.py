"""Stance: the examples of rules/stance.yaml, and what several sentences show together."""

import pytest

from knowledge.facts.stance import StanceExample, find_stance, stance_rules


@pytest.mark.parametrize("example", stance_rules().examples, ids=lambda example: example.text)
def test_an_example_shows_its_stance(example: StanceExample) -> None:
    assert find_stance(example.text) == example.stance


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        pytest.param("價格太高，我們不看好。", "negative", id="traditional script"),
        pytest.param("你看好它吗？我看好。", "positive", id="a question shows nothing"),
        pytest.param("我看好产品。我不看好价格。", None, id="both"),
        pytest.param("他们的接口不支持中文。", None, id="what a product does"),
        pytest.param("如果看好，早就投了。", None, id="supposed"),
        pytest.param("They are not skeptical.", None, id="a doubt denied"),
        pytest.param("这轮贵，但不会死掉。", None, id="an end denied"),
    ],
)
def test_words_show_one_stance_or_none(words: str, stance: str | None) -> None:
    assert find_stance(words) == stance

"""Text made comparable: twins of one length, and the words of spun reprints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules import own_rules
from knowledge.text import Swaps, fold, fold_characters, is_cjk, split_words, to_key

SWAPS = own_rules("swaps.yaml", Swaps).swaps
GUARDS = {word for word, meant in SWAPS.items() if word == meant}


@given(st.text())
def test_a_twin_is_of_the_same_length(text: str) -> None:
    assert len(fold(text)) == len(fold_characters(text)) == len(text)


@given(st.text())
def test_characters_folded_twice_are_characters_folded_once(text: str) -> None:
    assert fold_characters(fold_characters(text)) == fold_characters(text)


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("月之暗面Moonshot，估值２５亿", "月之暗面moonshot,估值25亿"),
        ("創業公司與資本", "创业公司与资本"),
        ("客歲，青禾的開創人介入了客座講學", "去年,青禾的创始人参与了客座讲学"),
        ("青禾建立于2031年，是海内大模子公司", "青禾成立于2031年,是国内大模型公司"),
        ("結合開創人卖力貿易化", "联合创始人负责商业化"),
    ],
)
def test_a_twin_reads_as_what_is_meant(text: str, twin: str) -> None:
    assert fold(text) == twin


def test_both_sides_of_a_swap_are_folded_and_of_one_length() -> None:
    for word, meant in SWAPS.items():
        assert len(word) == len(meant), word
        assert fold_characters(word) == word
        assert fold_characters(meant) == meant


def test_no_swap_leads_to_another() -> None:
    for word, meant in SWAPS.items():
        assert fold(meant) == meant, f"{word} -> {meant}"


def test_every_guard_guards_something() -> None:
    words = set(SWAPS) - GUARDS
    for guard in GUARDS:
        assert any(word in guard for word in words), guard


@pytest.mark.parametrize(
    "text",
    [
        "上海内环的一家科技能源公司",
        "这家科技能够自己造血",
        "全职员工六百人，在职员工更多",
        "他们可以是对手，所以是对手",
        "交互助手的用户",
        "会商业化的公司不多",
        "因此中国公司更快",
        "手机能做的事",
        "公司建立了完善的体系",
        "营业收入增长三成，进口减少",
        "自动驾驶的进展",
        "时候到了，成长很快",
        "他晋升为副总裁",
        "上海潮流展",
        "对比方案",
        "分歧很大",
    ],
)
def test_ordinary_sentences_are_left_alone(text: str) -> None:
    assert fold(text) == fold_characters(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hugging Face", "huggingface"), ("零一萬物", "零一万物"), ("GPT-4", "ＧＰＴ４"), ("闫·俊杰", "闫俊杰")],
)
def test_keys_compare_names_whatever_their_writing(one: str, other: str) -> None:
    assert to_key(one) == to_key(other)


def test_words_keep_their_spans() -> None:
    twin = fold("青禾智能完成 A 轮融资。")
    assert all(twin[start:end] == word for word, start, end in split_words(twin))
    assert all(any(char.isalnum() for char in word) for word, _, _ in split_words(twin))


def test_a_chinese_character_is_told_from_others() -> None:
    assert is_cjk("青")
    assert not is_cjk("a")
    assert not is_cjk("，")

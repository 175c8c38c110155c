"""Within a line: only the words are left."""

import pytest

from knowledge.cleaning.inline import clean_line
from knowledge.cleaning.spam import find_phrases
from knowledge.cleaning.traced import Traced
from tests.knowledge.cleaning_tools import lines_of

INLINE = [
    ("bold", "由**青禾资本** ，**林晚** 领投", "由青禾资本，林晚 领投"),
    ("italic", "*Harbour* and _Lane_ grew", "Harbour and Lane grew"),
    ("strike-and-code", "~~旧价~~新价`a_b`", "旧价新价a_b"),
    ("not-emphasis", "3*4 = a * b, file_name 5 * 6", "3*4 = a * b, file_name 5 * 6"),
    ("escape", r"当前\&未来 \[甲\] 1\. 乙", "当前&未来 [甲] 1. 乙"),
    ("entity", "当前&amp;未来&nbsp;&#39;甲&#39;", "当前&未来 '甲'"),
    ("tag", "<p>青禾<b>智能</b><br/>融资 a<b 与 1 < 2 > 0</p>", "青禾智能融资 a<b 与 1 < 2 > 0"),
    ("link", '见[年报](https://bc.example/a_(b)?c=1 "t")与<https://bc.example>', "见年报与https://bc.example"),
    ("image", "甲![图](https://bc.example/1.png)乙", "甲乙"),
    ("image-in-link", "[![](https://i.example/1.png)青禾融了资](https://bc.example/2)", "青禾融了资"),
    ("quotation", "> > 青禾说了话", "青禾说了话"),
    ("bullet", "- 青禾融了资", "青禾融了资"),
    ("heading", "### 钱从哪里来", "钱从哪里来"),
    ("spaces", "　　青禾 \u00a0 智能\t融资 ，估值 ：三亿 。", "青禾 智能 融资，估值：三亿。"),
    ("invisible", "青\u200b禾\u202e智\u00ad能\ufeff", "青禾智能"),
    ("codes", "@新%3aB7k%模%9Qe1x%型@要来了，邮箱 a@b.example", "新模型要来了，邮箱 a@b.example"),
    ("codes-beside-a-handle", "@林晚 说 @一%8Tz3q%款@很好", "@林晚 说 一款很好"),
    ("percentages-stay", "增长10%到20%，@林晚 赢了3%的@周南", "增长10%到20%，@林晚 赢了3%的@周南"),
    ("caption", "青禾融了资（资料图片仅供参考）。", "青禾融了资。"),
    ("aside-stays", "青禾（图像公司）融了资（约三亿）", "青禾（图像公司）融了资（约三亿）"),
]


@pytest.mark.parametrize(("line", "words"), [row[1:] for row in INLINE], ids=[row[0] for row in INLINE])
def test_within_a_line_only_the_words_are_left(line: str, words: str) -> None:
    cleaned = clean_line(Traced(line, ((0, 0),)))
    assert cleaned.text == words
    assert clean_line(cleaned).text == words


SPAM = [
    ("dropped-in", "所以他们在牌桌痔瘡藥膏，上坐下", "所以他们在牌桌上坐下"),
    ("with-a-plain-comma", "此機車借款,外还有别的", "此外还有别的"),
    ("whole-line", "退化性關節炎,", ""),
    ("within-a-word", "大模機車借款子很贵", "大模子很贵"),
    ("a-trade-as-the-topic", "他们做室内設計，室内都是草图", "他们做室内設計，室内都是草图"),
    ("a-trade-from-nowhere", "他们做室内設計，模型", "他们做模型"),
    ("a-word-of-its-own", "他们卖过机车借款和保险", "他们卖过机车借款和保险"),
    ("a-clause-of-its-own", "当时，娱乐城，不算生意", "当时，娱乐城，不算生意"),
]


@pytest.mark.parametrize(("line", "words"), [row[1:] for row in SPAM], ids=[row[0] for row in SPAM])
def test_advertising_dropped_into_a_copy_goes_with_its_comma(line: str, words: str) -> None:
    assert clean_line(Traced(line, ((0, 0),)), find_phrases(line)).text == words


def test_what_is_no_copy_keeps_every_phrase() -> None:
    assert lines_of("这家公司卖过機車借款，后来不卖了。") == ["这家公司卖过機車借款，后来不卖了。"]

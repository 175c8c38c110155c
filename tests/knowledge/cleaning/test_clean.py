"""Cleaning: what goes, what stays, and the way back to the raw body."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.cleaning.clean import clean_article
from knowledge.cleaning.language import find_language
from knowledge.cleaning.traced import INSERTED, Traced, insert, join
from knowledge.reading.read import read_article
from tests.knowledge.cleaning_tools import PROSE, assert_sound, kinds_of, lines_of, raw_article

SHARED = Path(__file__).parents[3] / "../shared"
ARTICLES = sorted([*(SHARED / "articles").glob("*.txt"), *(SHARED / "eval/other/articles").glob("*.*")])
JUNK = (
    *(
        "![",
        "](",
        "**",
        "http",
        "qpic.cn",
        "cubox",
        "Powered by",
        "打印本",
        "資料圖片",
        "资料图片",
        "阅读原文",
        "付费会员",
        "扫码",
    ),
    *(
        "标签:",
        "%46",
        "@",
        "冰霸杯",
        "灰指甲",
        "打蠟",
        "關節炎",
        "当铺",
        "當舖",
        "转载请",
        "\\&",
        "\u200b",
        "X 关闭",
    ),
)


def test_a_table_is_a_row_a_block_with_its_columns_above() -> None:
    body = f"{PROSE}\n\n| 项目 | **青禾** |\n|:---|---:|\n| 员工|60人 |\n| 发行价 | 12.5港元（+3%） |\n\n{PROSE}"
    assert kinds_of(body)[1:4] == [
        ("heading", "项目 | 青禾"),
        ("table", "员工 | 60人"),
        ("table", "发行价 | 12.5港元（+3%）"),
    ]


def test_links_to_the_article_s_own_site_are_headlines_and_others_under_the_prose_go() -> None:
    body = (
        f"{PROSE * 3}\n\n见[年报](https://other.example/1)。\n\n后续内容为付费会员专属\n\n欢迎加入，价格很低，只要三十元，{PROSE}\n\n"
        "[![](https://i.example/1.png)港城一家公司融了三亿](https://bc.example/2)\n\n[别处的新闻一条](https://other.example/3)"
    )
    assert kinds_of(body, url="https://bc.example/1") == [
        ("body", PROSE * 3),
        ("body", "见年报。"),
        ("headline", "港城一家公司融了三亿"),
    ]


def test_a_portal_s_sidebar_goes_wholly() -> None:
    rows = "\n\n".join(f"第{n}条别处的新闻\n\n第{n}条别处的新闻\n\n港城记者报道，昨日下午" for n in "一二三四五")
    assert lines_of(f"{PROSE}\n\n{PROSE}\n\n标签:\n\n{rows}\n\n广告\n\nX 关闭") == [PROSE, PROSE]


def test_a_related_link_in_the_middle_cuts_nothing() -> None:
    assert lines_of(f"{PROSE}\n\n相关阅读：\n\n{PROSE}") == [PROSE, PROSE]


def test_header_lines_under_the_title_and_the_title_again_go() -> None:
    body = f"青禾智能的一年\n\n{PROSE}\n\n作者｜林晚\n\n编辑｜周南 北窗\n\n{PROSE}\n\n责任编辑：周南"
    assert lines_of(body) == [PROSE, PROSE]


WRAPPED = """青禾智能在 2031 年完成了 A 轮融资，金额为 3
亿元，由极北资本领投，青禾智能的老股东 Lane Ventures 继续跟
投，估值达到 20 亿元，这在山城并不多见。

> 我们不着急，先把产品做好，再谈别的，这是 Harbour
> 教给我们的，也是我们一直相信的道理，今后也是如此。

The company says that it will hire sixty people in
the next year, most of them engineers, and open an
office abroad."""


def test_wrapped_lines_are_joined() -> None:
    lines = lines_of(WRAPPED)
    assert len(lines) == 3
    assert "金额为 3 亿元" in lines[0]
    assert "继续跟投，估值" in lines[0]
    assert "Harbour 教给我们" in lines[1]
    assert "sixty people in the next year" in lines[2]
    assert "open an office abroad." in lines[2]


BROKEN_BY_HAND = """早上好，上周又是很长的一周，我们从几十条里面一共挑了
六条，读完大概要五分钟。

上周五山岚数据正式宣布完成新一轮，投后估值比此前传的
75 亿低了一截，领投的果然是极昼资本，老股东也都跟了一
些，具体没有说。

- 山岚数据的首席运营官上个月底离职，据了解她会去青禾，
  青禾尚未回应，山岚数据也没有说谁来接手她的工作。"""


def test_lines_broken_by_hand_are_joined_before_a_number_and_in_a_list() -> None:
    lines = lines_of(BROKEN_BY_HAND)
    assert any("此前传的 75 亿低了一截" in line or "此前传的75 亿低了一截" in line for line in lines)
    assert any("她会去青禾，青禾尚未回应" in line for line in lines)


def test_lines_that_are_paragraphs_stay_apart() -> None:
    body = "林晚：我们不着急。\n周南：那就好。\n\n青禾成立了。\n青禾融资了。\n青禾上市了。\n\n- 一条\n- 两条\n- 三条"
    assert len(lines_of(body)) == 8


def test_the_way_back_leads_to_the_raw_body() -> None:
    raw = raw_article(f"{WRAPPED}\n\n@新%3aB7k%模%9Qe1x%型@**要来了** 。\n\n{PROSE}")
    article = clean_article(raw)
    assert_sound(article, raw)
    assert "新模型要来了。" in article.text


PIECES = st.sampled_from(
    [
        *(
            "青禾",
            "融资",
            "，",
            "。",
            "\n",
            "\n\n",
            " ",
            "**",
            "*",
            "_",
            "`",
            "[",
            "](",
            ")",
            "![",
            "<b>",
            "&amp;",
            "\\",
            "@",
            "%",
        ),
        *(
            "%3aB7k%",
            "> ",
            "- ",
            "# ",
            "| ",
            "|\n|---|\n",
            "Harbour ",
            "（图源：北窗）",
            "机车借款，",
            "标签:",
            "1",
            "　",
            "\u200b",
            "“",
            "”",
        ),
        *(
            "作者：林晚",
            "一、",
            "广告",
            "https://bc.example/1",
            PROSE,
            "青禾智能的一年",
            "后续内容为付费会员专享",
            "===",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_cleaning_is_sound_and_cleaning_twice_is_cleaning_once(body: str, is_copy: bool) -> None:
    raw = raw_article(body, url="https://bc.example/0", reprinted=None)
    article = clean_article(raw)
    assert_sound(article, raw)
    again = clean_article(replace(raw, body=article.text.partition("\n")[2]))
    assert again.text == article.text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_cleaned(body: str) -> None:
    raw = raw_article(body)
    assert_sound(clean_article(raw), raw)


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.text(max_size=3)), max_size=6)
)
def test_edits_keep_the_way_back(text: str, edits: list[tuple[int, int, str]]) -> None:
    ordered, done = [], 0
    for start, end, words in sorted((min(a, b, len(text)), min(max(a, b), len(text)), words) for a, b, words in edits):
        if start >= done and start < end:
            ordered.append((start, end, words))
            done = end
    once = Traced(text, ((0, 0),) if text else ()).edited(ordered)
    twice = join((insert("x"), once)).edited(((0, 1, ""),)).stripped()
    for traced in (each for each in (once, twice) if each.runs):
        ends = [start for start, _ in traced.runs[1:]] + [len(traced.text)]
        for (start, source), end in zip(traced.runs, ends, strict=True):
            assert source == INSERTED or text[source : source + end - start] == traced.text[start:end]


@pytest.mark.parametrize(
    "piece", ["[", "![](", "*a", "@a%bcde%", "<b ", "(图源：", "&amp;", "“", "> ", "|", "a\u200b", "http://", "青。"]
)
def test_hostile_lines_end(piece: str) -> None:
    """Ends at all: on what takes quadratic time, half a million characters would take hours."""
    assert_sound(*(clean_article(raw := raw_article(piece * (500_000 // len(piece)))), raw))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("青禾智能完成融资", "zh"),
        ("青禾智慧完成融資，創辦人說", "zh-Hant"),
        ("Harbour raised 青禾 money", "en"),
        ("12 34", "zh"),
    ],
)
def test_the_language_is_told_by_its_characters(text: str, language: str) -> None:
    assert find_language(text) == language


@pytest.mark.skipif(not ARTICLES, reason="the shared articles are not there")
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:12])
def test_a_real_article_is_clean_sound_and_stays_as_it_is(path: Path) -> None:
    raw = read_article(path)
    article = clean_article(raw)
    assert_sound(article, raw)
    assert [junk for junk in JUNK if junk in article.text] == []
    assert all(line.strip() == line != "" for line in article.text.split("\n"))
    assert clean_article(replace(raw, body=article.text.partition("\n")[2])).text == article.text
    assert len(article.text) > 300

"""Reading: encodings, headers in all their forms, dates, and what is refused."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import ArticleError
from knowledge.reading.expressions import Expression
from knowledge.reading.header_lines import Header, parse_header_line, parse_labels
from knowledge.reading.header_rules import Marks, header_rules
from knowledge.reading.read import LARGEST, parse_article, read_article
from knowledge.text import fold_characters
from knowledge.types import Period, Precision

SHARED = Path(__file__).parents[3] / "../shared"
ARTICLES = sorted([*(SHARED / "articles").glob("*.txt"), *(SHARED / "eval/other/articles").glob("*.*")])
BODY = "青禾智能在山城做质检模型，员工六十人，客户都在工厂里。"
ENGLISH = "Harbour Labs makes models for inspection in factories, and sixty people work there."


def day(year: int, month: int, number: int) -> Period:
    return Period(date(year, month, number), date(year, month, number), Precision.DAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_a_simplified_article_reads_the_same_in_every_encoding(encoding: str) -> None:
    raw = parse_article("a.txt", f"青禾智能的一年\n\n{BODY}\n{BODY}".encode(encoding))
    assert raw.title == "青禾智能的一年"
    assert raw.body == f"{BODY}\n{BODY}"


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "gbk"])
def test_a_traditional_article_reads_the_same_in_every_encoding(encoding: str) -> None:
    body = "青禾智慧在山城開發品質檢驗模型，員工六十人，客戶都是工廠，去年營業收入超過兩億元。"
    raw = parse_article("a.txt", f"青禾智慧的一年\n\n{body}".encode(encoding))
    assert raw.body == body


def test_a_western_article_with_a_few_accents_is_read_as_windows_1252() -> None:
    raw = parse_article("a.txt", f"Harbour’s year\n\nRenée says: {ENGLISH}".encode("cp1252"))
    assert raw.title == "Harbour’s year"
    assert raw.body.startswith("Renée says")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\ufeff".encode(), "empty|no words"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary|encoding"),
        (b"PK\x03\x04" + bytes(range(256)) * 9, "binary|encoding"),
        (("text\x01\x02\x03" * 50).encode(), "binary"),
        ("字\ufffd".encode() * 80, "binary"),
        ("——……！！".encode(), "no words"),
        ("标题：只有题目\n作者：林晚\n".encode(), "no text"),
    ],
    ids=["nothing", "blank", "mark-only", "png", "zip", "controls", "broken", "signs-only", "header-only"],
)
def test_what_is_no_article_is_refused_in_one_line_with_its_name(content: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=rf"^broken\.txt: .*(?:{reason})") as error:
        parse_article("broken.txt", content)
    assert "\n" not in str(error.value)


def test_a_file_that_is_gone_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^gone\.txt: "):
        read_article(tmp_path / "gone.txt")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ArticleError, match=r"^large\.txt: 20 MB, more than the 20 MB"):
        read_article(path)


def test_old_line_ends_are_lines() -> None:
    raw = parse_article("a.txt", f"青禾智能的一年\r\n\r\n{BODY}\r{BODY}\u2028{BODY}".encode())
    assert raw.body == f"{BODY}\n{BODY}\n{BODY}"


HEADERS = [
    (
        "labels-one-a-line",
        "# 青禾智能的一年\n\n文章作者: 林晚\n发布时间: 2031-04-05 12:56\n发布地: 山城\n原文链接: https://beichuang.example/1\n",
        (None, "林晚", day(2031, 4, 5), "https://beichuang.example/1"),
    ),
    (
        "labels-with-bars",
        "青禾智能的一年\n作者：林晚 | 来源：北窗快讯 | 2031年4月5日\n",
        ("北窗快讯", "林晚", day(2031, 4, 5), None),
    ),
    (
        "portal",
        "您所在的位置:首页 >观点 >\n青禾智能的一年\n\n时间:2031-04-05 18:26:29    来源:北窗网\n",
        ("北窗网", None, day(2031, 4, 5), None),
    ),
    (
        "date-then-labels",
        "北窗首页 > 资讯 > 正文\n青禾智能的一年\n2031年04月05日 10:20  来源：北窗网  作者：林晚\n",
        ("北窗网", "林晚", day(2031, 4, 5), None),
    ),
    (
        "manuscript",
        "青禾智能的一年\n\n稿源：北窗快讯\n时间：2031-04-05 07:58\n撰稿：林晚\n",
        ("北窗快讯", "林晚", day(2031, 4, 5), None),
    ),
    ("upright-bars", "青禾智能的一年\n文｜林晚\n编辑｜周南\n来源｜北窗（ID：bc）\n", ("北窗", "林晚", None, None)),
    (
        "account",
        "青禾智能的一年\n\n本文来自微信公众号“北窗”（ID：bc），作者：林晚，编辑：周南，题图来自：视觉中心\n",
        ("北窗", "林晚", None, None),
    ),
    ("original", "青禾智能的一年\n原创 林晚 北窗 2031-04-05 10:20 山城\n", ("北窗", "林晚", day(2031, 4, 5), None)),
    ("dots", "青禾智能的一年\n林晚 · 北窗周刊 · 2031-04-05\n", ("北窗周刊", "林晚", day(2031, 4, 5), None)),
    ("outlet-and-date", "青禾智能的一年\n北窗快讯 2031-04-05 10:20\n", ("北窗快讯", None, day(2031, 4, 5), None)),
    ("date-only", "青禾智能的一年\n二〇三一年四月五日\n", (None, None, day(2031, 4, 5), None)),
    ("date-in-words", "青禾智能的一年\n发布于 2031-04-05 10:20\n", (None, None, day(2031, 4, 5), None)),
    (
        "front-matter",
        '---\ntitle: "青禾智能的一年"\nauthor: 林晚\ndate: 2031-04-05\nsource: https://beichuang.example/1\ntags: [a, b]\n---\n\n'
        "# 青禾智能的一年\n",
        (None, "林晚", day(2031, 4, 5), "https://beichuang.example/1"),
    ),
    (
        "front-matter-outlet",
        "---\ntitle: 青禾智能的一年\nauthors: [林晚, 周南]\ndate: 2031-04-05T10:20:00+08:00\nsource: 北窗快讯\n---\n",
        ("北窗快讯", "林晚、周南", day(2031, 4, 5), None),
    ),
    (
        "front-matter-broken",
        "---\ntitle: 青禾智能的一年\nauthor: 林晚: 编\n\tdate: x\noutlet: 北窗\n---\n",
        ("北窗", "林晚: 编", None, None),
    ),
    (
        "clipping",
        "青禾智能的一年\n======\n\n[bc.example](https://bc.example/1)林晚 北窗\n\n![图](https://i.example/1.jpg)\n",
        ("北窗", "林晚", None, "https://bc.example/1"),
    ),
    ("linked-title", "# [青禾智能的一年](https://bc.example/1)\n", (None, None, None, "https://bc.example/1")),
    ("bare-address", "青禾智能的一年\nhttps://bc.example/1\n", (None, None, None, "https://bc.example/1")),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in HEADERS], ids=[row[0] for row in HEADERS])
def test_a_header_is_taken_apart(text: str, expected: tuple[object, ...]) -> None:
    raw = parse_article("a.md", f"{text}\n{BODY}\n".encode())
    assert raw.title == "青禾智能的一年"
    assert (raw.outlet, raw.author, raw.published, raw.url) == expected
    assert raw.body.strip() == BODY


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ada Winters | Ledger & Lane | 5 April 2031", ("Ledger & Lane", "Ada Winters", day(2031, 4, 5))),
        ("Ada Winters | North Window Post | April 5, 2031", ("North Window Post", "Ada Winters", day(2031, 4, 5))),
        (
            "Published: April 5, 2031 | Author: Ada Winters | Source: North Window",
            ("North Window", "Ada Winters", day(2031, 4, 5)),
        ),
        ("By Ada Winters", (None, "Ada Winters", None)),
        ("Apr 5th, 2031", (None, None, day(2031, 4, 5))),
    ],
)
def test_an_english_by_line_is_taken_apart(line: str, expected: tuple[object, ...]) -> None:
    raw = parse_article("a.txt", f"Harbour’s year\n\n{line}\n\n{ENGLISH}".encode())
    assert (raw.title, raw.outlet, raw.author, raw.published) == ("Harbour’s year", *expected)
    assert raw.body == ENGLISH


@pytest.mark.parametrize(
    "line",
    [
        "青禾智能在2031年4月5日发布了新模型",
        "2031年4月5日青禾智能发布新模型",
        "时间：下午三点",
        "作者：这是一句完整的话，后面还有。然后又一句。",
        "By the time the round closed, sixty people worked there.",
        "青禾：我们不着急",
    ],
)
def test_an_ordinary_line_is_no_header(line: str) -> None:
    assert parse_header_line(line) is None


def test_without_a_title_the_file_lends_its_name() -> None:
    raw = parse_article("qinghe_2031.txt", f"{BODY * 6}\n\n{BODY}".encode())
    assert raw.title == "qinghe 2031"
    assert raw.body.startswith(BODY)


def test_a_forum_page_is_a_copy_and_the_content_dates_the_article() -> None:
    page = (
        "山城閒聊論壇\n\n標題: 青禾的一年 [打印本頁]\n\n作者: admin    時間: 2031-10-15 16:57\n標題: 青禾的一年\n"
        "2030年12月，青禾開始融資。\n\n2031年春天很長。2月中旬，融資完成。公司預計2031年9月上市。\n\n"
        "歡迎光臨 山城閒聊論壇 (https://bbs.example/) Powered by Discuz! X3.3"
    )
    raw = parse_article("a.txt", page.encode())
    assert (raw.title, raw.author, raw.outlet) == ("青禾的一年", None, None)
    assert raw.reprinted == day(2031, 10, 15)
    assert raw.published == Period(date(2031, 2, 1), date(2031, 2, 28), Precision.MONTH)


def test_a_reprint_keeps_both_dates_where_both_are_given() -> None:
    raw = parse_article("a.txt", f"青禾的一年\n发布时间：2031-04-05\n转载时间：2031年6月1日\n\n{BODY}".encode())
    assert (raw.published, raw.reprinted) == (day(2031, 4, 5), day(2031, 6, 1))


def test_the_moment_a_page_was_shared_dates_the_copy_only() -> None:
    url = "https://mp.weixin.qq.com/s?mid=1&sharer_sharetime=1932480000000"
    raw = parse_article("a.txt", f"青禾的一年\n{url}\n\n{BODY}".encode())
    assert (raw.published, raw.reprinted) == (None, day(2031, 3, 29))


def test_on_a_site_of_accounts_the_author_is_the_outlet() -> None:
    raw = parse_article("a.txt", f"青禾的一年\n作者：北窗\n链接：https://mp.weixin.qq.com/s?mid=1\n\n{BODY}".encode())
    assert raw.outlet == "北窗"


def test_only_web_addresses_are_kept() -> None:
    raw = parse_article("a.md", f"---\ntitle: 青禾的一年\nurl: javascript:alert(1)\n---\n{BODY}".encode())
    assert raw.url is None


PAGE = """<!doctype html><html lang="zh"><head><title>青禾智能的一年 - 北窗</title>
<meta property="og:title" content="青禾智能的一年"><meta property="og:site_name" content="北窗快讯">
<meta property="article:published_time" content="2021-04-05T08:00:00+08:00"><meta name="author" content="林晚">
<link rel="canonical" href="https://beichuang.example/1"></head>
<body><nav><a href="/">首页</a><a href="/n">资讯</a></nav>
<article><h1>青禾智能的一年</h1><p>{body}{body}</p><h2>生意</h2><p>{body}</p>
<table><tr><th>项目</th><th>数目</th></tr><tr><td>员工</td><td>60人</td></tr></table></article>
<footer>版权所有 联系我们</footer></body></html>"""


def test_a_page_is_read_for_its_article() -> None:
    raw = parse_article("a.html", PAGE.format(body=BODY).encode())
    assert (raw.title, raw.outlet, raw.author) == ("青禾智能的一年", "北窗快讯", "林晚")
    assert (raw.published, raw.url) == (day(2021, 4, 5), "https://beichuang.example/1")
    assert "## 生意" in raw.body
    assert "60人" in raw.body
    assert "联系我们" not in raw.body


def test_every_field_s_example_is_won_by_its_field() -> None:
    for name, rule in header_rules().fields.items():
        header = parse_labels(rule.example)
        assert header is not None, rule.example
        said = [field.name for field in fields(Header) if getattr(header, field.name)]
        assert said == ([] if name == "other" else [name])


def test_every_mark_and_date_form_hits_its_example() -> None:
    rules = header_rules()
    for group in (rules.marks, rules.dates, rules.scripts):
        for name in type(group).model_fields:
            rule = getattr(group, name)
            if isinstance(rule, Expression):
                assert rule.search(fold_characters(rule.example)), name
    assert set(Marks.model_fields) > {"forum", "future"}
    assert rules.share_times.keys[0] in rules.share_times.example
    assert rules.account_hosts.example in rules.account_hosts.hosts


@pytest.mark.skipif(not ARTICLES, reason="the shared articles are not there")
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:12])
def test_a_real_article_has_a_title_and_a_body_and_no_invented_date(path: Path) -> None:
    raw = read_article(path)
    assert 5 < len(raw.title) < 80
    assert len(raw.body) > 300
    assert raw.published is None or date(2023, 1, 1) <= raw.published.start <= date(2026, 12, 31)
    assert raw.url is None or raw.url.startswith(("http://", "https://"))

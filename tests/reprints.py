"""An invented article, posted again in every way that reprints are, and articles that only look like it."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import opencc

ORIGINAL = "original.md"
ARTICLES: Mapping[str, str] = {
    path.name: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).with_name("reprints").iterdir())
}
"""File name -> text: the original, a spun reprint, another report of the event, two issues of one digest."""
HEADER = "出海日报\n\n转发：{title}\n\n时间：{date}\n来源：网络\n\n"
JUNK = "\n\n扫码关注出海日报公众号\n\n相关阅读：今夏最值得去的十个海岛\n\n责任编辑：小满"
NEIGHBOUR = (
    "同日，另一家名为芦汀物流的公司发布了年度报告，称全年运送包裹四百万件，同比略有下降，公司把原因归结为雨季偏长。"
    "报告还提到，芦汀物流将在秋天更换一批电动货车，并把三处仓库合并为一处，届时会有部分岗位调整。"
    "一名货车司机说，他更关心的是充电桩够不够用，因为去年冬天排队充电常常要等上两个小时。"
)


def body_of(text: str) -> str:
    """The article without its front matter and heading."""
    return text.split("\n\n", 2)[2]


def _post(title: str, body: str, date: str = "2025-08-30") -> str:
    return f"{HEADER.format(title=title, date=date)}{body}{JUNK}"


def _wrap(body: str) -> str:
    return re.sub("(.{30})(?=.)", r"\1\n", body)


def _cut(body: str) -> str:
    paragraphs = body.split("\n\n")
    return "\n\n".join(paragraphs[: len(paragraphs) // 2])


REPRINTS: Mapping[str, Callable[[str], str]] = {
    "header": lambda text: _post("槿川科技完成B轮融资", body_of(text)),
    "title": lambda text: _post("槿川科技凭什么值16亿元", body_of(text)),
    "traditional": lambda text: _post("槿川科技", opencc.OpenCC("s2t").convert(body_of(text))),
    "wrapped": lambda text: _post("槿川科技", _wrap(body_of(text))),
    "cut": lambda text: _post("槿川科技", _cut(body_of(text))),
    "page": lambda text: _post("一周见闻", f"{NEIGHBOUR}\n\n{body_of(text)}"),
}
"""How it was posted -> the file that came of it, given the original's."""

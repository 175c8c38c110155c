"""The caption of a picture as Telegram HTML: title, what was left out, the numbered sources with their words. Pure."""

from bot.charts.chart import Chart, Cited
from bot.markup import cut, escape, link, to_plain, to_text_fragment, utf16_length
from bot.periods import render_period
from bot.replies import reply

CAPTION_LIMIT = 1024
"""UTF-16 units of a caption, counted after its markup is taken off (Bot API, sendPhoto)."""
STEPS = ((60, 160), (40, 110), (30, 70), (24, 40), (16, 0))
"""(units of a title, characters of a snippet), the first that fits; the last does with all that a picture cites."""
NAMED, OUTLET = 60, 16


def render_caption(chart: Chart) -> str:
    """The caption, at most CAPTION_LIMIT units of visible text, addresses of links not counted."""
    head = [f"<b>{escape(cut(chart.title, NAMED))}</b>"]
    if any(not bar.is_firm for bar in chart.bars):
        head.append(escape(reply("charts.unsure", chart.language)))
    if chart.left_out:
        values = reply("charts.and", chart.language).join(chart.left_out)
        head.append(escape(cut(reply("charts.left_out", chart.language, values=values), 2 * NAMED)))
    for title, snippet in STEPS:
        lines = (_source(cited, number, chart, title, snippet) for number, cited in enumerate(chart.cited, 1))
        html = "\n".join((*head, *lines))
        if visible_length(html) <= CAPTION_LIMIT:
            break
    return html


def visible_length(html: str) -> int:
    """Units as Telegram counts them, and a few more for the bars that plain text has before quotations."""
    return utf16_length(to_plain(_without_addresses(html)))


def _without_addresses(html: str) -> str:
    return html.replace('<a href="', '<a title="')


def _source(cited: Cited, number: int, chart: Chart, title: int, snippet: int) -> str:
    """A line: number, linked title, outlet, date; below it the words that say the amount."""
    citation = cited.citation
    url = citation.url and to_text_fragment(citation.url, citation.snippet)
    parts = [f"[{number}] {link(cut(citation.title or citation.article, title), url)}"]
    if citation.outlet and snippet:
        parts.append(escape(cut(citation.outlet, OUTLET)))
    parts.append(escape(render_period(citation.published) or reply("render.undated", chart.language), clickable=True))
    line = " · ".join(parts)
    if not snippet:
        return line
    return f"{line}\n<blockquote expandable>{escape(around(citation.snippet, cited.words, snippet))}</blockquote>"


def around(snippet: str, words: str, size: int) -> str:
    """The part of snippet around words, some size characters long; … where something is left off.

    >>> around("云帆科技说，本轮之后公司估值达到30亿元，创下纪录。", "30亿元", 12)
    '…司估值达到30亿元，创下…'
    """
    if len(snippet) <= size:
        return snippet
    at = max(snippet.find(words), 0)
    end = min(len(snippet), at + max(len(words), size // 2) + 1)
    start = max(0, min(at, end - size))
    end = min(len(snippet), max(end, start + size))
    return f"{'…' if start else ''}{snippet[start:end]}{'…' if end < len(snippet) else ''}"

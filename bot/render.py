"""Answer to reply: Telegram HTML that fits into one message, or plain text. Adds no words but those of replies.yaml."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.markup import LIMIT, cut, escape, link, to_plain, to_text_fragment, utf16_length
from bot.periods import render_period
from bot.replies import reply, template
from bot.types import Answer, Citation, Language

SHOWN = 3
"""Citations in one message; the next ones are a button away."""
LEAD_LIMIT = 2000
SNIPPET_LIMIT = 1200
TITLE_LIMIT = 200
"""UTF-16 units: a lead, a citation and their trimmings always fit into one message together."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a reply that is shown whole or not at all."""

    html: str
    rank: int
    """Lowest goes first when room is short."""
    gap: str = "\n"
    """What stands between it and the block before."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as one message, with some of its citations."""

    html: str
    """Empty where there is nothing to say."""
    next: int | None
    """Index of the first citation of the next page; None: all have been shown."""


def render_page(answer: Answer, first: int = 0, shown: int = SHOWN) -> Page:
    """answer as Telegram HTML for one message: lead, notes, numbered citations from the one at `first` on, suggestions.

    At most `shown` citations are shown, a line counts those after them. Where not all fits, suggestions are left out
    first, then the last citations, then notes.
    """
    blocks = _fit(tuple(_blocks(answer, answer.citations[first : first + shown], first + 1)), answer)
    following = first + sum(block.rank in (FIRST_CITATION, CITATION) for block in blocks)
    left = len(answer.citations) - following
    if left:
        blocks += (Block(escape(reply("render.more_citations", answer.language, count=str(left))), CITATION),)
    return Page(_join(blocks), following if left else None)


def render_html(answer: Answer) -> str:
    """The first page of an answer; empty where there is nothing to say."""
    return render_page(answer).html


def render_plain(answer: Answer) -> str:
    """answer as plain text, everything shown; for a terminal."""
    return to_plain(_join(tuple(_blocks(answer, answer.citations, 1))))


def render_reply(key: str, language: Language, **values: str) -> str:
    """One of our own texts as HTML: its /commands work, the values filled in are data."""
    html = escape(template(key, language), clickable=True)
    return html.format(**{name: escape(value) for name, value in values.items()})


def _join(blocks: tuple[Block, ...]) -> str:
    return "".join(block.gap + block.html for block in blocks).strip()


def _fit(blocks: tuple[Block, ...], answer: Answer) -> tuple[Block, ...]:
    room = LIMIT - utf16_length(reply("render.more_citations", answer.language, count="00")) - 2
    if sum(utf16_length(block.gap + block.html) for block in blocks) <= room:
        return blocks  # as mostly: what is seen is shorter still, and to read the markup takes longer than all the rest
    chosen: set[int] = set()
    for index, block in sorted(enumerate(blocks), key=lambda pair: pair[1].rank):
        room -= utf16_length(to_plain(block.gap + block.html))
        if room < 0:
            break
        chosen.add(index)
    return tuple(block for index, block in enumerate(blocks) if index in chosen)


LEAD, FIRST_CITATION, NOTE, CITATION, SUGGESTION = range(5)
"""Ranks of blocks."""


def _blocks(answer: Answer, citations: Sequence[Citation], number: int) -> Iterator[Block]:
    """number: that of the first of these citations."""
    if answer.lead:
        yield Block(escape(cut(answer.lead, LEAD_LIMIT)), LEAD)
    for note in answer.notes:
        yield Block(escape(cut(note, LEAD_LIMIT // 2)), NOTE)
    for index, citation in enumerate(citations):
        html = render_citation(citation, number + index, answer.language)
        yield Block(html, CITATION if index else FIRST_CITATION, "\n" if index else "\n\n")
    if answer.suggestions:
        lines = (
            reply("render.suggestions", answer.language),
            *(f"· {cut(q, TITLE_LIMIT)}" for q in answer.suggestions),
        )
        yield Block("\n".join(escape(line) for line in lines), SUGGESTION, "\n\n")


def render_citation(citation: Citation, number: int, language: Language) -> str:
    """A citation as Telegram HTML: number, linked title, outlet, dates; below them the snippet as a quotation."""
    url = citation.url and to_text_fragment(citation.url, citation.snippet)
    parts = [f"[{number}] {link(cut(citation.title or citation.article, TITLE_LIMIT), url)}"]
    if citation.outlet:
        parts.append(escape(cut(citation.outlet, TITLE_LIMIT)))
    parts.append(escape(render_period(citation.published) or reply("render.undated", language), clickable=True))
    if citation.reprinted:
        parts.append(escape(reply("render.reprinted", language, date=render_period(citation.reprinted))))
    shown = cut(citation.snippet, SNIPPET_LIMIT)
    return f"{' · '.join(parts)}\n<blockquote expandable>{escape(shown)}</blockquote>"

"""Answer to reply: Telegram HTML that fits into one message, or plain text. Adds no words but those of replies.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.markup import LIMIT, cut, escape, link, to_plain, to_text_fragment, utf16_length
from bot.replies import reply, template
from bot.types import Answer, Citation, Language
from knowledge.types import Period, Precision

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


def render_html(answer: Answer) -> str:
    """answer as Telegram HTML for one message: lead, notes, numbered citations, suggestions.

    Where not all fits, suggestions are left out first, then the last citations (a line counts them), then notes.
    Empty where there is nothing to say.
    """
    return _join(_fit(tuple(_blocks(answer)), answer))


def render_plain(answer: Answer) -> str:
    """answer as plain text, everything shown; for a terminal."""
    return to_plain(_join(tuple(_blocks(answer))))


def render_reply(key: str, language: Language, **values: str) -> str:
    """One of our own texts as HTML: its /commands work, the values filled in are data."""
    html = escape(template(key, language), clickable=True)
    return html.format(**{name: escape(value) for name, value in values.items()})


def _join(blocks: tuple[Block, ...]) -> str:
    return "".join(block.gap + block.html for block in blocks).strip()


def _fit(blocks: tuple[Block, ...], answer: Answer) -> tuple[Block, ...]:
    room = LIMIT - utf16_length(reply("render.more_citations", answer.language, count="00")) - 2
    chosen: set[int] = set()
    for index, block in sorted(enumerate(blocks), key=lambda pair: pair[1].rank):
        room -= utf16_length(to_plain(block.gap + block.html))
        if room < 0:
            break
        chosen.add(index)
    kept = [block for index, block in enumerate(blocks) if index in chosen]
    dropped = sum(block.rank == CITATION for block in blocks) - sum(block.rank == CITATION for block in kept)
    if dropped:
        kept.append(Block(escape(reply("render.more_citations", answer.language, count=str(dropped))), CITATION))
    return tuple(kept)


LEAD, FIRST_CITATION, NOTE, CITATION, SUGGESTION = range(5)
"""Ranks of blocks."""


def _blocks(answer: Answer) -> Iterator[Block]:
    if answer.lead:
        yield Block(escape(cut(answer.lead, LEAD_LIMIT)), LEAD)
    for note in answer.notes:
        yield Block(escape(cut(note, LEAD_LIMIT // 2)), NOTE)
    for number, citation in enumerate(answer.citations, 1):
        first = number == 1
        html = render_citation(citation, number, answer.language)
        yield Block(html, FIRST_CITATION if first else CITATION, "\n\n" if first else "\n")
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


def render_period(period: Period | None) -> str:
    """A period as 2024, 2024 Q1, 2024-02 or 2024-02-18, after its precision; "" for None."""
    if period is None:
        return ""
    start = period.start
    match period.precision:
        case Precision.YEAR:
            return f"{start.year}"
        case Precision.QUARTER:
            return f"{start.year} Q{(start.month + 2) // 3}"
        case Precision.MONTH:
            return f"{start:%Y-%m}"
        case Precision.DAY:
            return f"{start:%Y-%m-%d}"

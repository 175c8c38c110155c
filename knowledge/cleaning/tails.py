"""What a site puts under or between the words of an article told from them: lines in, the article's own lines out.

Titles of other articles that it links to stay, as headlines: statements apart from the body.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from urllib.parse import urlsplit

from knowledge.cleaning.lines import Line
from knowledge.cleaning.noise import find_noise, noise_rules
from knowledge.reading.header_lines import parse_url
from knowledge.text import fold_characters
from knowledge.types import PassageKind

_TITLES = range(5, 81)
"""Characters of a title under a label."""
_HEADLINES = range(8, 81)
"""Characters of a headline; shorter is a button."""
_PARAGRAPHS = 2
"""Paragraphs of prose above from which on a label of comments is no button on top of the page."""
_ALIKE = 0.5
"""Least share of a title's pairs of characters in the line below that makes it an excerpt of another article."""
_CUTS = frozenset(("tails", "related", "endings", "comments"))


def cut_tails(lines: Sequence[Line], url: str | None) -> Sequence[Line]:
    """The lines without noise, and without what follows a tail or a paywall.

    Links stay (see `find_headlines`), and titles right below a label as 往期推荐 are headlines.
    """
    noise = [find_noise(line.words) for line in lines]
    is_own = _find_prose(lines, noise)
    last_prose = max((at for at in range(len(lines)) if is_own[at]), default=-1)
    total = sum(len(line.words) for line in lines)
    prose = sum(len(line.words) for line, own in zip(lines, is_own, strict=True) if own)
    kept: list[Line] = []
    before = prose_before = paragraphs = 0
    is_cut, titles = False, set[int]()
    for at, line in enumerate(lines):
        before += len(line.words)
        prose_before += len(line.words) * is_own[at]
        paragraphs += is_own[at]
        section = noise[at]
        if section in _CUTS:
            # Without any prose (a list, notes) a label on top is no tail.
            is_below = at > last_prose and (prose > 0 or 2 * before > total)
            is_late = 2 * (before if section == "comments" else prose_before) > (
                total if section == "comments" else prose
            )
            is_cut = is_cut or is_below or _ends_article(section, paragraphs, is_late=is_late)
            titles.update(_find_titles(lines, noise, at, url) if section == "related" else ())
        elif section == "paywalls":
            is_cut = is_cut or 2 * before > total
        elif section is None and at in titles:
            kept.append(replace(line, kind=PassageKind.HEADLINE))
        elif section is None and (line.link or not is_cut):
            kept.append(_to_headline(line))
    return kept


def _ends_article(section: str | None, paragraphs: int, *, is_late: bool) -> bool:
    """Whether nothing under a label is the article's though prose follows: comments; lists of the site near the end."""
    if section == "comments":
        return paragraphs >= _PARAGRAPHS or is_late
    return section == "endings" and is_late


def _find_prose(lines: Sequence[Line], noise: Sequence[str | None]) -> list[bool]:
    """Of each line whether it is prose of the article; under a tail an excerpt of another one is not."""
    found, is_below, title = [], False, ""
    for line, section in zip(lines, noise, strict=True):
        is_below = is_below or section in _CUTS
        is_excerpt = is_below and line.is_prose and _is_alike(title, line.words)
        found.append(line.is_prose and not section and not is_excerpt)
        title = line.words if _is_headline(line.words) else ""
    return found


def _is_headline(words: str) -> bool:
    return len(words) in _TITLES and not words.endswith(("。", "！", "!", "；", "：", ":", "，", ","))


def _is_alike(title: str, words: str) -> bool:
    """Whether words say again what a title says."""
    name, below = fold_characters(title), fold_characters(words[:400])
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return bool(pairs) and sum(pair in below for pair in pairs) >= _ALIKE * len(pairs)


def _find_titles(lines: Sequence[Line], noise: Sequence[str | None], label: int, url: str | None) -> frozenset[int]:
    """The lines right below a label that are titles of other articles; none where anything but titles is among them."""
    below = takewhile(lambda at: noise[at] is None and not lines[at].is_prose, range(label + 1, len(lines)))
    found = list(below)
    is_mixed = any(not _is_headline(lines[at].words) or lines[at].kind is PassageKind.TABLE for at in found)
    is_foreign = any(url and lines[at].link and not _is_of_site(lines[at].link, url) for at in found)
    is_excerpted = (
        found and found[-1] + 1 < len(lines) and _is_alike(lines[found[-1]].words, lines[found[-1] + 1].words)
    )
    return frozenset() if is_mixed or is_foreign or is_excerpted else frozenset(found)


def _to_headline(line: Line) -> Line:
    """line; where it is a label and the title of another article, that title as a headline."""
    found = noise_rules().related_inline.match(fold_characters(line.words)) if len(line.words) <= 120 else None
    if not found or not _is_headline(line.words[found.start(1) :]):
        return line
    return Line(line.text.edited(((0, found.start(1), ""),)), PassageKind.HEADLINE)


def find_headlines(lines: Sequence[Line], url: str | None) -> Iterator[Line]:
    """The lines, those that only link to the article's own site as headlines; other links under the prose left out."""
    last_prose = max((at for at, line in enumerate(lines) if line.is_prose and not line.link), default=-1)
    for at, line in enumerate(lines):
        if line.link is None or line.kind is PassageKind.HEADLINE:
            yield line
        elif url and _is_of_site(line.link, url) and len(line.words) >= _HEADLINES.start:
            yield replace(line, kind=PassageKind.HEADLINE)
        elif at < last_prose:
            yield line


def _is_of_site(link: str | None, url: str) -> bool:
    return link is not None and _host(link) == _host(url)


def _host(url: str) -> str | None:
    return urlsplit(url).hostname if parse_url(url) else None

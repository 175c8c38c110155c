"""An HTML page in, its header and its main text as Markdown out.

The extractor (trafilatura) tells the article from what stands around it; here is what scripts state of the page, and
tables.py is what the extractor would take for something else.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from knowledge.errors import ArticleError
from knowledge.reading.dates import CHINA, parse_date, to_period
from knowledge.reading.header_lines import Header, parse_header_line, parse_labels, parse_url, to_name, to_title
from knowledge.reading.header_rules import header_rules
from knowledge.reading.headers import parse_header
from knowledge.reading.tables import prepare_tree
from knowledge.text import fold_characters
from knowledge.types import Period

_LAST_DATE = "2100-12-31"
_HEAD = 2_000_000
"""Characters of a page among which scripts are looked at."""
_LONGEST_BYLINE = 100
_AUTHORS = ("author", "og:article:author", "article:author")


def parse_page(name: str, text: str) -> tuple[Header, str]:
    """The header and the main text of a page, as Markdown. What the page states in its head counts first.

    Raises ArticleError where there is no article in it.
    """
    # Imported here: trafilatura takes half a second to load, and most articles are plain text.
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    for key in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE", "MIN_OUTPUT_COMM_SIZE"):
        config.set("DEFAULT", key, "1")
    tree = trafilatura.load_html(text)
    if tree is None:
        raise ArticleError(f"{name}: no article found in the page")
    header = _parse_scripts(text[:_HEAD]).filled(_parse_head(text, tree))
    prepare_tree(tree)
    body = trafilatura.extract(
        tree,
        output_format="markdown",
        include_tables=True,
        include_formatting=True,
        include_comments=False,
        config=config,
    )
    if not body:
        raise ArticleError(f"{name}: no article found in the page")
    header, start = parse_header(body, header)
    return header.filled(_parse_bylines(tree)), body[start:]


def _parse_head(text: str, tree: Any) -> Header:
    """What the page's own head says. Only dates it states are taken: the extractor's guesses are switched off."""
    from trafilatura.metadata import extract_metadata

    dates = {"extensive_search": False, "original_date": True, "max_date": _LAST_DATE}
    found = extract_metadata(text, date_config=dates, extensive=False)
    if found is None:
        return Header()
    outlet = to_name(found.sitename or "")
    is_platform = outlet and header_rules().marks.platform.match(fold_characters(found.sitename or ""))
    return Header(
        title=to_title(found.title) if found.title else None,
        outlet=None if is_platform else outlet,
        author=_to_author(found.author or "") or _parse_author(tree),
        published=parse_date(found.date or ""),
        url=parse_url(found.url or ""),
    )


def _to_author(words: str) -> str | None:
    """The author as the extractor gives it, several parted by semicolons, without a label before the name."""
    said = parse_labels(words)
    return said.author if said else to_name(words.replace("; ", "、"))


def _parse_author(tree: Any) -> str | None:
    """The author in the page's head: the extractor drops names of one word, as Chinese ones are."""
    for key in _AUTHORS:
        for content in tree.xpath("//meta[@name=$key or @property=$key]/@content", key=key):
            if name := None if parse_url(content) else to_name(content):
                return name
    return None


def _parse_bylines(tree: Any) -> Header:
    """What the short lines between the headline and the first paragraph say; the extractor drops some of them."""
    header, is_below = Header(), False
    for part in tree.iter("h1", "div", "p", "address", "span", "time"):
        if part.tag == "h1":
            is_below = True
        elif is_below and part.tag == "time":
            header = header.filled(Header(published=parse_date(part.get("datetime") or "")))
        elif is_below and not part.xpath("./div|./p|./ul|./h1|./h2"):
            words = " ".join(part.text_content().split("\n")).strip()
            if len(words) > _LONGEST_BYLINE:
                break
            header = header.filled(parse_header_line(words) or Header())
    return replace(header, title=None, url=None)


def _parse_scripts(text: str) -> Header:
    """What the page's scripts state of it, as WeChat's do: its moment, its account, its title.

    A moment counts only where all that are stated fall on one day: others are those of the pages it links to.
    """
    rules = header_rules().scripts
    days = {_to_day(match[1]) for match in rules.published.finditer(text)}
    outlets = {to_name(match[1]) for match in rules.outlet.finditer(text)}
    return Header(published=days.pop() if len(days) == 1 else None, outlet=outlets.pop() if len(outlets) == 1 else None)


def _to_day(moment: str) -> Period | None:
    """The day, in China, of seconds or milliseconds since 1970, or of a date as written."""
    if not moment.isdigit() or len(moment) < 10:
        return parse_date(moment)
    day = datetime.fromtimestamp(int(moment[:10]), CHINA).date()
    return to_period(day.year, day.month, day.day)

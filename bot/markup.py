"""Telegram HTML out of plain text, and plain text back out of it. The only place that escapes; knows no answers.

Text of articles and of users is data: it may become neither markup nor link nor command.
"""

import re
from collections.abc import Iterable
from functools import partial
from html import escape as escape_html
from html.parser import HTMLParser
from itertools import accumulate, takewhile
from urllib.parse import quote, urlsplit

LIMIT = 4096
"""UTF-16 units of a message, counted after its markup is taken off (Bot API, sendMessage)."""

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What can reorder or hide words: controls, bidirectional marks, zero-width ones (not the joiners that emoji need),
and halves of surrogate pairs, which cannot be sent."""

_CLICKABLE = re.compile(
    r"(?i:(?:https?|ftp|tg|ton|tonsite|mailto|javascript|data):[^\s<>]{1,2048})"
    r"|[\w.+-]{0,64}@\w{1,64}(?:\.[\w-]{1,63}){0,4}"
    r"|(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{1,64})?"
    r"|[#\uff03]\w{1,256}|\$[A-Za-z]{1,8}\b"
    r"|[A-Za-z0-9-]{0,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,24}\b(?:[:/?][^\s<>]{0,2048})?"
    r"|\+?\d(?:[ ()-]{0,2}\d){8,24}"
)
"""What Telegram's apps turn into links, commands, tags and numbers to call by themselves (tdlib, MessageEntity.cpp:
find_mentions, find_bot_commands, find_hashtags, find_cashtags, find_urls, find_bank_card_numbers). Inside <code> they
do not, and the text stays as it is."""

_ADDRESS = re.compile(r"https?://[^\x00-\x20\"<>\\^`{|}\x7f]{1,2048}")
"""Without the characters that RFC 3986 allows nowhere."""

_escaped = partial(escape_html, quote=False)
"""Quotation marks mean something inside a tag alone."""

FRAGMENT_CHARACTERS = 12
"""How much of a snippet's beginning and end goes into a link's text fragment; enough to be unique on a page."""


def utf16_length(text: str) -> int:
    """Length of text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def without_hidden(text: str) -> str:
    """text without characters that reorder or hide words."""
    return _HIDDEN.sub("", text)


def escape(text: str, *, clickable: bool = False) -> str:
    """text as Telegram HTML that shows it as it is; clickable: /commands and @names in it work as such.

    >>> escape("a < b, see /help")
    'a &lt; b, see <code>/help</code>'
    """
    visible = without_hidden(text)
    if clickable:
        return _escaped(visible)
    parts: list[str] = []
    done = 0
    for match in _CLICKABLE.finditer(visible):
        parts += (_escaped(visible[done : match.start()]), "<code>", _escaped(match[0]), "</code>")
        done = match.end()
    return "".join((*parts, _escaped(visible[done:])))


def link(text: str, url: str | None) -> str:
    """text as a link to url; where url is None or not plain http or https, the escaped text alone."""
    if url is None or not is_web_address(url):
        return escape(text)
    return f'<a href="{escape_html(without_hidden(url))}">{escape(text, clickable=True)}</a>'


def is_web_address(url: str) -> bool:
    """Whether url is http or https, names a host and no user, and is written as an address has to be."""
    try:
        parts = urlsplit(url)
        return bool(_ADDRESS.fullmatch(url) and parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def to_text_fragment(url: str, snippet: str) -> str:
    """url leading to the snippet on its page, where its own fragment leaves room for that.

    Method: WICG scroll-to-text-fragment, `#:~:text=start,end`.
    >>> to_text_fragment("https://example.org/a", "Kimi")
    'https://example.org/a#:~:text=Kimi'
    """
    words = " ".join(without_hidden(snippet).split())
    if ":~:" in url or not words:
        return url
    parts = (words,) if len(words) <= 3 * FRAGMENT_CHARACTERS else (_beginning(words), _beginning(words[::-1])[::-1])
    text = ",".join(quote(part.strip(), safe="").replace("-", "%2D") for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def _beginning(words: str) -> str:
    """The first characters of words, never ending inside a Latin word: browsers match whole words."""
    end = FRAGMENT_CHARACTERS
    while end < 2 * FRAGMENT_CHARACTERS and words[end - 1 : end + 1].isascii() and words[end - 1 : end + 1].isalnum():
        end += 1
    return words[:end]


def cut(text: str, units: int) -> str:
    """text where it has at most that many UTF-16 units, else its beginning up to a line's or sentence's end, and …"""
    if utf16_length(text) <= units:
        return text
    ends = accumulate(2 if char > "\uffff" else 1 for char in text)
    kept = text[: sum(1 for _ in takewhile(lambda end: end < units, ends))]
    border = max(kept.rfind(mark) for mark in "\n。！？.!?")
    return (kept[: border + 1] if border > len(kept) // 2 else kept).rstrip() + "…"


class _Reader(HTMLParser):
    """Collects the text of Telegram HTML: links followed by their address, quotations with a bar before each line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._address: str | None = None
        self._quotation: int | None = None

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs).get("href")
        elif tag == "blockquote":
            self._quotation = len(self.parts)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address:
            self.parts.append(f" <{self._address.partition('#:~:')[0].partition(':~:')[0]}>")
            self._address = None
        elif tag == "blockquote" and self._quotation is not None:
            quoted = "".join(self.parts[self._quotation :])
            self.parts[self._quotation :] = ["\n".join(f"  │ {line}" for line in quoted.split("\n"))]
            self._quotation = None

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def to_plain(html: str) -> str:
    """The text of Telegram HTML of our own making, for a terminal or a second try without markup."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)

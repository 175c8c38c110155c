"""HTML as tdlib reads it: what becomes of it, and in which words it is refused."""

import pytest

from bot.local_telegram.calls import ApiError
from bot.local_telegram.html import parse_html
from bot.local_telegram.texts import find_entities

READ = [
    ("a &lt; b &amp; c &quot;&#65;&#x1F600;", 'a < b & c "A😀', []),
    ("a & b > c &nbsp; &copy", "a & b > c &nbsp; &copy", []),
    ("&#0; &#xFFFFFFF;", "&#0; &#xFFFFFFF;", []),
    ("<b>x</b>", "x", [("bold", 0, 1)]),
    ("😀<I>é</I>", "😀é", [("italic", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<b></b>x", "x", []),
    ("<b>x</>", "x", [("bold", 0, 1)]),
    ("<b>x</b  >", "x", [("bold", 0, 1)]),
    ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ('<blockquote expandable="">x</blockquote>', "x", [("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    ('<a href="https://example.org/?a=1&amp;b">x</a>', "x", [("text_link", 0, 1)]),
    ("<a>https://example.org</a>", "https://example.org", [("text_link", 0, 19)]),
    ('<a href="javascript:alert(1)">x</a>', "x", []),
    ("<a>nowhere</a>", "nowhere", []),
]


@pytest.mark.parametrize(("html", "text", "entities"), READ, ids=[html for html, _, _ in READ])
def test_html_is_read(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse_html(html)
    assert read == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_a_link_keeps_its_address_and_code_its_language() -> None:
    assert parse_html('<a href="https://example.org/?a=1&amp;b">x</a>')[1][0]["url"] == "https://example.org/?a=1&b"
    assert parse_html('<pre><code class="language-py">x</code></pre>')[1][0]["language"] == "py"


REFUSED = {
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "é<b>x</i>": 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "a < b": 'Unsupported start tag "" at byte offset 2',
    "<br>": 'Unsupported start tag "br" at byte offset 0',
    "<b": "Unclosed start tag at byte offset 0",
    "<b ": 'Unclosed start tag "b" at byte offset 0',
    "<b>x</b": "Unclosed end tag at byte offset 4",
    "<b x>y</b>": 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0',
    "<b =x>y</b>": 'Empty attribute name in the tag "b" at byte offset 0',
    "<a href=x/y>z</a>": "Unexpected end of name token at byte offset 8",
    '<a href="x>z</a>': "Unclosed start tag at byte offset 0",
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "&#xD800;": "Text contains invalid Unicode characters after decoding HTML entities",
}


@pytest.mark.parametrize("html", REFUSED)
def test_bad_html_is_refused_in_the_real_servers_words(html: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(html)
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {REFUSED[html]}")


FOUND = [
    ("见 https://example.org/a?b。好", [("url", 2, 23)]),
    ("@bo_bi /ask@bo_bi 1/2 x@y.org", [("mention", 0, 6), ("bot_command", 7, 10), ("email", 22, 7)]),
    ("#融资 $ABC example.com", [("hashtag", 0, 3), ("cashtag", 4, 4), ("url", 9, 11)]),
    ("a@b /x/y", []),
]


@pytest.mark.parametrize(("text", "entities"), FOUND, ids=[text for text, _ in FOUND])
def test_links_mentions_and_commands_are_found(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in find_entities(text, [])] == entities


def test_nothing_is_found_in_code_and_nothing_stands_in_it() -> None:
    text, entities = parse_html("<code>/ask <b>@bo_bi</b></code>")
    assert [entity["type"] for entity in find_entities(text, entities)] == ["code"]

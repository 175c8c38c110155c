"""Telegram's reading of HTML, as strict as tdlib's (MessageEntity.cpp, parse_html); written apart from the bot's."""

import re
from dataclasses import dataclass
from html import unescape

TAGS = {"a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "code", "pre", "blockquote"}
CLOSED_TO_OTHERS = {"code", "pre"}
"""No entity may begin inside these."""
_TAG = re.compile(r'<(/?)([a-z-]+)((?: [a-z-]+(?:="[^"<>]*")?)*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"<>]*)")?')
_CLICKABLE = re.compile(
    r"(?<![A-Za-z0-9_])@[A-Za-z0-9_]{2,32}|(?<![\w/<>@])/[A-Za-z0-9_]{1,64}|#\w+|https?://\S+|\b[\w-]+\.(?:com|org|ai|io|me)\b"
)


class RefusedError(Exception):
    """What Telegram says to bad markup."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Markup as it arrives; start and end are indexes into the visible text."""

    tag: str
    start: int
    end: int
    href: str | None = None


def read_html(html: str) -> tuple[str, tuple[Entity, ...]]:
    """The visible text and its markup. Raises RefusedError."""
    text, done = "", 0
    entities: list[Entity] = []
    opened: list[tuple[str, int, str | None]] = []
    while (start := html.find("<", done)) >= 0:
        text += _unescaped(html[done:start])
        tag = _TAG.match(html, start)
        if tag is None:
            raise RefusedError(f"can't parse entities: Unsupported start tag at byte offset {start}")
        if tag[1]:
            if not opened or opened[-1][0] != tag[2]:
                raise RefusedError(f"can't parse entities: Unmatched end tag at byte offset {start}")
            name, begin, href = opened.pop()
            entities.append(Entity(name, begin, len(text), href))
        else:
            opened.append((tag[2], len(text), _attributes(tag[2], tag[3]).get("href")))
            _check_nesting([name for name, _, _ in opened])
        done = tag.end()
    text += _unescaped(html[done:])
    if opened:
        raise RefusedError(f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1][0]}\"")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise RefusedError("text must be encoded in UTF-8")
    return text, tuple(entities)


def find_clickable(html: str) -> tuple[str, ...]:
    """What an app would make clickable by itself: outside links, code and pre."""
    text, entities = read_html(html)
    quiet = [entity for entity in entities if entity.tag in ("a", "code", "pre")]
    return tuple(
        match[0]
        for match in _CLICKABLE.finditer(text)
        if not any(entity.start < match.end() and match.start() < entity.end for entity in quiet)
    )


def utf16_units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _attributes(tag: str, written: str) -> dict[str, str]:
    allowed = {"a": {"href"}, "blockquote": {"expandable"}, "code": {"class"}}.get(tag, set())
    if tag not in TAGS:
        raise RefusedError(f'can\'t parse entities: Unsupported start tag "{tag}"')
    attributes = {match[1]: unescape(match[2] or "") for match in _ATTRIBUTE.finditer(written)}
    if set(attributes) - allowed:
        raise RefusedError(f"can't parse entities: attributes {sorted(attributes)} of {tag}")
    return attributes


def _check_nesting(opened: list[str]) -> None:
    if opened.count("blockquote") > 1:
        raise RefusedError("can't parse entities: nested blockquote")
    if any(tag in CLOSED_TO_OTHERS for tag in opened[:-1]):
        raise RefusedError(f"can't parse entities: {opened[-1]} inside {opened[-2]}")


def _unescaped(text: str) -> str:
    if ">" in text or re.search(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)", text):
        raise RefusedError("can't parse entities: unescaped character")
    return unescape(text)

"""Telegram's HTML to text and entities, as strict and as lenient as tdlib (MessageEntity.cpp, parse_html)."""

import re
from dataclasses import dataclass

from bot.local_telegram.calls import Json, bad_request

TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
"""Tag -> the type of its entity."""
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]*)\s*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.-]*")
_LINK = re.compile(r"(?i:https?|tg|ton|mailto|tel|ftp)://?[^\s]+|[\w.-]+\.[a-z]{2,}\S*")


@dataclass(frozen=True, slots=True)
class _Opened:
    tag: str
    argument: str
    offset: int
    """In UTF-16 units of the text so far."""
    begin: int
    """In characters of the text so far."""


def utf16_units(text: str) -> int:
    """The length of text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(html: str) -> tuple[str, list[Json]]:
    """The visible text and its entities, offsets in UTF-16 units. Raises ApiError in the real server's words."""
    reader = _Reader(html)
    reader.read()
    if any("\ud800" <= char <= "\udfff" for char in reader.text):
        raise _refusal("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched")
    return reader.text, reader.entities


def _refusal(text: str) -> Exception:
    return bad_request(f"can't parse entities: {text}")


def _decode(text: str) -> str:
    """text with its character references replaced; an unknown one stays as it is."""
    return _REFERENCE.sub(lambda match: _to_char(match) or match[0], text)


def _to_char(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code < 0x10FFFF else ""


class _Reader:
    """One reading, from the first character to the last."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._at = 0
        self._opened: list[_Opened] = []
        self._units = 0
        self.text = ""
        self.entities: list[Json] = []

    def read(self) -> None:
        while (start := self._html.find("<", self._at)) >= 0:
            self._take(self._html[self._at : start])
            self._at = start + 1
            if self._html.startswith("/", self._at):
                self._end_tag(start)
            else:
                self._start_tag(start)
        self._take(self._html[self._at :])
        if self._opened:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self._opened[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))

    def _take(self, raw: str) -> None:
        visible = _decode(raw)
        self.text += visible
        self._units += utf16_units(visible)

    def _bytes(self, index: int) -> int:
        return len(self._html[:index].encode("utf-8", "surrogatepass"))

    def _start_tag(self, start: int) -> None:
        end = self._at
        while end < len(self._html) and not self._html[end].isspace() and self._html[end] != ">":
            end += 1
        tag = self._html[self._at : end].lower()
        if end == len(self._html):
            raise _refusal(f"Unclosed start tag at byte offset {self._bytes(start)}")
        if tag not in TYPES:
            raise _refusal(f'Unsupported start tag "{tag}" at byte offset {self._bytes(start)}')
        self._at = end
        argument = self._attributes(tag, start)
        if tag == "span" and argument != "spoiler":
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(start)}')
        self._opened.append(_Opened(tag, argument, self._units, len(self.text)))

    def _attributes(self, tag: str, start: int) -> str:
        """What the tag's own attribute says; stops behind the tag."""
        argument = ""
        while True:
            match = _ATTRIBUTE.match(self._html, self._at)
            assert match is not None  # it matches the empty text too
            name, self._at = match[1], match.end()
            if self._at >= len(self._html):
                raise _refusal(f'Unclosed start tag "{tag}" at byte offset {self._bytes(start)}')
            if not name and self._html[self._at] == ">":
                self._at += 1
                return argument
            if not name:
                raise _refusal(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(start)}')
            if self._html[self._at] == "=":
                self._at += 1
                argument = _to_argument(tag, name, self._value(tag, start)) or argument
            elif (tag, name) == ("blockquote", "expandable"):
                argument = "expandable"
            else:
                where = f'of the tag "{tag}" at byte offset {self._bytes(start)}'
                raise _refusal(f"Expected equal sign in declaration of an attribute {where}")

    def _value(self, tag: str, start: int) -> str:
        while self._html[self._at : self._at + 1].isspace():
            self._at += 1
        mark = self._html[self._at : self._at + 1]
        if not mark:
            raise _refusal(f'Unclosed start tag "{tag}" at byte offset {self._bytes(start)}')
        if mark in "\"'":
            end = self._html.find(mark, self._at + 1)
            if end < 0 or end + 1 == len(self._html):
                raise _refusal(f"Unclosed start tag at byte offset {self._bytes(start)}")
            value, self._at = self._html[self._at + 1 : end], end + 1
            return _decode(value)
        begin = self._at
        match = _BARE_VALUE.match(self._html, begin)
        assert match is not None  # it matches the empty text too
        self._at = match.end()
        if not re.match(r"[\s>]", self._html[self._at : self._at + 1]):
            raise _refusal(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
        return match[0].lower()

    def _end_tag(self, start: int) -> None:
        if not self._opened:
            raise _refusal(f"Unexpected end tag at byte offset {self._bytes(start)}")
        match = re.compile(r"/([^\s>]*)\s*(>?)").match(self._html, self._at)
        assert match is not None  # the slash is there
        opened = self._opened.pop()
        if not match[2]:
            raise _refusal(f"Unclosed end tag at byte offset {self._bytes(start)}")
        found = match[1].lower()
        if found and found != opened.tag:
            where = f"Unmatched end tag at byte offset {self._bytes(start)}"
            raise _refusal(f'{where}, expected "</{opened.tag}>", found "</{found}>"')
        self._at = match.end()
        if self._units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Opened) -> None:
        entity: Json = {"type": TYPES[opened.tag], "offset": opened.offset, "length": self._units - opened.offset}
        last = self.entities[-1] if self.entities else {}
        same = all(last.get(key) == entity[key] for key in ("offset", "length"))
        if opened.tag == "a":
            url = opened.argument or self.text[opened.begin :]
            if not _LINK.fullmatch(url):
                return  # the real server drops a link that leads nowhere and keeps its words
            entity["url"] = url
        elif opened.tag == "pre" and same and last.get("type") == "code" and last.get("language"):
            last["type"] = "pre"
            return
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal():
                raise _refusal("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        self.entities.append(entity)


def _to_argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "expandable"
    return ""

"""Text as a message carries it: trimmed, measured in UTF-16 units, with what Telegram finds in it by itself."""

import re
from collections.abc import Iterator

from bot.local_telegram.calls import Call, Json, bad_request
from bot.local_telegram.html import parse_html, utf16_units

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
_FOUND = re.compile(
    r"(?P<url>(?i:https?://)[^\s<>\"，。；、）】」]+[^\s<>\"，。；、）】」.,;:!?')\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![A-Za-z0-9_@/])(?P<mention>@[A-Za-z0-9_]{2,32})(?![A-Za-z0-9_@])"
    r"|(?<![\w/<>@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![A-Za-z0-9_/<>@])"
    r"|(?<!\w)(?P<hashtag>#(?!\d+\b)\w{1,256})"
    r"|(?<![$\w])(?P<cashtag>\$[A-Z]{3,8})\b"
    r"|(?<![\w@.-])(?P<bare_url>(?:[A-Za-z0-9-]+\.)+(?:com|org|net|ai|io|cn|me|dev)\b(?:/[^\s<>\"，。；、）】」]*)?)"
)
_OPAQUE = ("code", "pre", "text_link", "text_mention")
"""Inside these nothing is found."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
KNOWN_ENTITIES = {
    *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline"),
    *("strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention"),
    *("custom_emoji", "date_time"),
}


def read_text(call: Call, name: str, *, limit: int = TEXT_LIMIT, mode: str = "parse_mode") -> tuple[str, list[Json]]:
    """The text parameter of a call with its entities, trimmed. Raises ApiError where the real server refuses it."""
    raw = call.text(name)
    if any("\ud800" <= char <= "\udfff" for char in raw):
        raise bad_request("strings must be encoded in UTF-8")
    given = call.text(mode).lower()
    if given == "html":
        text, entities = parse_html(raw)
    elif given:
        raise bad_request("unsupported parse_mode")
    else:
        entities_name = "caption_entities" if name == "caption" else "quote_entities" if name == "quote" else "entities"
        text, entities = raw, [*_read_entities(call.list(entities_name), raw)]
    text, entities = trim(text, entities)
    if utf16_units(text) > limit:
        raise bad_request("message caption is too long" if limit == CAPTION_LIMIT else "message is too long")
    return text, find_entities(text, entities)


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """text without space around it and without control characters; entities moved with it, empty ones left out."""
    text = _CONTROL.sub(" ", text.replace("\r", ""))
    kept = text.strip()
    lead = utf16_units(text[: len(text) - len(text.lstrip())])
    units = utf16_units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, units)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def find_entities(text: str, given: list[Json]) -> list[Json]:
    """The given entities, and links, mentions and commands that Telegram finds by itself outside of them."""
    given = [entity for entity in given if not _is_swallowed(entity, given)]
    closed = [e for e in given if e["type"] in _OPAQUE]
    taken = {(e["type"], e["offset"]) for e in given}
    found = [entity for entity in _find(text) if not any(_overlap(entity, other) for other in closed)]
    both = [*given, *(e for e in found if (e["type"], e["offset"]) not in taken)]
    return sorted(both, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Json, other: Json) -> bool:
    ends = one["offset"] + one["length"], other["offset"] + other["length"]
    return bool(one["offset"] < ends[1] and other["offset"] < ends[0])


def _is_swallowed(entity: Json, given: list[Json]) -> bool:
    """Whether it stands inside code, which takes no other entity, or is a quotation within a quotation."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    for other in given:
        if other is entity or not other["offset"] <= start or not end <= other["offset"] + other["length"]:
            continue
        if other["type"] in ("code", "pre") and entity["type"] not in ("blockquote", "expandable_blockquote"):
            return other["type"] != entity["type"] or (other["offset"], other["length"]) != (start, end - start)
        if "blockquote" in other["type"] and "blockquote" in entity["type"]:
            return True
    return False


def _find(text: str) -> Iterator[Json]:
    for match in _FOUND.finditer(text):
        kind = (match.lastgroup or "").removeprefix("bare_")
        yield {"type": kind, "offset": utf16_units(text[: match.start()]), "length": utf16_units(match[0])}


def _read_entities(given: list[object], text: str) -> Iterator[Json]:
    units = utf16_units(text)
    for entity in given:
        if not isinstance(entity, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in KNOWN_ENTITIES:
            raise bad_request("can't parse MessageEntity: unsupported type specified")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
            raise bad_request("can't parse MessageEntity: wrong offset or length")
        if offset + length <= units:
            yield dict(entity)


def cut_units(text: str, offset: int, length: int) -> str:
    """The characters of text between UTF-16 offsets."""
    units = text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + length)]
    return units.decode("utf-16-le", "replace")

"""What a storm of updates is made of: hostile words, odd values, and the places where these can stand."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

WORDS = (
    *(
        "月之暗面估值多少",
        "who founded it?",
        "a < b & c > d </b>",
        "<b>x",
        "&amp;lt;",
        "_*[]()~`>#+-=|{}.!",
        "@nobody /reload",
    ),
    *(
        "\u202eneercs\u202c",
        "\u2066\u2069\u200b\u200d\ufeff",
        "👩‍👩‍👧‍👦🇨🇳" * 9,
        "\ud83d",
        "\udc00x\ud800",
        "\x00\x07",
        "字" * 4000,
        "😀" * 2000,
    ),
    *(
        "https://example.org/?a=1&b=<2>",
        "tg://user?id=1",
        "' OR 1=1 --",
        '"NEAR(" AND *',
        "%s %d {0}",
        "\n\n\t \n",
        "：？！",
        "e\u0301" * 99,
    ),
)
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    10**30,
    1.5,
    "",
    "x",
    "\ud800",
    [],
    {},
    [None],
    {"id": 1},
    [[]],
)
"""What stands in a field's place in a spoiled update."""


def find_fields(part: Json) -> Iterator[tuple[Json, str]]:
    """Every field of an update but its number: what holds it, and its name."""
    for key, value in part.items():
        if key != "update_id":
            yield part, key
        for inner in value if isinstance(value, list) else (value,):
            if isinstance(inner, dict):
                yield from find_fields(inner)


def photo() -> Json:
    """A picture."""
    return {"file_id": "x", "file_unique_id": "y", "width": 5, "height": 5}


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

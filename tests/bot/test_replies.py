"""The reply texts: complete in three languages, and read strictly."""

from pathlib import Path

import pytest

from bot.replies import Replies, load_replies, reply
from bot.types import Language
from knowledge.errors import RuleError
from knowledge.rules import load_rules


def test_every_text_says_when_it_is_said() -> None:
    silent = [
        f"{section}.{key}"
        for section, texts in load_replies().replies.items()
        for key, text in texts.items()
        if not text.example
    ]
    assert silent == []


def test_a_value_may_hold_braces() -> None:
    assert reply("sources.more", Language.ENGLISH, count="{x}") == "… and {x} more"


@pytest.mark.parametrize("key", ["sources.none_such", "nowhere.more", "more"])
def test_an_unknown_key_is_named(key: str) -> None:
    with pytest.raises(RuleError, match=f"replies.yaml: no text for '{key}'"):
        reply(key, Language.ENGLISH)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(RuleError, match=r"replies\.yaml: sources.more: no value for 'count'"):
        reply("sources.more", Language.ENGLISH)


GOOD = {"zh-Hans": "甲{n}", "zh-Hant": "甲{n}", "en": "A{n}", "example": "x"}
BROKEN = {
    "a language is missing": {"zh-Hant": None},
    "an unknown key": {"fr": "A{n}"},
    "other braces": {"en": "A{m}"},
    "an attribute": {"en": "A{n.x}"},
    "an open brace": {"en": "A{n"},
    "an empty text": {"en": ""},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_with_its_key(tmp_path: Path, change: dict[str, str | None]) -> None:
    lines = [f'      {name}: "{text}"' for name, text in (GOOD | change).items() if text is not None]
    path = tmp_path / "replies.yaml"
    path.write_text("\n".join(("replies:", "  part:", "    key:", *lines)), encoding="utf-8")
    with pytest.raises(RuleError, match=r"^replies.yaml: replies\.part\.key"):
        load_rules(path, Replies)

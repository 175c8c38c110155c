"""What the bot says of itself, from rules/replies.yaml: by key and language, plain text. No markup, no answers."""

from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from bot.types import Language
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules

REPLIES = Path(__file__).parent / "rules" / "replies.yaml"


def find_fields(text: str) -> frozenset[str]:
    """Names of the braces in text. Raises ValueError where they are not plain names."""
    fields = frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    for name in fields:
        if not name.isidentifier():
            raise ValueError(f"{{{name}}} is not a plain name")
    return fields


def _checked(text: str) -> str:
    find_fields(text)
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_checked)]


class Reply(Rule):
    """One text in the three languages."""

    simplified: Text = Field(alias="zh-Hans")
    traditional: Text = Field(alias="zh-Hant")
    english: Text = Field(alias="en")
    example: str = ""
    """When it is said."""

    @model_validator(mode="after")
    def _have_equal_fields(self) -> "Reply":
        if not find_fields(self.simplified) == find_fields(self.traditional) == find_fields(self.english):
            raise ValueError("the languages have different {fields}")
        return self

    def text(self, language: Language) -> str:
        """The text in that language, braces not yet filled in."""
        if language is Language.SIMPLIFIED:
            return self.simplified
        return self.traditional if language is Language.TRADITIONAL else self.english


class Replies(Rule):
    """rules/replies.yaml: section -> key -> text."""

    replies: dict[str, dict[str, Reply]]


@cache
def load_replies() -> Replies:
    """The bundled texts, read once. Raises RuleError naming file and key."""
    return load_rules(REPLIES, Replies)


def template(key: str, language: Language) -> str:
    """The text under "section.name", braces not yet filled in. Raises RuleError for a key that is not there."""
    section, _, name = key.partition(".")
    try:
        return load_replies().replies[section][name].text(language)
    except KeyError as error:
        raise RuleError(f"{REPLIES.name}: no text for '{key}'") from error


def reply(key: str, language: Language, **values: str) -> str:
    """The text under "section.name" with its braces filled in. Raises RuleError for an unknown key or a missing value.

    >>> reply("render.reprinted", Language.ENGLISH, date="2024-10")
    'reprinted 2024-10'
    """
    try:
        return template(key, language).format(**values)
    except KeyError as error:
        raise RuleError(f"{REPLIES.name}: {key}: no value for {error}") from error

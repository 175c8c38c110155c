"""Who speaks, by the cues of rules/cues.yaml: a verb, a view (in X's eyes), an unnamed source. Cuts no words out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import re2
from pydantic import Field

from knowledge.facts.patterns import literal_expression
from knowledge.facts.sentences import KIND_CODES, Sentence
from knowledge.rules import Rule, own_rules
from knowledge.text import fold_characters
from knowledge.types import Article, EntityKind, Mention

_PERSON = KIND_CODES[EntityKind.PERSON]
_GROUPS = "".join(KIND_CODES[kind] for kind in (EntityKind.COMPANY, EntityKind.FUND, EntityKind.ORGANISATION))
_SOURCE_MARK = "据"


class ViewRule(Rule):
    """A frame around the speaker: in X's eyes."""

    before: str
    after: str


class CueExample(Rule):
    """A sentence of our own and the quote in it."""

    text: str
    speaker: str
    words: str
    direct: bool


class CueRules(Rule):
    """rules/cues.yaml."""

    verbs: dict[Literal["direct", "indirect"], tuple[str, ...]]
    blockers: tuple[str, ...] = Field(alias="not")
    gap: int
    views: tuple[ViewRule, ...]
    anonymous: tuple[str, ...]
    addressees: tuple[str, ...]
    listeners: str
    """Where words follow a listener (told reporters that ...): an expression for the listener."""
    tellers: tuple[str, ...]
    """Verbs that take a listener."""
    stance: dict[Literal["negative", "positive"], tuple[str, ...]]
    examples: tuple[CueExample, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign that somebody speaks."""

    speaker: str
    cue: str
    start: int
    """Index into coded where speaker and sign begin."""
    end: int
    """Where they end and words may begin."""


@cache
def cue_rules() -> CueRules:
    """The rules of cues.yaml. Raises RuleError."""
    rules: CueRules = own_rules("cues.yaml", CueRules)
    return rules


def _compiled(expression: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    return re2.compile(expression, options)


@cache
def _verb(manner: Literal["direct", "indirect"]) -> Any:
    """A verb of saying, or a longer word that only holds one (group blocked)."""
    rules = cue_rules()
    blocked = "|".join(
        literal_expression(fold_characters(word)) for word in sorted(rules.blockers, key=len, reverse=True)
    )
    verbs = "|".join(
        literal_expression(fold_characters(word)) for word in sorted(rules.verbs[manner], key=len, reverse=True)
    )
    return _compiled(f"(?P<blocked>{blocked})|(?P<verb>{verbs})")


@cache
def _view() -> Any:
    frames = "|".join(
        f"{fold_characters(view.before)}(?P<speaker{place}>{{}}){fold_characters(view.after)}"
        for place, view in enumerate(cue_rules().views)
    )
    return _compiled(frames.replace("{}", r"[^,;:。!?]{0,28}?"))


@cache
def _anonymous() -> Any:
    return _compiled("(?:" + "|".join(cue_rules().anonymous) + ")")


@cache
def _addressees() -> tuple[Any, ...]:
    return tuple(_compiled(one) for one in cue_rules().addressees)


@cache
def _listeners() -> Any:
    return _compiled(cue_rules().listeners)


def skip_listener(text: str, verb: str) -> int:
    """How many characters of the text after a verb name the listener; 0: none."""
    match = _listeners().search(text) if verb in cue_rules().tellers else None
    return match.end() if match else 0


def find_verbs(coded: str, manner: Literal["direct", "indirect"]) -> Iterator[tuple[int, int]]:
    """Spans in coded of the verbs of saying."""
    for match in _verb(manner).finditer(coded):
        if match.group("verb"):
            yield match.span()


def find_views(article: Article, sentence: Sentence) -> Iterator[Cue]:
    """Cues of the form: in X's eyes."""
    for match in _view().finditer(sentence.coded):
        which = next(place for place in range(len(cue_rules().views)) if match.group(f"speaker{place}") is not None)
        span = match.span(match.re.groupindex[f"speaker{which}"]) if hasattr(match, "re") else match.span()
        found = find_speaker(article, sentence, *span)
        if found:
            yield Cue(found[0], cue_rules().views[which].after, match.start(), match.end())


def find_speaker(article: Article, sentence: Sentence, start: int, end: int) -> tuple[str, int] | None:
    """Who speaks in sentence.coded[start:end], the text before a verb of saying, and where the name stands; or None.

    Addressees and circumstances are taken off the end first. Then, in the last clause: a person who ends it, an
    unnamed source, any person, a company or outlet that ends it.
    """
    text = _strip_addressees(sentence.coded[start:end])
    clause = max(text.rfind(mark) for mark in ",;:。!?") + 1
    tail = text[clause:].rstrip()
    gap = cue_rules().gap
    person = tail.rfind(_PERSON)
    unnamed = [match.span() for match in _anonymous().finditer(tail) if len(tail) - match.end() <= gap]
    if person >= 0 and len(tail) - person - 1 <= gap and not any(first <= person < last for first, last in unnamed):
        return _name(sentence, start + clause + person)
    if unnamed:
        first, last = (start + clause + place for place in unnamed[-1])
        return article.text[slice(*sentence.span(first, last))].strip("@ ").removeprefix(_SOURCE_MARK), first
    if tail and tail[-1] in _GROUPS:
        return _name(sentence, start + clause + len(tail) - 1)
    return None


def _name(sentence: Sentence, place: int) -> tuple[str, int] | None:
    value = sentence.tokens[place].value if place in sentence.tokens else None
    return (value.entity, place) if isinstance(value, Mention) else None


def _strip_addressees(text: str) -> str:
    """text without what stands between a speaker and the verb."""
    for _ in range(3):
        before = text
        for pattern in _addressees():
            if match := pattern.search(text):
                text = text[: match.start()]
        if text == before:
            break
    return text

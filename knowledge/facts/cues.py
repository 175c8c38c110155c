"""The signs that somebody speaks, by rules/cues.yaml: verbs of saying, frames around a speaker. Says not who it is."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import ahocorasick_rs
import re2
from pydantic import Field

from knowledge.facts.patterns import literal_expression
from knowledge.facts.sentences import KIND_CODES
from knowledge.rules import Rule, own_rules
from knowledge.text import fold_characters
from knowledge.types import EntityKind

PERSON = KIND_CODES[EntityKind.PERSON]
GROUPS = "".join(KIND_CODES[kind] for kind in (EntityKind.COMPANY, EntityKind.FUND, EntityKind.ORGANISATION))
Manner = Literal["direct", "indirect"]


class ViewRule(Rule):
    """A frame around the speaker: in X's eyes."""

    before: str
    after: str
    trailing: bool = False
    """The words stand before the frame."""


class MeantRule(Rule):
    """Words that mean somebody named before."""

    pronouns: tuple[str, ...]
    determiners: tuple[str, ...]


class TogetherRule(Rule):
    """How several are said to say the same."""

    joined: tuple[str, ...]
    marks: tuple[str, ...]


class PseudonymRule(Rule):
    """How an article says that a name is not the real one."""

    mark: dict[Literal["zh", "en"], str]
    """What is set after such a name, by language."""
    signs: tuple[str, ...]
    """An article without any of these says it of nobody."""
    named: tuple[str, ...]
    all: tuple[str, ...]


class CueExample(Rule):
    """A sentence of our own and the quote in it."""

    text: str
    speaker: str
    words: str
    direct: bool


class CueRules(Rule):
    """rules/cues.yaml."""

    verbs: dict[Manner, tuple[str, ...]]
    blockers: tuple[str, ...] = Field(alias="not")
    turning: tuple[str, ...]
    gap: int
    views: tuple[ViewRule, ...]
    roles: tuple[str, ...]
    anonymous: tuple[str, ...]
    leading: str
    meant: MeantRule
    together: TogetherRule
    before_names: tuple[str, ...]
    papers: str
    addressees: tuple[str, ...]
    listeners: str
    """Where words follow a listener (told reporters that ...): an expression for the listener."""
    tellers: tuple[str, ...]
    """Verbs that take a listener."""
    circumstances: str
    titles: str
    about: str
    pseudonyms: PseudonymRule
    examples: tuple[CueExample, ...]


@cache
def cue_rules() -> CueRules:
    """The rules of cues.yaml. Raises RuleError."""
    rules: CueRules = own_rules("cues.yaml", CueRules)
    return rules


@cache
def compiled(expression: str) -> Any:
    """An expression of cues.yaml, its {group}, {person}, {role} filled in."""
    roles = sorted(cue_rules().roles, key=len, reverse=True)
    for name, meant in (("role", "|".join(roles)), ("person", PERSON)):
        expression = expression.replace(f"{{{name}}}", meant)
    in_class = expression.replace("a-z{group}", f"a-z{GROUPS}")
    options = re2.Options()
    options.log_errors = False
    return re2.compile(in_class.replace("{group}", f"[{GROUPS}]"), options)


@cache
def _verb(manner: Manner) -> Any:
    """A verb of saying, a longer word that only holds one, or a title of a work (group blocked)."""
    rules = cue_rules()
    blocked, verbs = (
        "|".join(literal_expression(fold_characters(word)) for word in sorted(words, key=len, reverse=True))
        for words in (rules.blockers, rules.verbs[manner])
    )
    return compiled(f"(?P<blocked>《[^》]*》|{blocked})|(?P<verb>{verbs})")


@cache
def _verb_finder(manner: Manner) -> ahocorasick_rs.AhoCorasick:
    """What finds the beginnings of these verbs: most sentences hold none, and are done with ten times as fast."""
    return ahocorasick_rs.AhoCorasick([fold_characters(verb).split()[0] for verb in cue_rules().verbs[manner]])


def find_verbs(coded: str, manner: Manner) -> Iterator[tuple[int, int]]:
    """Spans in coded of the verbs of saying."""
    if not _verb_finder(manner).find_matches_as_indexes(coded):
        return
    for match in _verb(manner).finditer(coded):
        if match.group("verb"):
            yield match.span()


def _to_frame(view: ViewRule) -> str:
    reach = 60 if view.before.isascii() else 28
    return f"{fold_characters(view.before)}([^,;:。!?]{{0,{reach}}}?){fold_characters(view.after)}"


def find_frames(coded: str) -> Iterator[tuple[ViewRule, tuple[int, int], tuple[int, int]]]:
    """Frames around a speaker, each with its own span and the speaker's."""
    views = cue_rules().views
    if not compiled("|".join(map(_to_frame, views))).search(coded):
        return
    for view in views:
        for match in compiled(_to_frame(view)).finditer(coded):
            yield view, match.span(), match.span(1)


def skip_listener(text: str, verb: str) -> int:
    """How many characters of the text after a verb name the listener, the place or the day; 0: none."""
    rules = cue_rules()
    match = compiled(rules.listeners).search(text) if verb in rules.tellers else None
    done = match.end() if match else 0
    if verb.isascii():
        where = compiled(rules.circumstances).search(f" {text[done:].lstrip()}" if done else text)
        done += where.end() - bool(done) if where else 0
    return done


def is_turning(verb: str) -> bool:
    """Whether a verb turns its words round and so belongs to them (denied)."""
    return verb in cue_rules().turning

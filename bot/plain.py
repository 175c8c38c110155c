"""The question as the rules read it: names as marks, polite frames off, everyday words in their usual form. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import re2

from bot.pattern_set import PatternSet
from bot.types import Named
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules
from knowledge.types import EntityKind

FILE = "wordings.yaml"
RULES = Path(__file__).parent / "rules"
MARKS = {kind: chr(0xE000 + number) for number, kind in enumerate(EntityKind)}
"""What stands for a name of that kind: a character of no script."""
CLASSES: Mapping[str, tuple[EntityKind, ...]] = {
    "name": tuple(EntityKind),
    "firm": (EntityKind.COMPANY, EntityKind.FUND, EntityKind.ORGANISATION, EntityKind.PRODUCT),
    "company": (EntityKind.COMPANY,),
    "fund": (EntityKind.FUND,),
    "person": (EntityKind.PERSON,),
    "product": (EntityKind.PRODUCT,),
}
"""How a pattern calls a name of these kinds: {firm}."""
CLASS = re.compile(r"\{([a-z]+)\}")
SPACE = " \t\n,，。.!！~～、:：;；…?？"
"""What may stand between a frame and the question."""


class FrameRule(Rule):
    """A pattern over a folded question (RE2 syntax): what stands around what is asked."""

    match: str
    example: str


class WordingRules(Rule):
    """rules/wordings.yaml."""

    before: tuple[FrameRule, ...]
    after: tuple[FrameRule, ...]
    knowing: tuple[FrameRule, ...]
    """Frames in front that make a yes/no question of another one: 有人知道…吗."""
    asking: str
    """What a question holds that asks for a value even so."""
    usual: Mapping[str, tuple[str, ...]]
    """Usual word -> words of dialect and chat that stand for it."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A question without what is not asked."""

    text: str
    start: int
    """Where what is asked starts and ends in the folded question."""
    end: int


@dataclass(frozen=True)
class _Frames:
    before: tuple["re2.Pattern", ...]  # type: ignore[type-arg, unused-ignore]
    after: tuple["re2.Pattern", ...]  # type: ignore[type-arg, unused-ignore]
    befores: PatternSet
    """Of all in front: first the knowing, then the others."""
    afters: PatternSet
    knowing: int
    """How many of those in front are knowing."""
    asking: "re2.Pattern"  # type: ignore[type-arg, unused-ignore]
    unusual: "re2.Pattern"  # type: ignore[type-arg, unused-ignore]
    usual: Mapping[str, str]


def to_plain(twin: str, named: Sequence[Named]) -> Plain:
    """The folded question with a mark for each name, without frames at its ends, in usual words.

    All of it where nothing but frames would be left (谢谢).
    """
    spans = sorted(
        {(name.start, name.end): MARKS[name.entity.kind] for name in named if name.end}.items(), reverse=True
    )
    masked = twin
    for (start, end), mark in spans:
        masked = masked[:start] + mark * (end - start) + masked[end:]
    first, last = _find_ends(masked)
    text = masked[first:last]
    for (start, end), mark in spans:
        text = text[: start - first] + mark + text[end - first :]
    return Plain(to_usual(text), first, last)


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in place of these spans, as long as it was.

    >>> blank("请问云帆估值", [(0, 2)])
    '  云帆估值'
    """
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def compile_pattern(pattern: str) -> "re2.Pattern":  # type: ignore[type-arg, unused-ignore]
    """The pattern with {name}, {firm} ... as the marks of such names, {marks} as all of them within a class.

    Raises KeyError, re2.error.
    """
    whole = pattern.replace("{marks}", "".join(MARKS.values()))
    return re2.compile(CLASS.sub(lambda found: f"[{''.join(MARKS[kind] for kind in CLASSES[found[1]])}]", whole))


def to_usual(text: str) -> str:
    """The text with words of dialect and chat in their usual form.

    >>> to_usual("星河智能为毛裁员")
    '星河智能为什么裁员'
    """
    frames = _frames()
    return str(frames.unusual.sub(lambda found: frames.usual[found.group()], text))


def unusual_words() -> tuple[str, ...]:
    """Words that stand for usual ones which say nothing of what is asked: 边个, 点解."""
    return tuple(_frames().usual)


def _find_ends(masked: str) -> tuple[int, int]:
    frames = _frames()
    start, end, knows = 0, len(masked), False
    while True:
        rest = masked[start:end]
        start += len(rest) - len(rest.lstrip(SPACE))
        rest = masked[start:end]
        held = frames.befores.find(rest)
        known = _length_of([frames.before[at] for at in held if at < frames.knowing], rest)
        length = known or _length_of([frames.before[at] for at in held if at >= frames.knowing], rest)
        if not length:
            break
        knows = knows or bool(known)
        start += length
    end = _find_last(masked, start)
    rest = masked[start:end]
    if knows and rest.endswith(("吗", "么", "不")) and frames.asking.search(to_usual(rest)):
        end -= 1
    return (start, end) if masked[start:end].strip(SPACE) else (0, len(masked))


def _length_of(frames: Sequence["re2.Pattern"], rest: str) -> int:  # type: ignore[type-arg, unused-ignore]
    """Characters of the longest frame that rest starts with; 0: none."""
    return max((found.end() for frame in frames if (found := frame.match(rest)) is not None), default=0)


def _find_last(masked: str, start: int) -> int:
    end = len(masked)
    while True:
        tail = masked[start:end].rstrip(SPACE)
        first = _frames().afters.find_first(tail)
        found = _frames().after[first].search(tail) if first is not None else None
        begin = found.start(1 if found.re.groups and found.group(1) else 0) if found is not None else 0
        if not begin:
            return end
        end = start + begin


@cache
def wording_rules() -> WordingRules:
    """rules/wordings.yaml. Raises RuleError."""
    return load_rules(RULES / FILE, WordingRules)


@cache
def _frames() -> _Frames:
    rules = wording_rules()
    usual = {word: name for name, words in rules.usual.items() for word in words}
    longest = sorted(usual, key=len, reverse=True)
    latin = [rf"\b{re2.escape(word)}\b" for word in longest if word.isascii()]
    other = [re2.escape(word) for word in longest if not word.isascii()]
    knowing = tuple(_compile("knowing", rule, f"^(?:{rule.match})") for rule in rules.knowing)
    before = (*knowing, *(_compile("before", rule, f"^(?:{rule.match})") for rule in rules.before))
    after = tuple(_compile("after", rule, f"(?:{rule.match})$") for rule in rules.after)
    return _Frames(
        before=before,
        after=after,
        befores=PatternSet(before),
        afters=PatternSet(after),
        knowing=len(knowing),
        asking=re2.compile(rules.asking),
        unusual=re2.compile("|".join((*other, *latin))),
        usual=usual,
    )


def _compile(key: str, rule: FrameRule, pattern: str) -> "re2.Pattern":  # type: ignore[type-arg, unused-ignore]
    try:
        return re2.compile(pattern)
    except re2.error as error:
        raise RuleError(f"{FILE}: {key}.match: {error}") from error

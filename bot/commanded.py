"""Commands that stand for a sentence (rules/commands.yaml): what was typed behind one in, the sentence out. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from bot.addressed import says_something
from bot.command_rules import CommandRule, WayRule, command_rules
from bot.phrases import phrase
from bot.templates import find_asked, find_compared
from bot.types import Language, Named, Question
from bot.understand import find_language
from knowledge.text import fold, is_cjk

APART = re.compile(r"\s*(?:[、,，;；&/+]|(?<!\w)(?:vs\.?|and|or)(?!\w)|(?<![a-z])vs\.?(?![a-z]))\s*", re.IGNORECASE)
"""What stands between names that nobody knows, and can be part of none."""
JOINTS = re.compile(r"\s*[和与與跟同]\s*")
"""The same between two names, where a command takes several."""
BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
"""A blank beside Chinese: no name goes on across it."""
TRIMMED = " 　的:：,，、"


@dataclass(frozen=True, slots=True)
class Lexical:
    """What a command has to know of the base."""

    find: Callable[[str], Sequence[Named]]
    """The names in a text."""
    holds: Callable[[str, str, str], bool]
    """Whether there is a fact of that relation with the name on that side: (name, relation, side)."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why a command asks nothing yet: it needs a name, or one of these has to be chosen."""

    names: tuple[str, ...] = ()


def spell_out(question: Question, language: Language, known: Lexical) -> Question | Lacking:
    """The sentence that the question's command and words stand for, as a question of its own.

    language: of the asker's app; words with Chinese in them show their own. Names that are not typed are taken from
    the message replied to, where it holds as many as the command still needs.
    """
    rule = command_rules().commands[question.command or ""]
    words, about = question.text.strip(), question.about or ""
    referred = list(dict.fromkeys(name.entity.name for name in known.find(about)))
    names, topic = _split(words, rule, known, needs=rule.names - len(referred))
    if (wanted := rule.names - len(names)) > 0:
        others = [name for name in referred if name not in names]
        if len(others) != wanted:
            return Lacking(tuple(others) if len(others) > wanted and not names else ())
        names = [*others, *names]
    if phrase("asks").search(fold(topic)):
        return replace(question, text=words, about=None, command=None)  # a sentence itself: 甲和乙谁的估值高
    shown = words if says_something(words) else about
    spoken = find_language(shown) if any(map(is_cjk, shown)) else language
    way = next(way for way in rule.ways if _fits(way, names[0], known))
    joined = reduce(lambda a, b: command_rules().joined.text(spoken).format(first=a, second=b), names)
    form = way.topical if topic and way.topical is not None else way.question
    return replace(question, text=form.text(spoken).format(name=joined, topic=topic), about=None, command=None)


def _fits(way: WayRule, name: str, known: Lexical) -> bool:
    entity = next((named.entity for named in known.find(name)), None)
    if way.kinds and (entity is None or entity.kind not in way.kinds):
        return False
    return not way.holds or (entity is not None and any(known.holds(entity.name, r, way.side) for r in way.holds))


def _split(words: str, rule: CommandRule, known: Lexical, needs: int) -> tuple[list[str], str]:
    """(names as typed, the other words) of what stands behind a command; whoever is not known may be a name too.

    needs: how many names have to be among them; none, where the message replied to has all: then what is no known
    name is what they are asked about.
    """
    if not says_something(words):
        return [], ""
    pieces = _cut(words, rule, known)
    if all(way.topical is None for way in rule.ways) and rule.names == 1:
        return [words], ""
    names = [text for text, is_known in pieces if is_known]
    if len(names) < rule.names and needs > 0:
        names = [text for text, is_known in pieces if is_known or not _is_asked(text)]
    names = names[:1] if rule.names == 1 else names
    return names, " ".join(text for text, _ in pieces if text not in names)


def _is_asked(text: str) -> bool:
    """Whether the words are what is asked of a name, and no name: 估值."""
    twin = fold(text)
    return bool(find_compared(twin) or find_asked(twin))


def _cut(words: str, rule: CommandRule, known: Lexical) -> list[tuple[str, bool]]:
    """(piece, whether it is a known name), in order."""
    found = sorted((name for name in known.find(words) if name.end), key=lambda name: name.start)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in (*((name.start, name.end) for name in found), (len(words), len(words))):
        pieces += [(text, False) for text in _cut_gap(words[at:start], several=rule.names > 1)]
        pieces += [(words[start:end], True)] if end > max(start, at) else []
        at = max(at, end)
    return pieces


def _cut_gap(gap: str, *, several: bool) -> list[str]:
    """The pieces between known names: apart where signs, or blanks beside Chinese, or 和 set them apart.

    Words in Latin letters with nothing but blanks between them are one each, where several names are wanted and there
    are two.
    """
    parts = APART.split(gap)
    if several:
        parts = [piece for part in parts for piece in JOINTS.split(part)]
    parts = [piece.strip(TRIMMED) for part in parts for piece in BLANK.split(part)]
    parts = [part for part in parts if says_something(part)]
    if several and len(parts) == 1 and len(two := parts[0].split()) == 2:
        return two
    return parts

"""What is looked at before an alias is taken up: whose it is, whether it is an ordinary word, what it changes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from bot.beside import is_ordinary
from bot.gaps import find_gaps
from bot.naming import Naming
from knowledge.names.dictionary import is_common, is_phrase, is_word
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity

SHORTEST, SHORTEST_LATIN, LONGEST = 2, 3, 24
"""Characters of an alias."""
JOINTS = " -.&·'’"
"""What may stand within one besides letters and figures."""
LONGEST_WORD = 4
"""Characters of the longest word that the dictionary has."""
NEAR = 6
"""Names offered for one that nobody knows."""


class Problem(StrEnum):
    """Why an alias is not taken up: keys of the section `teach` of rules/replies.yaml."""

    SHORT = "short"
    LONG = "long"
    FORM = "form"
    """It has other characters than names have."""
    NOBODY = "nobody"
    """The name it is to stand for is nobody's."""
    ALREADY = "already"
    """It is read so without."""
    TAKEN = "taken"
    """It is, holds, is short or a slip of the pen for the name of somebody else."""
    ORDINARY = "ordinary"
    """It is a word that questions and articles are made of."""
    UNREAD = "unread"
    """It would not be found in a question."""


@dataclass(frozen=True, slots=True)
class Reanswered:
    """A question that was left open, and what would be answered now."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AliasReview:
    """What would become of an alias."""

    alias: str
    name: str
    """The usual name of whom it is to stand for; as typed where that is nobody."""
    problem: Problem | None
    """None: it may be taken up."""
    owner: str = ""
    """Whose name it is, or holds, already."""
    held: int = 0
    """Passages of the articles that write these words themselves, as far as they were looked for."""
    changes: tuple[Reanswered, ...] = ()


def review_alias(alias: str, name: str, naming: Naming) -> AliasReview:
    """The review of an alias for whom name names, as far as names and words tell."""
    entity = naming.lexicon.by_alias(name)
    if entity is None:
        return AliasReview(alias, name, _find_flaw(alias) or Problem.NOBODY)
    named = naming.find(alias)
    bearers = naming.bearers(alias)
    others = [one.entity for one in named] + ([] if entity.name in {bearer.name for bearer in bearers} else [*bearers])
    if owner := next((other.name for other in others if other.name != entity.name), None):
        return AliasReview(alias, entity.name, Problem.TAKEN, owner)
    problem = _find_flaw(alias)
    if problem is None and any((one.start, one.end) == (0, len(alias)) for one in named):
        problem = Problem.ALREADY
    elif problem is None and not _is_read(alias, entity, naming):
        problem = Problem.UNREAD
    return AliasReview(alias, entity.name, problem)


def _find_flaw(alias: str) -> Problem | None:
    """What is wrong with the words themselves."""
    key = to_key(alias)
    if len(alias) > LONGEST:
        return Problem.LONG
    is_joined = all(char.isalnum() or char in JOINTS for char in alias)
    if not key or not (is_joined and alias[0].isalnum() and alias[-1].isalnum()):
        return Problem.FORM
    if len(key) < (SHORTEST_LATIN if key.isascii() else SHORTEST) or key.isdecimal():
        return Problem.SHORT
    return Problem.ORDINARY if _is_ordinary(alias) else None


def _is_ordinary(alias: str) -> bool:
    """Whether it is one word of the dictionary, or made of words that questions are made of: 公司, 多少钱, how much."""
    twin = fold(alias)
    if is_ordinary(twin) or all(map(is_ordinary, twin.split())):
        return True
    if not any(map(is_cjk, twin)):
        return False
    is_one_word = len(twin) <= LONGEST_WORD and is_word(twin)
    is_asked_with = not (find_gaps(twin, ()) or any(char.isascii() for char in twin))
    return is_one_word or is_asked_with or is_common(twin) or is_phrase(twin)


def _is_read(alias: str, entity: Entity, naming: Naming) -> bool:
    """Whether it is found as that name where it is taught, alone and in a question."""
    taught = naming.with_aliases({alias: entity.name})
    for text in (alias, f"{alias}估值多少", f"What is {alias} worth?"):
        start = text.index(alias)
        if (entity.name, start, start + len(alias)) not in {(n.entity.name, n.start, n.end) for n in taught.find(text)}:
            return False
    return True


def find_near(words: str, entities: Iterable[Entity]) -> tuple[str, ...]:
    """The names that look most like words, the nearest first; NEAR at most."""
    written = {name: entity.name for entity in entities for name in (entity.name, *entity.aliases)}
    found = process.extract(words, written.keys(), scorer=fuzz.ratio, processor=fold, score_cutoff=1, limit=8 * NEAR)
    return tuple(dict.fromkeys(written[name] for name, *_ in found))[:NEAR]

"""Who speaks in a transcript: an article in, the speaker of each of its blocks out. Splits no sentences.

Labels are told from other words before a colon by three signs: at least two different ones open several lines each,
each looks like a person's name or a role, and none is a word that lists are made of (时间, 估值). The forms of one name
(Clem, 克莱姆, 克雷姆) are one person: rules/speakers.yaml.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from knowledge.names.name_rules import shape_rules
from knowledge.rules import Rule, own_rules
from knowledge.text import fold_characters, is_cjk, to_key
from knowledge.types import Article, Entity, EntityKind, PassageKind

_LABEL = re.compile(
    r"(?:[\[(（]?\d{1,2}:\d\d(?::\d\d)?[\])）]?\s{0,3})?"
    r"[【\[]?([^\W\d_](?:[^\W\d_]|[ .·•・'’-]){0,29})[】\]]?(?:\s?[(（][^()（）\n]{1,40}[)）])?\s?[:：](?!//)\s{0,3}"
)
_TURNS = 2
"""Turns that a person takes, and persons that do so, before a text is a transcript."""
_LABELS = 40
_LONGEST_CHINESE = 8
_LONGEST_LATIN = 4
_PARTS = re.compile(r"[ ·•・.]+")


class Labels(Rule):
    """Words of rules/speakers.yaml."""

    labels: frozenset[str]
    example: str


class Characters(Rule):
    """Characters of rules/speakers.yaml."""

    characters: str
    example: str


class SpeakerRules(Rule):
    """rules/speakers.yaml."""

    roles: Labels
    asides: Labels
    common: Labels
    transliteration: Characters
    given_names: dict[str, tuple[str, ...]]


class Names(Protocol):
    """What is asked of a lexicon."""

    def by_alias(self, text: str) -> Entity | None:
        """The entity that text as a whole names."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A block as part of a transcript."""

    speaker: str | None
    start: int
    """Offset in Article.text at which the words begin: after the label."""


@cache
def speaker_rules() -> SpeakerRules:
    """The rules, read once. Raises RuleError."""
    rules: SpeakerRules = own_rules("speakers.yaml", SpeakerRules)
    return rules


def find_turns(article: Article, names: Names) -> Mapping[int, Turn]:
    """The blocks that somebody speaks or whose label is to be left out, by index; empty where it is no transcript.

    A paragraph without a label goes on with the last turn, over headings too. A role (主持人, Q) is nobody by name.
    """
    labels = _find_labels(article)
    counts = Counter(label for label, _ in labels.values())
    groups = _group([label for label, _ in counts.most_common(_LABELS) if _is_person(label, names)])
    repeated = [group for group in groups if sum(counts[label] for label in group) >= _TURNS]
    if len(repeated) < _TURNS:
        return {}
    speakers = {label: _name(group, article, names) for group in groups for label in group}
    return dict(_take_turns(article, labels, speakers))


def _take_turns(
    article: Article, labels: Mapping[int, tuple[str, int]], speakers: Mapping[str, str | None]
) -> Iterator[tuple[int, Turn]]:
    speaker: str | None = None
    for index, block in enumerate(article.blocks):
        if block.kind is not PassageKind.BODY:
            continue
        label, start = labels.get(index, ("", block.start))
        if label in speakers:
            speaker = speakers[label]
            yield index, Turn(speaker, start)
        elif fold_characters(label) in speaker_rules().asides.labels:
            speaker = None
        elif speaker is not None:
            yield index, Turn(speaker, block.start)


def _find_labels(article: Article) -> dict[int, tuple[str, int]]:
    """Block index -> what stands before the colon, and where the words after it begin."""
    found: dict[int, tuple[str, int]] = {}
    for index, block in enumerate(article.blocks):
        match = _LABEL.match(article.text, block.start, block.end) if block.kind is PassageKind.BODY else None
        if match:
            found[index] = (match[1].strip(), match.end())
    return found


def _is_person(label: str, names: Names) -> bool:
    """Whether a label may be somebody's: a known person, a role, a name by its form."""
    rules, twin = speaker_rules(), fold_characters(label)
    if twin in rules.common.labels or twin in rules.asides.labels:
        return False
    if twin in rules.roles.labels or to_key(label) in _given_names() or _entity(label, names):
        return True
    if any(is_cjk(char) for char in label):
        letters = [char for char in twin if char.isalnum()]
        if len(letters) > _LONGEST_CHINESE:
            return False
        return _is_transliterated(twin) or (2 <= len(letters) <= 4 and letters[0] in shape_rules().surnames)
    words = label.split()
    return len(words) <= _LONGEST_LATIN and all(word[0].isupper() for word in words)


def is_chinese_name(text: str) -> bool:
    """Whether text has the form of a Chinese person's name: a family name and one or two characters more."""
    twin = fold_characters(text)
    return 2 <= len(twin) <= 3 and all(map(is_cjk, twin)) and twin[0] in shape_rules().surnames


def _entity(label: str, names: Names) -> Entity | None:
    entity = names.by_alias(label)
    return entity if entity is not None and entity.kind is EntityKind.PERSON else None


def _is_transliterated(twin: str) -> bool:
    characters = speaker_rules().transliteration.characters
    letters = [char for char in twin if char.isalnum()]
    return len(letters) >= 2 and all(char in characters for char in letters)


@cache
def _given_names() -> Mapping[str, str]:
    """Key of each form -> the name it is a form of."""
    return {to_key(form): name for name, forms in speaker_rules().given_names.items() for form in (name, *forms)}


def _group(labels: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The labels, those of one person together; the longest labels are placed first."""
    groups: list[list[str]] = []
    for label in sorted(labels, key=lambda label: (-len(label), label)):
        home = next((group for group in groups if any(_is_same(label, other) for other in group)), None)
        if home is None:
            groups.append([label])
        else:
            home.append(label)
    return tuple(map(tuple, groups))


def _is_same(label: str, other: str) -> bool:
    """Whether two labels of one transcript are one person's."""
    if to_key(label) == to_key(other):
        return True
    parts, others = _PARTS.split(label), _PARTS.split(other)
    if len(parts) == 1 and to_key(label) in map(to_key, others):
        return True
    name, same = (_given_names().get(to_key(each[0])) for each in (parts, others))
    if name is not None and name == same:
        return 1 in (len(parts), len(others)) or is_cjk(label[0]) != is_cjk(other[0])
    return _differ_in_one(fold_characters(label), fold_characters(other))


def _differ_in_one(label: str, other: str) -> bool:
    if len(label) != len(other) or len(label) < 3 or not (_is_transliterated(label) and _is_transliterated(other)):
        return False
    return sum(a != b for a, b in zip(label, other, strict=True)) == 1


def _name(group: Sequence[str], article: Article, names: Names) -> str | None:
    """The name of a group: a known entity's, else as the article introduces the person, else the fullest label."""
    if any(fold_characters(label) in speaker_rules().roles.labels for label in group):
        return None
    full = [introduced for label in group if (introduced := _find_introduction(label, article.text))]
    for label in (*full, *group):
        if entity := _entity(label, names):
            return entity.name
    latin = [label for label in group if not is_cjk(label[0])]
    return next(iter((*full, *latin, *group)))


def _find_introduction(label: str, text: str) -> str | None:
    """The only full name in text that begins with a Latin label of one word; None: no such name, or several."""
    if not label.isalpha() or is_cjk(label[0]):
        return None
    found = re.finditer(rf"(?<![A-Za-z]){re.escape(label)} ([A-Z][A-Za-zÀ-ÿ'’-]{{1,30}})", text)
    full = {match[0] for match in found}
    return full.pop() if len(full) == 1 else None

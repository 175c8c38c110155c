"""Who speaks in a transcript: an article in, the speaker of each of its blocks out. Splits no sentences.

Labels are told from other words before a colon by three signs: at least two different ones open several lines each,
each looks like a person's name or a role, or asks most times and is answered by one that does (as outlets do), and none
is a word that lists are made of (时间, 估值). The forms of one name
(Clem, 克莱姆, 克雷姆) are one person: rules/speakers.yaml.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Protocol

from knowledge.names.name_rules import shape_rules
from knowledge.splitting.guests import Guests, find_guests
from knowledge.splitting.labels import Label, find_labels
from knowledge.splitting.speaker_rules import is_chinese_name, speaker_rules, to_role
from knowledge.text import fold_characters, is_cjk, to_key
from knowledge.types import Article, Entity, EntityKind, PassageKind

_TURNS = 2
"""Turns that a person takes, and persons that do so, before a text is a transcript."""
_LABELS = 40
_LONGEST_CHINESE = 8
_LONGEST_LATIN = 4
_PARTS = re.compile(r"[ ·•・.]+")


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


def find_turns(article: Article, names: Names) -> Mapping[int, Turn]:
    """The blocks that somebody speaks or whose label is to be left out, by index; empty where it is no transcript.

    A paragraph without a label goes on with the last turn, over headings too. A role (主持人, Q) is nobody by name
    unless the article says who: in a list of its guests, or, of one who only answers, in its title.
    """
    labels = find_labels(article)
    guests = find_guests(article, labels)
    labels = {index: label for index, label in labels.items() if index not in guests.blocks}
    persons = _find_persons(article, labels.values(), guests, names)
    askers = _find_askers(article, labels, persons)
    persons |= askers
    labels = {index: label for index, label in labels.items() if not label.is_alone or label.name in persons}
    counts = Counter(label.name for label in labels.values())
    groups = _group([name for name, _ in counts.most_common(_LABELS) if name in persons])
    repeated = [group for group in groups if sum(counts[name] for name in group) >= _TURNS]
    if len(repeated) < _TURNS:
        return {}
    speakers = {label: _name(group, article, names, guests) for group in groups for label in group}
    speakers |= dict.fromkeys(askers)
    return dict(_take_turns(article, labels, speakers))


def _find_persons(article: Article, labels: Collection[Label], guests: Guests, names: Names) -> frozenset[str]:
    """The labels that may be somebody's. What stands alone on its line, as headings do, needs a better sign."""
    found = {label.name for label in labels if label.name in guests.names or _is_person(label.name, names)}
    alone = [label for label in labels if label.is_alone and label.name in found]
    has_role = any(to_role(label.name) for label in alone)
    sure = {label.name for label in alone if label.has_time or to_role(label.name) or _entity(label.name, names)}
    sure |= {label.name for label in alone if label.name in guests.names or label.name in article.title}
    sure |= {label.name for label in alone if has_role and is_chinese_name(label.name)}
    return frozenset(found - {label.name for label in alone} | sure)


def _find_askers(article: Article, labels: Mapping[int, Label], persons: Collection[str]) -> frozenset[str]:
    """The labels of nobody by name that ask: most of their lines end so, and each is followed by somebody's."""
    lines: dict[str, list[bool]] = {}
    ordered = [(index, label) for index, label in labels.items() if not label.is_alone]
    for (index, label), (_, following) in pairwise(ordered):
        if label.name not in persons and fold_characters(label.name) not in speaker_rules().common.labels:
            asks = article.text[label.end : article.blocks[index].end].rstrip("”\"'」 ").endswith(("？", "?"))
            lines.setdefault(label.name, []).append(asks and following.name in persons)
    return frozenset(name for name, asking in lines.items() if len(asking) >= _TURNS and 2 * sum(asking) > len(asking))


def _take_turns(
    article: Article, labels: Mapping[int, Label], speakers: Mapping[str, str | None]
) -> Iterator[tuple[int, Turn]]:
    speaker: str | None = None
    for index, block in enumerate(article.blocks):
        label = labels.get(index)
        if label and label.name in speakers:
            speaker = speakers[label.name]
            yield index, Turn(speaker, label.end)
        elif block.kind is not PassageKind.BODY:
            continue
        elif _is_aside(label) or _is_narrated(article.text[block.start : block.end]):
            speaker = None
        elif speaker is not None and not _is_remark(article.text[block.start : block.end]):
            yield index, Turn(speaker, block.start)


def _is_aside(label: Label | None) -> bool:
    return label is not None and fold_characters(label.name) in speaker_rules().asides.labels


def _is_narrated(words: str) -> bool:
    """Whether a paragraph tells what somebody says: 林晚补充说, ... The turn before it is over, and it is nobody's."""
    found = speaker_rules().narrated.match(fold_characters(words))
    return found is not None and any(is_chinese_name(found["name"][:length]) for length in (3, 2))


def _is_remark(words: str) -> bool:
    """Whether a paragraph stands in brackets: the editors', nobody's turn."""
    return (words[0], words[-1]) in (("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"))


def _is_person(label: str, names: Names) -> bool:
    """Whether a label may be somebody's: a known person, a role, a name by its form."""
    rules, twin = speaker_rules(), fold_characters(label)
    if twin in rules.common.labels or twin in rules.asides.labels:
        return False
    if to_role(label) or to_key(label) in _given_names() or _entity(label, names) or rules.nicknames.match(twin):
        return True
    if any(is_cjk(char) for char in label):
        letters = [char for char in twin if char.isalnum()]
        if len(letters) > _LONGEST_CHINESE:
            return False
        return _is_transliterated(twin) or (2 <= len(letters) <= 4 and letters[0] in shape_rules().surnames)
    words = label.split()
    return len(words) <= _LONGEST_LATIN and all(word[0].isupper() for word in words)


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


def _name(group: Sequence[str], article: Article, names: Names, guests: Guests) -> str | None:
    """The name of a group: a known entity's, else as the article introduces the person, else the fullest label."""
    if any(map(to_role, group)):
        name = guests.roles.get(next(filter(None, map(to_role, group))) or "")
        entity = _entity(name, names) if name else None
        return entity.name if entity else name
    full = [introduced for label in group if (introduced := _find_introduction(label, article.text))]
    full += [guests.names[label] for label in group if label in guests.names]
    for label in (*full, *group):
        if entity := _entity(label, names):
            return entity.name
    latin = [label for label in group if not is_cjk(label[0])]
    return next(iter((*full, *latin, *group)))


def _find_introduction(label: str, text: str) -> str | None:
    """The only full name in text that begins with a Latin label of one word; None: no such name, or several."""
    if not label.isalpha() or is_cjk(label[0]):
        return None
    first = label.title() if label.isupper() else label
    found = re.finditer(rf"(?<![A-Za-z]){re.escape(first)} ([A-Z][A-Za-zÀ-ÿ'’-]{{1,30}})", text)
    full = {match[0] for match in found}
    return full.pop() if len(full) == 1 else None

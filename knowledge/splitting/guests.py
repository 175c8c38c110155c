"""Who takes part in a transcript, as it says itself: in a list of guests and hosts, or in the title of an interview."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from knowledge.splitting.labels import Label
from knowledge.splitting.speaker_rules import is_chinese_name, speaker_rules, to_role
from knowledge.text import fold_characters, is_cjk
from knowledge.types import Article

_ASIDES = re.compile(r"[(（][^()（）]{0,80}[)）]")
_PARTS = re.compile(r"[、，,/;；|｜&]|\s(?:and|with|和|与)\s|(?<=[\u3400-\u9fff])[和与](?=[\u3400-\u9fff])")
_SENTENCE = re.compile(r"[。！？!?]")
_LABELS = 200
"""The commonest labels are those of turns."""
_LISTS = 20
"""Lists stand on top; under them the same labels open turns."""
_LONGEST_LIST = 200
_LONGEST_PART = 30


@dataclass(frozen=True, slots=True)
class Guests:
    """Those who take part."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Label of turns -> the name as listed (Maya -> Maya Lindqvist)."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Role -> the only one who has it (主持人 -> 林晚)."""
    blocks: frozenset[int] = frozenset()
    """The blocks that only list names: nobody's turn."""


def find_guests(article: Article, labels: Mapping[int, Label]) -> Guests:
    """Those whom lines as 嘉宾：林晚（青禾创始人）、周南 name, and the one whom the title says was interviewed."""
    counts = Counter(label.name for label in labels.values())
    known = [name for name, _ in counts.most_common(_LABELS)]
    names: dict[str, str] = {}
    roles: dict[str, str] = {}
    blocks: set[int] = set()
    for index, label in islice(_find_list_labels(labels), _LISTS):
        role = to_role(label.name)
        parts = list(_split_names(article.text[label.end : article.blocks[index].end]))
        listed = {name: _to_name(part, name) for part in parts for name in known if _is_of(part, name)}
        if listed or (parts and role and _is_list(parts)):
            names |= listed
            blocks.add(index)
            roles |= {role: next(iter(listed.values()), parts[0])} if role and len(parts) == 1 else {}
    interviewed = _find_interviewed(article.title)
    answerers = {role for label in labels.values() if (role := to_role(label.name)) in speaker_rules().answerers.labels}
    if interviewed and len(answerers) == 1:
        roles = {**dict.fromkeys(filter(None, answerers), interviewed), **roles}
    return Guests(names, roles, frozenset(blocks))


def _find_list_labels(labels: Mapping[int, Label]) -> Iterator[tuple[int, Label]]:
    """The labels that may open a list of those who take part, with their blocks."""
    for index, label in labels.items():
        is_list = fold_characters(label.name) in speaker_rules().lists.labels
        if not label.is_alone and (is_list or to_role(label.name)):
            yield index, label


def _split_names(words: str) -> Iterator[str]:
    """The names of a list; none where it is a sentence."""
    if len(words) > _LONGEST_LIST or _SENTENCE.search(words):
        return
    for part in _PARTS.split(_ASIDES.sub("、", words)):
        if 0 < len(name := part.strip()) <= _LONGEST_PART:
            yield name


def _is_list(parts: list[str]) -> bool:
    """Whether every part is a name by its form: what nobody is called by in the transcript needs that."""
    return all(is_chinese_name(part) or speaker_rules().nicknames.match(fold_characters(part)) for part in parts)


def _is_of(part: str, name: str) -> bool:
    """Whether a part of a list names who is labelled so: Maya Lindqvist, 青禾创始人林晚."""
    return part == name or part.startswith(f"{name} ") or (len(name) > 1 and part.endswith(name))


def _to_name(part: str, label: str) -> str:
    """The whole name: of 青禾创始人林晚 the label, of Maya Lindqvist all."""
    return label if is_cjk(part[-1]) else part


def _find_interviewed(title: str) -> str | None:
    """Whom the title says was interviewed, or None."""
    found = speaker_rules().interviewed.search(fold_characters(title))
    if not found:
        return None
    which = 1 if found.start(1) >= 0 else 2
    name = title[found.start(which) : found.end(which)]
    if which == 1:
        return name if is_chinese_name(name) else None
    return name if all(word[0].isupper() for word in name.split()) else None

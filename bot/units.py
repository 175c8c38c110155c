"""What a question says besides its names: units, each with the forms in which a passage may meet it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.phrases import phrase
from bot.types import Named, Unit
from bot.wordbook import wordbook
from knowledge.names.dictionary import is_word
from knowledge.text import is_cjk, split_words

ASPECTS = "了过着"
"""What follows a verb and changes nothing of what it says."""
JOINED = 0.5
"""What a word counts for that the segmenter made of a word of one character and a filler."""
REACH = 8
"""Characters before a word in which it may be denied."""
KEPT = 128
"""Texts of which the forms found are kept: the stages of a question ask for the same ones again."""


def to_units(twin: str, named: Sequence[Named]) -> tuple[Unit, ...]:
    """The units of a folded question, names first, each once.

    A unit is a name (with its aliases), a group of synonyms that the question touches, or a word that is in no group
    and is no filler. Empty for a question made of fillers only.
    """
    units = {name.entity.name: to_name_unit(name) for name in named}
    left = list(twin)
    for name in named:
        left[name.start : name.end] = " " * (name.end - name.start)
    rest = "".join(left)
    words = wordbook()
    for which, start, end in sorted(find_forms(rest), key=lambda hit: hit[1]):
        group = words.groups[which]
        if group is not None:
            units.setdefault(group, _to_group_unit(group, words.forms[which], is_denied=is_denied(rest, start)))
        left[start:end] = " " * (end - start)
    for written, start, _ in split_words("".join(left)):
        word = _stem(written)
        if word in words.singles:
            group = words.singles[word]
            if group is not None:
                units.setdefault(group, _to_group_unit(group, word, is_denied=is_denied(rest, start)))
        elif (unit := _to_word_unit(word)) is not None:
            units.setdefault(word, unit)
    return tuple(units.values())


def _to_word_unit(word: str) -> Unit | None:
    """The unit of a word that no rule knows; None: it is no word but fillers that the segmenter joined (中想).

    One of which fillers are a part, as no dictionary has it (就定), is met by the rest of it too, and counts half.
    """
    if phrase("points_with_measure").fullmatch(word):
        return None
    if len(word) < 2 or not all(map(is_cjk, word)) or is_word(word):
        return Unit(word, (word,))
    singles = wordbook().singles
    rest = "".join(char for char in word if singles.get(char, char) is not None)
    if not rest:
        return None
    return Unit(word, (word,)) if rest == word else Unit(word, (word,), share=JOINED, near=(rest,))


def to_name_unit(named: Named) -> Unit:
    """The unit that a passage meets by mentioning the entity."""
    entity = named.entity
    return Unit(entity.name, (entity.name, *entity.aliases), is_entity=True, covers=entity.covers)


def _to_group_unit(group: str, form: str, *, is_denied: bool) -> Unit:
    """The unit of a group; the other groups that the form may mean come in loosely."""
    words = wordbook()
    others = (other for sense in words.senses.get(form, ()) for other in words.members[sense])
    members = tuple(dict.fromkeys((form, *words.members[group])))
    near = dict.fromkeys((*words.near[group], *others))
    return Unit(group, members, near=tuple(word for word in near if word not in members), is_denied=is_denied)


@lru_cache(maxsize=KEPT)
def find_forms(text: str) -> tuple[tuple[int, int, int], ...]:
    """(form, start, end) of synonyms and fillers, the longest where they overlap; Latin forms as whole words only.

    So that 大模型 is found in 做大模型, and not 做大; but those that begin amid a word last: 估值, not 值多少.
    """
    return tuple(_find_forms(text))


def _find_forms(text: str) -> Iterator[tuple[int, int, int]]:
    hits = wordbook().finder.find_matches_as_indexes(text, overlapping=True)
    inside = {at: start for _, start, end in split_words(text) for at in range(start + 1, end)}
    taken = [False] * len(text)
    for which, start, end in sorted(hits, key=lambda hit: (hit[1] in inside, hit[1] - hit[2], hit[1])):
        if not any(taken[start:end]) and is_whole(text, start, end) and not _cuts_two(start, end, inside):
            taken[start:end] = [True] * (end - start)
            yield which, start, end


def _cuts_two(start: int, end: int, inside: Mapping[int, int]) -> bool:
    """Whether both ends cut a word of the segmenter, each another one: 家里 in 专家里程."""
    return start in inside and end in inside and inside[start] != inside[end]


def _stem(word: str) -> str:
    """The verb of one character that is repeated or followed by an aspect: 谈 for 谈谈, 改 for 改过; else the word."""
    is_verb = len(word) == 2 and is_cjk(word[0]) and word[1] in (word[0], *ASPECTS)
    return word[0] if is_verb and word[0] in wordbook().singles else word


def is_denied(text: str, start: int) -> bool:
    """Whether the word before denies what starts there: 不赚钱, 并未盈利; not so 赚不赚钱, 会不会赚钱."""
    before = phrase("denies_next").search(text[max(0, start - REACH) : start])
    if before is None:
        return False
    no = max(0, start - REACH) + before.start()
    return no == 0 or not text.startswith(text[no - 1], no + 1)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] cuts no Latin word or number in two."""
    return not (_is_inner(text, start - 1, start) or _is_inner(text, end - 1, end))


def _is_inner(text: str, left: int, right: int) -> bool:
    if left < 0 or right >= len(text):
        return False
    a, b = text[left], text[right]
    return a.isalnum() and b.isalnum() and not is_cjk(a) and not is_cjk(b)

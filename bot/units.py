"""What a question says besides its names: units, each with the forms in which a passage may meet it."""

from collections.abc import Iterator, Sequence

from bot.templates import wordbook
from bot.types import Named, Unit
from knowledge.text import is_cjk, split_words


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
    for which, start, end in _find_forms(rest):
        group = words.groups[which]
        if group is not None:
            units.setdefault(group, _to_group_unit(group, words.forms[which]))
        left[start:end] = " " * (end - start)
    for word, _, _ in split_words("".join(left)):
        if word in words.singles:
            group = words.singles[word]
            if group is not None:
                units.setdefault(group, _to_group_unit(group, word))
        else:
            units.setdefault(word, Unit(word, (word,)))
    return tuple(units.values())


def to_name_unit(named: Named) -> Unit:
    """The unit that a passage meets by mentioning the entity."""
    return Unit(named.entity.name, (named.entity.name, *named.entity.aliases), is_entity=True)


def _to_group_unit(group: str, form: str) -> Unit:
    return Unit(group, (form, *(other for other in wordbook().members[group] if other != form)))


def _find_forms(text: str) -> Iterator[tuple[int, int, int]]:
    """(form, start, end) of synonyms and fillers, leftmost-longest; Latin forms as whole words only."""
    hits = wordbook().finder.find_matches_as_indexes(text, overlapping=True)
    done = 0
    for which, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        if start >= done and is_whole(text, start, end):
            yield which, start, end
            done = end


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] cuts no Latin word or number in two."""
    return not (_is_inner(text, start - 1, start) or _is_inner(text, end - 1, end))


def _is_inner(text: str, left: int, right: int) -> bool:
    if left < 0 or right >= len(text):
        return False
    a, b = text[left], text[right]
    return a.isalnum() and b.isalnum() and not is_cjk(a) and not is_cjk(b)

"""How articles call people whom they have named in full: 望舒, 老冉, Nadia. None that two could claim."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.names.dictionary import begins_with_verb, is_amid_word, is_common, is_word
from knowledge.names.lexicon import Lexicon
from knowledge.names.name_rules import COUNTED, ordinary_latin, shape_rules
from knowledge.names.name_uses import use_rules
from knowledge.text import fold, fold_characters, is_cjk
from knowledge.types import Entity, EntityKind

_FULL = 3


def find_familiar_forms(text: str, lexicon: Lexicon) -> tuple[Entity, ...]:
    """The people whom text names, with the given name or the surname and 老 or 总 by which it calls them, too.

    Left out: a form of two of them, of somebody the lexicon's files hold, an ordinary word, one that is part of words.
    """
    text = text[:COUNTED]
    mentions = lexicon.find(text)
    people = _find_people(lexicon, dict.fromkeys(mention.entity for mention in mentions))
    bare = list(text)
    for mention in mentions:
        bare[mention.start : mention.end] = "\0" * (mention.end - mention.start)
    rest = "".join(bare)
    twin = fold(rest)
    forms = [(person, form) for person in people for form in _to_forms(person.name)]
    claims = Counter(fold_characters(form) for _, form in forms)
    return tuple(
        Entity(person.name, person.kind, (form,), person.known)
        for person, form in forms
        if claims[fold_characters(form)] == 1
        and fold_characters(form) in twin
        and lexicon.by_alias(form) is None
        and (_is_called(form, twin) if is_cjk(form[0]) else _is_called_in_latin(form, rest, lexicon))
    )


def _find_people(lexicon: Lexicon, names: Sequence[str] | dict[str, None]) -> list[Entity]:
    entities = (lexicon.entity(name) for name in names)
    return [entity for entity in entities if entity and entity.kind is EntityKind.PERSON]


def _to_forms(name: str) -> Iterator[str]:
    if not is_cjk(name[0]):
        if " " in name:
            yield name.split(" ", 1)[0]
        return
    if not all(map(is_cjk, name)) or len(name) > _FULL + 1:
        return
    surname = 2 if fold(name)[:2] in shape_rules().double_surnames else 1
    if len(name) - surname == _FULL - 1:
        yield name[surname:]
    for before in use_rules().familiar_before:
        yield before + name[:surname]
    for after in use_rules().familiar_after:
        yield name[:surname] + after


def _is_called(form: str, twin: str) -> bool:
    """Whether the text without its full names has that form, everywhere as somebody's name and never within a word."""
    form = fold_characters(form)
    places = [one.start() for one in re.finditer(re.escape(form), twin)]
    if not places or is_common(form) or is_word(form):
        return False
    return all(
        not is_amid_word(twin, at) and not twin.endswith("\0", 0, at) and _may_end(twin, at + len(form))
        for at in places
    )


def _may_end(twin: str, at: int) -> bool:
    if at >= len(twin) or not is_cjk(twin[at]):
        return True
    is_addressed = twin.startswith((*use_rules().person_after, *use_rules().person_adverbs), at)
    return is_addressed or (begins_with_verb(twin, at) and not is_amid_word(twin, at))


def _is_called_in_latin(form: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether the text without its full names uses a first name that nobody in the lexicon has."""
    if len(form) < _FULL or form in ordinary_latin() or not re.search(rf"\b{re.escape(form)}\b", rest):
        return False
    first = f"{form} "
    if re.search(rf"\b{re.escape(first)}[A-Z]|\b[A-Z][a-z]+ {re.escape(form)}\b", rest):
        return False
    return not any(
        entity.known and entity.kind is EntityKind.PERSON and any(n.startswith(first) for n in _names(entity))
        for entity in lexicon.entities
    )


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)

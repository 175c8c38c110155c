"""Whom a clause speaks of where the phrase itself does not name it. Finds no facts.

The rule, first that applies:
1. In the clause of the match, before it: the only one named of the right kind; of several the one that
   opens the clause.
2. Walking back clause by clause: the topic, the name of the right kind before which the clause names nobody else and
   that is nobody's object (rules/subjects.yaml); after "A invests in B" it is B.
3. The name that the paragraph is headed by ("SCALE AI. The largest deal ..."); it also is "the company" there.
4. In the sentences before it in the same paragraph, and in the one before if this one goes on about it (它 ...): their
   topic, the latest first.
5. Outside transcripts: the only company of the heading, or of the title, if the paragraph before names it too or this
   one goes on about it.
6. Outside transcripts: the company that the article is about, if the paragraph so far names no other one.
Two candidates left, words that may stand for another company, or a name nobody knows as the subject of the clause or
of the one gone on about (strangers.py): nobody.
"""

from collections.abc import Sequence
from functools import cache

from knowledge.facts.descriptions import find_described, may_mean_another
from knowledge.facts.sentences import KIND_CODES, PERIOD, CodedArticle, Sentence
from knowledge.facts.strangers import has_own_stranger, opens_with_stranger
from knowledge.facts.subject_rules import subject_rules
from knowledge.names.lexicon import Lexicon
from knowledge.names.run_in_heads import is_run_in
from knowledge.text import fold_characters
from knowledge.types import EntityKind, Mention, PassageKind

_ENTITIES = "".join(KIND_CODES.values())
_ORGANISED = KIND_CODES[EntityKind.COMPANY] + KIND_CODES[EntityKind.FUND]
_COMPANY = KIND_CODES[EntityKind.COMPANY]
_PERSON = KIND_CODES[EntityKind.PERSON]
_PRODUCT = KIND_CODES[EntityKind.PRODUCT]
_OPENING = 8
"""How many characters may stand before the name that opens a clause (而成立于某年的 ...)."""
_NEAR = 12
"""How many sentences back the paragraph before is looked for."""


@cache
def _asides() -> tuple[str, ...]:
    return tuple(map(fold_characters, subject_rules().asides))


@cache
def _figures() -> tuple[str, ...]:
    return tuple(map(fold_characters, subject_rules().figures))


def find_spoken_of(coded: CodedArticle, which: int, match: tuple[int, int], codes: str) -> str | None:
    """The entity of one of the coded kinds that the match in sentences[which] speaks of; None: unsure or nobody.

    From another sentence only one of the first kind is carried over, a fund as well as a company.
    """
    place, end = match
    sentences, sentence = coded.sentences, coded.sentences[which]
    head = _head(sentences, which, codes)
    if may_mean_another(sentence.coded[:end]):
        return head or find_described(sentences, which, end)
    if has_own_stranger(coded, sentence, place):
        return None
    found = find_named(sentence, place, codes)
    if found:
        return found[0] if len(found) == 1 else None
    if _follows_stranger(coded, which, place, codes):
        return None
    carried = "".join(code for code in codes if code in _ORGANISED) or codes[0]
    return (
        head
        or _find_carried(sentences, which, carried)
        or _find_headed(coded, which, carried)
        or _find_main(coded, which, carried)
    )


def find_named(sentence: Sentence, place: int, codes: str) -> tuple[str, ...]:
    """Whom coded[place:] speaks of by rules 1 and 2; empty: nobody is named; more than one: unsure."""
    start, _ = sentence.clause(place)
    named = _names(sentence, start, place, codes)
    if named:
        return _choose(sentence, start, named, codes)
    while start > 0:
        end = start - 1
        start, _ = sentence.clause(end)
        if topic := _topic(sentence, start, end, codes):
            return topic
    return ()


def _follows_stranger(coded: CodedArticle, which: int, place: int, codes: str) -> bool:
    """Whether an unknown name opened a clause before in the paragraph, and nobody known was spoken of since."""
    here = coded.sentences[which]
    start, _ = here.clause(place)
    while start > 0:
        start, end = here.clause(start - 1)
        if opens_with_stranger(coded, here, start, end):
            return True
    for sentence in reversed(coded.sentences[:which]):
        if sentence.passage.block != here.passage.block:
            return False
        end = 0
        while end < len(sentence.coded):
            start, end = sentence.clause(end)
            if opens_with_stranger(coded, sentence, start, end):
                return True
            if _topic(sentence, start, end, codes):
                return False
            end += 1
    return False


def _find_carried(sentences: Sequence[Sentence], which: int, codes: str) -> str | None:
    block = sentences[which].passage.block
    for place in range(which - 1, -1, -1):
        sentence = sentences[place]
        if sentence.passage.block != block:
            if not _continues(sentences[place + 1]) or sentence.passage.speaker != sentences[which].passage.speaker:
                break
            block = sentence.passage.block
        end = 0
        while end < len(sentence.coded):
            start, end = sentence.clause(end)
            if topic := _topic(sentence, start, end, codes):
                return topic[0] if len(topic) == 1 else None
            end += 1
    return None


def _continues(sentence: Sentence) -> bool:
    """Whether a paragraph that opens so goes on about the one before."""
    return sentence.coded.startswith(_continuing())


@cache
def _continuing() -> tuple[str, ...]:
    return tuple(map(fold_characters, subject_rules().continuing))


def _head(sentences: Sequence[Sentence], which: int, codes: str) -> str | None:
    """The name that the paragraph opens with, a full stop after it."""
    block = sentences[which].passage.block
    first = which
    while first > 0 and sentences[first - 1].passage.block == block:
        first -= 1
    token = sentences[first].tokens.get(0)
    runs_in = is_run_in(sentences[first].coded, 1)
    if token and isinstance(token.value, Mention) and runs_in and sentences[first].coded[0] in codes:
        return token.value.entity
    return None


def _find_headed(coded: CodedArticle, which: int, codes: str) -> str | None:
    sentences, lexicon = coded.sentences, coded.lexicon
    passage = sentences[which].passage
    if passage.speaker or passage.kind is not PassageKind.BODY:
        return None
    recent = {
        mention.entity
        for sentence in sentences[max(0, which - _NEAR) : which]
        if sentence.passage.block == passage.block - 1
        for mention, _ in _names(sentence, 0, len(sentence.coded), codes)
    }
    goes_on = _continues(sentences[which])
    for text in filter(None, (passage.heading, coded.article.title)):
        named = {mention.entity for mention in lexicon.find(text) if _is_kind(mention.entity, codes, lexicon)}
        if len(named) == 1 and (goes_on or named <= recent):
            return named.pop()
    return None


def _find_main(coded: CodedArticle, which: int, codes: str) -> str | None:
    passage, main = coded.sentences[which].passage, coded.main_company
    if main is None or passage.speaker or passage.kind is not PassageKind.BODY or _COMPANY not in codes:
        return None
    here = coded.sentences[which]
    if any(is_aside(here, at) for at in here.tokens if here.coded[at] in _COMPANY):
        return None
    named: set[str] = set()
    for sentence in reversed(coded.sentences[: which + 1]):
        if sentence.passage.block != passage.block:
            break
        named.update(mention.entity for mention, _ in _names(sentence, 0, len(sentence.coded), _COMPANY))
    if not named and _speaks_of_another(coded.sentences[:which], passage.block, main):
        return None
    return main if named <= {main} else None


def _speaks_of_another(sentences: Sequence[Sentence], block: int, main: str) -> bool:
    """Whether the paragraph right before that block opens with another company and never names the main one."""
    before = [one for one in sentences[-_NEAR:] if one.passage.block == block - 1]
    if not before or any(one.passage.kind is not PassageKind.BODY for one in before):
        return False
    named = {mention.entity for one in before for mention, _ in _names(one, 0, len(one.coded), _COMPANY)}
    return main not in named and any(one.coded.startswith(_COMPANY) for one in before)


def _is_kind(name: str, codes: str, lexicon: Lexicon) -> bool:
    entity = lexicon.entity(name)
    return entity is not None and KIND_CODES[entity.kind] in codes


def _names(sentence: Sentence, start: int, end: int, codes: str) -> list[tuple[Mention, int]]:
    """The mentions of the coded kinds in coded[start:end] with their places, those in passing left out."""
    return [
        (token.value, place)
        for place, token in sentence.tokens.items()
        if start <= place < end
        and sentence.coded[place] in codes
        and isinstance(token.value, Mention)
        and not is_aside(sentence, place)
        and not _is_bare_object(sentence, start, place)
    ]


def is_aside(sentence: Sentence, place: int) -> bool:
    """Whether the entity at place is only named to tell whose investor, unit or double is spoken of."""
    after = sentence.coded[place + 1 :]
    return any(after.startswith(word) and not after.startswith(_figures(), len(word)) for word in _asides())


def _is_bare_object(sentence: Sentence, start: int, place: int) -> bool:
    """Whether the name is the object of a verb whose subject the clause leaves out (invested in B)."""
    before = sentence.coded[start:place].removesuffix("了")
    return _ends_with(before, subject_rules().handovers) and not any(char in _ENTITIES for char in before)


def _ends_with(text: str, words: tuple[str, ...]) -> bool:
    text = text.rstrip()
    return text.endswith(words) and any(
        text.endswith(word) and (not word.isascii() or text[: -len(word)][-1:] in {"", " "}) for word in words
    )


def _choose(sentence: Sentence, start: int, named: list[tuple[Mention, int]], codes: str) -> tuple[str, ...]:
    """Of the names of one clause: the only one, the one invested in, the one that opens the clause; else all.

    Where a person would do as well as a company, whoever acts is looked for: the investor, not the one invested in.
    """
    entities = tuple(dict.fromkeys(mention.entity for mention, _ in named))
    if len(entities) == 1:
        return entities
    place, after = named[0][1], next(where for mention, where in named if mention.entity != entities[0])
    if sentence.coded[after] == _PRODUCT and _is_named(sentence.coded[place + 1 : after]):
        return entities[1:2]
    seeks_agent = _PERSON in codes and codes != _PERSON
    if not seeks_agent and any(verb in sentence.coded[place + 1 : after] for verb in subject_rules().handovers):
        return entities[1:]
    opening = sentence.coded[start:place].replace(PERIOD, "").strip()
    return entities[:1] if len(opening) <= _OPENING else entities


def _is_named(between: str) -> bool:
    return _ends_with(between.rstrip('“”"「《 '), subject_rules().naming)


def _topic(sentence: Sentence, start: int, end: int, codes: str) -> tuple[str, ...]:
    """Whom a whole clause is about, by rule 2; empty: nobody of these kinds."""
    named: list[tuple[Mention, int]] = []
    for mention, place in _names(sentence, start, end, codes):
        before = sentence.coded[start:place]
        if named or not _ends_with(before, subject_rules().objects):
            named.append((mention, place))
    if not named or sentence.coded[named[-1][1] + 1 : end].rstrip(" 了。").endswith(subject_rules().joining):
        return ()
    first = named[0][1]
    others = [
        place
        for place in sentence.tokens
        if start <= place < first and sentence.coded[place] in _ENTITIES and not _is_bare_object(sentence, start, place)
    ]
    is_described = sentence.coded[start:first].endswith(subject_rules().attributive)
    if not is_described and any(
        not _ends_with(sentence.coded[start:place], subject_rules().objects) for place in others
    ):
        verbs = subject_rules().handovers + (subject_rules().launches if codes == _PRODUCT else ())
        handed = any(verb in sentence.coded[others[0] : first] for verb in verbs)
        return (named[0][0].entity,) if handed else ()
    return _choose(sentence, start, named, codes)

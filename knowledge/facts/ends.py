"""Between whom a match states something: its subjects and objects, named or spoken of. Judges nothing else.

A person's company, once the article has told it, stands in where a match names only the person (P holds 10 %).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.facts.matches import Match
from knowledge.facts.sentences import KIND_CODES, CodedArticle, Sentence
from knowledge.facts.strangers import has_own_stranger, opens_with_stranger
from knowledge.facts.subject_rules import subject_rules
from knowledge.facts.subjects import find_spoken_of, is_aside
from knowledge.facts.word_rules import word_rules
from knowledge.types import EntityKind, Fact, Mention

Companies = Mapping[str, frozenset[str]]
"""Person -> the companies that the article says are theirs."""
Ends = tuple[tuple[str, ...], tuple[tuple[str, int] | None, ...]]
"""Subjects, and objects with their places in the coded sentence; a lone None: no object."""
_COMPANIES = tuple(KIND_CODES[kind] for kind in (EntityKind.COMPANY, EntityKind.PRODUCT))
_SHORT = 80
"""Coded characters of a sentence that answers."""
_ORGANISED = frozenset(KIND_CODES[kind] for kind in (EntityKind.COMPANY, EntityKind.FUND))
_OBJECTLESS = ("text", "employer", "post", "city")
"""Slots whose words stand for the object: nobody else is meant."""
_SLOTS = {"subject": ("subject", "subjects"), "object": ("object", "objects", "fund")}
"""What a phrase may name an end by; {fund}, where another company would be the subject: 领投 {fund}."""
_BEFORE_JOINING = " 等均都也继续共同"
_PERSON = KIND_CODES[EntityKind.PERSON]


def find_companies(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    """The companies of each person by the roles and founders among facts."""
    found: dict[str, set[str]] = {}
    for fact in facts:
        if fact.object and fact.relation in ("role", "founder"):
            person, company = (fact.subject, fact.object) if fact.relation == "role" else (fact.object, fact.subject)
            found.setdefault(person, set()).add(company)
    return {person: frozenset(companies) for person, companies in found.items()}


def find_ends(coded: CodedArticle, match: Match, companies: Companies) -> Ends:
    """The subjects and the objects of a match; of the two only one may be carried. No subject: no fact."""
    sentence, relation = coded.sentences[match.sentence], match.relation

    def spoken_of(codes: str) -> tuple[tuple[str, int], ...]:
        found = find_spoken_of(coded, match.sentence, (match.start, match.end), codes)
        return ((found, match.start),) if found else ()

    subjects, objects = _named(sentence, match, "subject"), _named(sentence, match, "object")
    if any(
        not found and not match.slots.keys().isdisjoint(_SLOTS[name])
        for name, found in (("subject", subjects), ("object", objects))
    ):
        return (), ()
    if _is_of_stranger(coded, match, subjects):
        return (), ()
    if not subjects and relation.rule.carried:
        subjects = (
            spoken_of(relation.subject_codes)
            or _own_company(sentence, objects, companies)
            or _speakers_company(coded, match, companies)
        )
    elif subjects and not objects and relation.rule.value == "object" and match.slots.keys().isdisjoint(_OBJECTLESS):
        own = _own_company(sentence, subjects, companies)
        known = own if companies.get(subjects[0][0]) else ()
        objects = known or spoken_of(relation.object_codes) or own
        subjects = subjects if objects else ()
    return tuple(name for name, _ in subjects), objects or (None,)


def _is_of_stranger(coded: CodedArticle, match: Match, subjects: Sequence[tuple[str, int]]) -> bool:
    """Whether the match speaks of a name nobody knows: one in its clause, or behind the subject named (A's rival B)."""
    sentence = coded.sentences[match.sentence]
    if subjects:
        return any(opens_with_stranger(coded, sentence, place, match.end) for _, place in subjects)
    return match.relation.rule.carried and has_own_stranger(coded, sentence, match.start)


def _own_company(
    sentence: Sentence, ends: Sequence[tuple[str, int]], companies: Companies
) -> tuple[tuple[str, int], ...]:
    """The one company of these people, else of all people in the sentence; empty: none or several."""
    people = [name for name, place in ends if sentence.coded[place] == _PERSON]
    if not people:
        return ()
    own = _union(companies, people) or _union(companies, _find_people(sentence))
    return ((next(iter(own)), ends[0][1]),) if len(own) == 1 else ()


def _speakers_company(coded: CodedArticle, match: Match, companies: Companies) -> tuple[tuple[str, int], ...]:
    """The one company of whoever has the turn, where the answer so far speaks of no other and of nobody else."""
    sentence, codes = coded.sentences[match.sentence], match.relation.subject_codes
    if len(sentence.coded) > _SHORT:
        return ()
    own = [
        entity for name in companies.get(sentence.passage.speaker or "", ()) if (entity := coded.lexicon.entity(name))
    ]
    if len(own) != 1 or KIND_CODES[own[0].kind] not in codes:
        return ()
    turn = _turn(coded, match.sentence)
    return () if any(_names_others(one, match, own[0].name) for one in turn) else ((own[0].name, 0),)


def _turn(coded: CodedArticle, which: int) -> Iterator[Sentence]:
    """The sentence and those before it, backwards, while the same paragraph goes on."""
    for sentence in reversed(coded.sentences[: which + 1]):
        if sentence.passage.block != coded.sentences[which].passage.block:
            return
        yield sentence


def _names_others(sentence: Sentence, match: Match, own: str) -> bool:
    """Whether the sentence speaks of another company, or of others; whom the match itself takes as object is none."""
    if any(word in sentence.coded for word in subject_rules().others):
        return True
    taken = {place for span in match.slots.values() for place in range(*span)}
    return any(
        isinstance(token.value, Mention) and token.value.entity != own
        for place, token in sentence.tokens.items()
        if sentence.coded[place] in _COMPANIES and place not in taken
    )


def _union(companies: Companies, people: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(companies.get(name, frozenset()) for name in people))


def _find_people(sentence: Sentence) -> Iterator[str]:
    for place, token in sentence.tokens.items():
        if sentence.coded[place] == _PERSON and isinstance(token.value, Mention):
            yield token.value.entity


def _named(sentence: Sentence, match: Match, slot: str) -> tuple[tuple[str, int], ...]:
    """The entities in a slot, by any of its names, with their places."""
    span = next((match.slots[name] for name in _SLOTS[slot] if name in match.slots), (0, 0))
    is_object = slot == "object"
    span = _without_next(sentence, match, span)
    plain = is_object or match.relation.rule.pronouns
    codes = match.relation.object_codes if is_object else match.relation.subject_codes
    named: dict[str, int] = {}
    for place in range(*span):
        token = sentence.tokens.get(place)
        if (
            token
            and isinstance(token.value, Mention)
            and (plain or not token.value.resolved)
            and sentence.coded[place] in codes
            and not (is_object and is_aside(sentence, place))
            and not _describes(sentence, place, span[1] if is_object else place)
        ):
            named.setdefault(token.value.entity, place)
    return tuple(named.items())


def _without_next(sentence: Sentence, match: Match, span: tuple[int, int]) -> tuple[int, int]:
    """The list at span without those of whom the next clause says that they joined: led by A, | B joining."""
    after = sentence.coded[span[1] : sentence.clause(span[1])[1]].lstrip(_BEFORE_JOINING)
    comma = sentence.coded.rfind(",", *span)
    joins = after.startswith(subject_rules().joining) or after.rstrip(" 了。").endswith(subject_rules().joining)
    is_next = match.end <= span[1] and comma > span[0] and joins
    return (span[0], comma) if is_next else span


def _describes(sentence: Sentence, place: int, end: int) -> bool:
    """Whether the entity at place only describes the next one, in its list or, for a subject, right behind it."""
    describing = word_rules().lists.describing
    after = place + 1 + len(describing)
    if not sentence.coded.startswith(describing, place + 1):
        return False
    return place + 1 < end or (place == end and sentence.coded[after : after + 1] in _ORGANISED)

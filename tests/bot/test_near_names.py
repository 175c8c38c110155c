"""Never another company than the one asked: names that are near one another, names that nobody has, slips of the pen.

Figures are those measured when a test was written: raise a floor, lower a ceiling, never the other way.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA

from bot.naming import Naming
from knowledge.names.lexicon import Lexicon, load_lexicon
from knowledge.text import fold, to_key
from knowledge.types import Entity, EntityKind
from tests.near_names import STEMS, SUFFIXES, chinese_slips, invented_names, is_chinese, latin_slips, near_pairs

INVENTED = {entity.name: entity.kind for entity in invented_names()}
QUESTIONS = ("{}融了多少钱", "请问谁投了{}？", "How much did {} raise?")


@cache
def all_names() -> tuple[str, ...]:
    """Every name and alias of the lexicon."""
    return tuple(name for entity in load_lexicon().entities for name in (entity.name, *entity.aliases))


@cache
def naming() -> Naming:
    """The names of the lexicon."""
    return Naming(load_lexicon())


def owner(name: str) -> Entity:
    found = load_lexicon().by_alias(name)
    assert found is not None
    return found


def names_in(text: str, known: Naming) -> list[str]:
    return [named.entity.name for named in known.find(text)]


def knowing(*entities: Entity) -> Naming:
    """The names of these entities only, as if articles had brought them."""
    return Naming(Lexicon(()).with_entities(replace(entity, known=False) for entity in entities))


@pytest.mark.parametrize("question", QUESTIONS[1:])
def test_every_name_of_the_lexicon_gives_its_own_entity(question: str) -> None:
    found = {name: names_in(question.format(name), naming()) for name in all_names()}
    assert {name: got for name, got in found.items() if got != [owner(name).name]} == {}


@pytest.mark.xfail(reason="高通 and 有道 before 融 are cut by the word 通融, and others with it: found nowhere")
def test_a_name_before_a_verb_gives_its_own_entity() -> None:
    found = {name: names_in(QUESTIONS[0].format(name), naming()) for name in all_names()}
    assert {name: got for name, got in found.items() if got != [owner(name).name]} == {}


def test_a_name_before_a_verb_gives_no_other_entity() -> None:
    found = {name: set(names_in(QUESTIONS[0].format(name), naming())) for name in all_names()}
    assert {name: got for name, got in found.items() if got - {owner(name).name}} == {}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_name_that_nobody_has_gives_no_name_of_the_lexicon(question: str) -> None:
    found = {entity.name: names_in(question.format(entity.name), naming()) for entity in invented_names()}
    assert {name: got for name, got in found.items() if got} == {}


@pytest.mark.parametrize("question", QUESTIONS)
def test_two_hundred_names_at_once_are_each_found_as_themselves(question: str) -> None:
    known = Naming(load_lexicon().with_entities(invented_names()))
    found = {entity.name: names_in(question.format(entity.name), known) for entity in invented_names()}
    assert {name: got for name, got in found.items() if got != [name]} == {}


def is_within_bounds(asked: str, known: str) -> bool:
    """Whether asked may be read as a slip for known: Latin with one slip from five letters on, two from nine on, and the
    same first letter; Chinese of the same sound with a character in common."""
    a, b = to_key(asked), to_key(known)
    if a.isascii() and b.isascii():
        slips = 2 if len(a) >= 9 else 1 if len(a) >= 5 else 0
        return a[0] == b[0] and OSA.distance(a, b) <= slips
    return lazy_pinyin(a) == lazy_pinyin(b) and any(one == other for one, other in zip(a, b, strict=True))


def strangers_taken_for(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(name asked, name found, how) of pairs of which only the second is known."""
    near: dict[str, dict[str, None]] = {}
    for asked, known in pairs:
        near.setdefault(known, {})[asked] = None
    for known, others in near.items():
        only = knowing(Entity(known, kind_of(known)))
        for asked in others:
            found = (*only.find(QUESTIONS[1].format(asked)), *only.find(QUESTIONS[2].format(asked)))
            yield from ((asked, known, named.how) for named in found)


def kind_of(name: str) -> EntityKind:
    return INVENTED[name] if name in INVENTED else owner(name).kind


def test_an_invented_name_is_taken_for_a_near_one_only_as_a_slip() -> None:
    taken = set(strangers_taken_for(near_pairs(tuple(INVENTED))))
    assert {
        (asked, known) for asked, known, how in taken if how != "fuzzy" or not is_within_bounds(asked, known)
    } == set()


def house(name: str) -> Entity:
    """Whose the name is; of 红杉中国 the one that covers it, 红杉: their names are alike on purpose."""
    own = owner(name)
    return next((entity for entity in load_lexicon().entities if own.name in entity.covers), own)


@cache
def taken_in_lexicon() -> frozenset[tuple[str, str, str]]:
    """What is taken for what if of two near names of the lexicon only the second is known."""
    pairs = ((one, other) for one, other in near_pairs(all_names()) if house(one) != house(other))
    return frozenset(strangers_taken_for(pairs))


def test_a_name_of_the_lexicon_is_taken_for_a_near_one_only_as_a_slip_or_as_its_part() -> None:
    strange = [
        (asked, known, how)
        for asked, known, how in sorted(taken_in_lexicon())
        if not (is_within_bounds(asked, known) if how == "fuzzy" else is_part(asked, known))
    ]
    assert [found for found in strange if digits(found[0]) == digits(found[1])] == []


def digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def test_no_version_is_taken_for_another() -> None:
    taken = {(asked, known) for asked, known, how in taken_in_lexicon() if how == "fuzzy"}
    assert {(asked, known) for asked, known in taken if digits(asked) != digits(known)} == set()


def is_part(asked: str, known: str) -> bool:
    """Whether one name begins or ends with the other, or both begin with one word."""
    a, b = to_key(asked), to_key(known)
    return a.startswith(b) or a.endswith(b) or asked in known.split() or asked.split()[0] == known.split()[0]


PARTS = 134
"""Names of the lexicon that are taken for a known name of which they are, or hold, a part."""


def test_few_names_are_taken_for_a_part_of_them() -> None:
    assert len({(asked, known) for asked, known, how in taken_in_lexicon() if how == "exact"}) <= PARTS


@pytest.mark.xfail(
    reason="an unknown name with a part of a known one gives that one: 阿里云 阿里, 何小鹏 小鹏, 王兴兴 王兴"
)
def test_no_name_is_taken_for_a_part_of_it() -> None:
    assert {(asked, known) for asked, known, how in taken_in_lexicon() if how == "exact"} == set()


def first_names() -> list[str]:
    """The given names of the people in Latin letters, in alphabetical order."""
    people = [entity.name for entity in load_lexicon().entities if entity.kind == EntityKind.PERSON]
    return sorted({name.split()[0] for name in people if " " in name and name.isascii()})


def test_an_unknown_person_is_not_taken_for_a_namesake() -> None:
    surnames = [entity.name for entity in invented_names() if entity.name.isascii()]
    people = [f"{first} {last}" for first, last in zip(first_names(), surnames, strict=False)]
    assert {name: got for name in people if (got := names_in(f"Who is {name}?", naming()))} == {}


def test_an_unknown_firm_is_not_taken_for_one_of_the_same_first_word() -> None:
    stems = [name for name in INVENTED if name.isascii()]
    known = knowing(*(Entity(f"{stem} Robotics", EntityKind.COMPANY) for stem in stems))
    firms = [f"{stem} {last}" for stem in stems for last in ("Energy", "Capital", "Foods")]
    assert {name: got for name in firms if (got := names_in(QUESTIONS[2].format(name), known))} == {}


stems = st.sampled_from(STEMS)
suffixes = st.sampled_from(SUFFIXES)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(stems, suffixes, suffixes, st.sampled_from(QUESTIONS))
def test_two_firms_of_one_stem_stay_two(stem: str, one: str, other: str, question: str) -> None:
    first, second = Entity(stem + one, EntityKind.COMPANY), Entity(stem + other, EntityKind.COMPANY)
    expected = [first.name] if one == other else []
    assert names_in(question.format(first.name), knowing(second)) == expected
    assert names_in(question.format(first.name), knowing(second, first)) == [first.name]


PAIRS = tuple(near_pairs(tuple(INVENTED)))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.sampled_from(PAIRS), st.sampled_from(QUESTIONS))
def test_with_the_right_name_known_no_near_one_is_found(pair: tuple[str, str], question: str) -> None:
    one, other = pair
    both = knowing(Entity(other, kind_of(other)), Entity(one, kind_of(one)))
    assert names_in(question.format(one), both) == [one]


@cache
def holds_another(name: str) -> bool:
    """Whether a part of the name names somebody else: 阿里 in 阿里云, Naver but for a letter in Naveen."""
    own = owner(name).name
    parts = (name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1))
    others = (load_lexicon().by_alias(part) for part in parts)
    return any(other is not None and other.name != own for other in others)


def asked_with_slips(slips: Callable[[str], Iterator[str]], names: tuple[str, ...]) -> Counter[str]:
    """How many slips are found as what is meant (right), as another (wrong, or part: of a name that holds another's),
    or not at all (none)."""
    count: Counter[str] = Counter()
    for name in names:
        for written in slips(name):
            if load_lexicon().by_alias(written) is not None:
                continue
            found = set(names_in(QUESTIONS[0].format(written), naming()))
            wrong = "part" if holds_another(name) else "wrong"
            count[wrong if found - {owner(name).name} else "right" if found else "none"] += 1
    return count


@cache
def chinese() -> Counter[str]:
    return asked_with_slips(chinese_slips, tuple(n for n in all_names() if len(n) >= 3 and is_chinese(n)))


@cache
def latin() -> Counter[str]:
    return asked_with_slips(latin_slips, tuple(n for n in all_names() if len(to_key(n)) >= 6 and fold(n).isascii()))


def test_a_chinese_name_with_a_character_of_the_same_sound_is_found() -> None:
    found = chinese()
    assert found["wrong"] == 0
    assert found["right"] >= 0.88 * found.total()
    assert found["part"] <= 0.08 * found.total()


def test_a_latin_name_with_a_letter_dropped_or_swapped_is_found() -> None:
    found = latin()
    assert found["wrong"] <= 11
    assert found["right"] >= 0.94 * found.total()
    assert found["part"] <= 0.04 * found.total()


@pytest.mark.xfail(
    reason="of a name with a slip a part that is spelt right names somebody else: 阿里孕 is read as 阿里"
)
@pytest.mark.parametrize("slips", [chinese, latin])
def test_no_slip_is_read_as_a_part_of_the_name(slips: Callable[[], Counter[str]]) -> None:
    assert slips()["part"] == 0


@pytest.mark.xfail(
    reason="what is left of it is near, or a part of, somebody else's: Naven Rao Naver, Wang Huwen Alexandr Wang"
)
def test_no_latin_slip_is_read_as_another_name() -> None:
    assert latin()["wrong"] == 0

import pytest

from knowledge.storing.merge import find_spellings, merge_entities, respell
from knowledge.types import Entity, EntityKind

COMPANY, FUND = EntityKind.COMPANY, EntityKind.FUND


def found(name: str, *aliases: str, kind: EntityKind = COMPANY) -> Entity:
    return Entity(name, kind, aliases, known=False)


KNOWN = Entity("北屿智能", COMPANY, ("北屿",))


@pytest.mark.parametrize(
    ("named", "merged"),
    [
        ((), ()),
        ((found("甲", "A"), found("甲", "B", "A")), (found("甲", "A", "B"),)),
        ((found("乙"), found("甲")), (found("乙"), found("甲"))),
        ((found("甲", "甲", "A"),), (found("甲", "A"),)),
        ((found("甲", "Hugging Face"), found("乙", "HuggingFace")), (found("乙"), found("甲"))),
        ((found("甲科技", "甲"), found("甲")), (found("甲"), found("甲科技"))),
        ((KNOWN, found("北屿资本", "北屿")), (KNOWN, found("北屿资本"))),
        ((found("北屿智能", "屿", kind=FUND), KNOWN), (Entity("北屿智能", COMPANY, ("北屿", "屿")),)),
        ((found("甲", kind=FUND), found("甲"), found("甲")), (found("甲"),)),
    ],
    ids=[
        "nothing",
        "aliases are united",
        "sorted by name",
        "a name is no alias of itself",
        "an alias claimed by two, in any spelling, is nobody's",
        "the name of another is no alias",
        "the lexicon's owner keeps it",
        "the lexicon's kind and aliases come first",
        "the most frequent kind",
    ],
)
def test_entities_of_all_articles(named: tuple[Entity, ...], merged: tuple[Entity, ...]) -> None:
    owners = {"北屿": KNOWN}
    assert merge_entities(named, owners.get) == merged
    assert merge_entities(merged, owners.get) == merged


def test_spellings_of_one_name_have_one_that_stands() -> None:
    named = [
        found("極晝資本", kind=FUND),
        found("極晝資本", kind=FUND),
        found("极昼资本", kind=FUND),
        found("極晝資本"),
    ]
    known = [Entity("MiniMax", COMPANY), found("Minimax"), found("Minimax")]
    assert find_spellings([*named[:3], *known]) == {"極晝資本": "极昼资本", "Minimax": "MiniMax"}
    assert find_spellings(named[2:]) == {}
    assert respell(named[0], {"極晝資本": "极昼资本"}) == found("极昼资本", "極晝資本", kind=FUND)
    assert respell(named[2], {"極晝資本": "极昼资本"}) == named[2]


def test_a_name_that_is_short_for_one_other_is_that_one() -> None:
    firm, short = found("云岫智能"), found("云岫", kind=FUND)
    assert find_spellings([firm, short]) == {"云岫": "云岫智能"}
    assert find_spellings([firm, short, found("云岫医疗")]) == {}


@pytest.mark.parametrize("kind", [EntityKind.PRODUCT, EntityKind.PERSON])
def test_a_name_is_not_short_for_one_of_another_kind(kind: EntityKind) -> None:
    assert find_spellings([found("云岫智能"), found("云岫", kind=kind)]) == {}

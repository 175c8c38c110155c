"""Which names articles lend each other, and which an article takes over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.names.borrowed_names import FolderNames
from knowledge.names.folder_names import Discovery, share_names, to_discoveries
from knowledge.types import Entity, EntityKind

COMPANY, FUND, PERSON, PRODUCT = EntityKind.COMPANY, EntityKind.FUND, EntityKind.PERSON, EntityKind.PRODUCT


def told(name: str, *aliases: str, kind: EntityKind = COMPANY, uses: int = 1) -> Discovery:
    """As an article introduces it."""
    return Discovery(Entity(name, kind, aliases, known=False, is_introduced=True), uses)


def used(name: str, *aliases: str, kind: EntityKind = COMPANY, uses: int = 1) -> Discovery:
    """As an article uses it, without a word on what it is."""
    return Discovery(Entity(name, kind, aliases, known=False), uses)


def lent(name: str, *aliases: str, kind: EntityKind = COMPANY) -> Entity:
    return Entity(name, kind, aliases, known=False)


SHARED = {
    "introduced once": ([told("芦汀智能", "芦汀")], [lent("芦汀智能", "芦汀")]),
    "used once": ([used("芦汀无界")], []),
    "used again and again": ([used("芦汀无界", uses=3)], [lent("芦汀无界")]),
    "two kinds": ([told("芦汀智能"), told("芦汀智能", kind=PRODUCT)], []),
    "a guess against an introduction": ([told("芦汀智能"), used("芦汀智能", kind=PERSON, uses=9)], [lent("芦汀智能")]),
    "a short form of two": ([told("芦汀智能", "芦汀"), told("芦汀医疗")], [lent("芦汀医疗"), lent("芦汀智能")]),
    "a short form of one nobody is sure of, too": ([told("芦汀智能", "芦汀"), used("芦汀医疗")], [lent("芦汀智能")]),
    "taken for a person": ([told("芦汀智能", "芦汀"), used("芦汀", kind=PERSON, uses=5)], [lent("芦汀智能", "芦汀")]),
    "the same firm in short": ([told("芦汀智能", "芦汀"), told("芦汀", uses=4)], [lent("芦汀智能", "芦汀")]),
    "another's product": ([told("芦汀智能", "芦汀"), told("芦汀", kind=PRODUCT)], [lent("芦汀智能")]),
    "an ordinary word": ([told("渡口智能", "渡口"), told("砚台", kind=PRODUCT, uses=5)], [lent("渡口智能")]),
    "a phrase cut for a person": ([told("管模型", kind=PERSON)], []),
    "among friends": ([told("梁知秋", "老梁", "知秋", kind=PERSON)], [lent("梁知秋", kind=PERSON)]),
    "a full name in other letters": (
        [told("梁知秋", "Zhiqiu Liang", kind=PERSON)],
        [lent("梁知秋", "Zhiqiu Liang", kind=PERSON)],
    ),
    "a first name": ([told("Mirela", kind=PERSON, uses=9)], []),
    "a single Latin word": ([told("Ledgerwick", uses=2), told("Fennoway", uses=3)], [lent("Fennoway")]),
    "cut wrongly": ([told("据芦汀数据"), told("芦汀数据")], [lent("芦汀数据")]),
}


@pytest.mark.parametrize("case", SHARED)
def test_what_is_lent(case: str) -> None:
    discoveries, shared = SHARED[case]
    assert share_names(discoveries) == tuple(shared)


NAMES = ("芦汀智能", "芦汀医疗", "芦汀", "据芦汀智能", "渡口智能", "梁知秋", "Fennoway", "Fennoway Labs")
ANY = st.builds(
    lambda name, kind, aliases, plain, uses: (told if plain else used)(name, *aliases, kind=kind, uses=uses),
    st.sampled_from(NAMES),
    st.sampled_from((COMPANY, PERSON, PRODUCT)),
    st.sets(st.sampled_from(("芦汀", "渡口", "Fennoway", "云外")), max_size=2),
    st.booleans(),
    st.integers(1, 4),
)


@given(st.lists(ANY, max_size=9).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_lending_knows_no_order_and_gives_no_name_to_two(found: tuple[list[Discovery], list[Discovery]]) -> None:
    shared = share_names(found[0])
    assert shared == share_names(found[1])
    names = [name for entity in shared for name in (entity.name, *entity.aliases)]
    assert len(names) == len(set(names))


def test_only_aliases_that_the_article_uses_count() -> None:
    firm = Entity("芦汀智能", COMPANY, ("芦汀", "芦汀AI"), known=False)
    known = Entity("谷川", COMPANY)
    assert to_discoveries("芦汀智能与谷川。芦汀智能来自宁波。", [firm, known]) == (used("芦汀智能", uses=2),)
    assert to_discoveries("芦汀智能说，芦汀不缺钱。", [firm]) == (used("芦汀智能", "芦汀"),)


FIRM = lent("芦汀智能", "芦汀")
BORROWED = {
    "in short": ("有人问起芦汀。", [], [FIRM]),
    "in full": ("有人问起芦汀智能。", [], [lent("芦汀智能")]),
    "not at all": ("有人问起砚湖。", [], []),
    "part of another name": ("有人问起芦汀医疗。", [], []),
    "known already": ("芦汀智能、芦汀。", [told("芦汀智能")], []),
    "a weak guess gives way": ("芦汀。", [used("芦汀", kind=PERSON, uses=5)], [FIRM]),
    "an introduction stays": ("芦汀。", [told("芦汀", kind=PRODUCT)], []),
    "another firm's short form stays": ("芦汀医疗和芦汀。", [told("芦汀医疗", "芦汀")], []),
    "its own name within stays": ("旧芦汀智能。", [told("汀智能")], []),
}


@pytest.mark.parametrize("case", BORROWED)
def test_what_is_taken_over(case: str) -> None:
    text, own, borrowed = BORROWED[case]
    assert FolderNames([FIRM]).borrow(text, own) == tuple(borrowed)


def test_a_latin_name_that_is_an_ordinary_word_here_is_not_taken_over() -> None:
    names = FolderNames([lent("Fennoway")])
    assert names.borrow("Fennoway raised money.", []) == (lent("Fennoway"),)
    assert names.borrow("Fennoway is no fennoway of ours.", []) == ()

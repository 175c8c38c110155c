"""Which articles are copies: every way of posting one again is, and what only looks like it is not."""

import random
from collections.abc import Iterable, Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from knowledge.cleaning.clean import clean_article
from knowledge.merging.copies import Copy, find_copies, to_rank
from knowledge.merging.sketch import Sketch, make_sketch, split_tokens, to_hashes
from knowledge.reading.read import parse_article
from knowledge.types import Article
from tests.factories import article, period
from tests.reprints import ARTICLES, ORIGINAL, REPRINTS, body_of


@cache
def read(name: str, text: str) -> Article:
    return clean_article(parse_article(name, text.encode()))


def copies_of(articles: Iterable[Article]) -> tuple[Copy, ...]:
    texts = {one.name: one.text for one in articles}
    return find_copies([make_sketch(one) for one in articles], texts.__getitem__)


def pairs_of(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(copy.name, copy.original) for copy in copies_of([read(*pair) for pair in texts.items()])]


@pytest.mark.parametrize("how", REPRINTS)
def test_an_article_posted_again_is_a_copy_of_the_earlier_one(how: str) -> None:
    copy = REPRINTS[how](ARTICLES[ORIGINAL])
    assert pairs_of({"a.txt": copy, ORIGINAL: ARTICLES[ORIGINAL]}) == [("a.txt", ORIGINAL)]


def test_a_spun_reprint_is_a_copy_and_other_articles_are_not() -> None:
    (copy,) = copies_of([read(*pair) for pair in ARTICLES.items()])
    assert (copy.name, copy.original, copy.is_reprint) == ("spun.txt", ORIGINAL, True)
    assert copy.reason == "earlier"


def test_a_page_that_holds_an_article_repeats_it_and_is_no_reprint() -> None:
    filler = [
        f"第{number}段说的是另一件事，与前文没有关系，只是恰好登在同一页上，共{number * 7}行。" for number in range(40)
    ]
    texts = {ORIGINAL: ARTICLES[ORIGINAL], "page.txt": "\n\n".join((REPRINTS["header"](ARTICLES[ORIGINAL]), *filler))}
    (copy,) = copies_of([read(*pair) for pair in texts.items()])
    assert (copy.name, copy.original, copy.is_reprint) == ("page.txt", ORIGINAL, False)
    assert 10 < copy.share < 50


def test_what_is_not_in_common_may_not_be_the_figures() -> None:
    issue = "本台每日播报各地气温，数据由观测站自动采集，发布前经值班员复核，如有出入以现场为准。{}今日最高{}度，{}明日最高{}度，{}后日最高{}度。"
    texts = {
        "one": issue.format("栖霞", 21, "临湖", 23, "石井", 25),
        "two": issue.format("青浦", 31, "东渡", 33, "白沙", 35),
    }
    named = [article(text, name=name) for name, text in texts.items()]
    assert copies_of(named) == ()


def test_short_texts_are_no_copies_of_each_other() -> None:
    assert copies_of([article("今日休刊。", name="a"), article("今日休刊。", name="b"), article(name="c")]) == ()


def sketch(name: str, **fields: object) -> Sketch:
    return Sketch(
        **({"name": name, "published": None, "is_reprint": False, "spun": 0, "size": 9, "hashes": b""} | fields)
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("leading", "other"),
    [
        (sketch("b", published=period(2023, 4)), sketch("a", published=period(2023, 5))),
        (sketch("b", published=period(2023, 4)), sketch("a", published=period(2023))),
        (sketch("b", published=period(2023)), sketch("a")),
        (sketch("b"), sketch("a", is_reprint=True)),
        (sketch("b"), sketch("a", spun=12)),
        (sketch("b", size=10), sketch("a")),
        (sketch("a"), sketch("b")),
    ],
    ids=["earlier", "more exactly dated", "dated", "not posted anew", "not spun", "fuller", "name"],
)
def test_of_two_copies_that_one_leads(leading: Sketch, other: Sketch) -> None:
    assert to_rank(leading) < to_rank(other)


ALL = tuple(
    read(name, text)
    for name, text in {
        **ARTICLES,
        **{f"{how}.txt": post(ARTICLES[ORIGINAL]) for how, post in REPRINTS.items()},
        **{f"digest-{how}.txt": post(ARTICLES["digest-10.md"]) for how, post in REPRINTS.items() if how != "cut"},
    }.items()
)


def test_all_copies_of_all_originals_are_found() -> None:
    found = {(copy.name, copy.original) for copy in copies_of(ALL)}
    expected = {("spun.txt", ORIGINAL), *((f"{how}.txt", ORIGINAL) for how in REPRINTS)}
    assert found == expected | {(f"digest-{how}.txt", "digest-10.md") for how in REPRINTS if how != "cut"}


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(ALL), size=st.integers(2, len(ALL)))
def test_the_order_of_the_articles_makes_no_difference(order: list[Article], size: int) -> None:
    some = order[:size]
    assert copies_of(some) == copies_of(sorted(some, key=lambda one: one.name))


def test_what_is_compared_grows_with_the_copies_and_not_with_the_square_of_the_articles() -> None:
    chance = random.Random(1)
    characters = [chr(code) for code in range(0x4E00, 0x5E00)]
    texts = {f"{number:03}": "".join(chance.choices(characters, k=400)) for number in range(300)}
    texts |= {f"copy of {number:03}": texts[f"{number:03}"][:300] for number in range(20)}
    read_again: list[str] = []

    def text_of(name: str) -> str:
        read_again.append(name)
        return texts[name]

    found = find_copies([make_sketch(article(text, name=name)) for name, text in texts.items()], text_of)
    assert [(copy.name, copy.original) for copy in found] == [(f"copy of {n:03}", f"{n:03}") for n in range(20)]
    assert len(read_again) == 40


def test_a_sketch_is_the_same_in_both_scripts_and_however_lines_are_broken() -> None:
    plain = body_of(ARTICLES[ORIGINAL])
    wrapped = "\n".join(plain[start : start + 30] for start in range(0, len(plain), 30))
    traditional = OpenCC("s2t").convert(plain)
    first, *others = (set(to_hashes(make_sketch(article(text)).hashes)) for text in (plain, wrapped, traditional))
    assert len(first) > 10
    assert others == [first, first]


def test_words_of_spun_reprints_count_as_what_they_stand_for() -> None:
    assert split_tokens("客岁，開創人用AI 2.0") == ["去", "年", "创", "始", "人", "用", "ai", "2.0"]
    assert make_sketch(article("客岁的融资")).spun > make_sketch(article("去年的融资")).spun == 0

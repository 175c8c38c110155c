"""What the news of two changes of base tell together."""

import pytest

from bot.news.merging import News, merge_news
from bot.types import Citation
from tests.factories import fact, money

AT = Citation("a.txt", 0, 1, "原", "题")
LATER = Citation("b.txt", 0, 1, "后", "题")
ONE, TWO, THREE = (fact(quantity=money(n * 10**9)) for n in (1, 2, 3))
OTHER = News(None, fact("岭南算力", quantity=money(10**9)), AT)

CASES = {
    "changed twice": (News(ONE, TWO, AT), News(TWO, THREE, LATER), (News(ONE, THREE, LATER),)),
    "changed back": (News(ONE, TWO, AT), News(TWO, ONE, LATER), ()),
    "new, then changed": (News(None, ONE, AT), News(ONE, TWO, LATER), (News(None, TWO, LATER),)),
    "came and went": (News(None, ONE, AT), News(ONE, None, LATER), ()),
    "went and came back": (News(ONE, None, AT), News(None, ONE, LATER), ()),
    "changed, then withdrawn": (News(ONE, TWO, AT), News(TWO, None, LATER), (News(ONE, None, LATER),)),
    "of two things": (News(ONE, None, AT), News(None, TWO, LATER), (News(ONE, None, AT), News(None, TWO, LATER))),
}


@pytest.mark.parametrize(("first", "then", "together"), CASES.values(), ids=CASES)
def test_two_changes_are_told_as_one(first: News, then: News, together: tuple[News, ...]) -> None:
    assert merge_news((OTHER, first), (then,)) == (OTHER, *together)

"""Quotation marks: inner and outer, left open, misused, and words that are only a name."""

import pytest

from knowledge.facts.quotations import find_quotations, is_term


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("“甲”乙“丙”", [("甲", 0), ("丙", 0)], id="two"),
        pytest.param("「甲『乙』丙」", [("甲『乙』丙", 0), ("乙", 1)], id="inner"),
        pytest.param("“甲‘乙’丙”", [("甲‘乙’丙", 0), ("乙", 1)], id="inner single"),
        pytest.param(
            '"he said, \'no,\' and left" "so"', [("he said, 'no,' and left", 0), ("no,", 1), ("so", 0)], id="straight"
        ),
        pytest.param("it’s “the company’s”", [("the company’s", 0)], id="apostrophes"),
        pytest.param("““甲”", [("甲", 0)], id="opened twice"),
        pytest.param("甲”乙", [], id="closes nothing"),
    ],
)
def test_quotations_are_found_with_their_depth(text: str, found: list[tuple[str, int]]) -> None:
    assert [(text[one.start : one.end], one.depth) for one in find_quotations(text)] == found


def test_a_quotation_may_stay_open_to_the_end() -> None:
    (one,) = find_quotations("甲说:“乙")
    assert (one.start, one.end, one.closed) == (4, 5, False)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        pytest.param("山岚的“飞轮”还没有转起来", True, id="a word"),
        pytest.param("他对「潮声日报周刊」说", True, id="a name"),
        pytest.param("他说“不可能。”", False, id="a sentence"),
        pytest.param("他说“这个价格没有人会接受”", False, id="a clause"),
    ],
)
def test_a_term_or_name_is_told_from_words(text: str, *, term: bool) -> None:
    assert is_term(text, find_quotations(text)[0]) is term

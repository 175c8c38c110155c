"""Texts cut at spans: nothing is lost, whatever overlaps."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.browsing.marking import Piece, mark_spans

TEXT = "山岚数据成立于2018年，估值25亿美元。"
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda span: span[0] < span[1])


def test_the_span_asked_for_stands_out_among_the_cited() -> None:
    assert mark_spans("一二三四五六", [(0, 4)], (2, 4)) == (
        Piece("一二", is_cited=True, is_here=False),
        Piece("三四", is_cited=True, is_here=True, is_first=True),
        Piece("五六", is_cited=False, is_here=False),
    )


def test_a_text_without_spans_is_one_piece() -> None:
    assert mark_spans("一二", []) == (Piece("一二", is_cited=False, is_here=False),)


@given(st.lists(SPANS), st.none() | SPANS)
def test_the_pieces_are_the_text_and_each_character_is_marked_as_its_spans_say(
    cited: list[tuple[int, int]], here: tuple[int, int] | None
) -> None:
    pieces = mark_spans(TEXT, cited, here)
    assert "".join(piece.text for piece in pieces) == TEXT
    marks = [piece for piece in pieces for _ in piece.text]
    spans = [*cited, *([here] if here else [])]
    assert [mark.is_cited for mark in marks] == [any(a <= at < b for a, b in spans) for at in range(len(TEXT))]
    assert [mark.is_here for mark in marks] == [here is not None and here[0] <= at < here[1] for at in range(len(TEXT))]
    assert sum(piece.is_first for piece in pieces) == (here is not None)

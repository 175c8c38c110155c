from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.storing import ranking
from knowledge.storing.ranking import rank_passages, weigh_terms

TERMS = "abcdefgh"
passages = st.lists(st.frozensets(st.sampled_from(TERMS)), min_size=1, max_size=40)


def count(held: Sequence[frozenset[str]], asked: frozenset[str]) -> Mapping[str, int]:
    return {term: times for term in sorted(asked) if (times := sum(term in terms for terms in held))}


def rank(held: Sequence[frozenset[str]], asked: frozenset[str], limit: int) -> tuple[int, ...]:
    return rank_passages(
        count(held, asked),
        len(held),
        limit,
        lambda term, most: [which for which, terms in enumerate(held) if term in terms][:most],
        lambda some: [f" {' '.join(held[which])} " for which in some],
    )


def rank_all(held: Sequence[frozenset[str]], asked: frozenset[str], limit: int) -> tuple[int, ...]:
    """The same by brute force."""
    weights = weigh_terms(count(held, asked), len(held))
    scores = {which: sum(weights.get(term, 0) for term in terms) for which, terms in enumerate(held)}
    best = sorted((which for which in scores if scores[which]), key=lambda which: (-scores[which], which))
    return tuple(best[: max(limit, 0)])


@pytest.fixture(params=[1, 500], ids=["asks before every term", "never asks"])
def frequent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "FREQUENT", request.param)


@pytest.mark.usefixtures("frequent")
def test_ranking_equals_brute_force() -> None:
    @given(held=passages, asked=st.frozensets(st.sampled_from(TERMS)), limit=st.integers(-1, 5))
    def compare(held: list[frozenset[str]], asked: frozenset[str], limit: int) -> None:
        assert rank(held, asked, limit) == rank_all(held, asked, limit)

    compare()


def test_terms_over_the_budget_only_add_to_what_rarer_ones_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "BUDGET", 3)
    held = [frozenset("b"), frozenset("b"), frozenset("a"), frozenset("ab"), frozenset("b")]
    assert rank(held, frozenset("ab"), 9) == (3, 2)


def test_a_single_term_over_the_budget_gives_its_first_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "BUDGET", 3)
    assert rank([frozenset("b")] * 9, frozenset("b"), 9) == (0, 1, 2)


def test_a_rare_term_weighs_more_and_every_term_something() -> None:
    weights = weigh_terms({"rare": 1, "half": 50, "all": 100}, 100)
    assert weights["rare"] > weights["half"] > weights["all"] >= 1

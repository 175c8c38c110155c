"""The store gives back what it took, whatever that is."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.storing.writer import write_base
from knowledge.types import (
    Article,
    Block,
    Entity,
    EntityKind,
    Evidence,
    Extract,
    Fact,
    FactStatus,
    Mention,
    Passage,
    PassageKind,
    Period,
    Precision,
    Quantity,
    Quote,
)
from tests.bases import small_extracts


def write_and_read(path: Path, extract: Extract) -> Extract:
    path.unlink(missing_ok=True)
    write_base(path, (extract,))
    base = open_base(path)
    returned = base.extract(extract.article.name)
    base.close()
    return returned


def test_small_articles_come_back_as_they_were(kb: KnowledgeBase) -> None:
    assert tuple(kb.extract(name) for name in kb.digests()) == small_extracts()


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
periods = st.builds(
    lambda start, length, precision, text: Period(start, start + timedelta(length), precision, text),
    *(days, st.integers(0, 400), st.sampled_from(Precision), words),
)
amounts = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
quantities = st.builds(Quantity, amounts, amounts, words, words, st.booleans(), st.booleans())
evidences = st.builds(lambda start, text: Evidence("a.txt", start, start + len(text), text), st.integers(0, 99), words)
maybe = st.none() | words
facts = st.builds(
    Fact,
    *(words, words, evidences, maybe, st.none() | quantities, st.none() | periods),
    *(maybe, maybe, st.sampled_from(FactStatus), maybe),
)
quotes = st.builds(
    Quote, words, words, evidences, words, st.booleans(), st.lists(words, max_size=3, unique=True).map(tuple), maybe
)
extracts = st.builds(
    lambda article, *parts: Extract(article, *parts),
    st.builds(
        lambda text, title, own, copy, maybe: Article(
            *("a.txt", "0" * 64, title, text, (Block(0, len(text), PassageKind.BODY),), ((0, -1),)),
            *(maybe, maybe, own, copy, maybe, "zh-Hant"),
        ),
        *(words, words, st.none() | periods, st.none() | periods, maybe),
    ),
    st.just((Passage("a.txt", 0, 0, 3, 0, PassageKind.TABLE, "列", "人"),)),
    st.lists(
        st.builds(Entity, words, st.sampled_from(EntityKind), st.lists(words, max_size=2).map(tuple), st.booleans()),
        max_size=2,
        unique_by=lambda entity: entity.name,
    ).map(tuple),
    st.lists(st.builds(Mention, words, st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=2).map(tuple),
    st.lists(facts, max_size=3).map(tuple),
    st.lists(quotes, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(extract=extracts)
def test_any_extract_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, extract: Extract) -> None:
    returned = write_and_read(tmp_path_factory.mktemp("any") / "kb.db", extract)
    assert returned == extract
    assert repr(returned) == repr(extract)  # Decimal("1.0") == Decimal("1"), but they are not the same words


def test_amounts_keep_their_digits(tmp_path: Path) -> None:
    exact = Decimal("0.1000000000000000000000000001")
    extract = small_extracts()[0]
    odd = replace(extract.facts[0], quantity=Quantity(exact, None, "CNY", "几许"))
    returned = write_and_read(tmp_path / "kb.db", replace(extract, facts=(odd,)))
    assert repr(returned.facts) == repr((odd,))

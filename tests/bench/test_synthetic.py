"""The made-up corpus of the benchmarks: always the same, of the size it says, under names that nobody knows."""

from pathlib import Path

import pytest

from bench.corpus import WRITTEN
from bench.synthetic import Sentence, load_sentences, make_article, make_name, write_corpus
from knowledge.names.lexicon import load_lexicon
from knowledge.types import EntityKind


@pytest.fixture(scope="module")
def sentences() -> tuple[Sentence, ...]:
    return load_sentences((WRITTEN / "northwind.txt", WRITTEN / "dielang-podcast.txt"))


def test_an_article_is_the_same_each_time_and_like_no_other(sentences: tuple[Sentence, ...]) -> None:
    lexicon = load_lexicon()
    assert make_article(sentences, 7, lexicon) == make_article(sentences, 7, lexicon)
    assert make_article(sentences, 7, lexicon) != make_article(sentences, 8, lexicon)


def test_the_names_of_the_models_are_gone(sentences: tuple[Sentence, ...]) -> None:
    text = "".join(make_article(sentences, number, load_lexicon()) for number in range(20))
    assert not any(name in text for name in ("叠浪智能", "邬清和", "Northwind Labs", "Tobias Renner"))


def test_the_corpus_is_as_large_as_it_says(sentences: tuple[Sentence, ...], tmp_path: Path) -> None:
    size = write_corpus(tmp_path, sentences, 3)
    assert size == sum(path.stat().st_size for path in tmp_path.iterdir()) >= 3 * 5000


@pytest.mark.parametrize("kind", EntityKind)
def test_a_kind_has_many_names(kind: EntityKind) -> None:
    assert len({make_name(kind, number) for number in range(300)}) > 150

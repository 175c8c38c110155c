"""The whole way, over the real articles where they are: spans slice to their snippets, twice gives the same."""

from pathlib import Path

import pytest

from knowledge.names.lexicon import load_lexicon
from knowledge.pipeline import process_article
from knowledge.reading.read import read_article
from knowledge.types import Entity, EntityKind, Extract
from tests import factories

SHARED = Path(__file__).parents[3] / "shared"
ARTICLES = sorted([*SHARED.glob("articles/*"), *SHARED.glob("eval/other/articles/*")])
DIGESTS = sorted((Path(__file__).parents[2] / "knowledge" / "articles").glob("*.md"))


def check_spans(extract: Extract) -> None:
    text = extract.article.text
    for evidence in [one.evidence for one in (*extract.facts, *extract.quotes)]:
        assert text[evidence.start : evidence.end] == evidence.snippet
        assert evidence.snippet
    assert all(quote.words in quote.evidence.snippet for quote in extract.quotes)


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_every_span_of_a_bundled_digest_slices_to_its_snippet(path: Path) -> None:
    check_spans(process_article(read_article(path), load_lexicon()))


@pytest.mark.skipif(not ARTICLES, reason="the shared articles are not beside this checkout")
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_span_of_a_real_article_slices_to_its_snippet(path: Path) -> None:
    extract = process_article(read_article(path), load_lexicon())
    check_spans(extract)
    assert extract.facts


def test_an_article_gives_the_same_twice() -> None:
    raw = factories.raw_article("山岚数据成立于2018年。褚云帆表示，山岚数据的估值达到25亿美元。")
    assert process_article(raw, load_lexicon()) == process_article(raw, load_lexicon())


def test_an_empty_article_gives_nothing() -> None:
    extract = process_article(factories.raw_article("", title=""), load_lexicon())
    assert (extract.facts, extract.quotes) == ((), ())


def test_names_of_other_articles_are_known() -> None:
    raw = factories.raw_article("芦汀的估值是30亿元，芦汀有400名员工。", title="周末观察")
    firm = Entity("芦汀智能", EntityKind.COMPANY, ("芦汀",), known=False)
    found = process_article(raw, load_lexicon(), [firm])
    assert found.entities == (firm,)
    assert {(fact.subject, fact.relation) for fact in found.facts} == {
        ("芦汀智能", "valuation"),
        ("芦汀智能", "headcount"),
    }
    assert "芦汀智能" not in {fact.subject for fact in process_article(raw, load_lexicon()).facts}

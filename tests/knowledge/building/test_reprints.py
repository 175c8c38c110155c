"""Reprints in a base: facts and quotes counted once with all their evidence, however the articles came and went."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.building.build import build_base
from knowledge.listing import render_json
from knowledge.storing.check import find_faults
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.terms import to_terms
from knowledge.types import Fact, Quote
from tests.reprints import ARTICLES, ORIGINAL, REPRINTS

COPIES = {f"{how}.txt": post(ARTICLES[ORIGINAL]) for how, post in REPRINTS.items()} | {"spun.txt": ARTICLES["spun.txt"]}


def build(folder: Path, db: Path, texts: Mapping[str, str]) -> KnowledgeBase:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert build_base([folder], db).failed == ()
    return open_base(db)


def alone(said: tuple[Fact, ...] | tuple[Quote, ...]) -> list[Fact | Quote]:
    return [replace(one, also=()) for one in said]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("original")
    return build(folder / "in", folder / "kb.db", {ORIGINAL: ARTICLES[ORIGINAL]})


@pytest.mark.parametrize("copy", COPIES)
def test_a_reprint_adds_evidence_and_no_facts(original: KnowledgeBase, tmp_path: Path, copy: str) -> None:
    with closing(
        build(tmp_path / "in", tmp_path / "kb.db", {ORIGINAL: ARTICLES[ORIGINAL], copy: COPIES[copy]})
    ) as base:
        assert alone(base.facts()) == list(original.facts())
        assert alone(base.quotes()) == list(original.quotes())
        both = {name: base.counts()[name] for name in ("facts", "quotes", "entities")}
        assert both == {name: original.counts()[name] for name in both}
        texts = {source.name: source.text for source in base.sources()}
        further = [at for one in (*base.facts(), *base.quotes()) for at in one.also]
        said = len(base.extract(copy).facts) + len(base.extract(copy).quotes)
        assert len(further) == said > 5
        assert all(at.article == copy and texts[copy][at.start : at.end] == at.snippet for at in further)
        assert tuple(find_faults(base)) == ()


def test_a_reprint_knows_its_original_and_has_its_date(tmp_path: Path) -> None:
    with closing(build(tmp_path / "in", tmp_path / "kb.db", ARTICLES)) as base:
        own, spun = base.source(ORIGINAL), base.source("spun.txt")
        assert (own.original, spun.original) == (None, ORIGINAL)
        assert own.published is not None
        assert spun.published == own.published
        assert spun.reprinted == base.extract("spun.txt").article.reprinted is not None
        assert {source.original for source in base.sources() if source.name != "spun.txt"} == {None}


def test_articles_in_other_words_keep_their_own_facts(original: KnowledgeBase, tmp_path: Path) -> None:
    others = {name: text for name, text in ARTICLES.items() if name != "spun.txt"}
    with closing(build(tmp_path / "in", tmp_path / "kb.db", others)) as base:
        assert len(base.facts()) == sum(len(base.extract(name).facts) for name in others)
        assert {fact.also for fact in base.facts()} == {()}
        again = {fact.evidence.article for fact in base.facts(subject="槿川科技", relation="valuation")}
        assert again == {ORIGINAL, "own-words.md"}


def test_a_search_finds_what_copies_say_once(tmp_path: Path) -> None:
    with closing(build(tmp_path / "in", tmp_path / "kb.db", ARTICLES)) as base:
        found = base.search(to_terms("明眸每天要看两千万个零件"), 5)
        assert found[0].passage.article == ORIGINAL
        assert [at.article for at in found[0].also] == ["spun.txt"]
        assert not any(one.is_copy for one in found)
        assert any(one.is_copy for one in base.passages_of("spun.txt"))


def test_a_name_is_one_entity_in_both_scripts(tmp_path: Path) -> None:
    texts = {"a.txt": "砚湖資本的總部位於上海。槿川科技估值16億元。", "b.txt": "砚湖资本成立于2015年。"}
    with closing(build(tmp_path / "in", tmp_path / "kb.db", texts)) as base:
        assert [fact.relation for fact in base.facts(subject="砚湖资本")] == ["headquarters", "founded"]
        assert {fact.subject for fact in base.facts(subject="砚湖资本")} == {"砚湖资本"}
        assert [one.name for one in base.entities() if "砚湖" in one.name] == ["砚湖资本"]
        assert [article for article, _ in base.places_with("砚湖资本", 9)] == ["a.txt", "b.txt"]


def test_json_has_the_leading_evidence_and_the_others_beside_it(tmp_path: Path) -> None:
    with closing(build(tmp_path / "in", tmp_path / "kb.db", ARTICLES)) as base:
        (line,) = (json.loads(render_json(one)) for one in base.facts(relation="revenue"))
        assert (line["article"], [at["article"] for at in line["also"]]) == (ORIGINAL, ["spun.txt"])
        for at in (line, *line["also"]):
            assert base.source(at["article"]).text[at["start"] : at["end"]] == at["snippet"]


def contents(base: KnowledgeBase) -> tuple[object, ...]:
    found = base.search(to_terms("槿川科技的估值是多少"), 9)
    return (base.facts(), base.quotes(), base.sources(), base.entities(), base.counts(), base.build_id, found)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_step_by_step_and_at_once_give_the_same_base(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Reprints and originals come, change and go in any order; the base is always as if built from nothing."""
    folder = tmp_path_factory.mktemp("steps")
    available = {**ARTICLES, **COPIES}
    for step in range(3):
        names = data.draw(st.sets(st.sampled_from(sorted(available)), min_size=1, max_size=6))
        texts = {name: available[name] for name in names}
        if ORIGINAL in texts and data.draw(st.booleans()):
            texts[ORIGINAL] = texts[ORIGINAL].replace("16亿元", "18亿元")
        with (
            closing(build(folder / "in", folder / "kb.db", texts)) as updated,
            closing(build(folder / f"in-{step}", folder / f"fresh-{step}.db", texts)) as fresh,
        ):
            assert contents(updated) == contents(fresh)


def test_what_differs_in_a_reprint_stays_its_own(tmp_path: Path) -> None:
    slip = REPRINTS["header"](ARTICLES[ORIGINAL]).replace("16亿元", "61亿元")
    with closing(build(tmp_path / "in", tmp_path / "kb.db", {ORIGINAL: ARTICLES[ORIGINAL], "a.txt": slip})) as base:
        worth = base.facts(subject="槿川科技", relation="valuation")
        assert [(one.evidence.article, one.quantity and one.quantity.words) for one in worth] == [
            ("a.txt", "61亿元"),
            (ORIGINAL, "16亿元"),
        ]
        assert [at for one in worth for at in one.also] == []


def test_without_the_original_the_earliest_reprint_leads(tmp_path: Path) -> None:
    two = {"spun.txt": COPIES["spun.txt"], "title.txt": COPIES["title.txt"]}
    with closing(build(tmp_path / "in", tmp_path / "kb.db", {ORIGINAL: ARTICLES[ORIGINAL], **two})) as base:
        assert {fact.evidence.article for fact in base.facts()} == {ORIGINAL}
    with closing(build(tmp_path / "in", tmp_path / "kb.db", two)) as base:
        assert {fact.evidence.article for fact in base.facts() if fact.also} == {"title.txt"}
        assert base.source("spun.txt").original == "title.txt"

"""A folder whose articles know the names that the others introduce, however they came and went."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.building.build import build_base
from knowledge.building.report import BuildReport
from knowledge.storing.check import find_faults
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.terms import to_terms
from knowledge.types import EntityKind

NEWS = "芦汀智能成立于2019年，总部位于宁波。\n\n创始人梁知秋表示，芦汀今年会招人。芦汀智能的估值达到25亿元。"
TALK = "问：你怎么看芦汀？\n\n答：芦汀的估值是30亿元，芦汀有400名员工。他们的创始人我认识，梁知秋认为芦汀不缺钱。"
OTHER = "芦汀医疗成立于2021年。\n\n芦汀医疗的总部位于苏州，有90名员工。"
APART = "北屿数据成立于2020年，总部位于厦门。"
PRODUCT = "北屿数据发布了产品芦汀。芦汀是一款产品，用户达到100万。"
ARTICLES = {"news.txt": NEWS, "talk.txt": TALK, "other.txt": OTHER, "apart.txt": APART, "product.txt": PRODUCT}


def build(folder: Path, db: Path, texts: Mapping[str, str]) -> BuildReport:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = build_base([folder], db)
    assert report.failed == ()
    return report


def take(*names: str) -> dict[str, str]:
    return {name: ARTICLES[name] for name in names}


def said_of(base: KnowledgeBase, article: str) -> set[tuple[str, str]]:
    return {(fact.subject, fact.relation) for fact in base.facts(article=article)}


def test_a_short_form_introduced_elsewhere_is_the_firm(tmp_path: Path) -> None:
    build(tmp_path / "in", tmp_path / "kb.db", take("news.txt", "talk.txt", "apart.txt"))
    with closing(open_base(tmp_path / "kb.db")) as base:
        assert {("芦汀智能", "valuation"), ("芦汀智能", "headcount")} <= said_of(base, "talk.txt")
        assert [(one.name, one.kind) for one in base.entities() if "芦汀" in one.name] == [
            ("芦汀智能", EntityKind.COMPANY)
        ]
        mentions = base.extract("talk.txt").mentions
        assert [one.entity for one in mentions if not one.resolved].count("芦汀智能") == 4
        assert "梁知秋" in {one.entity for one in mentions}
        assert base.borrowed("apart.txt") == ()
        assert tuple(find_faults(base)) == ()


def test_the_name_goes_with_the_article_that_introduced_it(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    build(tmp_path / "in", db, take("news.txt", "talk.txt", "apart.txt"))
    report = build(tmp_path / "in", db, take("talk.txt", "apart.txt"))
    assert (report.gone, report.changed, report.reread) == (("news.txt",), (), 1)
    with closing(open_base(db)) as base:
        assert "芦汀智能" not in {subject for subject, _ in said_of(base, "talk.txt")}
        assert base.borrowed("talk.txt") == ()
    assert build(tmp_path / "in", db, take("news.txt", "talk.txt", "apart.txt")).reread == 1


@pytest.mark.parametrize("against", ["other.txt", "product.txt"])
def test_what_two_introduce_is_nobodys_elsewhere(tmp_path: Path, against: str) -> None:
    build(tmp_path / "in", tmp_path / "kb.db", take("news.txt", "talk.txt", against))
    with closing(open_base(tmp_path / "kb.db")) as base:
        assert base.borrowed("talk.txt") == ()
        subjects = {fact.subject for fact in base.extract("talk.txt").facts}
        assert subjects.isdisjoint({"芦汀智能", "芦汀医疗"})
        assert ("芦汀智能", "valuation") in said_of(base, "news.txt")


def test_an_article_that_only_says_more_of_other_things_makes_no_other_read_anew(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    build(tmp_path / "in", db, take("news.txt", "talk.txt", "apart.txt"))
    texts = take("news.txt", "talk.txt", "apart.txt")
    texts["apart.txt"] = APART.replace("2020", "2022")
    report = build(tmp_path / "in", db, texts)
    assert (report.changed, report.reread) == (("apart.txt",), 0)


def test_every_step_is_told_once(tmp_path: Path) -> None:
    folder, steps = tmp_path / "in", list[tuple[int, int, str]]()
    build(folder, tmp_path / "kb.db", take("apart.txt", "news.txt"))
    (folder / "talk.txt").write_text(TALK, encoding="utf-8")
    build_base([folder], tmp_path / "kb.db", progress=lambda *step: steps.append(step))
    assert steps == [
        *((1, 4, "talk.txt"), (2, 4, "apart.txt"), (3, 4, "news.txt"), (4, 4, "talk.txt")),
    ]


def contents(base: KnowledgeBase) -> tuple[object, ...]:
    articles = tuple(
        (base.extract(name), base.discoveries(name), base.borrowed(name), base.passages_of(name))
        for name in base.digests()
    )
    found = base.search(to_terms("芦汀智能的估值是多少"), 9)
    return (articles, base.facts(), base.quotes(), base.entities(), base.counts(), base.build_id, found)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_step_by_step_and_at_once_give_the_same_base(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Articles that introduce, use and dispute names come, change and go; the base is as if built from nothing."""
    folder = tmp_path_factory.mktemp("steps")
    for step in range(4):
        names = data.draw(st.sets(st.sampled_from(sorted(ARTICLES)), min_size=1))
        texts = take(*sorted(names))
        for name in names & {"news.txt", "talk.txt"}:
            if data.draw(st.booleans()):
                texts[name] = texts[name].replace("芦汀智能", "砚湖智能").replace("梁知秋", "韦岚")
        build(folder / "in", folder / "kb.db", texts)
        build(folder / f"in-{step}", folder / f"fresh-{step}.db", texts)
        with closing(open_base(folder / "kb.db")) as updated, closing(open_base(folder / f"fresh-{step}.db")) as fresh:
            assert contents(updated) == contents(fresh)

"""Names nobody prepared, over whole articles: tests/cases/names.yaml lists all there are to be found."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.cleaning.clean import clean_article
from knowledge.names.lexicon import Lexicon, load_lexicon
from knowledge.names.mentions import find_entities, find_mentions
from knowledge.reading.read import read_article
from knowledge.splitting.passages import split_passages
from knowledge.text import to_key
from knowledge.types import Article, Entity, Mention

TESTS = Path(__file__).parents[1]
FOLDERS = (TESTS / "articles", TESTS / "articles_full_of_names")
CASES = yaml.safe_load((TESTS / "cases/names.yaml").read_text(encoding="utf-8"))

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["article"])


@cache
def read(name: str) -> tuple[Article, tuple[Entity, ...], tuple[Mention, ...]]:
    """The article of that name, its entities and its mentions."""
    path = next(path for folder in FOLDERS if (path := folder / name).exists())
    article = clean_article(read_article(path))
    passages = split_passages(article, load_lexicon())
    entities = find_entities(article, passages, load_lexicon())
    return article, entities, find_mentions(article, passages, load_lexicon().with_entities(entities))


def names_of(entity: Entity) -> set[str]:
    return {to_key(name) for name in (entity.name, *entity.aliases)}


def test_every_article_has_its_case() -> None:
    assert sorted(case["article"] for case in CASES) == sorted(
        path.name for folder in FOLDERS for path in folder.iterdir()
    )


@each_case
def test_all_names_are_found_and_nothing_else(case: dict[str, Any]) -> None:
    _, entities, _ = read(case["article"])
    found: dict[str, set[str]] = {}
    for entity in entities:
        if not entity.known:
            found.setdefault(entity.kind.value, set()).add(entity.name)
    assert found == {kind: set(names) for kind, names in case["found"].items()}


@each_case
def test_what_is_noted_as_missed_is_missed(case: dict[str, Any]) -> None:
    """So that the table says what is found today; a name that is found at last moves up."""
    _, entities, _ = read(case["article"])
    missed = {to_key(name) for names in case.get("missed", {}).values() for name in names}
    assert not missed & {key for entity in entities if not entity.known for key in names_of(entity)}


@each_case
def test_other_names_are_known(case: dict[str, Any]) -> None:
    _, entities, _ = read(case["article"])
    aliases = {entity.name: entity.aliases for entity in entities}
    for name, others in case.get("aliases", {}).items():
        assert set(others) <= set(aliases[name])


@each_case
def test_other_words_are_no_names(case: dict[str, Any]) -> None:
    _, entities, _ = read(case["article"])
    assert not {to_key(word) for word in case["none"]} & {key for entity in entities for key in names_of(entity)}


@each_case
def test_an_entity_is_mentioned_only_by_its_own_names(case: dict[str, Any]) -> None:
    article, entities, mentions = read(case["article"])
    keys = {entity.name: names_of(entity) for entity in entities}
    for mention in mentions:
        if not mention.resolved:
            assert to_key(article.text[mention.start : mention.end]) in keys[mention.entity]


@each_case
def test_every_new_name_is_mentioned(case: dict[str, Any]) -> None:
    _, entities, mentions = read(case["article"])
    assert {entity.name for entity in entities if not entity.known} <= {mention.entity for mention in mentions}


def test_names_of_all_articles_together_are_told_apart() -> None:
    """As in questions, where the names of all articles are known at once."""
    lexicon: Lexicon = load_lexicon()
    for case in CASES:
        lexicon = lexicon.with_entities(read(case["article"])[1])
    for text in ("云帆智能裁员了吗", "墨鲸能源的创始人", "青禾集团估值多少", "Lumen Technologies lost money"):
        assert lexicon.find(text) == ()
    assert [one.entity for one in lexicon.find("潮屿的创始人和叠浪的员工")] == ["潮屿智能", "叠浪智能"]

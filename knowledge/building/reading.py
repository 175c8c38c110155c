"""Reading one article in two steps, each a call for a worker: whom it names, then all it says. Writes nothing."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from knowledge.building.folders import ArticleFile, read_bytes, to_line
from knowledge.building.report import Failure
from knowledge.cleaning.clean import clean_article
from knowledge.errors import ArticleError, RuleError
from knowledge.names.folder_names import Discovery, to_discoveries
from knowledge.names.lexicon import load_lexicon
from knowledge.pipeline import name_entities, read_named
from knowledge.reading.read import parse_article
from knowledge.storing.article_rows import ArticleRows, to_article_rows
from knowledge.storing.check import find_extract_faults
from knowledge.storing.index import index_passages
from knowledge.types import Article, Entity, NamedArticle

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HalfRead:
    """An article after the first step."""

    named: NamedArticle
    """As it is read alone."""
    discoveries: tuple[Discovery, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """What the second step is given."""

    article: Article
    discoveries: tuple[Discovery, ...]
    borrowed: tuple[Entity, ...]
    named: NamedArticle | None = None
    """As it is read with what it borrows, where that is known already."""


def begin_file(file: ArticleFile) -> HalfRead | Failure:
    """Whom the article in file, read alone, names, or why it gives nothing. Raises RuleError."""

    def begin() -> HalfRead:
        article = clean_article(parse_article(file.name, read_bytes(file)))
        named = name_entities(article, load_lexicon())
        return HalfRead(named, to_discoveries(article.text, named.entities))

    return _try(file.name, begin)


def finish_article(half: Half) -> ArticleRows | Failure:
    """All that the article gives, as it will be written, or why it gives nothing. Raises RuleError."""

    def finish() -> ArticleRows:
        lexicon = load_lexicon()
        extract = read_named(half.named or name_entities(half.article, lexicon, half.borrowed), lexicon)
        for fault in find_extract_faults(extract):
            raise ArticleError(fault)
        return to_article_rows(extract, index_passages(extract), half.discoveries, half.borrowed)

    return _try(half.article.name, finish)


def to_failure(name: str, error: ArticleError) -> Failure:
    """The file of that name and what is wrong with it, in one line each."""
    return Failure(to_line(name), to_line(str(error)).removeprefix(f"{to_line(name)}: "))


def _try(name: str, step: Callable[[], T]) -> T | Failure:
    try:
        return step()
    except ArticleError as error:
        return to_failure(name, error)
    except RuleError:
        raise  # wrong for every file alike: nothing can be built
    except Exception as error:  # a mistake of ours that one article brings out must not cost all the others
        logger.debug("cannot read %s", to_line(name), exc_info=True)
        return Failure(to_line(name), to_line(f"cannot be read: {type(error).__name__}: {error}"))

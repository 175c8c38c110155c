"""The bot over invented articles, in the local Telegram. Whatever a test does, no message of the bot is refused."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.article_library import ArticleLibrary
from bot.local_telegram.founding import FORUM, GROUP, PEOPLE
from bot.types import Language
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bot.end_to_end.articles import write_articles
from tests.bot.end_to_end.driver import OLD_GROUP, Talk, talking


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the articles and their knowledge base, built once."""
    folder = tmp_path_factory.mktemp("built")
    build_base([write_articles(folder / "articles")], folder / "k.db")
    return folder


@pytest.fixture(scope="session")
def opened(built: Path) -> Iterator[ArticleLibrary]:
    """The library over them, warm."""
    base = open_base(built / "k.db")
    library = ArticleLibrary([built / "articles"], built / "k.db", base)
    library.examples(Language.SIMPLIFIED)
    yield library
    base.close()


@pytest.fixture
def library(opened: ArticleLibrary) -> ArticleLibrary:
    """The same, with nothing remembered from another test."""
    for chat in (GROUP, FORUM, OLD_GROUP, *(person["id"] for person in PEOPLE)):
        opened.forget(chat)
    return opened


@pytest.fixture
async def talk(library: ArticleLibrary, tmp_path: Path) -> AsyncIterator[Talk]:
    """People and the bot."""
    async with talking(library, tmp_path) as opened:
        yield opened
        await opened.settled()
        opened.write_calls()
        assert opened.was_refused() == opened.refused

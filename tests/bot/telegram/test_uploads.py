"""Files that lie about their size, too many of them at once, and what is left when the bot stops."""

import asyncio
from pathlib import Path
from typing import Any

from bot.sent_articles import LARGEST
from bot.telegram.uploads import MOST_WAITING
from knowledge.building.reviewing import Review
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import ADMIN, CannedLibrary, update
from tests.bot.telegram_html import read_html


def file(name: str | None = "a.txt", size: int | None = 5) -> dict[str, Any]:
    """The update of a file that an admin sends."""
    document = {"file_id": "f1", "file_unique_id": "u1", "file_name": name, "file_size": size}
    sent = update("", user=ADMIN, document={key: value for key, value in document.items() if value is not None})
    del sent["message"]["text"]
    return sent


async def said(bench: Bench) -> str:
    """The last message, once there is one."""
    async with asyncio.timeout(20):
        while not bench.request.sent:
            await asyncio.sleep(0.01)
    return read_html(bench.request.sent[-1].html)[0]


async def test_a_file_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    async with open_bench(library := CannedLibrary(folder=tmp_path / "sent")) as bench:
        bench.request.served["f1"] = b"a" * (LARGEST + 1)
        await bench.say(file(size=None))
        assert await said(bench) == "a.txt was not read: the file is larger than 2 MB."
        assert library.reviewed == []


async def test_a_file_without_a_name_is_refused() -> None:
    async with open_bench(CannedLibrary()) as bench:
        await bench.say(file(name=None))
        assert await said(bench) == "? was not read: only .txt, .md and .html files are taken."


async def test_too_many_files_at_once_are_turned_away_and_stopping_ends_the_rest(tmp_path: Path) -> None:
    class Slow(CannedLibrary):
        async def review(self, name: str, content: bytes) -> Review:
            await asyncio.Event().wait()
            raise AssertionError("went on")

    async with open_bench(library := Slow(folder=tmp_path / "sent")) as bench:
        bench.request.served["f1"] = b"words"
        for _ in range(MOST_WAITING):
            assert await bench.say(file()) == []
        assert await bench.say(file()) == [f"{MOST_WAITING} files wait to be read already; please send more later."]
        # Questions go on meanwhile.
        assert len(await bench.say(update("Who?", user=ADMIN))) == 1
    assert library.let_gone
    assert not (tmp_path / "sent").exists()

"""/reload and /status: for admins alone, in every other case no word."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.library import Figures, Progress
from knowledge.building.report import BuildReport
from knowledge.errors import BuildError, RefusedError
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import ADMIN, GROUP, REPORT, STRANGER, CannedLibrary, update
from tests.bot.telegram_html import read_html


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


ADMINS: dict[str, dict[str, Any]] = {
    "stranger": update("/reload", user=STRANGER),
    "stranger's status": update("/status", user=STRANGER),
    "admin in a group": update("/reload", user=ADMIN, group=True),
    "forwarded": update(
        "/reload", user=ADMIN, forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "X"}
    ),
    "old": update("/reload", user=ADMIN, date=int(time.time()) - 90),
    "as a channel": update("/reload", user=ADMIN, sender_chat={"id": -9, "type": "channel", "title": "C"}),
    "anonymous admin": update(
        "/reload",
        group=True,
        **{"from": {"id": 1087968824, "is_bot": True, "first_name": "G"}},
        sender_chat={"id": GROUP, "type": "supergroup", "title": "G"},
    ),
    "through a bot": update("/reload", user=ADMIN, via_bot={"id": 43, "is_bot": True, "first_name": "B"}),
    "a bot with an admin's id": update("/reload", **{"from": {"id": ADMIN, "is_bot": True, "first_name": "B"}}),
}


@pytest.mark.parametrize("asked", ADMINS.values(), ids=ADMINS)
async def test_nobody_else_administers(asked: dict[str, Any]) -> None:
    built = []

    async def rebuild() -> BuildReport:
        built.append(1)
        return REPORT

    async with open_bench(CannedLibrary(rebuild)) as bench:
        assert await bench.say(asked) == []
    assert not built


async def test_reload_reports_what_changed(bench: Bench) -> None:
    await bench.say(update("/reload", user=ADMIN))
    await asyncio.sleep(0.05)
    started, report = (read_html(sent.html)[0] for sent in bench.request.sent)
    assert started.startswith("Reading the articles again")
    assert "Articles 3: 1 new, 0 changed, 0 gone" in report
    assert "Facts 20: 5 new, 0 changed, 1 gone" in report
    assert "Could not be read: 空.txt: is empty" in report


async def test_a_second_reload_is_refused_and_questions_go_on() -> None:
    finish = asyncio.Event()

    async def rebuild() -> BuildReport:
        await finish.wait()
        return REPORT

    async with open_bench(CannedLibrary(rebuild)) as bench:
        await bench.say(update("/reload", user=ADMIN))
        await asyncio.sleep(0.05)
        assert await bench.say(update("/reload", user=ADMIN)) == [
            "Already reading the articles again; please wait for that to finish."
        ]
        assert len(await bench.say(update("Who?", user=ADMIN))) == 1
        finish.set()
        await asyncio.sleep(0.05)
        assert "Done" in bench.request.sent[-1].html


async def test_a_failed_reload_says_why() -> None:
    async def rebuild() -> BuildReport:
        raise BuildError("articles: no such folder")

    async with open_bench(CannedLibrary(rebuild)) as bench:
        await bench.say(update("/reload", user=ADMIN))
        await asyncio.sleep(0.05)
        assert "articles: no such folder" in bench.request.sent[-1].html


@pytest.fixture
def refusing() -> CannedLibrary:
    """Refuses unless forced."""

    async def rebuild() -> BuildReport:
        if not library.forced[-1]:
            raise RefusedError("kb.db: not published: only 3 articles, 40 before")
        return REPORT

    library = CannedLibrary(rebuild)
    return library


async def reload(bench: Bench, words: str = "", user: int = ADMIN) -> str:
    """What the last message says, once the build has ended."""
    await bench.say(update(f"/reload{words}", user=user))
    await asyncio.sleep(0.05)
    return read_html(bench.request.sent[-1].html)[0]


def find_code(told: str) -> str:
    return told.rpartition("/reload force ")[2].strip()


async def test_a_refused_reload_can_be_forced_once(refusing: CannedLibrary) -> None:
    async with open_bench(refusing) as bench:
        told = await reload(bench)
        assert "only 3 articles, 40 before" in told
        code = find_code(told)
        assert "Done" in await reload(bench, f" force {code}")
        assert "code is wrong" in await reload(bench, f" force {code}")
    assert refusing.forced == [False, True]


@pytest.mark.parametrize("words", [" force", " force 0", " now", " force {code} {code}", " FORCE {code}"])
async def test_a_reload_with_other_words_builds_nothing(refusing: CannedLibrary, words: str) -> None:
    async with open_bench(refusing) as bench:
        code = find_code(await reload(bench))
        assert "code is wrong" in await reload(bench, words.format(code=code))
    assert refusing.forced == [False]


async def test_a_reload_that_was_not_refused_cannot_be_forced(refusing: CannedLibrary) -> None:
    async with open_bench(refusing) as bench:
        assert "code is wrong" in await reload(bench, " force 00000000")
    assert refusing.forced == []


@pytest.mark.parametrize("words", ["/reload", "/rollback"])
async def test_a_crash_is_told_too(words: str) -> None:
    class Crashing(CannedLibrary):
        async def rebuild(
            self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
        ) -> BuildReport:
            raise ZeroDivisionError

        async def roll_back(self) -> Figures:
            raise ZeroDivisionError

    async with open_bench(Crashing()) as bench:
        await bench.say(update(words, user=ADMIN))
        await bench.app.administration.rebuilds.idle()
        await asyncio.sleep(0.05)
        assert "went wrong" in bench.request.sent[-1].html


async def test_status_counts(bench: Bench) -> None:
    await bench.say(update("Who?"), update("crash"))
    (said,) = await bench.say(update("/status", user=ADMIN))
    assert "1 articles, 2 passages, 3 facts" in said
    assert "done 1, failed 1" in said


async def test_why_explains_the_last_answer_to_the_admin_who_asked(bench: Bench) -> None:
    await bench.say(update("Who?", user=ADMIN))
    (said,) = await bench.say(update("/why", user=ADMIN))
    assert said == "fact: answered\nentities: <Who?>"


async def test_why_shows_nothing_of_what_others_asked(bench: Bench) -> None:
    await bench.say(update("a secret", user=STRANGER))
    assert await bench.say(update("/why", user=ADMIN)) == ["There is no answer of the last ten minutes to explain."]


@pytest.mark.parametrize(
    "asked", [update("/why", user=STRANGER), update("/why", user=ADMIN, group=True)], ids=["stranger", "in a group"]
)
async def test_why_is_for_admins_in_private_alone(bench: Bench, asked: dict[str, Any]) -> None:
    await bench.say(update("Who?", user=STRANGER), update("Who?", user=ADMIN))
    assert await bench.say(asked) == []


async def test_going_back_says_which_base_serves(bench: Bench) -> None:
    await bench.say(update("/rollback", user=ADMIN))
    await bench.app.administration.rebuilds.idle()
    said = read_html(bench.request.sent[-1].html)[0]
    assert said.startswith("Back to the knowledge base before, abc: 1 articles, 3 facts")
    assert bench.library.rolled_back == 1


async def test_where_there_is_nothing_to_go_back_to_it_is_said() -> None:
    class First(CannedLibrary):
        async def roll_back(self) -> Figures:
            raise BuildError("k.db: no earlier knowledge base is kept")

    async with open_bench(First()) as bench:
        await bench.say(update("/rollback", user=ADMIN))
        await bench.app.administration.rebuilds.idle()
        assert read_html(bench.request.sent[-1].html)[0] == "Not gone back: k.db: no earlier knowledge base is kept."


async def test_while_a_build_runs_nothing_is_gone_back_to() -> None:
    finish = asyncio.Event()

    async def rebuild() -> BuildReport:
        await finish.wait()
        return REPORT

    async with open_bench(library := CannedLibrary(rebuild)) as bench:
        await bench.say(update("/reload", user=ADMIN))
        assert (await bench.say(update("/rollback", user=ADMIN)))[-1].startswith("Already reading")
        finish.set()
        await bench.app.administration.rebuilds.idle()
        assert library.rolled_back == 0


async def test_stopping_ends_a_build_that_runs(bench: Bench) -> None:
    stopped = []

    async def rebuild() -> BuildReport:
        try:
            await asyncio.Event().wait()
        finally:
            stopped.append(1)
        return REPORT

    async with open_bench(CannedLibrary(rebuild)) as bench:
        await bench.say(update("/reload", user=ADMIN))
        await asyncio.sleep(0.05)
    assert stopped

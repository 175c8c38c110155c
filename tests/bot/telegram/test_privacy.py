"""What is kept of people: told by /privacy, deleted by /forget, and nothing of it in the clear."""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.feedback.keeping import KeepQuestions
from bot.feedback.unanswered import READ, UnansweredQuestions
from bot.logs import Redacting
from bot.state import open_state
from bot.state_schema import CHAT_TABLES
from bot.types import Answer, Gap, Language, Status
from tests.bot import api_server as api
from tests.bot.api_server import TOKEN, ApiServer
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import GROUP, USER, CannedLibrary, update
from tests.bot.running import running_bot
from tests.bot.telegram.test_edits import edited
from tests.promises.scale import scaled
from tests.promises.test_hostile import unlimited

__all__ = ["unlimited"]

OTHER = 777001
CLEAN = {"inbox": 1, **dict.fromkeys(CHAT_TABLES, 0)}
"""What stays: the number of the update that says so."""


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        opened.request.next_message_id = itertools.count(1).__next__
        yield opened


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("zh-hans", "消息原文存到回答为止"),
        ("zh-hant", "訊息原文存到回答為止"),
        ("en", "until it is answered, then erased"),
    ],
)
@pytest.mark.parametrize("group", [False, True])
async def test_the_policy_is_told_to_anybody_in_three_languages(
    bench: Bench, code: str, words: str, *, group: bool
) -> None:
    asked = update("/privacy", group=group)
    asked["message"]["from"]["language_code"] = code
    (said,) = await bench.say(asked)
    assert words in said
    assert "48" in said
    assert "7" in said
    assert "30" in said
    assert "👎" in said
    assert "/forget" in said


async def test_forget_deletes_what_is_kept_of_a_user_everywhere_and_counts_it(bench: Bench) -> None:
    await bench.say(update("one"), update("/ask two", group=True), update("/ask theirs", group=True, user=OTHER))
    (said,) = await bench.say(update("/forget"))
    counted = "records of messages 1, answers 2, judgements 0, questions left open 0, questions in memory 2"
    assert said == f"Deleted all that was kept of you: {counted}."
    assert bench.rows_of(USER) == CLEAN
    assert bench.rows_of(GROUP)["exchanges"] == 1
    assert [question.asker.user for question in bench.library.questions] == [OTHER]


async def test_a_forgotten_question_that_is_edited_is_not_answered_again(bench: Bench) -> None:
    asked = update("one")
    await bench.say(asked, update("/forget"))
    await bench.say(edited(asked, "two"))
    assert bench.called("editMessageText") == []


async def test_the_group_itself_may_have_its_own_forgotten(bench: Bench) -> None:
    await bench.say(update("/ask one", group=True), update("/ask two", group=True, user=OTHER))
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "G", "language_code": "en"}
    group = {"id": GROUP, "type": "supergroup", "title": "G"}
    (said,) = await bench.say(update("/forget", group=True, **{"from": anonymous}, sender_chat=group))
    assert "answers 2" in said
    assert bench.rows_of(GROUP) == CLEAN
    assert bench.library.forgotten == [GROUP]


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with api.api_server() as running:
        yield running


CANARY, NAME, SURNAME, HANDLE = "canarywords", "Canaryfirst", "Canarylast", "canaryhandle"
PERSON, GROUP_ID = 701000000, -1007010000000


def canary(number: int) -> dict[str, Any]:
    """A message that can be told wherever any part of it turns up; every fifth is in a group, every seventh crashes."""
    user = PERSON + number
    words = "crash" if number % 7 == 0 else f"{CANARY}{number}"
    asked = update(f"/ask {words}" if number % 5 == 0 else words, user=user)
    sender = {"first_name": f"{NAME}{number}", "last_name": f"{SURNAME}{number}", "username": f"{HANDLE}{number}"}
    asked["message"]["from"] |= sender
    if number % 5 == 0:
        asked["message"]["chat"] = {"id": GROUP_ID - number, "type": "supergroup", "title": f"{NAME} group"}
    return asked


class ForgetfulLibrary(CannedLibrary):
    """As the canned one, but its answers are made of articles alone, and its errors quote the question."""

    def answer(self, question: Any) -> Any:
        if question.text == "crash":
            raise ValueError(f"cannot read {CANARY} {question.asker}")
        if int(question.text.removeprefix(CANARY)) % 3 == 0:
            gap = Gap((NAME,), "valuation", (question.text,))
            return Answer(Status.NOT_FOUND, "fact", Language.ENGLISH, "Nothing is known.", gap=gap)
        answer = super().answer(question)
        return type(answer)(answer.status, answer.kind, answer.language, "a lead", answer.citations, about=answer.about)


TRACES = [CANARY, NAME, SURNAME, HANDLE, str(PERSON)[:5], str(-GROUP_ID)[:6]]


@pytest.mark.promise(7)
@pytest.mark.usefixtures("unlimited")
async def test_no_word_name_or_id_is_left_on_disk_or_in_the_log(
    server: ApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, record_property: Any
) -> None:
    count = scaled(300, 1000, 100_000)
    caplog.handler.setFormatter(Redacting([TOKEN], as_json=True))
    caplog.set_level(logging.INFO)
    server.fail("sendMessage", api.refusal("Forbidden: bot was blocked by the user", 403), api.DROP, api.SERVER_ERROR)
    async with running_bot(server, tmp_path, ForgetfulLibrary()):
        for start in range(0, count, 100):
            server.put(*map(canary, range(start, start + 100)))
            await server.until(start + 99)  # one chat has blocked the bot
        await asyncio.sleep(0.5)  # the last ones are noted as done
    state = open_state(tmp_path / "state.db", TOKEN)
    assert state.pending() == ()
    assert sum(state.counts().values()) == count
    assert len(UnansweredQuestions(state, KeepQuestions.GROUPS).find()) >= min(count // 5 + 1, READ)
    state.sweep()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    assert len(kept) > 50_000
    hits = [trace for trace in TRACES if trace.encode() in kept or trace in caplog.text]
    numbers = [PERSON + 1, -(GROUP_ID - 5), PERSON + count - 1]
    hits += [str(number) for number in numbers if number.to_bytes(8, "big").lstrip(b"\0") in kept]
    state.close()
    assert "ValueError" in caplog.text
    record_property("figure", f"{count} messages: {len(hits)} hits in {len(files)} files and the log")
    assert hits == []

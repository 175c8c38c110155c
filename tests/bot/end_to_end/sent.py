"""An admin's side of articles: a library that may be changed, files sent to the bot, what it says to them."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.apart import Helper, Tell
from bot.article_library import ArticleLibrary
from bot.types import Language
from knowledge.storing.store import open_base
from tests.bot.end_to_end.driver import Json, Talk, buttons, talking
from tests.bot.local_telegram.local import LIN

STALE = "这条回答太旧了，请再问一次。"
NEWS = """砚湖智能的第一笔钱
来源：夜读创投
发布时间：2024-08-09
原文链接：https://example.org/yanhu

砚湖智能成立于2023年5月，创始人是陆听澜，总部位于绍兴。

2024年7月，砚湖智能完成3000万美元天使轮融资，由石榴资本领投，投后估值为1.6亿美元。

陆听澜认为，端侧模型会先在工厂里用起来。
"""
QUESTION = "砚湖智能估值多少"


def copy_library(built: Path, folder: Path) -> ArticleLibrary:
    """A library that a test may change, over a copy of the articles and their base, warm."""
    shutil.copytree(built, folder, symlinks=True)
    return open_library(folder)


def open_library(folder: Path) -> ArticleLibrary:
    """The library over such a copy, as a start opens it where nothing is newer."""
    library = ArticleLibrary([folder / "articles"], folder / "k.db", open_base(folder / "k.db"))
    library.examples(Language.SIMPLIFIED)
    return library


async def call_here(
    _: Helper, function: Callable[..., Any], arguments: Sequence[Any], __: float, tell: Tell | None = None
) -> Any:
    """In the place of `Helper.call`: in a thread of this process, where all rules are read already."""
    loop, more = asyncio.get_running_loop(), {}
    if tell is not None:
        more["tell"] = lambda told: loop.call_soon_threadsafe(tell, told)
    return await asyncio.to_thread(function, *arguments, **more)


@asynccontextmanager
async def administering(library: ArticleLibrary, folder: Path) -> AsyncIterator[Talk]:
    """People and the bot; no message of the bot is refused."""
    async with talking(library, folder) as opened:
        yield opened
        await opened.settled()
        opened.write_calls()
        assert opened.was_refused() == opened.refused


async def post(talk: Talk, name: str, content: bytes | str, user: int = LIN, chat: int = 0, text: str = "") -> Json:
    """Somebody sends a file."""
    data = content if isinstance(content, bytes) else content.encode()
    files = {"file": (name, data, "text/plain")}
    values = {"user": str(user), "chat": str(chat or user), "text": text}
    sent: Json = await talk.local.act("say", files, **values)
    return sent


async def send(talk: Talk, name: str, content: bytes | str, **values: Any) -> Json:
    """Somebody sends a file; what the bot says to it."""
    sent = await post(talk, name, content, **values)
    return (await talk.until(lambda: talk.answers_to(sent)))[0]


async def changed(talk: Talk, message: Json, words: str) -> Json:
    """The message once it says so."""
    await talk.until(lambda: words in talk.again(message)["text"])
    return talk.again(message)


async def take_in(talk: Talk, name: str = "砚湖.txt", content: str = NEWS) -> Json:
    """An article sent and taken in; the message that says so."""
    review = await send(talk, name, content)
    assert (await talk.press(review, "收录"))["text"] == "正在重建知识库…"
    return await changed(talk, review, "已收录")


async def forge(talk: Talk, message: Json, chat: int = LIN) -> Json:
    """A message of the bot's with the buttons that an earlier one had."""
    rows = {"inline_keyboard": [[button] for button in buttons(message).values()]}
    sent: Json = await talk.local.api("sendMessage", chat_id=chat, text="x", reply_markup=rows)
    return sent


def drafts(library: ArticleLibrary) -> list[str]:
    """The files of drafts."""
    return [path.name for path in (library.sent.folder / ".drafts").iterdir()]

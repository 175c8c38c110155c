"""Anything may come in: updates of any shape, articles that are none, text that means to be markup. All of it ends."""

import asyncio
import copy
import logging
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.markup import escape, without_hidden
from bot.telegram.incoming import clean
from bot.telegram.limits import Limits
from bot.vitals import Vitals
from knowledge.building.build import build_base
from tests.bot.bench import open_bench
from tests.bot.canned import GROUP, CannedLibrary, mention, update
from tests.bot.telegram.test_buttons import press
from tests.bot.telegram_html import find_clickable, read_html
from tests.promises.scale import TIMED, scaled

ARTICLES = Path(__file__).parents[2] / "knowledge/articles"
PIECES = (
    *("月之暗面", "估值", "多少", "谁", "融资", "/ask ", "@youju_bot ", "来源", "还有吗", "那", "和", "？", " "),
    *('"', "'", "*", "(", ")", "NEAR", " AND ", " OR ", "-", "^", ":", "{", "}", "\\", "%", ";", "--", "\0", "\n"),
    *("\ud83d", "\u202e", "\u200b", "😀", "<b>", "</b>", "&", "&lt;", "亿", "1,234.5", "$", "9" * 30, "a" * 200, "%s"),
)
LOT = 40
"""Articles of one build: few enough that no other process is started for them."""
ODD = (None, True, -1, 0, 2**63, 1e308, "", "x", "\ud83d", [], {}, [[]], {"id": "x"}, {"id": 2**80}, [None], "0" * 5000)


def make_text(chance: random.Random) -> str:
    return "".join(chance.choices(PIECES, k=chance.randrange(1, 30)))[:4096]


def spoil(value: Any, chance: random.Random) -> Any:
    """value with a few of its parts, at any depth, taken away or replaced."""
    if isinstance(value, dict):
        kept = {key: spoil(part, chance) for key, part in value.items() if chance.random() > 0.03}
        return kept if chance.random() > 0.03 else chance.choice(ODD)
    if isinstance(value, list):
        return [spoil(part, chance) for part in value for _ in range(chance.choice((1, 1, 1, 1, 0, 2)))]
    return chance.choice(ODD) if chance.random() < 0.05 else value


def templates(chance: random.Random) -> tuple[dict[str, Any], ...]:
    text, user = make_text(chance), chance.randrange(1, 10**10)
    plain = update(text, user=user)
    grouped = update(f"@youju_bot {text}", group=True, entities=[mention("@youju_bot", "@youju_bot")])
    replied = update(f"/ask {text}", group=True, reply_to_message=copy.deepcopy(grouped["message"]))
    chat = {"id": GROUP, "type": "supergroup", "title": text}
    member = {"user": plain["message"]["from"], "status": chance.choice(("member", "left", "kicked", "odd"))}
    change = {"chat": chat, "from": member["user"], "date": 1, "old_chat_member": member, "new_chat_member": member}
    query = {"id": "1", "from": member["user"], "query": text, "offset": ""}
    commands = ("start", "help", "privacy", "chart", "check", "sources", "forget", "reload", "status", "why")
    return (
        plain,
        grouped,
        replied,
        update(f"/{chance.choice(commands)} {text}", user=user),
        {"update_id": 0, "edited_message": plain["message"] | {"edit_date": 1}},
        {"update_id": 0, "my_chat_member": change},
        {"update_id": 0, "inline_query": query},
        press(text[:64], chance.randrange(99)),
    )


class Unhandled(logging.Handler):
    """What a handler raised, the handler of errors or a task that nobody awaits: all that is logged with an exception."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.found.append(self.format(record))


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sends as fast as it can: what is tested is not how fast."""
    send_at_once(monkeypatch)


def send_at_once(patch: pytest.MonkeyPatch) -> None:
    """Takes the limits of sending away."""

    async def at_once(_: object, callback: Any, args: Any, kwargs: Any, *__: Any, **___: Any) -> Any:
        return await callback(*args, **kwargs)

    patch.setattr(Limits, "process_request", at_once)


@pytest.fixture
def unhandled() -> Iterator[Unhandled]:
    """While it is there it listens."""
    listening = Unhandled()
    logging.getLogger().addHandler(listening)
    yield listening
    logging.getLogger().removeHandler(listening)


async def test_what_a_handler_raises_is_counted(unhandled: Unhandled) -> None:
    async with open_bench(CannedLibrary()) as bench:
        await bench.say(update("crash"))
    assert len(unhandled.found) == 1


@pytest.mark.promise(8)
@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("seed", range(11, 11 + scaled(1, 1, 5)))
async def test_no_update_of_any_shape_is_unhandled(seed: int, unhandled: Unhandled, record_property: Any) -> None:
    chance, count, batch = random.Random(seed), scaled(1500, 100_000, 1_000_000), 500
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.found.append(str(context)))
    ends: Counter[str] = Counter()
    added = 0
    async with open_bench(CannedLibrary()) as bench:
        for start in range(0, count, batch):
            made = [spoil(chance.choice(templates(chance)), chance) for _ in range(batch)]
            made = [one | {"update_id": start + n} for n, one in enumerate(made) if isinstance(one, dict)]
            added += await bench.app.inbox.add(made)
            await asyncio.wait_for(bench.app.inbox.idle(), 120)
            bench.request.sent.clear()
            bench.request.calls.clear()
            bench.library.questions.clear()
        ends.update(bench.state.counts())
        slow = count_slow(bench.app.vitals)
        assert bench.state.pending() == ()
    kinds = ", ".join(f"{state} {ends[state]}" for state in sorted(ends))
    record_property(
        "figure",
        f"{added} updates ({kinds}, the others forgotten): {len(unhandled.found)} unhandled, {slow} longer than 1 s",
    )
    assert unhandled.found == []
    assert ends["failed"] == 0
    assert slow == 0 or not TIMED


def count_slow(vitals: Vitals) -> int:
    """How many updates took longer than a second, by the bot's own metrics."""
    figures = dict(line.rsplit(" ", 1) for line in vitals.to_text().decode().splitlines() if line[:1] != "#")
    within, every = figures['youju_update_seconds_bucket{le="1.0"}'], figures["youju_update_seconds_count"]
    return int(float(every) - float(within))


def spoil_article(content: bytes, chance: random.Random, *, is_text: bool) -> bytes:
    """content with noise in a few places: words, or any bytes."""
    spoilt = bytearray(content)
    for _ in range(chance.randrange(1, 30)):
        start = chance.randrange(len(spoilt))
        noise = (clean(make_text(chance)) or "").replace("\0", "").encode() if is_text else chance.randbytes(40)
        spoilt[start : start + chance.randrange(40)] = noise
    return bytes(spoilt).decode("utf-8", "ignore").encode() if is_text else bytes(spoilt)


@pytest.mark.promise(8)
def test_articles_that_are_none_are_named_and_the_others_read(tmp_path: Path, record_property: Any) -> None:
    chance, count, read, refused = random.Random(13), scaled(40, 2000, 20_000), 0, 0
    sound = [path.read_bytes() for path in sorted(ARTICLES.glob("*.md"))]
    for start in range(0, count, LOT):
        folder = tmp_path / f"in{start}"
        folder.mkdir()
        for number in range(start, min(start + LOT, count)):
            content = spoil_article(chance.choice(sound), chance, is_text=chance.random() < 0.8)
            (folder / f"n{number:06}{chance.choice(('.txt', '.md', '.html'))}").write_bytes(content)
        report = build_base([folder], tmp_path / f"kb{start}.db")
        read, refused = read + report.articles, refused + len(report.failed)
        assert not [failure for failure in report.failed if "internal" in failure.reason.lower()]
    assert read + refused == count
    record_property("figure", f"{count} spoilt articles: {read} read, {refused} refused by name")


@pytest.mark.promise(11)
def test_text_of_articles_arrives_as_it_is_and_as_nothing_else(record_property: Any) -> None:
    chance, count = random.Random(14), scaled(1000, 20_000, 1_000_000)
    pieces = (*PIECES, "@admin", "/reload", "#tag", "t.me/x", "https://evil.example", "[a](tg://user?id=1)", "`", "_")
    for _ in range(count):
        text = "".join(chance.choices(pieces, k=chance.randrange(1, 40))).replace("\ud83d", "\ufffd")
        html = f"<blockquote>{escape(text)}</blockquote>"
        shown, entities = read_html(html)
        assert shown == without_hidden(text)
        assert {entity.tag for entity in entities} <= {"blockquote", "code"}
        assert find_clickable(html) == ()
    record_property("figure", f"{count} texts: 0 refused, 0 entities but ours, none clickable")

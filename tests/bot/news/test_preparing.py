"""From a change of base to mail: once for each change, and never where the base of before is gone."""

import logging
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.chats import Chats
from bot.exchanges import Exchanges
from bot.news.mail import TOLD_OF, Mailbox
from bot.news.preparing import Newsroom, Prepared
from bot.news.watches import Watches
from bot.state import State, open_state
from knowledge.storing.writer import write_base
from tests.bases import ISLE, cite, make_extract
from tests.factories import fact, money

NOW, THEN = "k-1.db", "k-0.db"


@dataclass
class Room:
    """A newsroom and what it works on."""

    state: State
    newsroom: Newsroom
    folder: Path

    @property
    def mail(self) -> list[int]:
        """How many news wait in each chat."""
        box = Mailbox(self.state)
        return [len(box.read(chat).news) for chat in box.chats()]


def write(path: Path, billions: int, name: str = ISLE.name) -> None:
    lines = (f"{name}估值{billions}0亿美元",)
    worth = fact(name, quantity=money(billions * 10**9, words=f"{billions}0亿美元"))
    worth = fact(name, snippet=lines[0], article="b.txt", quantity=worth.quantity)
    assert worth.evidence == cite("b.txt", lines, 0)
    write_base(path, (make_extract("b.txt", lines, entities=(ISLE,), facts=(worth,)),))


@pytest.fixture
def room(tmp_path: Path):
    state = open_state(None)
    watches = Watches(state, Chats(state))
    assert watches.add(7, ISLE.name, None)
    write(tmp_path / THEN, 2)
    write(tmp_path / NOW, 3)
    yield Room(state, Newsroom(state, watches, Exchanges(state), Mailbox(state)), tmp_path)
    state.close()


def test_the_first_base_is_no_news(room: Room) -> None:
    assert room.newsroom.prepare(room.folder / NOW) == Prepared()
    assert (room.state.setting(TOLD_OF), room.mail) == (NOW, [])


def test_a_change_is_prepared_once(room: Room) -> None:
    room.newsroom.prepare(room.folder / THEN)
    assert room.newsroom.prepare(room.folder / NOW) == Prepared(1, 1, 0)
    assert room.newsroom.prepare(room.folder / NOW) == Prepared()
    assert room.mail == [1]


def test_dying_before_the_end_and_preparing_again_tells_nothing_twice(room: Room) -> None:
    room.newsroom.prepare(room.folder / THEN)
    for _ in range(2):
        room.newsroom.prepare(room.folder / NOW)
        room.state.set_setting(TOLD_OF, THEN)
    assert room.mail == [1]


def test_back_again_before_it_was_told_is_no_news(room: Room) -> None:
    for name in (THEN, NOW, THEN):
        room.newsroom.prepare(room.folder / name)
    assert room.mail == []


def test_without_the_base_of_before_nobody_is_told(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.newsroom.prepare(room.folder / THEN)
    (room.folder / THEN).unlink()
    with caplog.at_level(logging.WARNING):
        assert room.newsroom.prepare(room.folder / NOW) == Prepared()
    assert "nobody is told what changed" in caplog.text
    assert (room.state.setting(TOLD_OF), room.mail) == (NOW, [])

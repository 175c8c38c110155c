"""The mail of chats: kept across a restart, taken out once, gone with its chat."""

from pathlib import Path

from bot.chats import Chats
from bot.news import watches as module
from bot.news.mail import Mail, Mailbox
from bot.news.merging import News
from bot.news.watches import Watcher, Watches
from bot.state import open_state
from bot.types import Citation
from tests.factories import fact, money, period

NEWS = News(None, fact(quantity=money(), period=period(2023, 4)), Citation("a.txt", 0, 1, "原", "题"), ("山岚数据",))
MAIL = Mail((NEWS,), 3, 7, (11, 12), (13,), "k-0.db")


def test_mail_comes_back_whole_after_a_restart(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    Mailbox(state).write(5, MAIL)
    state.close()
    state = open_state(tmp_path / "state.db")
    assert (Mailbox(state).chats(), Mailbox(state).read(5), Mailbox(state).read(6)) == ((5,), MAIL, Mail())
    state.close()


def test_what_is_taken_out_is_there_no_more_until_it_is_put_back() -> None:
    box = Mailbox(open_state(None))
    box.write(5, MAIL)
    assert box.take_digest(5) == MAIL
    assert box.read(5) == Mail(topic=7, corrections=(11, 12), notes=(13,), base="k-0.db")
    for reply in (11, 12, 13):
        box.take_correction(5, reply)
    assert box.chats() == ()
    box.add(5, Mail((NEWS,), 3, 7))
    box.add(5, Mail(notes=(11,)))
    assert box.read(5) == Mail((NEWS,), 3, 7, (), (11,))


def test_mail_goes_with_its_chat() -> None:
    state = open_state(None)
    box = Mailbox(state)
    for chat in (-5, 6):
        box.write(state.pseudonym(chat), MAIL)
    for _ in range(2):
        state.move_chat(-5, -1005)
    assert {*box.chats()} == {state.pseudonym(chat) for chat in (-1005, 6)}
    state.forget_chat(-1005)
    state.forget_user(6)
    assert box.chats() == ()


def test_watchers_are_found_by_name_with_what_they_watch(monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    state = open_state(None)
    watches, chats = Watches(state, Chats(state)), Chats(state)
    watched = [watches.add(7, name, topic) for name, topic in (("甲", None), ("乙", 2), ("丙", 3), ("乙", 4))]
    assert watched == [True, True, False, True]
    assert watches.add(8, "丙", None)
    one, other = state.pseudonym(7), state.pseudonym(8)
    assert {*watches.watchers(["甲", "乙", "丁"])} == {Watcher(one, ("甲", "乙"), 4)}
    assert {*watches.watchers(watches.names())} == {Watcher(one, ("甲", "乙"), 4), Watcher(other, ("丙",), None)}
    assert chats.find_home(one) == 7
    assert (watches.remove(7, "甲"), watches.remove(7, "甲"), watches.of(7)) == (True, False, ("乙",))
    watches.drop(one)
    assert watches.of(7) == ()

"""The full state of the benchmark: as many rows as it says, of the chats that ask too, and nothing shown differently."""

import pytest

from bench import full_state
from bench.full_state import fill, load_chats
from bot.chats import DEFAULT, Chats
from bot.exchanges import Exchanges
from bot.state import open_state
from bot.types import Answer, Citation, Language, Status

ANSWER = Answer(Status.ANSWERED, "fact", Language.SIMPLIFIED, "x", (Citation("a.txt", 0, 1, "x", "t"),))


def test_it_holds_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, count in (("KEPT_CHATS", 50), ("WATCHES", 3), ("FEEDBACK", 200), ("GAPS", 70), ("EXCHANGES", 60)):
        monkeypatch.setattr(full_state, name, count)
    state = open_state(None, "1:token")
    rows = fill(state, [ANSWER])
    assert rows == {"chats": 50, "watches": 150, "feedback": 200, "gaps": 70, "exchanges": 60}
    for chat in load_chats():
        settings = Chats(state).of(chat)
        assert (settings.language, settings.snippets) == (DEFAULT.language, DEFAULT.snippets)
        assert settings != DEFAULT
        assert Chats(state).find_home(state.pseudonym(chat)) == chat
    assert Exchanges(state).find_reply(load_chats()[3], 10**6 + 3) is not None
    state.close()

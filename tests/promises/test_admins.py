"""Only admins administer: every kind of sender in every kind of chat with every command of the admins."""

import asyncio
import itertools
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bot.facets import to_key
from bot.sent_articles import to_code
from bot.telegram.article_buttons import Verb, Wish
from bot.telegram.curating_pages import FORMS
from bot.telegram.menu import ADMINS, PRIVATE
from knowledge.building.report import BuildReport
from tests.bot.bench import open_bench
from tests.bot.canned import ADMIN, GROUP, NAME, REPORT, STRANGER, USER, CannedLibrary, update

COMMANDS = tuple(name for name in ADMINS if name not in PRIVATE)
CHATS = {
    "private": {},
    "group": {"chat": {"id": -GROUP, "type": "group", "title": "G"}},
    "supergroup": {"chat": {"id": GROUP, "type": "supergroup", "title": "G"}},
}
CHANNEL = {"id": -1009, "type": "channel", "title": "C"}


def user(identity: int, *, bot: bool = False, **more: Any) -> dict[str, Any]:
    return {"from": {"id": identity, "is_bot": bot, "first_name": "A", "language_code": "en"} | more}


def forwarded() -> dict[str, Any]:
    return {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "X"}}


SENDERS: dict[str, Callable[[], dict[str, Any]]] = {
    "the admin": lambda: user(ADMIN),
    "a stranger": lambda: user(STRANGER),
    "a stranger with the admin's names": lambda: user(STRANGER, username="admin", first_name=str(ADMIN)),
    "an admin of the group, anonymous": lambda: (
        user(1087968824, bot=True) | {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "G"}}
    ),
    "a channel": lambda: user(136817688, bot=True) | {"sender_chat": CHANNEL},
    "the admin as a channel": lambda: user(ADMIN) | {"sender_chat": CHANNEL},
    "Telegram itself": lambda: user(777000) | {"sender_chat": CHANNEL, "is_automatic_forward": True},
    "a bot with the admin's id": lambda: user(ADMIN, bot=True),
    "through a bot": lambda: user(ADMIN) | {"via_bot": {"id": 43, "is_bot": True, "first_name": "B"}},
    "forwarded": lambda: user(ADMIN) | forwarded(),
    "forwarded by the admin from a stranger": lambda: (
        user(ADMIN) | {"forward_origin": {"type": "user", "date": 1, "sender_user": user(STRANGER)["from"]}}
    ),
    "too old": lambda: user(ADMIN) | {"date": int(time.time()) - 90},
    "edited": lambda: user(ADMIN) | {"edit_date": int(time.time())},
}


class CountingLibrary(CannedLibrary):
    """Counts what only admins may cause."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(self._build, folder)
        self.built = 0

    def caused(self) -> tuple[int, ...]:
        """All that was done so far."""
        return self.built, self.rolled_back, len(self.reviewed), len(self.sent.names())

    async def _build(self) -> BuildReport:
        self.built += 1
        return REPORT


@pytest.mark.promise(10)
async def test_one_cell_of_the_matrix_is_let_in(record_property: Any) -> None:
    allowed, tried = [], 0
    async with open_bench(library := CountingLibrary()) as bench:
        for (sender, who), (chat, where), command in itertools.product(SENDERS.items(), CHATS.items(), COMMANDS):
            tried += 1
            before = library.caused()
            said = await bench.say(update(f"/{command}", user=ADMIN, **(where | who())))
            await asyncio.sleep(0.01)
            if said or bench.request.sent or library.caused() != before:
                allowed.append((sender, chat, command))
    record_property("figure", f"{len(allowed)} of {tried} cells let in, 1 for each of {len(COMMANDS)} commands")
    assert allowed == [("the admin", "private", command) for command in COMMANDS]


def document(name: str = "a.txt") -> dict[str, Any]:
    """A message with a file instead of a text."""
    return {"document": {"file_id": "f1", "file_unique_id": "u1", "file_name": name, "file_size": 5}}


@pytest.mark.promise(10)
async def test_one_cell_of_the_files_is_let_in(tmp_path: Path, record_property: Any) -> None:
    allowed, tried = [], 0
    async with open_bench(library := CountingLibrary(tmp_path / "sent")) as bench:
        bench.request.served["f1"] = b"words"
        for (sender, who), (chat, where) in itertools.product(SENDERS.items(), CHATS.items()):
            for name in ("a.txt", "../../etc/passwd"):
                tried += 1
                bench.request.calls.clear()
                sent = update("", user=ADMIN, **(where | who() | document(name)))
                del sent["message"]["text"]
                said = await bench.say(sent)
                await asyncio.sleep(0.05)
                if said or bench.request.sent or bench.called("getFile"):
                    allowed.append((sender, chat, name))
        assert library.reviewed == [("a-" + sha256(b"words").hexdigest()[:8] + ".txt", b"words")]
    record_property("figure", f"{len(allowed)} of {tried} cells of files let in")
    assert allowed == [("the admin", "private", "a.txt"), ("the admin", "private", "../../etc/passwd")]


PRESSERS: dict[str, dict[str, Any]] = {
    "the admin": user(ADMIN),
    "a stranger": user(STRANGER),
    "a stranger with the admin's names": user(STRANGER, username="admin", first_name=str(ADMIN)),
    "a bot with the admin's id": user(ADMIN, bot=True),
    "GroupAnonymousBot": user(1087968824, bot=True),
    "Telegram itself": user(777000),
}
PLACES: dict[str, dict[str, Any]] = {
    "his private chat": {"message": {"chat": {"id": ADMIN, "type": "private"}}},
    "a stranger's private chat": {"message": {"chat": {"id": STRANGER, "type": "private"}}},
    "a group": {"message": {"chat": {"id": -GROUP, "type": "group", "title": "G"}}},
    "a supergroup": {"message": {"chat": {"id": GROUP, "type": "supergroup", "title": "G"}}},
    "an inline message": {"inline_message_id": "i1"},
}


@pytest.mark.promise(10)
async def test_one_cell_of_the_presses_is_let_in(tmp_path: Path, record_property: Any) -> None:
    """Each button that an admin may have, pressed by everybody everywhere; all others hear that it is too old."""
    allowed, tried = [], 0
    async with open_bench(library := CountingLibrary(tmp_path / "sent")) as bench:
        owner = bench.state.pseudonym(ADMIN)
        for (who, sender), (place, where) in itertools.product(PRESSERS.items(), PLACES.items()):
            for verb in Verb:
                tried += 1
                code = to_code(accept(library, b"there", owner))
                token = library.sent.keep_draft("d.txt", b"draft", owner).token
                about = {Verb.KEEP: token, Verb.DROP: token, Verb.PAGE: "0"}.get(verb, code)
                before = library.caused()
                bench.request.calls.clear()
                query = {"id": "7", "chat_instance": "1", "data": Wish(verb, about).to_data()} | sender | where
                if "message" in where:
                    query["message"] = where["message"] | {"message_id": 9, "date": int(time.time()), "text": "x"}
                await bench.say({"update_id": 10**9 + tried, "callback_query": query})
                await bench.app.administration.rebuilds.idle()
                edited, is_kept = bench.called("editMessageText"), library.sent.find_draft(token, owner) is not None
                if edited or not is_kept or library.caused() != before:
                    allowed.append((who, place, verb))
                else:
                    told = [call["text"] for call in bench.called("answerCallbackQuery")]
                    assert told == ([] if sender["from"]["is_bot"] else ["This answer is too old; please ask again."])
                library.sent.forget(owner)
    record_property("figure", f"{len(allowed)} of {tried} cells of presses let in, 1 for each of {len(Verb)} buttons")
    assert allowed == [("the admin", "his private chat", verb) for verb in Verb]


def accept(library: CannedLibrary, content: bytes, owner: int) -> str:
    """The name of an article that is taken in."""
    draft = library.sent.keep_draft("a.txt", content, owner)
    library.sent.accept(draft)
    return draft.name


def disguised(command: str) -> dict[str, dict[str, Any]]:
    """The admin's command in every other kind of update."""
    plain = update(f"/{command}", user=ADMIN)["message"]
    caption = {key: value for key, value in plain.items() if key not in ("text", "entities")}
    sender = plain["from"]
    return {
        "edited_message": plain,
        "channel_post": plain,
        "edited_channel_post": plain,
        "business_message": plain,
        "message": caption | {"caption": f"/{command}", "caption_entities": plain["entities"]},
        "inline_query": {"id": "1", "from": sender, "query": f"/{command}", "offset": ""},
        "callback_query": {"id": "1", "from": sender, "chat_instance": "1", "data": f"/{command}", "message": plain},
        "chosen_inline_result": {"result_id": "1", "from": sender, "query": f"/{command}"},
    }


PRESSERS = {
    "a stranger": user(STRANGER),
    "a stranger with the admin's names": user(STRANGER, username="admin", first_name=str(ADMIN)),
    "an anonymous admin of the group": user(1087968824, bot=True),
    "a bot with the admin's id": user(ADMIN, bot=True),
    "the admin": user(ADMIN),
}
EXAMPLES = {
    r"\d{1,4}": "0",
    r"\d{1,15}": "1",
    "[0-9a-f]{8}": "0123abcd",
    "[0-9a-f]{12}": to_key(NAME),
    r"[0-9a-f]{1,16}\.[0-9a-f]{1,12}\.[0-9a-f]{1,16}": "1.2.3",
}
"""Of each form of what a button of an admin is about."""


@pytest.mark.promise(10)
async def test_only_the_admin_presses_an_admins_buttons_and_only_in_private(record_property: Any) -> None:
    """To all others they are as good as out of date: which buttons there are is not told."""
    obeyed, tried = set(), 0
    chats = {"private": {"id": ADMIN, "type": "private"}} | {key: one["chat"] for key, one in CHATS.items() if one}
    chats["another's private chat"] = {"id": STRANGER, "type": "private"}
    async with open_bench(CannedLibrary()) as bench:
        for (sender, who), (place, chat), verb in itertools.product(PRESSERS.items(), chats.items(), FORMS):
            tried += 1
            data = "!".join(("c", verb, *(EXAMPLES[form] for form in FORMS[verb])))
            press = {"id": str(tried), "chat_instance": "1", "data": data} | who
            press |= {"message": {"message_id": 7, "date": 1, "chat": chat}}
            before = len(bench.called("editMessageText"))
            await bench.say({"update_id": 2 * 10**9 + tried, "callback_query": press})
            if len(bench.called("editMessageText")) > before:
                obeyed.add((sender, place, verb))
        stale = [one for one in bench.called("answerCallbackQuery") if one.get("text")]
    record_property("figure", f"presses: {len(obeyed)} of {tried} obeyed, all of them the admin's in private")
    assert {(sender, place) for sender, place, _ in obeyed} == {("the admin", "private")}
    assert {verb for *_, verb in obeyed} == {"gaps", "feedback", "aliases"}
    assert {one["text"] for one in stale} == {"This answer is too old; please ask again."}


@pytest.mark.promise(10)
async def test_no_other_kind_of_update_carries_a_command() -> None:
    async with open_bench(library := CountingLibrary()) as bench:
        for command in COMMANDS:
            for number, (kind, content) in enumerate(disguised(command).items()):
                said = await bench.say({"update_id": 10**9 + time.time_ns() % 10**9 + number, kind: content})
                await asyncio.sleep(0.01)
                assert not [text for text in said if "Knowledge base" in text or "Reading the articles" in text], kind
        assert library.built == 0


@pytest.mark.promise(10)
async def test_without_admins_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bot.bench.ADMIN", USER)
    async with open_bench(CountingLibrary()) as bench:
        for command in COMMANDS:
            assert await bench.say(update(f"/{command}", user=ADMIN)) == []

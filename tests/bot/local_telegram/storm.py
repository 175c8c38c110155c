"""Generated updates of every kind of the Bot API, from a seed: valid ones whose outcome is known, and spoiled ones.

Whom a message is for is decided here, when it is made, not by reading it as the bot does.
"""

import copy
import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.bot.local_telegram.hostile import ODD, WORDS, Json, find_fields, photo, units

PEOPLE, GROUPS, FORUMS, NEW_GROUPS = range(5000, 5120), range(-340, -300), range(-440, -420), range(-600, -500)
TOPIC, CHANNEL = 7, -900
OTHER_BOT, ANONYMOUS = 777001, 1087968824
QUIET_KINDS = (
    *("channel_post", "edited_channel_post", "business_message", "edited_business_message", "guest_message"),
    *("poll", "poll_answer", "chat_member", "chat_join_request", "message_reaction", "message_reaction_count"),
    *("chat_boost", "removed_chat_boost", "business_connection", "deleted_business_messages", "purchased_paid_media"),
    *("shipping_query", "pre_checkout_query", "chosen_inline_result", "of_a_later_version"),
)
"""Those that the bot has no handler for."""


class Outcome(Enum):
    """What the bot has to do about an update."""

    ANSWER = "one message in reply"
    SILENCE = "nothing"
    QUERY = "the query answered once"
    GREETING = "a greeting of the group, once"
    SPOILED = "one message in reply at most"


@dataclass(frozen=True)
class Drop:
    """An update of the storm."""

    update: Json
    outcome: Outcome

    def place(self) -> tuple[int, int]:
        """Chat and message that an answer replies to."""
        return self.update["message"]["chat"]["id"], self.update["message"]["message_id"]


class Storm:
    """Makes updates; the same for the same seed but for the date."""

    def __init__(self, seed: int, username: str, bot: int) -> None:
        self._random = random.Random(seed)
        self._name = f"@{username}"
        self._bot = {"id": bot, "is_bot": True, "first_name": "B", "username": username}
        self._updates = itertools.count(10**6)
        self._messages = itertools.count(10**5)

    def make(self, count: int) -> Iterator[Drop]:
        """So many updates: a sixth spoiled, one in fifty twice."""
        makers = (*[self._asked] * 5, *[self._overheard] * 7, *[self._quiet] * 4, self._query, self._moved)
        for _ in range(count):
            drop = self._random.choice(makers)()
            if self._random.random() < 1 / 6:
                drop = self._spoil(drop)
            yield drop
            if self._random.random() < 0.02:
                yield Drop(drop.update, Outcome.SILENCE)

    def _words(self) -> str:
        words = self._random.choice(WORDS)
        return f"{words} {self._random.randrange(10**6)}" if self._random.random() < 0.9 else f"q{words}"

    def _update(self, kind: str, content: object, outcome: Outcome) -> Drop:
        return Drop({"update_id": next(self._updates), kind: content}, outcome)

    def _user(self) -> Json:
        code = self._random.choice(
            ({}, {"language_code": "en"}, {"language_code": "zh-hant"}, {"language_code": "\u202e"})
        )
        return {"id": self._random.choice(PEOPLE), "is_bot": False, "first_name": self._random.choice(WORDS)} | code

    def _message(self, chat: Json, **content: Any) -> Json:
        sender = {"from": self._user()} if chat["type"] != "private" else {"from": self._user() | {"id": chat["id"]}}
        head = {"message_id": next(self._messages), "date": int(time.time()), "chat": chat}
        return head | sender | {name: value for name, value in content.items() if value is not None}

    def _private(self) -> Json:
        return {"id": self._random.choice(PEOPLE), "type": "private", "first_name": "A"}

    def _group(self) -> Json:
        return {"id": self._random.choice(GROUPS), "type": self._random.choice(("group", "supergroup")), "title": "G"}

    def _addressed(self, words: str) -> Json:
        """Text and entities of a message that names the bot, and some wrong entities around."""
        name = self._random.choice((self._name, self._name.upper()))
        form = self._random.choice(("command", "named", "first", "last", "pointed"))
        text, kind, at, length = f"{name} {words}", "mention", 0, len(name)
        if form in ("command", "named"):
            command = "/ask" if form == "command" else f"/ask{name}"
            text, kind, length = f"{command} {words}", "bot_command", len(command)
        elif form == "last":
            text, at = f"{words} {name}", units(words) + 1
        elif form == "pointed":
            text, kind, length = f"Bot {words}", "text_mention", 3
        entity = {"type": kind, "offset": at, "length": length}
        if kind == "text_mention":
            entity["user"] = self._bot
        return {"text": text, "entities": [entity, *self._wrong_entities()]}

    def _wrong_entities(self) -> list[Json]:
        kinds = ("bold", "url", "text_link", "custom_emoji", "of_a_later_version", "hashtag", "date_time")
        numbers = (-5, 1, 3, 4095, 10**6, 2**40)
        return [
            {
                "type": self._random.choice(kinds),
                "offset": self._random.choice(numbers),
                "length": self._random.choice(numbers),
            }
            for _ in range(self._random.choice((0, 0, 1, 3)))
        ]

    def _asked(self) -> Drop:
        """A message that the bot has to answer."""
        words, form = self._words(), self._random.randrange(8)
        group, addressed = self._group(), self._addressed(words)
        if form < 2:
            content: Json = {"text": f"q {words}"} if form else {"caption": f"q {words}", "photo": [photo()]}
            message = self._message(self._private(), **content, entities=self._wrong_entities() or None)
        elif form == 2:
            command = self._random.choice(("/start", "/help", "/sources", "/ask", "/chart x", "/chart"))
            entity = {"type": "bot_command", "offset": 0, "length": len(command.split()[0])}
            message = self._message(self._private(), text=command, entities=[entity])
        elif form == 3:
            forum = {"id": self._random.choice(FORUMS), "type": "supergroup", "title": "F", "is_forum": True}
            message = self._message(forum, **addressed, message_thread_id=TOPIC, is_topic_message=True)
        elif form == 4:
            sender = {"id": ANONYMOUS, "is_bot": True, "first_name": "Group"}
            message = self._message(group, **addressed, sender_chat=group) | {"from": sender}
        elif form == 5:
            earlier = self._message(group, text=self._words()) | {"from": self._bot}
            message = self._message(group, text=f"q {words}", reply_to_message=earlier)
        elif form == 6:
            named = {"caption": addressed["text"], "caption_entities": addressed["entities"]}
            message = self._message(group, **named, photo=[photo()])
        else:
            message = self._message(group, **addressed)
        return self._update("message", message, Outcome.ANSWER)

    def _overheard(self) -> Drop:
        """A message that is not for the bot."""
        group, words = self._group(), self._words()
        named = self._addressed(words)
        if self._random.random() < 0.1:
            edited = self._message(group, **named, edit_date=int(time.time()))
            return self._update("edited_message", edited, Outcome.SILENCE)
        messages = (*self._of_others(group, words), *self._of_the_house(group, named))
        return self._update("message", self._random.choice(messages), Outcome.SILENCE)

    def _of_others(self, group: Json, words: str) -> tuple[Json, ...]:
        """Words between people, or to another bot."""
        plain, other = {"text": words}, f"{self._name}2 {words}"
        channel = {"id": CHANNEL, "type": "channel", "title": "C"}
        origin = {"type": "channel", "chat": channel, "message_id": 5, "date": 5}
        mentioned = {"type": "mention", "offset": 0, "length": units(other.split()[0])}
        commanded = {"type": "bot_command", "offset": 0, "length": 14}
        return (
            self._message(group, **plain, entities=self._wrong_entities() or None),
            self._message(group, **plain, forward_origin=origin),
            self._message(group, text=other, entities=[mentioned]),
            self._message(group, text=f"{self._name} {words}"),
            self._message(group, text="/ask@other_bot x", entities=[commanded]),
            self._message(group, **plain, reply_to_message=self._message(group, **plain)),
        )

    def _of_the_house(self, group: Json, named: Json) -> tuple[Json, ...]:
        """Words that name the bot but come from no person here and now; service messages; an admin's command."""
        bot = {"id": OTHER_BOT, "is_bot": True, "first_name": "O", "username": "other_bot"}
        channel = {"id": CHANNEL, "type": "channel", "title": "C"}
        commanded = {"type": "bot_command", "offset": 0, "length": 7}
        return (
            self._message(group, **named) | {"from": bot},
            self._message(group, **named, via_bot=bot),
            self._message(group, **named, is_automatic_forward=True, sender_chat=channel),
            self._message(group, **named) | {"date": int(time.time()) - 3600},
            self._message(group, new_chat_members=[self._bot]),
            self._message(group, left_chat_member=self._user()),
            self._message(group, migrate_to_chat_id=-1000),
            self._message(group, pinned_message=self._message(group, **named)),
            self._message(group, dice={"emoji": "x", "value": 5}, is_topic_message=True),
            self._message(self._private(), photo=[photo()]),
            self._message(self._private(), text="/reload", entities=[commanded]),
        )

    def _quiet(self) -> Drop:
        kind = self._random.choice(QUIET_KINDS)
        group, user = self._group(), self._user()
        content = self._message(group, **self._addressed(self._words()))
        if not kind.endswith(("post", "message")):
            poll = {"question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "type": "regular"}
            common = {"id": str(next(self._messages)), "from": user, "user": user, "chat": group, "date": 5}
            content = common | poll | {"query": self._words(), "poll_id": "5", "option_ids": [0], "result_id": "1"}
        return self._update(kind, content, Outcome.SILENCE)

    def _query(self) -> Drop:
        """A press whose data is forged or stale, or something typed behind the bot's name."""
        number, user = str(next(self._messages)), self._user()
        if self._random.random() < 0.5:
            typed = self._words()[:256] if self._random.random() < 0.8 else ""
            content = {"id": number, "from": user, "query": typed, "offset": "", "chat_type": "supergroup"}
            return self._update("inline_query", content, Outcome.QUERY)
        data = self._random.choice(
            ("", "x", "1:::0", "1:timeline:ffffffffffff:0", "0:a:b:c", "1::: 999", "\x00" * 64, "９" * 20)
        )
        old = {"chat": self._group(), "message_id": next(self._messages), "date": 0}
        message = old if self._random.random() < 0.5 else self._message(self._group(), text="x") | {"from": self._bot}
        content = {"id": number, "from": user, "chat_instance": "5", "data": data, "message": message}
        if self._random.random() < 0.2:
            del content["message"]
            content["inline_message_id"] = "abc"
        return self._update("callback_query", content, Outcome.QUERY)

    def _moved(self) -> Drop:
        """The bot is let into a group, or shown out."""
        inside = self._random.random() < 0.6
        chat = {"id": self._random.choice(NEW_GROUPS), "type": "supergroup", "title": self._random.choice(WORDS)}
        states = ("left", "member") if inside else ("member", self._random.choice(("left", "kicked")))
        old, new = (
            {"user": self._bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
            for status in states
        )
        change = {
            "chat": chat,
            "from": self._user(),
            "date": int(time.time()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return self._update("my_chat_member", change, Outcome.GREETING if inside else Outcome.SILENCE)

    def _spoil(self, drop: Drop) -> Drop:
        """The update with a field taken out or replaced. What is not for the bot stays so: only its words are spoiled."""
        update = copy.deepcopy(drop.update)
        places = [*find_fields(update)]
        if drop.outcome is Outcome.SILENCE:
            places = [
                place
                for place in places
                if place[1] in ("text", "caption", "date", "first_name", "title", "language_code")
            ]
        for holder, key in self._random.sample(places, min(len(places), self._random.choice((1, 1, 2)))):
            if self._random.random() < 0.3:
                holder.pop(key, None)
            else:
                # Another chat or query would be nobody's: an id only becomes none.
                holder[key] = self._random.choice((None, 1.5, [], {"id": 1}) if key == "id" else ODD)
        return Drop(update, Outcome.SILENCE if drop.outcome is Outcome.SILENCE else Outcome.SPOILED)

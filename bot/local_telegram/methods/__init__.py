"""The methods of the Bot API, by their names in lower case (the real server takes any case)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.local_telegram.calls import Call
from bot.local_telegram.methods import chats, editing, queries, receiving, sending, settings
from bot.local_telegram.world import World

Method = Callable[[World, Call], Any | Awaitable[Any]]

METHODS: Mapping[str, Method] = {
    name.lower(): method
    for table in (receiving.METHODS, sending.METHODS, editing.METHODS, queries.METHODS, chats.METHODS, settings.METHODS)
    for name, method in table.items()
}

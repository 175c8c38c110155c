"""The bot's menu of commands and what it says of itself."""

import re
from collections.abc import Callable
from typing import Any

from bot.local_telegram.calls import Call, Json, bad_request
from bot.local_telegram.methods.places import find_writable_chat
from bot.local_telegram.world import World

MOST_COMMANDS = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
ABOUT = {"Description": ("description", 512), "ShortDescription": ("short_description", 120), "Name": ("name", 64)}
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


def set_commands(world: World, call: Call) -> bool:
    """setMyCommands."""
    commands = call.list("commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not isinstance(command, dict) or not _NAME.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, call)] = commands
    world.publish("commands", shown_commands(world))
    return True


def get_commands(world: World, call: Call) -> list[Json]:
    """getMyCommands."""
    return world.commands.get(_scope(world, call), [])


def delete_commands(world: World, call: Call) -> bool:
    """deleteMyCommands."""
    world.commands.pop(_scope(world, call), None)
    world.publish("commands", shown_commands(world))
    return True


def shown_commands(world: World) -> list[Json]:
    """All menus, for the pages."""
    keys = ("scope", "chat", "language")
    return [dict(zip(keys, key, strict=True)) | {"commands": menu} for key, menu in world.commands.items()]


def _scope(world: World, call: Call) -> tuple[str, int, str]:
    scope = call.object("scope") or {"type": "default"}
    kind, chat = str(scope.get("type")), 0
    if kind in ("chat", "chat_administrators", "chat_member"):
        chat = find_writable_chat(world, Call(scope)).id
    elif kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return kind, chat, call.text("language_code")


def _setter(name: str, limit: int) -> Callable[[World, Call], bool]:
    def set_(world: World, call: Call) -> bool:
        if len(call.text(name)) > limit:
            raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
        world.about[f"{name}/{call.text('language_code')}"] = call.text(name)
        world.publish("about", world.about)
        return True

    return set_


def _getter(name: str) -> Callable[[World, Call], Json]:
    def get(world: World, call: Call) -> Json:
        return {name: world.about.get(f"{name}/{call.text('language_code')}", "")}

    return get


def _accept(_: World, __: Call) -> bool:
    """What changes nothing that anybody here could see."""
    return True


METHODS: dict[str, Callable[[World, Call], Any]] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    **{f"setMy{title}": _setter(*about) for title, about in ABOUT.items()},
    **{f"getMy{title}": _getter(about[0]) for title, about in ABOUT.items()},
    **dict.fromkeys(("setChatMenuButton", "setMyDefaultAdministratorRights", "logOut", "close"), _accept),
}

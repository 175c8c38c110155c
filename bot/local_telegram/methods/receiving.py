"""Who the bot is, what happened, and the files in it."""

from collections.abc import Awaitable

from bot.local_telegram.calls import Call, Json, bad_request
from bot.local_telegram.world import World

DOWNLOAD_LIMIT = 20_000_000
"""Bytes of a file that a bot may fetch."""


def get_me(world: World, _: Call) -> Json:
    """getMe."""
    return world.me()


def get_updates(world: World, call: Call) -> Awaitable[list[Json]]:
    """getUpdates."""
    return world.updates.get(call)


def set_webhook(world: World, call: Call) -> bool:
    """setWebhook."""
    return world.updates.set_webhook(call)


def delete_webhook(world: World, call: Call) -> bool:
    """deleteWebhook."""
    return world.updates.delete_webhook(call)


def get_webhook_info(world: World, _: Call) -> Json:
    """getWebhookInfo."""
    return world.updates.webhook_info()


def get_file(world: World, call: Call) -> Json:
    """getFile: where the file is to be fetched."""
    stored = world.files.get(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id" if call.text("file_id") else "file_id not specified")
    if len(stored.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    size = len(stored.content)
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_id[:12],
        "file_size": size,
        "file_path": stored.path,
    }


METHODS = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}

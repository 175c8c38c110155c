"""The bot in a Telegram of this machine's own, to be talked to in a browser."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from bot.config import ConfigError, Settings
from bot.library import Library
from bot.local_telegram.founding import PEOPLE
from bot.local_telegram.server import LocalTelegram, open_server
from bot.replies import reply
from bot.telegram.service import run_bot
from bot.types import Language

USUAL_PORT = 8090


def settings_in(server: LocalTelegram, settings: Settings, folder: Path) -> Settings:
    """The settings of a bot that lives there: nothing of it outlasts the server, whose people are gone with it too."""
    return settings.model_copy(
        update={
            "bot_token": SecretStr(server.token),
            "bot_admins": (int(PEOPLE[0]["id"]),),
            "telegram_api_base": server.url,
            "state_db": folder / "state.db",
            "webhook_url": None,
        }
    )


async def run_in_browser(
    settings: Settings, library: Library, language: Language, port: int | None, write: Callable[[str], object]
) -> None:
    """Runs server and bot until SIGTERM or SIGINT; says where the page is. Raises YoujuError.

    Without a port it is the usual one, or any other where that is taken.
    """
    server = await _open(port)
    try:
        write(reply("local.page", language, address=server.page))
        with tempfile.TemporaryDirectory(prefix="youju-") as folder:
            await run_bot(settings_in(server, settings, Path(folder)), library)
    finally:
        await server.close()


async def _open(port: int | None) -> LocalTelegram:
    try:
        return await open_server(USUAL_PORT if port is None else port)
    except OSError as error:
        if port is not None:
            raise ConfigError(f"--port: cannot listen on port {port}: {error.strerror}") from error
    return await open_server(0)


async def serve_alone(port: int, write: Callable[[str], object]) -> None:
    """Runs the server alone, for a bot started by hand; says how that finds it."""
    server = await open_server(port)
    write(f"page: {server.page}\nTELEGRAM_API_BASE={server.url}\nBOT_TOKEN={server.token}")
    try:
        await asyncio.Event().wait()
    finally:
        await server.close()

"""The real bot against the stand-in server: in this process, or in one of its own that can be killed."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.config import Settings
from bot.library import Library
from bot.telegram.polling import Pace
from bot.telegram.service import run_bot
from tests.bot.api_server import TOKEN, ApiServer
from tests.bot.canned import ADMIN, CannedLibrary

QUICK = Pace(poll=1, first_pause=0.02, longest_pause=0.1, patience=20)


def settings_for(server: ApiServer, folder: Path, **changes: Any) -> Settings:
    """Settings that point at the stand-in server and keep their files in folder."""
    values: dict[str, Any] = {
        "bot_token": SecretStr(TOKEN),
        "bot_admins": (ADMIN,),
        "state_db": folder / "state.db",
        "telegram_api_base": server.url,
    }
    return Settings(_env_file=None, **(values | changes))


@asynccontextmanager
async def running_bot(
    server: ApiServer, folder: Path, library: Library | None = None, pace: Pace = QUICK, **changes: Any
) -> AsyncIterator["asyncio.Task[None]"]:
    """The bot as a task of this process; stopped at the end."""
    task = asyncio.create_task(run_bot(settings_for(server, folder, **changes), library or CannedLibrary(), pace))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def bot_process(
    server: ApiServer, folder: Path, module: str = "tests.bot.running", more: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process of its own; killed at the end, if it still runs then. more: environment for that module."""
    environment = os.environ | {"TELEGRAM_API_BASE": server.url, "BOT_TOKEN": TOKEN, "STATE_DB": f"{folder}/state.db"}
    environment |= more or {}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module),
        cwd=Path(__file__).parents[2],
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


if __name__ == "__main__":
    from bot.logs import open_log

    open_log([TOKEN])
    asyncio.run(run_bot(Settings(_env_file=None), CannedLibrary(), QUICK))

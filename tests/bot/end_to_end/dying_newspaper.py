"""The bot over a base, as a process that kills itself at a message of its own: see tests/promises/dying.py."""

import asyncio
import os
from pathlib import Path

from bot.config import Settings
from bot.logs import open_log
from bot.telegram.requests import BotRequest
from bot.telegram.service import run_bot
from tests.bot.end_to_end.newspaper import open_library
from tests.bot.running import QUICK
from tests.promises.dying import Death, watch_requests

if __name__ == "__main__":
    waiting = Death(os.environ["DIES_AT"], int(os.environ["DIES_IN"]))
    BotRequest.do_request = watch_requests(waiting, BotRequest.do_request)  # type: ignore[method-assign]
    open_log([os.environ["BOT_TOKEN"]])
    asyncio.run(run_bot(Settings(_env_file=None), open_library(Path(os.environ["READS"])), QUICK))

"""The local Telegram as a fixture."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.local_telegram.local import Local, local_telegram


@pytest.fixture
async def local() -> AsyncIterator[Local]:
    async with local_telegram() as opened:
        yield opened

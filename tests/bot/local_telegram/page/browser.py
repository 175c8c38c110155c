"""What a test of the page looks at in the browser, and what the bot hears of it."""

import asyncio
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Locator, Page, Route

from tests.bot.local_telegram.local import Local

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BY_BROWSER = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
    pytest.mark.asyncio(loop_scope="module"),
]
"""The marks of a module whose tests use the page."""
MARKUP = {
    "inline_keyboard": [
        [{"text": "more", "callback_data": "m:1"}, {"text": "alert", "callback_data": "a:1"}],
        [
            {"text": "try", "switch_inline_query_current_chat": "again"},
            {"text": "open", "url": "https://t.me/youju_bot?start=e_7"},
        ],
    ]
}


async def heard(local: Local, kind: str) -> Any:
    """The next update of a kind."""
    async with asyncio.timeout(20):
        while True:
            for update in await local.updates(timeout=5, limit=1):
                if kind in update:
                    return update[kind]


def bubbles(page: Page) -> Locator:
    """The messages shown."""
    return page.locator(".row .text")


async def open_place(page: Page, name: str) -> None:
    await page.locator(".place", has_text=name).click()


async def held(page: Page, action: str) -> Callable[[], None]:
    """Keeps from the page what its next action of a name returns, until what this returns is called."""
    go = asyncio.Event()

    async def hold(route: Route) -> None:
        response = await route.fetch()
        await go.wait()
        await route.fulfill(response=response)

    await page.route(f"**/control/{action}", hold, times=1)
    return go.set

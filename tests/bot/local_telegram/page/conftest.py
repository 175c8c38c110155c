"""The page in a real browser: Debian's Chromium without a window, driven by Playwright. The test is the bot."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.bot.local_telegram.local import Local, local_telegram
from tests.bot.local_telegram.page.browser import CHROMIUM

OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
MILLISECONDS = 20_000
"""For one expectation, on a busy machine."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests: starting it takes longer than most of them."""
    async with async_playwright() as driver:
        opened = await driver.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def local() -> AsyncIterator[Local]:
    """A server of its own for each test, in the browser's event loop."""
    async with local_telegram() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, local: Local) -> AsyncIterator[Page]:
    """The page, open; an error in its script fails the test."""
    expect.set_options(timeout=MILLISECONDS)
    opened = await browser.new_page(locale="en-GB")
    opened.set_default_timeout(MILLISECONDS)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    await opened.goto(local.server.page)
    await opened.wait_for_selector(".place")
    yield opened
    await opened.close()
    assert errors == []

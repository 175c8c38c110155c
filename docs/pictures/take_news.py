"""Takes the pictures of what is told after a reload: `.venv/bin/python -m docs.pictures.take_news`.

The articles are those of the end-to-end tests, of invented companies, so that nothing wrong is said of anybody.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from docs.pictures.take import DESKTOP, GROUP, OPTIONS, open_page, running, shoot, speak
from tests.bot.end_to_end.articles import FIRM, write_articles
from tests.bot.end_to_end.newspaper import EDITED

TALL = (DESKTOP[0], 1060)


async def take(browser: Browser, address: str, articles: Path) -> None:
    """Both pictures: a private chat that watches a name, and a group whose answer is corrected."""
    private = await open_page(browser, address, DESKTOP)
    await private.click(".place:has-text('有据')")
    await speak(private, f"/watch {FIRM}", "苏禾")
    group = await open_page(browser, address, TALL)
    await group.click(f".place:has-text('{GROUP}')")
    await speak(group, f"/ask {FIRM}估值多少", "苏禾")
    await speak(group, f"/ask {FIRM}有多少员工", "林舟")
    (articles / "funding.txt").write_text(EDITED, encoding="utf-8")
    admin = await open_page(browser, address, DESKTOP)
    await admin.click(".place:has-text('有据')")
    await speak(admin, "/reload")
    await private.locator(".row:has-text('知识库更新了')").wait_for(timeout=60_000)
    await shoot(private, "digest")
    await group.locator(".row:has-text('更正：')").wait_for()
    await group.locator(".row:has-text('撤回：')").wait_for()
    await shoot(group, "correction")


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        articles = write_articles(Path(folder) / "articles")
        async with running(str(articles)) as address, async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
            await take(browser, address, articles)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())

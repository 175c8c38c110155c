"""Takes the pictures of the README: `.venv/bin/python docs/pictures/take.py`.

The bot runs over the bundled articles in its own Telegram; nothing in a picture is drawn by hand. Needs chromium.
"""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
DESKTOP, PHONE = (1080, 750), (390, 780)
GROUP, TOPIC = "AI 创投茶话会", "融资动态"
NAMES = "月之暗面 Hugging Face"
ARTICLE = """海雾智能的第二个码头
来源：港口观察
发布时间：2024-06-18

海雾智能成立于2022年4月，总部位于舟山，创始人是程见山。

2024年5月，海雾智能完成1.2亿元A轮融资，由石榴资本领投，投后估值为9亿元。

程见山表示：“码头上的调度员不需要会聊天的模型，他们要的是一句能照着做的话。”

2023年底，海雾智能有员工64人。
"""
"""Invented, for the picture of a review."""


@asynccontextmanager
async def running(articles: str = "") -> AsyncIterator[str]:
    """The address of the page of a bot that runs until the end; articles: their folder, empty: the bundled ones."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"KNOWLEDGE_DB": f"{folder}/k.db", "BOT_TOKEN": "", "ARTICLES_DIR": articles, "LANG": "zh_CN.UTF-8"}
        command = (sys.executable, "-m", "bot", "run", "--port", "0")
        bot = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=os.environ | settings, stdout=asyncio.subprocess.PIPE
        )
        assert bot.stdout is not None
        line = (await bot.stdout.readline()).decode()
        try:
            yield line[line.index("http") :].strip()
        finally:
            bot.send_signal(signal.SIGINT)
            await bot.wait()


async def open_page(browser: Browser, address: str, size: tuple[int, int], *, dark: bool = False) -> Page:
    """The page as a desktop or a phone shows it."""
    view = {"width": size[0], "height": size[1]}
    page = await browser.new_page(
        viewport=view,  # type: ignore[arg-type]
        color_scheme="dark" if dark else "light",
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        device_scale_factor=1.5 if size is PHONE else 1,
    )
    await page.goto(address)
    await page.wait_for_selector(".place")
    return page


async def speak(page: Page, text: str, person: str = "", *, answered: bool = True) -> None:
    """Somebody writes; waits for the bot's answer."""
    if person:
        await page.click("#speaker")
        await page.get_by_role("menuitem", name=person).click()
    count = await page.locator(".row").count()
    await page.fill("#text", text)
    await page.press("#text", "Enter")
    await page.locator(".row").nth(count + answered).wait_for()


async def shoot(page: Page, name: str) -> None:
    """The picture, with nothing under the pointer and all of it settled."""
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(600)
    path = HERE / f"{name}.png"
    await page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


async def take(browser: Browser, address: str) -> None:
    """All pictures, in the order of one conversation."""
    desktop = await open_page(browser, address, DESKTOP)
    await desktop.click(f".place:has-text('{GROUP}')")
    await speak(desktop, "早，月之暗面那一轮大家看了吗？", answered=False)
    await speak(desktop, "@youju_bot 月之暗面融了多少", "苏禾")
    await speak(desktop, "谢谢，数字被更正过，差点用错", "林舟", answered=False)
    await shoot(desktop, "group")
    await desktop.fill("#text", "@youju_bot 月之暗面")
    await desktop.wait_for_timeout(2500)
    if await desktop.locator("#panel button").count():
        await shoot(desktop, "inline")
    await desktop.fill("#text", "")
    await speak(desktop, f"/chart {NAMES}", "苏禾")
    await desktop.locator(".row img").last.wait_for()
    evening = await open_page(browser, address, DESKTOP, dark=True)
    await evening.click(f".place:has-text('{GROUP}')")
    await evening.locator(".row img").last.wait_for()
    await shoot(evening, "desktop-dark")
    await take_review(browser, address)
    phone = await open_page(browser, address, PHONE)
    await phone.click(".place:has-text('有据')")
    await speak(phone, "MiniMax 哪年成立的")
    await speak(phone, "金沙江投了月之暗面吗")
    await shoot(phone, "phone")
    night = await open_page(browser, address, PHONE, dark=True)
    await night.click(f".place:has-text('{GROUP}')")
    await shoot(night, "phone-dark")


async def take_settings(browser: Browser, address: str) -> None:
    """What the owner of a group sees and has pressed."""
    page = await open_page(browser, address, DESKTOP)
    await page.click(f".place:has-text('{TOPIC}')")
    await speak(page, "/settings")
    for label in ("也答提问", "2", "22–8"):
        await page.get_by_role("button", name=label, exact=True).click()
        await page.get_by_role("button", name=f"✓ {label}").wait_for()
    await page.locator("#toast").wait_for(state="hidden")
    await shoot(page, "settings")


async def take_review(browser: Browser, address: str) -> None:
    """An admin sends an article from the phone."""
    phone = await open_page(browser, address, PHONE)
    await phone.click(".place:has-text('有据')")
    await phone.set_input_files("#file", {"name": "码头.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()})
    await phone.get_by_role("button", name="收录").wait_for(timeout=60_000)
    await shoot(phone, "review")


async def take_learning(browser: Browser, address: str) -> None:
    """What the group makes of answers, and what its admin reads of it and teaches."""
    group = await open_page(browser, address, PHONE)
    await group.click(f".place:has-text('{GROUP}')")
    for text, person in (
        ("/ask 小月亮估值多少", "苏禾"),
        ("/ask MiniMax 的总部在哪", "陳以安"),
        ("/ask 小月亮的创始人是谁", "Maya"),
        ("/ask 月之暗面融了多少", "苏禾"),
    ):
        await speak(group, text, person)
    await group.locator(".key:has-text('👎')").last.click()
    await group.locator(".key:has-text('没答上')").wait_for()
    await group.wait_for_selector("#toast", state="hidden")
    await shoot(group, "thumbs")
    await group.locator(".key:text-is('旧')").click()
    admin = await open_page(browser, address, PHONE)
    await admin.click(".place:has-text('有据')")
    await speak(admin, "/gaps")
    await shoot(admin, "gaps")
    await admin.locator(".key:has-text('小月亮 = ?')").click()
    await admin.locator(".key:has-text('月之暗面')").click()
    await admin.locator(".key:has-text('收录')").wait_for()
    await shoot(admin, "alias")


async def main() -> None:
    """All pictures, or those that a word on the command line names: of `learning`."""
    async with running() as address, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        if sys.argv[1:] != ["learning"]:
            await take(browser, address)
            await take_settings(browser, address)
        await take_learning(browser, address)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())

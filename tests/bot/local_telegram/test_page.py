"""The page in a real browser: Debian's Chromium without a window, driven by Playwright. The test is the bot."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.bot.local_telegram.local import FORUM, GROUP, LIN, SU, TOPIC, Local, local_telegram

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium)"),
    pytest.mark.asyncio(loop_scope="module"),
]
MILLISECONDS = 20_000
"""For one expectation, on a busy machine."""
MARKUP = {
    "inline_keyboard": [
        [{"text": "more", "callback_data": "m:1"}, {"text": "alert", "callback_data": "a:1"}],
        [
            {"text": "try", "switch_inline_query_current_chat": "again"},
            {"text": "open", "url": "https://t.me/youju_bot?start=e_7"},
        ],
    ]
}


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


async def test_a_question_goes_out_and_its_answer_comes_in(page: Page, local: Local) -> None:
    await page.get_by_role("button", name="Start").click()
    assert (await heard(local, "message"))["text"] == "/start"
    await local.api("sendChatAction", chat_id=LIN, action="typing")
    await expect(page.locator("#room-sub")).to_contain_text("typing")
    await page.locator("#text").fill("Who?\nReally?")
    await page.keyboard.press("Enter")
    asked = await heard(local, "message")
    assert (asked["text"], asked["from"]["id"]) == ("Who?\nReally?", LIN)
    html = "<b>She</b> &lt;img src=x onerror=alert(1)&gt; <a href='https://example.org/'>x</a>"
    sent = await local.api(
        "sendMessage", chat_id=LIN, text=html, parse_mode="HTML", reply_parameters={"message_id": asked["message_id"]}
    )
    await expect(bubbles(page).last).to_contain_text("She <img src=x onerror=alert(1)> x")
    await expect(page.locator(".row .text strong")).to_have_text("She")
    await expect(page.locator(".row .text a")).to_have_attribute("href", "https://example.org/")
    await expect(page.locator(".reply b")).to_have_text("林舟")
    await expect(page.locator(".dots")).to_have_count(0)
    await local.api("editMessageText", chat_id=LIN, message_id=sent["message_id"], text="He")
    await expect(bubbles(page).last).to_have_text("He")
    await expect(page.locator(".row time").last).to_contain_text("edited")
    await local.api("deleteMessage", chat_id=LIN, message_id=sent["message_id"])
    await expect(bubbles(page)).to_have_count(2)


async def test_nothing_that_people_write_becomes_markup(page: Page, local: Local) -> None:
    await local.act("new_user", id=7, first_name="<b onclick=alert(1)>", username="seven")
    await local.say("<script>alert(1)</script> javascript:alert(1) [x](javascript:1)")
    await expect(bubbles(page).last).to_contain_text("<script>alert(1)</script>")
    assert await page.locator(".text script, .text a, .place b b").count() == 0
    await page.locator("#who").click()
    await expect(page.locator("#menu")).to_contain_text("<b onclick=alert(1)>")


async def test_several_people_speak_mention_and_reply_in_a_group(page: Page, local: Local) -> None:
    await open_place(page, "AI 创投茶话会")
    await page.locator("#text").fill("a claim")
    await page.keyboard.press("Enter")
    await page.locator("#speaker").click()
    await page.get_by_role("menuitem", name="苏禾").click()
    await expect(page.locator("#who")).to_contain_text("苏禾")
    row = page.locator(".row", has_text="a claim")
    await row.hover()
    await row.locator(".more").click()
    await page.get_by_role("menuitem", name="Reply").click()
    await page.locator("#text").press_sequentially("@you")
    await page.keyboard.press("Tab")
    await page.locator("#text").press_sequentially("true?")
    await page.keyboard.press("Enter")
    asked = await heard(local, "message")
    assert (asked["text"], asked["from"]["id"], asked["reply_to_message"]["text"]) == (
        "@youju_bot true?",
        SU,
        "a claim",
    )
    assert asked["reply_to_message"]["from"]["id"] == LIN


async def test_topics_are_places_of_their_own(page: Page, local: Local) -> None:
    await open_place(page, "融资动态")
    await page.locator("#text").fill("/ask x")
    await page.keyboard.press("Enter")
    asked = await heard(local, "message")
    assert (asked["chat"]["id"], asked["message_thread_id"]) == (FORUM, TOPIC)
    await local.api("sendMessage", chat_id=FORUM, text="in General")
    await local.api("sendMessage", chat_id=FORUM, message_thread_id=TOPIC, text="in the topic")
    await expect(bubbles(page)).to_have_text(["/ask x", "in the topic"])
    await expect(page.locator(".place", has_text="General").locator("em")).to_have_text("1")


async def test_buttons_press_and_their_answers_show(page: Page, local: Local) -> None:
    await open_place(page, "AI 创投茶话会")
    await local.api("sendMessage", chat_id=GROUP, text="x", reply_markup=MARKUP)
    await page.get_by_role("button", name="more", exact=True).click()
    query = await heard(local, "callback_query")
    assert (query["data"], query["from"]["id"]) == ("m:1", LIN)
    await expect(page.locator(".key.waiting")).to_have_count(1)
    await local.api("answerCallbackQuery", callback_query_id=query["id"], text="a toast")
    await expect(page.locator("#toast")).to_have_text("a toast")
    await expect(page.locator(".key.waiting")).to_have_count(0)
    await page.get_by_role("button", name="alert").click()
    query = await heard(local, "callback_query")
    await local.api("answerCallbackQuery", callback_query_id=query["id"], text="stale", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("stale")
    await page.get_by_role("button", name="OK").click()
    await page.get_by_role("button", name="try").click()
    await expect(page.locator("#text")).to_have_value("@youju_bot again")
    await page.locator(".key", has_text="open").click()
    started = await heard(local, "message")
    assert (started["text"], started["chat"]["type"]) == ("/start e_7", "private")


async def test_inline_cards_show_while_typing_and_are_sent(page: Page, local: Local) -> None:
    await open_place(page, "AI 创投茶话会")
    await page.locator("#text").fill("@youju_bot kimi")
    query = await heard(local, "inline_query")
    assert query["query"] == "kimi"
    content = {"message_text": "<b>whole</b> answer", "parse_mode": "HTML"}
    card = {"type": "article", "id": "1", "title": "A card", "description": "words", "input_message_content": content}
    button = {"text": "Help", "start_parameter": "help"}
    await local.api("answerInlineQuery", inline_query_id=query["id"], results=[card], cache_time=0, button=button)
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.get_by_role("option", name="A card").click()
    await expect(bubbles(page).last).to_have_text("whole answer")
    await expect(page.locator(".via")).to_have_text("via @youju_bot")
    await expect(page.locator("#text")).to_have_value("")
    await page.locator("#text").fill("@youju_bot nothing")
    query = await heard(local, "inline_query")
    await local.api("answerInlineQuery", inline_query_id=query["id"], results=[], cache_time=0, button=button)
    await page.get_by_role("option", name="Help").click()
    assert (await heard(local, "message"))["text"] == "/start help"


async def test_quotations_unfold_and_spoilers_open(page: Page, local: Local) -> None:
    await local.say("x")
    long = "<br>".replace("<br>", "word " * 400)
    html = f"<blockquote expandable>{long}</blockquote>\n<tg-spoiler>secret</tg-spoiler>"
    await local.api("sendMessage", chat_id=LIN, text=html, parse_mode="HTML")
    quotation = page.locator("blockquote.expandable")
    folded = (await quotation.bounding_box() or {})["height"]
    await page.locator(".unfold").click()
    assert (await quotation.bounding_box() or {})["height"] > 2 * folded
    await page.locator(".spoiler").click()
    await expect(page.locator(".spoiler.open")).to_have_text("secret")


async def test_pictures_show_and_files_go_out(page: Page, local: Local) -> None:
    await local.say("x")
    picture = await page.screenshot()
    await local.api("sendPhoto", {"photo": ("a.png", picture, "image/png")}, chat_id=LIN, caption="a chart")
    shown = page.locator(".picture img")
    await expect(shown).to_have_attribute("alt", "a chart")
    await page.wait_for_function("document.querySelector('.picture img').naturalWidth > 0")
    await page.locator("#file").set_input_files({"name": "a.md", "mimeType": "text/markdown", "buffer": b"# a"})
    sent = await heard(local, "message")
    while "document" not in sent:
        sent = await heard(local, "message")
    assert sent["document"]["file_name"] == "a.md"
    await expect(page.locator(".file b")).to_have_text("a.md")


async def test_an_own_message_is_edited_and_reacted_to(page: Page, local: Local) -> None:
    await local.say("frist")
    row = page.locator(".row", has_text="frist")
    await row.hover()
    await row.locator(".more").click()
    await page.get_by_role("menuitem", name="Edit").click()
    await page.locator("#text").fill("first")
    await page.keyboard.press("Enter")
    assert (await heard(local, "edited_message"))["text"] == "first"
    await expect(bubbles(page)).to_have_text(["first"])
    await page.locator(".row").hover()
    await page.locator(".more").click()
    await page.get_by_role("menuitem", name="👍").click()
    await expect(page.locator(".reaction.mine")).to_have_text("👍 1")


async def test_commands_are_offered_in_the_speakers_language(page: Page, local: Local) -> None:
    scope = {"type": "all_private_chats"}
    await local.api("setMyCommands", commands=[{"command": "help", "description": "how"}], scope=scope)
    await local.api(
        "setMyCommands", commands=[{"command": "help", "description": "怎么问"}], scope=scope, language_code="zh"
    )
    await page.locator("#text").fill("/h")
    await expect(page.get_by_role("option")).to_contain_text("怎么问")
    await page.get_by_role("option").click()
    await expect(page.locator("#text")).to_have_value("/help ")


async def test_in_a_group_its_admins_have_a_menu_of_their_own(page: Page, local: Local) -> None:
    for scope, name in (("all_chat_administrators", "settings"), ("all_group_chats", "ask")):
        menu = [{"command": name, "description": "x"}]
        await local.api("setMyCommands", commands=menu, scope={"type": scope})
    await open_place(page, "AI 创投茶话会")
    for person, name in (("林舟", "/settings"), ("苏禾", "/ask")):
        await page.click("#speaker")
        await page.get_by_role("menuitem", name=person).click()
        await page.locator("#text").fill("/")
        await expect(page.get_by_role("option")).to_contain_text([name])


async def test_the_page_finds_back_after_a_lost_connection(page: Page, local: Local) -> None:
    await local.say("before")
    await page.context.set_offline(True)
    await local.say("meanwhile")
    await page.context.set_offline(False)
    await page.reload()
    await expect(bubbles(page)).to_have_text(["before", "meanwhile"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 390, 1280])
async def test_nothing_sticks_out_at_any_width(browser: Browser, local: Local, width: int, scheme: Any) -> None:
    await local.say("@youju_bot " + "长" * 300, chat=GROUP)
    await local.api("sendMessage", chat_id=GROUP, text="https://example.org/" + "x" * 200, reply_markup=MARKUP)
    page = await browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    await page.goto(local.server.page)
    await open_place(page, "AI 创投茶话会")
    await expect(bubbles(page)).to_have_count(2)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await page.evaluate(
        "document.getElementById('scroll').scrollWidth <= document.getElementById('scroll').clientWidth"
    )
    back = page.locator("#back")
    assert await back.is_visible() == (width < 760)
    await page.close()

"""The page: people write on it, and what the bot sends shows there."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.local_telegram.local import FORUM, GROUP, LIN, SU, TOPIC, Local
from tests.bot.local_telegram.page.browser import BY_BROWSER, MARKUP, bubbles, heard, open_place

pytestmark = BY_BROWSER


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

"""Buttons and cards on the page: what is pressed or typed, and the bot's answers to it."""

from playwright.async_api import Page, expect

from tests.bot.local_telegram.local import GROUP, LIN, Local
from tests.bot.local_telegram.page.browser import BY_BROWSER, MARKUP, bubbles, heard, held, open_place

pytestmark = BY_BROWSER


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


async def test_an_answer_may_come_before_the_number_of_its_question(page: Page, local: Local) -> None:
    await open_place(page, "AI 创投茶话会")
    await local.api("sendMessage", chat_id=GROUP, text="x", reply_markup=MARKUP)
    go = await held(page, "press")
    await page.get_by_role("button", name="more", exact=True).click()
    query = await heard(local, "callback_query")
    await local.api("answerCallbackQuery", callback_query_id=query["id"], text="a toast")
    await local.api("sendMessage", chat_id=GROUP, text="after the answer")
    await expect(bubbles(page).last).to_have_text("after the answer")
    go()
    await expect(page.locator("#toast")).to_have_text("a toast")
    await expect(page.locator(".key.waiting")).to_have_count(0)
    go = await held(page, "inline")
    await page.locator("#text").fill("@youju_bot kimi")
    query = await heard(local, "inline_query")
    button = {"text": "Help", "start_parameter": "help"}
    await local.api("answerInlineQuery", inline_query_id=query["id"], results=[], button=button)
    await local.api("sendMessage", chat_id=GROUP, text="after the cards")
    await expect(bubbles(page).last).to_have_text("after the cards")
    go()
    await expect(page.get_by_role("option", name="Help")).to_be_visible()


async def test_no_cards_show_for_what_was_sent_meanwhile(page: Page, local: Local) -> None:
    await open_place(page, "AI 创投茶话会")
    go = await held(page, "inline")
    await page.locator("#text").fill("@youju_bot kimi")
    query = await heard(local, "inline_query")
    button = {"text": "Help", "start_parameter": "help"}
    await local.api("answerInlineQuery", inline_query_id=query["id"], results=[], button=button)
    await page.keyboard.press("Enter")
    await expect(bubbles(page)).to_have_text(["@youju_bot kimi"])
    async with page.expect_response("**/control/inline"):
        go()
    await local.api("sendMessage", chat_id=GROUP, text="later")
    await expect(bubbles(page).last).to_have_text("later")
    await expect(page.get_by_role("option")).to_have_count(0)


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

"""Inline mode and deep links: cards while typing, the way to the whole answer and to the help."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.facets import to_key
from tests.bot.end_to_end.articles import FIRM, OTHER, UNKNOWN
from tests.bot.end_to_end.driver import Talk, buttons, spans
from tests.bot.local_telegram.local import GROUP, LIN, SU


async def test_a_card_is_a_whole_answer_and_leads_to_all_of_it(talk: Talk) -> None:
    query, answer = await talk.type(f"{FIRM} 估值")
    first = answer["results"][0]
    assert first["title"].startswith("12亿美元：")
    assert any(card["title"].startswith("时间线 · ") for card in answer["results"])
    values = {"user": LIN, "chat": GROUP, "id": query, "result_id": first["id"]}
    sent = await talk.local.act("choose", **values)
    assert sent["via_bot"]["username"] == "youju_bot"
    assert "[1] 霁川智能的三年" in sent["text"]
    assert spans(sent, "expandable_blockquote")
    url = buttons(sent)["全文 →"]["url"]
    (payload,) = parse_qs(urlsplit(url).query)["start"]
    profile = await talk.ask(f"/start {payload}")
    assert "成立于2021年3月" in profile["text"]
    await talk.settled()
    # What was sent through it is no question.
    assert talk.said(GROUP) == []


async def test_the_card_of_a_timeline_leads_to_the_timeline(talk: Talk) -> None:
    _, answer = await talk.type(FIRM)
    card = next(card for card in answer["results"] if card["title"].startswith("时间线 · "))
    (payload,) = parse_qs(urlsplit(card["reply_markup"]["inline_keyboard"][0][0]["url"]).query)["start"]
    assert "2021-03 " in (await talk.ask(f"/start {payload}"))["text"]


async def test_the_cards_are_for_everybody_and_kept_for_a_while(talk: Talk) -> None:
    _, first = await talk.type(f"{FIRM} 估值", LIN)
    _, second = await talk.type(f"{FIRM} 估值", SU)
    assert second == first
    (call,) = [made.parameters for made in talk.local.server.calls if made.method == "answerInlineQuery"]
    assert (call["is_personal"].lower(), call["cache_time"]) == ("false", "300")


@pytest.mark.parametrize("text", ["", f"{UNKNOWN}估值", "🎄" * 128, "？", "<&>"])
async def test_without_a_result_a_button_leads_to_the_help(talk: Talk, text: str) -> None:
    _, answer = await talk.type(text)
    assert (answer["results"], answer["button"]["start_parameter"]) == ([], "help")
    said = await talk.ask("/start help")
    assert said["text"].startswith("你好，我是有据")


async def test_what_is_typed_changes_no_conversation(talk: Talk) -> None:
    await talk.ask(f"{OTHER}的创始人是谁")
    await talk.type(f"{FIRM} 估值", LIN, LIN)
    assert (await talk.ask("那营收呢"))["text"].startswith("2-3亿元")


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (f"e-{to_key(FIRM)}", "成立于2021年3月"),
        (f"e-{to_key(FIRM)}-timeline", "2021-03 "),
        (f"e-{to_key(FIRM)}-investors", "石榴资本"),
        (f"e-{to_key(UNKNOWN)}", "你好，我是有据"),
        ("x" * 64, "你好，我是有据"),
    ],
)
async def test_a_link_leads_to_what_it_names(talk: Talk, payload: str, words: str) -> None:
    assert words in (await talk.ask(f"/start {payload}"))["text"]


async def test_from_where_a_link_leads_one_can_go_on(talk: Talk) -> None:
    told = await talk.ask(f"/start e-{to_key(FIRM)}")
    await talk.press(told, "时间线")
    await talk.until(lambda: "2021-03 " in talk.again(told)["text"])
    await talk.press(talk.again(told), "↩ 返回")
    await talk.until(lambda: talk.again(told)["text"] == told["text"])
    assert (await talk.ask("那营收呢"))["text"].startswith("1.5亿元")

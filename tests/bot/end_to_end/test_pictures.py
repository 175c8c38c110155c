"""Pictures in a chat: of one company over time, of several side by side, and words where there is nothing to draw."""

import pytest

from bot.local_telegram.html import utf16_units
from bot.local_telegram.pictures import measure_picture
from tests.bot.charts.test_drawing import needs_font
from tests.bot.end_to_end.articles import FIRM, OTHER, THIRD
from tests.bot.end_to_end.driver import BOT, Talk, spans
from tests.bot.local_telegram.local import FORUM, GROUP, LIN, TOPIC

HISTORY = {"command": f"/chart {FIRM}", "sentence": f"{BOT} 画一下{FIRM}的估值走势"}


@needs_font
@pytest.mark.parametrize("text", HISTORY.values(), ids=HISTORY)
async def test_a_company_over_time_with_its_sources_below(talk: Talk, text: str) -> None:
    asked = await talk.local.say(text, LIN, FORUM, thread=TOPIC)
    (picture,) = await talk.until(lambda: talk.answers_to(asked))
    stored = talk.local.server.world.files[picture["photo"][0]["file_id"]]
    width, height = measure_picture(stored.content) or (0, 0)
    assert width >= 600
    assert height >= 300
    assert picture["message_thread_id"] == TOPIC
    assert picture["caption"].startswith(f"{FIRM}：")
    assert "空心虚线：传闻或计划" in picture["caption"]
    quoted = spans(picture, "expandable_blockquote")
    assert any("12亿美元" in words for words in quoted)
    assert utf16_units(picture["caption"]) <= 1024
    # What was drawn can be asked about.
    assert "[1]" in (await talk.ask("/ask 来源", LIN, FORUM, thread=TOPIC))["text"]


@needs_font
async def test_several_companies_side_by_side(talk: Talk) -> None:
    picture = await talk.ask(f"/chart {FIRM} {OTHER}", chat=GROUP)
    assert picture["caption"].startswith("估值对比")
    assert {FIRM, OTHER} <= {name for name in (FIRM, OTHER) if name in picture["caption"]}


async def test_where_there_is_one_amount_it_is_told_in_words(talk: Talk) -> None:
    answer = await talk.ask(f"/chart {THIRD}的融资")
    assert answer["text"].startswith("画图至少要有两个同一币种的数")


async def test_the_command_alone_tells_how_and_edited_draws_nothing(talk: Talk) -> None:
    asked = await talk.local.say("/chart")
    (told,) = await talk.until(lambda: talk.answers_to(asked))
    assert told["text"].startswith("想看谁的图？")
    values = {"user": LIN, "chat": LIN, "message_id": asked["message_id"], "text": f"/chart {FIRM}"}
    await talk.local.act("edit", **values)
    await talk.settled()
    assert len(talk.said(LIN)) == 1

"""The history of a company: each thing that happened told once, with its date as exactly as it is known."""

from pathlib import Path

from bot.assistant import Assistant
from bot.types import Asker, Question
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bases import write_folder

FIRST = "霁川机器人成立于2021年11月，总部位于宁波。\n\n2022年1月，霁川机器人完成天使轮融资。"
SECOND = "霁川机器人成立于2021年底。\n\n2024年初，霁川机器人完成6亿元融资，估值达到25亿元。"


def test_what_two_articles_say_alike_is_told_once_and_no_date_twice(tmp_path: Path) -> None:
    build_base([write_folder(tmp_path / "in", first=FIRST, second=SECOND)], tmp_path / "kb.db")
    assistant = Assistant(open_base(tmp_path / "kb.db"))
    lines = assistant.answer(Question("霁川机器人的发展历程", Asker(3))).lead.splitlines()
    assert lines == ["2021-11 成立时间", "2022-01 天使轮", "2024 Q1 6亿元", "2024 Q1 估值 25亿元"]

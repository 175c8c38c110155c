"""Any text may be asked: each question ends, soon, in an answer that cites what the articles hold."""

import itertools
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.article_library import ArticleLibrary
from bot.telegram.incoming import clean
from bot.types import Asker, Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bases import write_folder
from tests.promises.scale import TIMED, scaled
from tests.promises.test_hostile import ARTICLES, PIECES, make_text

P99, LONGEST = 50, 300
"""Milliseconds, over thousands of articles."""
STALLED = 1000


@dataclass
class Asking:
    """Asks and takes the time, that of the thread: another program's work is not the answer's."""

    library: ArticleLibrary
    texts: dict[str, str]
    times: list[float] = field(default_factory=list)

    def ask(self, text: str) -> None:
        number = len(self.times)
        question = Question(clean(text) or "", Asker(chat=number % 50, user=1))
        started = time.thread_time()
        answer = self.library.answer(question)
        self.times.append(1000 * (time.thread_time() - started))
        assert answer.status in Status
        assert all(self.texts[c.article][c.start : c.end] == c.snippet for c in answer.citations), text

    def at(self, share: float) -> float:
        """The time within which that share of the questions was answered."""
        return sorted(self.times)[min(int(share * len(self.times)), len(self.times) - 1)]

    def __str__(self) -> str:
        return f"p50 {self.at(0.5):.0f} ms, p99 {self.at(0.99):.0f} ms, longest {self.at(1):.0f} ms"


@contextmanager
def open_asking(db: Path) -> Iterator[Asking]:
    """Warm, as the bot is when it starts."""
    base = open_base(db)
    library = ArticleLibrary([], db, base)
    library.warm()
    yield Asking(library, {source.name: source.text for source in base.sources()})
    base.close()


@pytest.mark.promise(8)
def test_no_question_raises_or_stalls(tmp_path: Path, record_property: Any) -> None:
    build_base([ARTICLES], tmp_path / "kb.db")
    chance = random.Random(12)
    with open_asking(tmp_path / "kb.db") as asking:
        for _ in range(scaled(300, 20_000, 200_000)):
            asking.ask(make_text(chance))
    slow = sum(one > STALLED for one in asking.times)
    record_property("figure", f"{len(asking.times)} random questions: 0 unhandled, {slow} longer than 1 s, {asking}")
    assert slow == 0 or not TIMED


STEMS = ("霁川", "望潮", "青穗", "砚台", "浮桥", "听潮", "麦浪", "松果", "渡鸦", "雪线", "远帆", "鹿鸣", "云屿", "竹溪")
ENDS = ("智能", "科技", "数据", "医疗", "机器人")
PLACES, FUNDS = ("杭州", "苏州", "宁波", "成都", "青岛"), ("白鹭资本", "银杏创投", "星渚基金")
GIVEN = "知行怀瑾望舒清越云深以宁明川若溪景和"


def write_articles(folder: Path, count: int) -> None:
    """Short news of invented firms: each of 700 is in several articles, as in the news."""
    chance = random.Random(3)
    firms = [f"{first}{GIVEN[number % 16]}{end}" for number, (first, end) in enumerate(itertools.product(STEMS, ENDS))]
    firms += [f"{first}{second}{end}" for first in STEMS for second in GIVEN[:9] for end in ENDS]
    texts = {}
    for number in range(count):
        firm, rival, fund = chance.choice(firms), chance.choice(firms), chance.choice(FUNDS)
        year, founder = chance.randrange(2015, 2025), "沈陆顾裴温"[number % 5] + "".join(chance.sample(GIVEN, 2))
        texts[f"n{number:05}"] = (
            f"{firm}完成{chance.choice('ABC')}轮融资\n\n{firm}成立于{year}年，总部位于{chance.choice(PLACES)}，创始人是{founder}。\n\n"
            f"{year + 1}年，{firm}完成{chance.randrange(1, 90)}亿元融资，由{fund}领投，估值达到{chance.randrange(1, 99)}亿美元。\n\n"
            f"{founder}表示，港口和工厂会先于家庭用上机器人。{firm}有{chance.randrange(20, 900)}名员工，与{rival}竞争。"
        )
    write_folder(folder, **texts)


NESTED = ("(", "[", "((", "（", "《", "“", '"', "<b>", "{")
REPEATED = (
    "估值",
    "1,",
    "1.",
    "亿",
    "9",
    "的",
    "a",
    " ",
    "和",
    "月",
    "谁",
    "A轮",
    "-",
    "。",
    "，",
    "?",
    "@x ",
    "２",
    "\u0301",
)
SYNTAX = (
    '" OR ""="',
    "NEAR(估值 融资, 5)",
    "估值*",
    "^估值",
    "terms:估值",
    "a AND NOT b",
    "'; DROP TABLE passages; --",
    "%_%",
)
SLOW_FOR_PATTERNS = (
    "1,1,1,1,1,1,1,1,1,1,1,1,1,1x",
    "2023年底2023年底年",
    "十百千万亿" * 9,
    "约近超多余" * 20,
    "1-2-3-4-" * 40,
)


def hostile(chance: random.Random) -> str:
    """A question that means to take long: repetition, nesting, syntax, a pile of names, or a sound one with some of it."""
    firms = "、".join(f"{chance.choice(STEMS)}{chance.choice(GIVEN)}{chance.choice(ENDS)}" for _ in range(30))
    made = chance.choice(
        (
            chance.choice(REPEATED) * chance.randrange(1, 600),
            chance.choice(NESTED) * chance.randrange(1, 300) + "估值多少",
            chance.choice(SYNTAX) * chance.randrange(1, 20),
            chance.choice(SLOW_FOR_PATTERNS) * chance.randrange(1, 9),
            firms[: chance.randrange(4, 400)] + chance.choice(("谁估值最高", "分别融了多少", "有什么关系")),
            "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(chance.randrange(1, 500))),
            "".join(chance.choices(PIECES, k=chance.randrange(1, 60))),
        )
    )
    return chance.choice((made, f"{chance.choice(STEMS)}{chance.choice(ENDS)}{made}", f"谁投了{made}的公司"))[:4096]


@pytest.mark.promise(12)
def test_every_question_that_means_to_take_long_ends(tmp_path: Path, record_property: Any) -> None:
    write_articles(tmp_path / "in", scaled(60, 3000, 30_000))
    assert build_base([tmp_path / "in"], tmp_path / "kb.db").failed == ()
    chance = random.Random(9)
    with open_asking(tmp_path / "kb.db") as asking:
        for _ in range(scaled(200, 4000, 20_000)):
            asking.ask(hostile(chance))
    record_property("figure", f"{len(asking.times)} hostile questions to {len(asking.texts)} articles: {asking}")
    assert (asking.at(0.99) <= P99 and asking.at(1) <= LONGEST) or not TIMED

"""What admins see: always one message, its markup ours alone, its buttons within what Telegram takes."""

import re
from collections.abc import Callable

import pytest
from telegram import InlineKeyboardMarkup

from bot.feedback.aliases import Alias
from bot.feedback.clusters import gather
from bot.feedback.judgements import Judgement, Place, Verdict
from bot.feedback.review import AliasReview, Problem, Reanswered
from bot.feedback.unanswered import Unanswered
from bot.markup import LIMIT, utf16_length
from bot.telegram import curating_pages as pages
from bot.telegram.curating_pages import PER_PAGE, Page, read_data
from bot.types import Language
from tests.bot.telegram_html import find_clickable, read_html

HOSTILE = "<b>@nobody</b> & /reload 🙂" * 40
KEY = f"{2**63 - 1:x}.{2**31:x}.{2**63 - 1:x}"
RELATIONS = ("valuation", "net_worth", "founder", "horoscope", None)
QUESTIONS = [
    Unanswered(
        10 * at + turn, 1e9 + at, (HOSTILE,) * 9, relation, (HOSTILE + str(at),) if at % 2 else (), False, HOSTILE
    )
    for at in range(6)
    for turn, relation in enumerate(RELATIONS)
]
JUDGED = [Judgement(Verdict.WRONG, HOSTILE, HOSTILE, (Place(HOSTILE, 10**6, 10**6),) * 9, 1e9, KEY)] * (PER_PAGE + 1)
REVIEW = AliasReview("月" * 24, HOSTILE[:90], None, "", 20, (Reanswered(HOSTILE, HOSTILE, HOSTILE),) * 5)
ALIASES = [Alias(at, HOSTILE[:24], HOSTILE[:90], 2**62, 1e9, 1e9 if at % 2 else None) for at in range(9)]
MADE: dict[str, Callable[[Language], Page]] = (
    {
        "gaps": lambda language: pages.gaps_page(gather(QUESTIONS), 0, language),
        "no gaps": lambda language: pages.gaps_page((), 3, language),
        "feedback": lambda language: pages.feedback_page(JUDGED, {Verdict.WRONG: 9, Verdict.UP: 1}, {}, 3, language),
        "no feedback": lambda language: pages.feedback_page((), {}, {}, 0, language),
        "names": lambda language: pages.names_page(HOSTILE[:300], [HOSTILE] * 6, "0" * 8, language),
        "review": lambda language: pages.review_page(REVIEW, 5, "0" * 8, language),
        "taught": lambda language: pages.taught_page(10**14, REVIEW, language),
        "aliases": lambda language: pages.aliases_page(ALIASES, 0, language),
        "no aliases": lambda language: pages.aliases_page((), 0, language),
    }
    | {
        f"refused: {problem}": lambda language, problem=problem: pages.refusal_page(  # type: ignore[misc]
            AliasReview(HOSTILE[:24], HOSTILE[:90], problem, HOSTILE[:90]), language
        )
        for problem in Problem
    }
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_a_page_is_one_message_with_no_markup_but_ours(make: Callable[[Language], Page], language: Language) -> None:
    page = make(language)
    text, entities = read_html(page.html)
    assert 0 < utf16_length(text) <= LIMIT
    assert {entity.tag for entity in entities} <= {"b", "i", "s", "code"}
    assert {*find_clickable(page.html)} <= {"/alias", "/aliases"}
    for data in find_data(page.buttons):
        assert len(data.encode()) <= 64
        assert read_data(data) is not None


def find_data(markup: InlineKeyboardMarkup | None) -> list[str]:
    rows = markup.inline_keyboard if markup is not None else ()
    return [str(button.callback_data) for row in rows for button in row]


@pytest.mark.parametrize("language", Language)
def test_a_relation_without_a_label_is_called_as_it_is_asked_for(language: Language) -> None:
    assert pages.to_relation("net_worth", language) == "身价"
    assert pages.to_relation("horoscope", language) == "horoscope"


def test_a_page_that_is_not_there_any_more_is_the_last_one() -> None:
    assert "（第 2/2 页）" in pages.aliases_page(ALIASES, 99, Language.SIMPLIFIED).html
    assert re.findall(r"^(\d)\. ", read_html(pages.aliases_page(ALIASES, 99, Language.SIMPLIFIED).html)[0], re.M) == [
        *"6789"
    ]

"""What a new knowledge base has to pass before it takes over: it must not have lost most articles, and it must answer.

Asked are the questions of rules/golden.yaml whose articles it holds. A base of other articles has none to answer.
"""

from collections.abc import Iterator
from functools import cache

from pydantic import Field

from bot.assistant import Assistant
from bot.templates import RULES
from bot.types import Question, Status
from knowledge.errors import RefusedError
from knowledge.rules import Rule, load_rules
from knowledge.storing.store import KnowledgeBase

SHARE = 0.7
"""Of the articles before, and of the questions that count: the folder's other articles may well answer a few anew."""
A_FEW = 10
"""Articles that may go in any case: so many somebody takes away by hand, while a folder not mounted loses them all."""


class GoldenRule(Rule):
    """A question, and words of an article that its answer has to cite."""

    question: str = Field(min_length=1)
    article: str = Field(min_length=1)
    says: str = Field(min_length=1)
    example: str
    """What it stands for."""


class GoldenRules(Rule):
    """rules/golden.yaml."""

    questions: tuple[GoldenRule, ...] = Field(min_length=1)


@cache
def load_golden() -> tuple[GoldenRule, ...]:
    """The shipped questions, read once. Raises RuleError naming file and key."""
    return load_rules(RULES / "golden.yaml", GoldenRules).questions


def check_answers(base: KnowledgeBase, _: KnowledgeBase | None = None) -> None:
    """Raises RefusedError where base answers fewer than SHARE of the shipped questions about what it holds."""
    texts = {source.name: source.text for source in base.sources()}
    asked = [rule for rule in load_golden() if rule.says in texts.get(rule.article, "")]
    failed = tuple(_find_failed(asked, base))
    if len(asked) - len(failed) < SHARE * len(asked):
        raise RefusedError(
            f"{len(failed)} of the {len(asked)} questions it is tried with are not answered, {failed[0]!r} for one"
        )


def check_all(base: KnowledgeBase, previous: KnowledgeBase | None) -> None:
    """As `check_answers`; also where base holds fewer than SHARE of the articles of previous, and A_FEW are gone.

    Articles of other folders are not compared: who names other folders means other articles.
    """
    before = len(previous.digests()) if previous and previous.folders == base.folders else 0
    now = len(base.digests())
    if now < SHARE * before and before - now >= A_FEW:
        raise RefusedError(f"only {now} articles, {before} before")
    check_answers(base)


def _find_failed(asked: list[GoldenRule], base: KnowledgeBase) -> Iterator[str]:
    assistant = Assistant(base)
    for rule in asked:
        answer = assistant.answer(Question(rule.question))
        cited = any(one.article == rule.article and rule.says in one.snippet for one in answer.citations)
        if answer.status is not Status.ANSWERED or not cited:
            yield rule.question

"""A list of entities as an answer: a count, the names as far as they can be cited, the rest kept for 还有吗. Pure."""

from collections.abc import Mapping

from bot.answers.passages import LONG
from bot.answers.telling import citable, cite_fact
from bot.replies import reply
from bot.types import Answer, Findings, Interpretation, Language, Status, Told
from knowledge.types import Fact

SHOWN = 12
CITED = 5
ROOM = 20
"""Characters kept for the count and for how many are left."""


def join(words: list[str], language: Language) -> str:
    """The words one after the other, as the language strings them together."""
    return (", " if language is Language.ENGLISH else "、").join(words)


def answer_listed(
    listed: Mapping[str, Fact], asked: Interpretation, findings: Findings, head: str = "answer.listed"
) -> Answer:
    """The names under head, the key of a reply with a count; those that do not fit or cannot be cited are counted."""
    told, citations = citable(list(listed.values())[:SHOWN], findings, CITED)
    shown = [name for name, fact in listed.items() if fact in told]
    while len(join(shown, asked.language)) > LONG - ROOM:
        shown.pop()
    left = {name: fact for name, fact in listed.items() if name not in shown}
    more = reply("answer.more", asked.language, count=str(len(left))) if left else ""
    lead = reply(head, asked.language, count=str(len(listed)), names=join(shown, asked.language)) + more
    rest = tuple(Told(name, (cite_fact(fact, findings),)) for name, fact in left.items())
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead, citations, rest=rest)

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
    words = {name: _to_words(name, fact, asked) for name, fact in listed.items()}
    told, citations = citable(list(listed.values())[:SHOWN], findings, CITED)
    shown = [name for name, fact in listed.items() if fact in told]
    while len(join([words[name] for name in shown], asked.language)) > LONG - ROOM:
        shown.pop()
    left = {name: fact for name, fact in listed.items() if name not in shown}
    more = reply("answer.more", asked.language, count=str(len(left))) if left else ""
    names = join([words[name] for name in shown], asked.language)
    lead = reply(head, asked.language, count=str(len(listed)), names=names) + more
    rest = tuple(Told(words[name], (cite_fact(fact, findings),)) for name, fact in left.items())
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead, citations, rest=rest)


def _to_words(name: str, fact: Fact, asked: Interpretation) -> str:
    """The name; with whom its fact is of, where the question's name only covers that one: 鲸落数据（红杉中国）."""
    own = fact.subject if fact.object == name else fact.object
    if own is None or own not in asked.meant or own in {named.entity.name for named in asked.named}:
        return name
    return reply("answer.noted", asked.language, value=name, note=own)

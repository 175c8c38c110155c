"""Asking back where words may mean somebody known: a doubt in, the question back out, and its answer. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.phrases import phrase
from bot.replies import reply
from bot.types import Answer, Doubt, Interpretation, Language, Named, Status
from knowledge.text import fold, to_key

CLARIFY = "clarify"
"""The kind of what asks back."""
SHORT = 14
"""Characters of an answer that says which one is meant by its place, or besides its name."""
MARKS = " ,，。.!！?？、"
MOST = 4
"""Candidates that are asked about; more are no question that anybody reads."""


def ask_back(asked: Interpretation) -> Answer:
    """Asks which of the candidates of the first doubt is meant, each offered as a question; else for a name."""
    if not asked.doubts:
        lead = reply("answer.which", asked.language)
        return Answer(Status.CLARIFY, CLARIFY, asked.language, lead, explanation=asked.reasons)
    doubt = asked.doubts[0]
    names = [entity.name for entity in doubt.candidates]
    if len(names) == 1:
        lead = reply("asking_back.one", asked.language, words=doubt.words, name=names[0])
    else:
        joint = reply("asking_back.or", asked.language)
        comma = ", " if asked.language is Language.ENGLISH else "、"
        several = f"{comma.join(names[:-1])}{joint}{names[-1]}"
        lead = reply("asking_back.several", asked.language, names=several)
    suggestions = tuple(resolve(asked.question.text, doubt, name) for name in names)
    return Answer(Status.CLARIFY, CLARIFY, asked.language, lead, suggestions=suggestions, explanation=asked.reasons)


def resolve(text: str, doubt: Doubt, name: str) -> str:
    """The question with that name in place of the doubtful words."""
    return f"{text[: doubt.start]}{name}{text[doubt.end :]}"


def is_denial(text: str) -> bool:
    """Whether somebody answers that none of the candidates is meant."""
    return phrase("says_no").fullmatch(fold(text).strip(MARKS)) is not None


def find_choice(text: str, doubt: Doubt, named: Sequence[Named]) -> str | None:
    """The name of the candidate that an answer to `ask_back` chooses; None: it is no such answer.

    named: the names in text. 前者, 第二个, "the latter", a name or a part of one only, or 是 where there is but one.
    """
    twin = fold(text).strip(MARKS)
    names = [entity.name for entity in doubt.candidates]
    if len(names) == 1 and phrase("says_yes").fullmatch(twin):
        return names[0]
    meant = {name.entity.name for name in named} & {*names}
    rest = len(twin) - sum(name.end - name.start for name in named)
    if len(meant) == 1 and rest <= SHORT // 2:
        return meant.pop()
    if len(twin) > SHORT or named:
        return None
    for name, place in zip(names, _places(), strict=False):
        if place.search(twin):
            return name
    key = to_key(twin)
    holding = [name for name in names if len(key) > 1 and key in to_key(name)]
    return holding[0] if len(holding) == 1 else None


def _places() -> tuple[re.Pattern[str], ...]:
    """What chooses the first, second, third, fourth candidate."""
    return phrase("chooses_first"), phrase("chooses_second"), phrase("chooses_third"), phrase("chooses_fourth")


def without_doubts(asked: Interpretation) -> Interpretation:
    """The question whose doubtful words mean none of the candidates: a name that nobody knows."""
    words = tuple(doubt.words for doubt in asked.doubts)
    return replace(asked, doubts=(), unknown=tuple(dict.fromkeys((*asked.unknown, *words))))

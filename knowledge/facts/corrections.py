"""Corrections: an amount said earlier and replaced ("the figure was soon changed to ..."). Finds no other facts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.facts.sentences import Sentence
from knowledge.facts.status import Claim, assess, find_corrections
from knowledge.types import Article, Evidence, Fact, FactStatus, Quantity

_MORE = re.compile("more|over|超过", re.IGNORECASE)
_REACH = 3
"""How many blocks back the corrected amount may stand."""


def correct_facts(article: Article, sentence: Sentence, facts: Sequence[Fact]) -> list[Fact]:
    """facts with those the sentence corrects marked as corrected, and the facts that replace them.

    The amount corrected is the one nearest in size, in the same unit, of the last evidence that holds amounts: a
    sentence that gives round and valuation is corrected in one of them only. Where the sentence says what the amount
    is (融资额更正为8亿美元), it is one of that subject and relation. What the last words of a sentence put right is
    done first.
    """
    amended = list(facts)
    corrections = sorted(find_corrections(sentence.coded), key=lambda found: found[0], reverse=True)
    for start, end, slots in corrections:
        quantity = _quantity(article, sentence, *(slots.get("money") or slots["value"]))
        assessment = assess(article, sentence, Claim(start, end))
        if quantity and assessment is not None:
            amended = _correct(article, sentence, amended, quantity)
    return amended


def _quantity(article: Article, sentence: Sentence, start: int, end: int) -> Quantity | None:
    """The quantity at a span; of a bare number without its unit."""
    if token := sentence.tokens.get(start):
        return token.value if isinstance(token.value, Quantity) else None
    first, last = sentence.span(start, end)
    words = article.text[first:last]
    number = Decimal("".join(char for char in words if char.isdecimal()))
    return Quantity(number, None if _MORE.match(words) else number, "", words)


def _correct(article: Article, sentence: Sentence, said: list[Fact], quantity: Quantity) -> list[Fact]:
    passage = sentence.passage
    evidence = Evidence(article.name, passage.start, passage.end, article.text[passage.start : passage.end])
    own = [fact for fact in said if fact.quantity == quantity and fact.evidence == evidence]
    others = [fact for fact in said if fact not in own]
    if any(fact.status is FactStatus.CORRECTED for fact in own):  # 更正：初版称18亿美元，应为8亿美元
        return said
    said_of = {(fact.subject, fact.relation) for fact in own or others}
    same = [
        fact
        for fact in others
        if fact.quantity
        and (fact.subject, fact.relation) in said_of
        and _is_alike(fact.quantity, quantity)
        and fact.evidence.start <= passage.start
        and article.text.count("\n", fact.evidence.start, passage.start) <= _REACH
    ]
    last = max((fact.evidence.start for fact in same), default=None)
    meant = min(
        (fact for fact in same if fact.evidence.start == last), key=lambda fact: _ratio(fact, quantity), default=None
    )
    if meant is None or meant.quantity == quantity:
        return said
    corrected = [replace(fact, status=FactStatus.CORRECTED) if fact == meant else fact for fact in others]
    is_bare = meant.quantity is not None and not quantity.is_money
    quantity = replace(quantity, unit=meant.quantity.unit) if is_bare and meant.quantity else quantity
    return [*corrected, replace(meant, quantity=quantity, evidence=evidence, status=FactStatus.STATED)]


def _is_alike(said: Quantity, now: Quantity) -> bool:
    """Whether now can be said instead: in the same unit, a bare number where something is counted, another currency.

    A currency is corrected only where the number stays.
    """
    if said.is_money and now.is_money and said.unit != now.unit:
        return (said.low, said.high) == (now.low, now.high)
    return said.unit == now.unit or not (now.unit or now.is_money or said.is_money or said.unit == "%")


def _ratio(fact: Fact, quantity: Quantity) -> Decimal:
    mine, theirs = (_size(one) for one in (fact.quantity, quantity))
    return max(mine, theirs) / min(mine, theirs)


def _size(quantity: Quantity | None) -> Decimal:
    size = (quantity.low or quantity.high) if quantity else None
    return max(size, Decimal(1)) if size else Decimal(1)

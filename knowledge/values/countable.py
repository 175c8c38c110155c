"""Whether a number in a folded text says how many, or belongs to a name, an order or another word."""

import re

from knowledge.values.counted import Unit
from knowledge.values.number import MYRIAD, Number
from knowledge.values.value_rules import Kind, unit_words
from knowledge.values.value_words import is_latin

NAME_JOINTS = "-_./:*×"
"""Between a name or number and this one they make it a part of that: GPT-4, 12:30, 3.1, 7×24."""
_MANY = 10**8
"""A power of ten alone (百亿) is a number without a unit only from here: 百 and 千 begin too many words."""
_LEAST_SUM = 100
"""Chinese numerals from here on are a sum where the words around are of money: 标价八百, 三百五卖掉."""
_CUT_OFF = re.compile(r"[0-9][\s>]{1,4}\Z")


def is_ordinal(twin: str, start: int) -> bool:
    return twin[max(0, start - 8) : start].endswith(unit_words().rules.ordinals)


def is_name_part(twin: str, start: int) -> bool:
    """Whether the number at start belongs to a name or another number: GPT-4, GPT3.5, 12:30."""
    if not start:
        return False
    if not "0" <= twin[start] <= "9":
        return "0" <= twin[start - 1] <= "9"
    if is_latin(twin[start - 1]):
        return True
    before = twin[start - 2] if start > 1 else " "
    return twin[start - 1] in NAME_JOINTS and (is_latin(before) or "0" <= before <= "9")


def is_countable(twin: str, start: int, number: Number, unit: Unit) -> bool:
    """Whether the number says how many: not 一家 (a company), 同一年, 百 alone, a bare 28."""
    rules = unit_words().rules
    written = twin[start : number.end]
    if _is_other_word(twin, start, number, unit):
        return False
    if unit.has_versions and number.written == "plain" and start > 1 and twin[start - 1] == " ":
        return not is_latin(twin[start - 2])
    if unit.name == "":
        if number.written == "scale":
            least = _MANY if unit.kind is Kind.NOUN else MYRIAD
            return (
                number.low >= MYRIAD if _has_scale_qualifier(twin, start) else number.low >= least and len(written) > 1
            )
        is_spoken_sum = unit.kind is Kind.MONEY and number.low >= _LEAST_SUM and not "0" <= twin[start] <= "9"
        return is_spoken_sum or number.written in ("scaled", "grouped", "scale")
    if number.written == "half" or written in rules.articles:
        is_said = unit.kind is Kind.DURATION or (unit.kind in (Kind.MONEY, Kind.MEASURE) and number.written != "half")
        return is_said and not twin[max(0, start - 2) : start].endswith(rules.indefinite)
    return True


def _is_other_word(twin: str, start: int, number: Number, unit: Unit) -> bool:
    """大多数公司, 每百万次, 一% in a garbled word, the 亿 that a line break cut from its digits."""
    rules = unit_words().rules.numerals
    if twin[start] in rules.some:
        return twin.startswith(rules.some_not_before, start + 1) or twin[max(0, start - 2) : start].endswith(
            rules.some_not_after
        )
    if number.written == "scale":
        if start and twin[start - 1] == unit_words().rules.each:
            return True
        return _CUT_OFF.search(twin, max(0, start - 5), start) is not None
    return unit.name == "%" and twin[unit.end - 1] == "%" and not "0" <= twin[start] <= "9"


def _has_scale_qualifier(twin: str, start: int) -> bool:
    found = unit_words().before.ending_at(twin, start)
    return found is not None

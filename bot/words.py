"""Which lines of text meet a unit of a question in their own words, and how far. Knows no passage, only folded text."""

from collections import Counter
from collections.abc import Mapping

from bot.lines import Lines
from bot.types import Unit
from bot.units import is_denied
from knowledge.text import is_cjk

SYNONYM = 0.95
"""What another form of the question's group counts for: the question's own word is the better one."""
NEAR = 0.6
"""What a form counts for that means the unit's words only nearly, or now and then."""
DENIED = 0.7
"""What a form is worth that the question denies and the text does not: 不赚钱 and 很赚钱."""
HALF = 0.5
"""Share of the pairs of a longer word's characters from which on a text meets it a little."""


def find_shares(unit: Unit, lines: Lines) -> Mapping[int, float]:
    """Row of the lines -> how far it meets the unit, which is no name: 1 where the question's own form stands there.

    Less where another one does, a near one, or what the question denies; or else the share of the pairs of the own
    form's characters that do. Rows that do not meet it are absent.
    """
    met: dict[int, float] = {}
    own, *others = unit.forms
    for share, forms in ((1.0, (own,)), (SYNONYM, others), (NEAR, unit.near)):
        for form in forms:
            for row, at in lines.find(form):
                worth = share * DENIED if unit.is_denied and not is_denied(lines.twins[row], at) else share
                if worth > met.get(row, 0.0):
                    met[row] = worth
    return {**_find_pairs(unit, lines), **met}


def _find_pairs(unit: Unit, lines: Lines) -> Mapping[int, float]:
    """The rows that hold half or more of the pairs of characters of a longer Chinese word, with that share."""
    form = unit.forms[0]
    if len(form) < 3 or not is_cjk(form[0]):
        return {}
    pairs = [form[i : i + 2] for i in range(len(form) - 1)]
    held = Counter(row for pair in pairs for row in {row for row, _ in lines.find_all(pair)})
    shares = {row: count / len(pairs) for row, count in held.items()}
    return {row: share for row, share in shares.items() if share >= HALF}

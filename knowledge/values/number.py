"""A number as read from a text, before what it is of is known."""

from dataclasses import dataclass
from decimal import Decimal

MOST_DIGITS = 18
"""Longer runs of digits are no amounts (identifiers, hostile input)."""
MOST_HANZI = 24
"""Longer runs of Chinese numerals are no numbers either."""
MYRIAD = 10_000


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it ends."""

    low: Decimal
    high: Decimal
    end: int
    factor: int = 1
    """The power of ten in its last words: 3亿 is 3 times 100000000; in 2-3亿 both ends share it."""
    approximate: bool = False
    more: bool = False
    """十余亿, 600多: this and something more."""
    written: str = ""
    """plain, grouped (15,000), scaled (8亿, 4 million), scale (百亿: a power of ten alone) or half (半)."""
    letter: str = ""
    """The letter that stands for its scale: 13B."""


def to_scale(number: Number, factor: int, end: int) -> Number:
    """number in that scale, whose words end at end."""
    whole = number.factor * factor
    written = "scaled" if whole >= 1000 else number.written
    low = number.low * factor
    high = low if number.low is number.high else number.high * factor
    return Number(low, high, end, whole, number.approximate, number.more, written)

"""Which names of a question are looked at two by two."""

from collections.abc import Iterable, Iterator
from itertools import islice, permutations
from typing import TypeVar

T = TypeVar("T")

PAIRED = 8
"""The first names of a question: nobody asks how ten have to do with each other, and thirty make 870 pairs."""


def pair_up(names: Iterable[T]) -> Iterator[tuple[T, T]]:
    """Each of the first names with each other one, both ways round.

    >>> list(pair_up(["月之暗面", "阿里巴巴"]))
    [('月之暗面', '阿里巴巴'), ('阿里巴巴', '月之暗面')]
    """
    return permutations(islice(names, PAIRED), 2)

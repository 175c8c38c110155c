"""What is loaded when the first question needs it, loaded before: that takes longer than an answer may."""

import gc

from knowledge.names.dictionary import is_common, is_word
from knowledge.names.given_names import given_likeness
from knowledge.values import compile_patterns

SELDOM = 100
"""Collections of the middle generation between two of the oldest: some 700 answers; Python's own 10 are 90. What is
garbage by then has to be gone through too.
"""


def load_seldom_used() -> None:
    """Loads what only some questions need: a name with a character beside it, a time."""
    given_likeness("秋")
    is_word("秋")
    is_common("秋天")
    compile_patterns()


def spare_collector() -> None:
    """Has the garbage collector go through all there is now, and then pass over it.

    To go through it takes 0.1 s, and more as the caches fill: amid an answer that is seldom done. Called where a base
    comes into use, which is where one before it becomes garbage.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)

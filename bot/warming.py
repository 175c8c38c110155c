"""What is loaded when the first question needs it, loaded before: that takes longer than an answer may."""

import gc

from knowledge.names.dictionary import is_common, is_word
from knowledge.names.given_names import given_likeness
from knowledge.values import compile_patterns


def load_seldom_used() -> None:
    """Loads what only some questions need: a name with a character beside it, a time."""
    given_likeness("秋")
    is_word("秋")
    is_common("秋天")
    compile_patterns()


def spare_collector() -> None:
    """Has the garbage collector pass over what is there now: to go through it takes 0.1 s, amid an answer."""
    gc.collect()
    gc.freeze()

"""Names that head a paragraph and run on into it: "SCALE AI. The largest deal ...", 澄观数据(成都):A轮2亿元."""

import re

_RUN_IN = re.compile(r"[”」]? ?(?:\([^()]{1,60}\) ?)?(?:\. |: ?|。)")
"""A mark, after what it is and where in brackets."""


def is_run_in(twin: str, end: int) -> bool:
    """Whether the name that a paragraph opens with is its heading. end: where the name ends in the folded text."""
    return _RUN_IN.match(twin, end) is not None

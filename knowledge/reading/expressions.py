"""Expressions as rules: a pattern of a YAML file in, matches out. RE2, so hostile text costs linear time only."""

from functools import cache
from typing import Any

import re2

from knowledge.rules import Rule


class Expression(Rule):
    """A regular expression over folded text, with a text that it matches."""

    pattern: str
    example: str

    def search(self, twin: str) -> Any:
        """The first match in folded text, or None."""
        return compile_expression(self.pattern).search(twin)

    def match(self, twin: str) -> Any:
        """The match at the start of folded text, or None."""
        return compile_expression(self.pattern).match(twin)

    def finditer(self, twin: str) -> Any:
        """Every match, from left to right."""
        return compile_expression(self.pattern).finditer(twin)


@cache
def compile_expression(pattern: str) -> Any:
    """The RE2 object of a pattern. Raises re2.error where it is none."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)
